use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use carry::id::MemberId;
use jiff::{SignedDuration, Timestamp};

/// For how long back what was sent is remembered: long enough that one large segment is no crowd.
pub const PACE_SECONDS: u32 = 30;

/// Counts remembered, at most; the recorder makes one every few seconds.
const COUNTS: usize = 64;

/// Bytes by home.
type Sums = BTreeMap<MemberId, u64>;

/// What was sent for other homes in the last [`PACE_SECONDS`].
#[derive(Default)]
pub(super) struct Pace(Mutex<VecDeque<(Timestamp, Sums)>>);

impl Pace {
    /// Takes note of bytes that were sent since the last call.
    pub(super) fn note(&self, now: Timestamp, sent: Sums) {
        let mut counts = self.counts();
        counts.push_back((now, sent));
        while counts.len() > COUNTS || counts.front().is_some_and(|(at, _)| is_over(now, *at)) {
            counts.pop_front();
        }
    }

    /// Bytes that were sent in the last [`PACE_SECONDS`].
    pub(super) fn sent(&self, now: Timestamp) -> u64 {
        let counts = self.counts();
        let lately = counts.iter().filter(|(at, _)| !is_over(now, *at)).flat_map(|(_, sent)| sent.values());
        lately.copied().fold(0, u64::saturating_add)
    }

    /// Of these, those for one home.
    pub(super) fn sent_for(&self, home: &MemberId, now: Timestamp) -> u64 {
        let counts = self.counts();
        let lately = counts.iter().filter(|(at, _)| !is_over(now, *at)).filter_map(|(_, sent)| sent.get(home));
        lately.copied().fold(0, u64::saturating_add)
    }

    fn counts(&self) -> MutexGuard<'_, VecDeque<(Timestamp, Sums)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_over(now: Timestamp, at: Timestamp) -> bool {
    now.duration_since(at) >= SignedDuration::from_secs(i64::from(PACE_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_counts_for_its_time_and_no_longer() {
        let pace = Pace::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        let [one, other] = [1, 2].map(|byte| MemberId::from_bytes([byte; 32]));
        for second in 0..1_000 {
            pace.note(at(5 * second), [(one, 7), (other, 3)].into());
        }
        let last = 4_995;
        assert_eq!(pace.sent(at(last)), 60, "six counts in thirty seconds");
        assert_eq!([one, other].map(|home| pace.sent_for(&home, at(last))), [42, 18], "for each home");
        assert_eq!(pace.sent(at(last + 20)), 20);
        assert_eq!(pace.sent(at(last + 30)), 0);
    }
}
