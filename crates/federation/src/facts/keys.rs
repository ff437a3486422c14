//! Which key was current where.

use std::collections::BTreeMap;

use super::said::verifies;
use super::{LogId, Place};
use crate::entry::KeyChange;
use crate::signed::Signed;

/// The changes of key that logs tell of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyHistory(BTreeMap<Place, Signed<KeyChange>>);

impl KeyHistory {
    /// Takes note of a change. Whether it holds shows when the key before it is known.
    pub fn add(&mut self, at: Place, change: Signed<KeyChange>) {
        self.0.insert(at, change);
    }

    /// All keys of a log that began with `first`, in the order in which they came, as far as its first `size` entries tell.
    /// A change that the key before it did not sign is none.
    #[must_use]
    pub fn keys(&self, log: LogId, first: [u8; 32], size: u64) -> Vec<[u8; 32]> {
        self.history(log, first, size).into_iter().map(|(_, key)| key).collect()
    }

    /// The same, each with the first place at which it signs.
    #[must_use]
    pub fn history(&self, log: LogId, first: [u8; 32], size: u64) -> Vec<(u64, [u8; 32])> {
        let place = |place| Place { author: log.member, log: log.log, place };
        let mut keys = vec![(0, first)];
        let mut current = first;
        for (at, change) in self.0.range(place(0)..place(size)) {
            let meant = (change.value.member, change.value.log) == (log.member, log.log);
            if meant && verifies(change, &current) {
                current = change.value.public;
                keys.push((at.place.saturating_add(1), current));
            }
        }
        keys
    }

    /// The key that was current at a place of a log which began with `first`.
    #[must_use]
    pub fn current(&self, at: Place, first: [u8; 32]) -> [u8; 32] {
        let log = LogId { member: at.author, log: at.log };
        self.keys(log, first, at.place).last().copied().unwrap_or(first)
    }
}
