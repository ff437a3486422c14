//! Who may sign a log's checkpoints, and who may cosign them.

use purse::id::MemberId;
use tlog::checkpoint::{CheckpointRefusal, Cosignature, SignedCheckpoint};
use tlog::note::{Algorithm, Name, VerifierKey};
use tlog::origin::cosigner_name;

use crate::facts::{KeyHistory, LogId};
use crate::roll::Roll;

/// The keys of the members: those with which their logs began, as the roll tells, and those to which the logs changed.
#[derive(Debug, Clone, Copy)]
pub struct Signers<'a> {
    pub roll: &'a Roll,
    pub keys: &'a KeyHistory,
}

impl Signers<'_> {
    /// The keys of a log as far as its first `size` entries tell; none if the roll does not know the log.
    #[must_use]
    pub fn of_log(&self, log: LogId, size: u64) -> Option<Vec<VerifierKey>> {
        let first = self.roll.members.get(&log.member)?.first_key(log.log)?;
        let name = log.origin()?.name();
        Some(verifier_keys(&name, &self.keys.keys(log, first, size)))
    }

    /// The keys with which members other than a log's own may cosign it: every key that a member had.
    #[must_use]
    pub fn of_cosigners(&self, log: LogId) -> Vec<VerifierKey> {
        let others = self.roll.members.keys().filter(|member| **member != log.member);
        others.flat_map(|member| self.of_member(member)).collect()
    }

    fn of_member(&self, member: &MemberId) -> Vec<VerifierKey> {
        let name = cosigner_name(member.as_bytes());
        let key = |key: [u8; 32]| VerifierKey::new(name.clone(), Algorithm::Cosignature, &key).ok();
        self.public_keys(member).into_iter().filter_map(key).collect()
    }

    /// Every key that a member had, of all its logs.
    pub(crate) fn public_keys(&self, member: &MemberId) -> Vec<[u8; 32]> {
        let Some(standing) = self.roll.members.get(member) else { return Vec::new() };
        standing.logs().flat_map(|(log, first)| self.keys.keys(log, first, u64::MAX)).collect()
    }

    /// Whether the log signed a checkpoint and at least `needed` other members cosigned it; gives who did.
    ///
    /// # Errors
    /// The first [`CheckpointRefusal`] that applies.
    pub fn verify(
        &self,
        log: LogId,
        note: &SignedCheckpoint,
        needed: usize,
    ) -> Result<Vec<Cosignature>, CheckpointRefusal> {
        let keys = self.of_log(log, note.checkpoint().tree().size).unwrap_or_default();
        let key = signed_by(note, &keys)?;
        note.verify(key, &self.of_cosigners(log), needed)
    }
}

/// The one of a log's keys that signed a checkpoint.
///
/// # Errors
/// What the first key that is said to have signed is refused for; [`CheckpointRefusal::NotSigned`] if none is.
pub(crate) fn signed_by<'a>(
    note: &SignedCheckpoint,
    keys: &'a [VerifierKey],
) -> Result<&'a VerifierKey, CheckpointRefusal> {
    let mut why = CheckpointRefusal::NotSigned;
    for key in keys {
        match note.verify_log(key) {
            Ok(()) => return Ok(key),
            Err(CheckpointRefusal::NotSigned) => {}
            Err(refusal) => why = refusal,
        }
    }
    Err(why)
}

/// A log's keys under its name.
pub(crate) fn verifier_keys(name: &Name, keys: &[[u8; 32]]) -> Vec<VerifierKey> {
    keys.iter().filter_map(|key| VerifierKey::new(name.clone(), Algorithm::Ed25519, key).ok()).collect()
}
