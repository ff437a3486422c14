//! What a member said under its signature, and under which key that was seen to be good.

use std::collections::BTreeMap;

use super::{At, KeyHistory, LogId, Place};
use crate::hash::Hash;
use crate::roll::Roll;
use crate::signed::{Signable, Signed, VerifyingKey};

/// What stands in a log, signed.
#[derive(Debug, Clone)]
pub(super) struct Said<T> {
    pub(super) at: Place,
    pub(super) fact: Signed<T>,
    /// The key under which it was verified, and whether it was good. Verifying costs more than all else that is done with it.
    verified: Option<([u8; 32], bool)>,
}

impl<T: Signable> Said<T> {
    pub(super) const fn new(at: Place, fact: Signed<T>) -> Self {
        Self { at, fact, verified: None }
    }

    /// Whether it was signed with the key that was current where it stands, of a log that the roll knows.
    pub(super) fn is_signed(&self, keys: &KeyHistory, roll: &Roll) -> bool {
        let key = self.key(keys, roll);
        key.is_some_and(|key| match self.verified {
            Some((known, good)) if known == key => good,
            _ => verifies(&self.fact, &key),
        })
    }

    /// Remembers whether it is signed. Of a log that the roll does not know nothing is remembered.
    pub(super) fn verify(&mut self, keys: &KeyHistory, roll: &Roll) {
        if let Some(key) = self.key(keys, roll)
            && self.verified.is_none_or(|(known, _)| known != key)
        {
            self.verified = Some((key, verifies(&self.fact, &key)));
        }
    }

    fn key(&self, keys: &KeyHistory, roll: &Roll) -> Option<[u8; 32]> {
        let log = LogId { member: self.at.author, log: self.at.log };
        let first = roll.members.get(&log.member)?.first_key(log.log)?;
        Some(keys.current(self.at, first))
    }
}

pub(super) fn verifies<T: Signable>(signed: &Signed<T>, key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| signed.verify(&key).is_ok())
}

/// The same bytes twice in the logs of one member are one fact, where it stood first.
pub(super) fn keep<T>(facts: &mut BTreeMap<Hash, At<T>>, at: Place, name: Hash, fact: T) {
    facts.entry(name).and_modify(|known| known.at = known.at.min(at)).or_insert(At { at, fact });
}
