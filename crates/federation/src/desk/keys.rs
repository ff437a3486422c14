//! Under which keys logs and cosignatures are verified here.

use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::note::{Algorithm, VerifierKey};
use tlog::origin::cosigner_name;

use super::Desk;
use super::signers::{Signers, signed_by};
use crate::facts::LogId;
use crate::roll::Roll;

impl Desk {
    /// The keys of all members, as far as the logs that are here tell.
    const fn signers<'a>(&'a self, roll: &'a Roll) -> Signers<'a> {
        Signers { roll, keys: &self.facts.keys }
    }

    /// Cosigners' keys in the form in which they verify: making it of bytes costs as much as half a verification.
    pub(super) fn remember_keys(&mut self) {
        let Ok(chain) = &self.chain else { return };
        for member in chain.roll.members.keys() {
            for key in self.signers(&chain.roll).public_keys(member) {
                let parsed = || VerifierKey::new(cosigner_name(member.as_bytes()), Algorithm::Cosignature, &key).ok();
                if !self.cosigners.contains_key(&(*member, key))
                    && let Some(parsed) = parsed()
                {
                    self.cosigners.insert((*member, key), parsed);
                }
            }
        }
    }

    /// The keys of a log as far as its first `size` entries tell; none if the roll does not know the log.
    pub(crate) fn log_keys(&self, roll: &Roll, log: LogId, size: u64) -> Option<Vec<VerifierKey>> {
        self.signers(roll).of_log(log, size)
    }

    /// The keys with which members other than a log's own may cosign it: every key that a member had.
    #[must_use]
    pub fn cosigner_keys(&self, roll: &Roll, log: LogId) -> Vec<VerifierKey> {
        let others = roll.members.keys().filter(|member| **member != log.member);
        others.flat_map(|member| self.keys_of(roll, member)).collect()
    }

    /// The keys of the own log, each with the first place at which it signs; none before the roll knows the log.
    #[must_use]
    pub fn own_keys(&self) -> Vec<(u64, [u8; 32])> {
        let (Ok(chain), me) = (self.chain(), self.me()) else { return Vec::new() };
        let first = chain.roll.members.get(&me.member).and_then(|standing| standing.first_key(me.log));
        first.map_or_else(Vec::new, |first| self.facts.keys.history(me, first, u64::MAX))
    }

    /// Whether everybody else who is in has stored the own log's last change of key, and so knows with which key this member
    /// signs; as far as cosignatures say that came here.
    #[must_use]
    pub fn key_is_known(&self) -> bool {
        let (Ok(chain), me) = (self.chain(), self.me()) else { return false };
        let since = self.own_keys().last().map_or(0, |(place, _)| *place);
        let notes = self.copy(&me).into_iter().flat_map(|copy| copy.notes());
        let notes: Vec<_> = notes.filter(|note| note.checkpoint().tree().size >= since).collect();
        let others = chain.roll.electorate().into_iter().filter(|member| *member != me.member);
        let signed = |member: &MemberId| {
            let keys = self.keys_of(&chain.roll, member);
            notes.iter().any(|note| keys.iter().any(|key| matches!(note.note().verified_by(key), Ok(Some(_)))))
        };
        since == 0 || others.into_iter().all(|member| signed(&member))
    }

    fn keys_of(&self, roll: &Roll, member: &MemberId) -> Vec<VerifierKey> {
        let name = cosigner_name(member.as_bytes());
        let parsed = |key: [u8; 32]| {
            let known = self.cosigners.get(&(*member, key)).cloned();
            known.or_else(|| VerifierKey::new(name.clone(), Algorithm::Cosignature, &key).ok())
        };
        self.signers(roll).public_keys(member).into_iter().filter_map(parsed).collect()
    }

    /// Whether the log signed a checkpoint and at least `needed` other members cosigned it.
    pub(super) fn is_counted(&self, roll: &Roll, log: LogId, note: &SignedCheckpoint, needed: usize) -> bool {
        let keys = self.log_keys(roll, log, note.checkpoint().tree().size).unwrap_or_default();
        signed_by(note, &keys).is_ok_and(|key| note.verify(key, &self.cosigner_keys(roll, log), needed).is_ok())
    }
}
