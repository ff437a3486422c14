//! Counting through hours, midnights, failures, restarts and crashes, against the rules as the purse has them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use purse::usage::{Carried, Hour, Row, Unit, UsageRow, close_hour, close_old};

use crate::counting::{OBJECTS, Step, Town, day, object, steps};

/// The rows that the rules give, by the purse's own code.
fn expected(town: &Town, number: u8) -> Vec<Row> {
    let mut carried: Option<Carried> = None;
    let mut rows = Vec::new();
    for ((_, hour), bytes) in town.sent.iter().filter(|((object, _), _)| *object == number) {
        let viewers = u64::try_from(town.seen.get(&(number, *hour)).map_or(0, BTreeSet::len)).unwrap();
        let closed = close_hour(carried, *hour, *bytes, viewers);
        rows.extend(closed.old.into_iter().chain(closed.row));
        carried = closed.carried;
    }
    let later: Hour = "2028-01-01T00:00:00Z".parse().unwrap();
    rows.extend(carried.and_then(|carried| close_old(carried, later)));
    rows
}

fn run(work: impl Future<Output = Result<(), TestCaseError>>) -> Result<(), TestCaseError> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_written_is_what_the_rules_say_whatever_fails_and_whenever_it_is_restarted(steps in steps(false)) {
        run(async {
            let mut town = Town::open().await;
            for step in &steps {
                town.step(step).await;
            }
            let rows = town.settled().await;
            for number in 0..OBJECTS {
                let written: Vec<Row> = rows
                    .iter()
                    .filter(|row| row.object == object(number) && row.unit == Unit::Byte)
                    .map(|row| Row { hour: row.hour, quantity: row.quantity, merged: row.merged })
                    .collect();
                prop_assert_eq!(written, expected(&town, number));
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_crash_takes_what_was_not_written_and_nothing_is_counted_twice(steps in steps(true)) {
        run(async {
            let mut town = Town::open().await;
            for step in &steps {
                town.step(step).await;
            }
            let rows = town.settled().await;
            let days: BTreeSet<(u8, i64)> = town.sent.keys().map(|(object, hour)| (*object, day(*hour))).collect();
            for key in days {
                let of_key = |row: &&UsageRow| row.object == object(key.0) && day(row.hour) == key.1;
                let written: u64 = rows.iter().filter(of_key).map(|row| row.quantity).sum();
                let sent: u64 =
                    town.sent.iter().filter(|((object, hour), _)| (*object, day(*hour)) == key).map(|(_, bytes)| bytes).sum();
                let lost = town.lost.get(&key).copied().unwrap_or(0);
                prop_assert!((sent - lost..=sent).contains(&written), "{written} of {sent}, {lost} at risk");
            }
            for row in rows {
                let number = row.object.as_bytes()[0];
                let enough = town.seen.get(&(number, row.hour)).is_some_and(|viewers| viewers.len() >= 5);
                prop_assert!(row.merged || enough, "a row tells what a few watched: {row:?}");
                prop_assert!(!row.merged || row.hour.is_last_of_day(), "{row:?}");
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_new_member_whose_first_count_could_not_be_written_closes_that_hour_all_the_same() {
    let mut town = Town::open().await;
    let view = Step::View { viewer: 1, object: 0, bytes: 700 };
    // The first tick of its life falls at the hour's end and fails; the next one comes an hour later.
    for step in [view, Step::Fails(1), Step::Pass(60), Step::Pass(60)] {
        town.step(&step).await;
    }
    let rows = town.settled().await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].merged && rows[0].hour.is_last_of_day(), "one viewer has an hour's row: {rows:?}");
}
