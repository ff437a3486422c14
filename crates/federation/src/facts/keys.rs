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
        let place = |place| Place { author: log.member, log: log.log, place };
        let mut keys = vec![first];
        let mut current = first;
        for change in self.0.range(place(0)..place(size)).map(|(_, change)| change) {
            let meant = (change.value.member, change.value.log) == (log.member, log.log);
            if meant && verifies(change, &current) {
                current = change.value.public;
                keys.push(current);
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
