//! Which key was current where.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;
use purse::id::MemberId;

use super::{At, Place};
use crate::roll::Roll;
use crate::signed::{Signable, Signed};

/// The changes of key that logs tell of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyHistory(BTreeMap<Place, [u8; 32]>);

impl KeyHistory {
    /// From the place behind this one on, `public` is the key of the log.
    pub fn add(&mut self, at: Place, public: [u8; 32]) {
        self.0.insert(at, public);
    }

    /// The key that was current at a place of a log which began with `first`.
    #[must_use]
    pub fn current(&self, at: Place, first: [u8; 32]) -> [u8; 32] {
        let start = Place { place: 0, ..at };
        self.0.range(start..at).next_back().map_or(first, |(_, key)| *key)
    }

    /// The key with which a member signs next, by its log that began with `first`.
    #[must_use]
    pub fn last(&self, author: MemberId, log: u32, first: [u8; 32]) -> [u8; 32] {
        self.current(Place { author, log, place: u64::MAX }, first)
    }

    /// Whether what stands here was signed with the key that was current here, of a log that the roll knows.
    pub(super) fn signed<T: Signable>(&self, signed: &At<Signed<T>>, roll: &Roll) -> bool {
        let standing = roll.members.get(&signed.at.author);
        let Some(first) = standing.and_then(|standing| standing.first_key(signed.at.log)) else { return false };
        let key = VerifyingKey::from_bytes(&self.current(signed.at, first));
        key.is_ok_and(|key| signed.fact.verify(&key).is_ok())
    }
}
