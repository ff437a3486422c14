//! What is done at the end of each UTC hour: stored bytes are counted.
//! After a downtime the hours that were missed are done in their order.

use carry::id::{MemberId, ObjectHash};
use jiff::Timestamp;
use purse::usage::{Hour, Unit};
use sha2::{Digest, Sha256};
use store::{BatchId, PAGE_ROWS, Store, StoreError};

use super::recorder::row;

/// Hours that one tick works off at most, so that a long downtime does not hold up the counting.
const HOURS_PER_TICK: usize = 48;

/// Counts the bytes stored at the end of each hour before `current`.
pub(super) async fn count_stored(
    store: &Store,
    member: MemberId,
    current: Hour,
    now: Timestamp,
) -> Result<(), StoreError> {
    let done = store.stored_hour().await?.map(Hour::of);
    for hour in missed(done, current) {
        let Some(end) = next(hour).map(Hour::start) else { return Ok(()) };
        let mut after = None;
        loop {
            let page = store.stored_objects_at(end, after, PAGE_ROWS).await?;
            let Some(last) = page.last() else { break };
            let batch = page_id(hour, after);
            after = Some(last.hash);
            let stored = page.iter().map(|each| row(member, each.hash, &Unit::ByteHour, hour, each.bytes));
            let stored: Vec<_> = stored.collect();
            store.flush_usage(batch, &stored, now).await?;
        }
        store.set_stored_hour(hour.start()).await?;
    }
    Ok(())
}

/// The hours after `done` and before `current`; of a new member the last one only, so that its
/// first mark is made.
fn missed(done: Option<Hour>, current: Hour) -> impl Iterator<Item = Hour> {
    let last = current.number() - 1;
    let first = done.map_or(last, |done| done.number() + 1);
    (first..=last).filter_map(Hour::from_number).take(HOURS_PER_TICK)
}

fn next(hour: Hour) -> Option<Hour> {
    Hour::from_number(hour.number() + 1)
}

/// The id of one page of an hour's stored objects: the same whenever it is written again, so that
/// it counts once.
fn page_id(hour: Hour, after: Option<ObjectHash>) -> BatchId {
    let mut hash = Sha256::new_with_prefix(b"stored");
    hash.update(hour.number().to_be_bytes());
    if let Some(after) = after {
        hash.update(after.as_bytes());
    }
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    BatchId::from_bytes(id)
}
