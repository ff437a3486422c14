//! What is done at the end of each UTC hour: small counts are carried on, stored bytes are counted. After a downtime
//! the hours that were missed are done in their order. The database marks how far it has come, so nothing is done twice.

use std::collections::BTreeMap;

use carry::id::MemberId;
use purse::usage::Hour;
use store::{Delivered, Store, StoreError};

/// For ended hours that are not closed, what enough viewers saw.
pub(super) type Seen = BTreeMap<Hour, Vec<Delivered>>;

/// Hours that one tick works off at most, so that a long downtime does not hold up the counting.
const HOURS_PER_TICK: usize = 48;

/// Closes the hours before `current`, in order: what too few saw moves into the next hour of its day (docs/RULES.md,
/// small counts). Of an hour in which the member was restarted it is not known who saw what before; so it counts as
/// seen by too few, which is the careful side.
pub(super) async fn close_delivered(store: &Store, seen: &mut Seen, current: Hour) -> Result<(), StoreError> {
    for hour in missed(store.closed_hour().await?, current) {
        let enough = seen.get(&hour).map_or(&[][..], Vec::as_slice);
        store.close_hour(hour, enough).await?;
        seen.remove(&hour);
    }
    Ok(())
}

/// Counts the bytes stored at the end of each hour before `current`.
pub(super) async fn count_stored(store: &Store, member: MemberId, current: Hour) -> Result<(), StoreError> {
    for hour in missed(store.stored_hour().await?, current) {
        store.count_stored_hour(hour, member).await?;
    }
    Ok(())
}

/// The hours after `done` and before `current`; of a new member the last one only, so that its first mark is made.
fn missed(done: Option<Hour>, current: Hour) -> impl Iterator<Item = Hour> {
    let last = current.number() - 1;
    let first = done.map_or(last, |done| done.number() + 1);
    (first..=last).filter_map(Hour::from_number).take(HOURS_PER_TICK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(done: Option<&str>, current: &str) -> Vec<String> {
        let hour = |text: &str| text.parse::<Hour>().unwrap();
        missed(done.map(hour), hour(current)).map(|hour| hour.to_string()).collect()
    }

    #[test]
    fn the_hours_that_were_missed_are_done_in_order_and_the_current_one_is_not() {
        let expected = ["2026-11-01T22:00:00Z", "2026-11-01T23:00:00Z", "2026-11-02T00:00:00Z"];
        assert_eq!(hours(Some("2026-11-01T21:00:00Z"), "2026-11-02T01:00:00Z"), expected);
        assert_eq!(hours(Some("2026-11-02T00:00:00Z"), "2026-11-02T01:00:00Z"), Vec::<String>::new());
        assert_eq!(hours(None, "2026-11-02T01:00:00Z"), ["2026-11-02T00:00:00Z"]);
        assert_eq!(hours(Some("2025-11-02T00:00:00Z"), "2026-11-02T01:00:00Z").len(), HOURS_PER_TICK);
    }
}
