//! What was delivered on a day: what allowances are held against.

use std::collections::BTreeMap;
use std::sync::Arc;

use carry::id::MemberId;
use jiff::{SignedDuration, Timestamp};
use purse::usage::{Hour, Unit};
use seams::Clock;
use store::{Hours, Store, StoreError};
use tokio::sync::Mutex;

use super::day;
use crate::delivery::BELIEVED;
use crate::metering::{Meter, PACE_SECONDS};

/// For how long what was delivered today is believed, if nothing was written meanwhile.
const COUNTED: SignedDuration = SignedDuration::from_secs(5);

/// An object is handed out by an answer that is as old as this, at most: what is known of it, and of the video.
const ANSWER_SECONDS: u64 = 2 * BELIEVED.as_secs();

/// By how much the next seconds may have more than the last half minute: whoever watched at a carrier that has stopped comes here.
const MAY_GROW: u64 = 2;

/// Sums of an hour that are read at a time.
const AT_A_TIME: u32 = 1_000;

/// Bytes by home and carrier.
pub(super) type Sums = BTreeMap<(MemberId, MemberId), u64>;

/// Sums of what was delivered, kept for a moment.
pub(super) struct SentToday {
    store: Store,
    clock: Arc<dyn Clock>,
    member: MemberId,
    meter: Arc<Meter>,
    /// What was delivered on the UTC day of the time at which it was counted, and the batches that were written then.
    kept: Mutex<Option<(Timestamp, u64, Arc<Sums>)>>,
}

impl SentToday {
    pub(super) fn new(store: Store, clock: Arc<dyn Clock>, member: MemberId, meter: Arc<Meter>) -> Self {
        Self { store, clock, member, meter, kept: Mutex::new(None) }
    }

    /// What was delivered today, as far as it is written: each for each.
    pub(super) async fn written(&self) -> Result<Arc<Sums>, StoreError> {
        let (now, written) = (self.clock.now(), self.meter.written());
        let mut kept = self.kept.lock().await;
        if let Some((at, then, sums)) = &*kept
            && now.duration_since(*at) < COUNTED
            && *then == written
            && day(now) == day(*at)
        {
            return Ok(Arc::clone(sums));
        }
        let today = day(now);
        let end = today.last_hour();
        let hours = Hours { from: today.first_hour(), until: Hour::from_number(end.number() + 1).unwrap_or(end) };
        let (mut sums, mut last) = (Sums::new(), None);
        loop {
            let page = self.store.usage_by_hour(hours, last.as_ref(), AT_A_TIME).await?;
            let Some(end) = page.last() else { break };
            last = Some(end.clone());
            for row in page.into_iter().filter(|row| row.unit == Unit::Byte) {
                let sum = sums.entry((row.home, row.carrier)).or_insert(0);
                *sum = sum.saturating_add(row.quantity);
            }
        }
        let sums = Arc::new(sums);
        *kept = Some((now, written, Arc::clone(&sums)));
        Ok(sums)
    }

    /// What this member has delivered today for a home when an answer that is given now is no longer believed: what is written,
    /// what is not yet, and what may be asked for in that time, by what was sent lately.
    pub(super) async fn soon(&self, home: MemberId, now: Timestamp) -> Result<u64, StoreError> {
        let sent = self.written().await?.get(&(home, self.member)).copied().unwrap_or(0);
        let waiting = self.meter.waiting_for(home, self.member);
        let lately = self.meter.sent_for(&home, now).saturating_add(waiting);
        let soon = lately.saturating_mul(MAY_GROW * ANSWER_SECONDS) / u64::from(PACE_SECONDS);
        Ok(sent.saturating_add(waiting).saturating_add(soon))
    }
}
