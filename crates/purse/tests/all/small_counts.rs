//! Small counts: nothing is dropped and no row shows a few people.

use proptest::prelude::*;
use purse::usage::{Carried, Closed, Hour, MIN_VIEWERS, Row, close_hour, close_old};

fn hour(text: &str) -> Hour {
    text.parse().expect("an hour")
}

#[test]
fn an_hour_with_five_viewers_is_written_as_it_is() {
    let noon = hour("2026-11-01T12:00:00Z");
    let row = Row { hour: noon, quantity: 900, merged: false };
    assert_eq!(close_hour(None, noon, 900, 5), Closed { row: Some(row), ..Closed::default() });
}

#[test]
fn an_hour_with_four_viewers_waits_for_one_with_five() {
    let noon = hour("2026-11-01T12:00:00Z");
    let one = hour("2026-11-01T13:00:00Z");
    let waits = close_hour(None, noon, 900, 4);
    assert_eq!(waits.row, None);
    let closed = close_hour(waits.carried, one, 100, 5);
    assert_eq!(closed.row, Some(Row { hour: one, quantity: 1_000, merged: false }));
    assert_eq!(closed.carried, None);
}

#[test]
fn two_and_then_three_viewers_are_not_five() {
    let noon = hour("2026-11-01T12:00:00Z");
    let one = hour("2026-11-01T13:00:00Z");
    let closed = close_hour(close_hour(None, noon, 10, 2).carried, one, 10, 3);
    assert_eq!(closed.row, None);
    assert_eq!(closed.carried, Some(Carried { day: one.day(), quantity: 20 }));
}

#[test]
fn what_is_left_is_written_in_the_days_last_hour_and_marked() {
    let evening = hour("2026-11-01T22:00:00Z");
    let last = hour("2026-11-01T23:00:00Z");
    let closed = close_hour(close_hour(None, evening, 10, 1).carried, last, 5, 1);
    assert_eq!(closed.row, Some(Row { hour: last, quantity: 15, merged: true }));
    assert_eq!(closed.carried, None);
}

#[test]
fn a_member_that_was_down_at_midnight_writes_the_old_day_first() {
    let evening = hour("2026-11-01T22:00:00Z");
    let last = hour("2026-11-01T23:00:00Z");
    let next = hour("2026-11-02T09:00:00Z");
    let carried = close_hour(None, evening, 10, 1).carried;
    let old = Some(Row { hour: last, quantity: 10, merged: true });
    let closed = close_hour(carried, next, 7, 1);
    assert_eq!((closed.old, closed.row), (old, None));
    assert_eq!(closed.carried, Some(Carried { day: next.day(), quantity: 7 }));
    assert_eq!(carried.and_then(|carried| close_old(carried, next)), old);
    assert_eq!(carried.and_then(|carried| close_old(carried, last)), None);
}

#[test]
fn an_hour_without_traffic_writes_nothing() {
    assert_eq!(close_hour(None, hour("2026-11-01T23:00:00Z"), 0, 0), Closed::default());
}

proptest! {
    #[test]
    fn nothing_is_dropped_and_unmarked_rows_have_enough_viewers(
        hours in prop::collection::vec((0_i64..80, 0_u64..1_000, 0_u64..9), 0..40),
    ) {
        let mut hours = hours;
        hours.sort_unstable();
        hours.dedup_by_key(|hour| hour.0);
        let mut carried = None;
        let mut rows = Vec::new();
        for (number, delivered, viewers) in &hours {
            let hour = Hour::from_number(*number).unwrap();
            let closed = close_hour(carried, hour, *delivered, *viewers);
            let row = closed.row;
            prop_assert!(row.is_none_or(|row| row.merged || *viewers >= MIN_VIEWERS));
            prop_assert!(row.is_none_or(|row| !row.merged || row.hour.is_last_of_day()));
            rows.extend(closed.old.into_iter().chain(row));
            carried = closed.carried;
        }
        rows.extend(carried.and_then(|c| close_old(c, Hour::from_number(1_000).unwrap())));
        let delivered: u64 = hours.iter().map(|hour| hour.1).sum();
        let written: u64 = rows.iter().map(|row| row.quantity).sum();
        prop_assert_eq!(written, delivered);
        prop_assert!(rows.windows(2).all(|pair| pair[0].hour < pair[1].hour));
        for (number, delivered, _) in &hours {
            let day = Hour::from_number(*number).unwrap().day();
            let of_day = |row: &&Row| row.hour.day() == day;
            let day_written: u64 = rows.iter().filter(of_day).map(|row| row.quantity).sum();
            prop_assert!(day_written >= *delivered, "the day keeps its own");
        }
    }
}
