//! Cosigning, and which lines of a checkpoint are kept.

use tlog::checkpoint::SignedCheckpoint;
use tlog::note::{Algorithm, SignerKey, SigningKey, VerifierKey};
use tlog::origin::cosigner_name;

use super::Desk;
use crate::charter::Charter;
use crate::facts::LogId;
use crate::roll::Roll;

/// A checkpoint with so many cosignatures, or with as many as the charter asks for if these are more, gets no further one:
/// otherwise the work of an hour would grow with the cube of the members.
pub const ENOUGH_COSIGNATURES: usize = 16;

impl Desk {
    /// Cosigns the largest checkpoint of another member's log, if that is not done yet and [`ENOUGH_COSIGNATURES`] are not
    /// there. Only what is stored, with its documents, is cosigned: that is the caller's to have seen to. To be kept before
    /// it is handed out.
    pub fn cosign(&mut self, log: LogId, key: &SigningKey, now_s: u64) -> Option<SignedCheckpoint> {
        let enough = self.cosigners_needed_now().max(ENOUGH_COSIGNATURES);
        let name = cosigner_name(self.me.member.as_bytes());
        let signer = SignerKey::new(name, Algorithm::Cosignature, key.clone()).ok()?;
        let copy = self.copies.get_mut(&log).filter(|copy| log.member != self.me.member && copy.frozen().is_none())?;
        let last = copy.last()?;
        let lines = last.note().signatures();
        if lines.len() > enough || lines.iter().any(|line| line.is_by(signer.verifier())) {
            return None;
        }
        let cosigned = last.clone().with(last.cosignature(&signer, now_s).ok()?).ok()?;
        copy.note(cosigned.clone());
        Some(cosigned)
    }

    fn cosigners_needed_now(&self) -> usize {
        let Ok(chain) = &self.chain else { return 0 };
        let charter = chain.roll.charters.last().and_then(|(_, hash)| self.charters.get(hash));
        charter.map_or(0, |charter| cosigners_needed(&chain.roll, charter))
    }

    /// A checkpoint with the lines of its log and of members, as far as they are good. A line that nobody made is not kept:
    /// with one in the name of a member that is gone, the checkpoint could never count.
    pub(super) fn with_good_lines(
        &self,
        roll: &Roll,
        log: LogId,
        note: &SignedCheckpoint,
        own: &[VerifierKey],
    ) -> SignedCheckpoint {
        let (text, cosigners) = (note.note().text(), self.cosigner_keys(roll, log));
        let keys = own.iter().chain(&cosigners);
        note.clone().only(|line| keys.clone().any(|key| line.is_by(key) && line.verify(text, key).is_ok()))
    }
}

/// How many cosigners an entry needs to count: what the charter says, or all others in a federation that is smaller.
#[must_use]
pub fn cosigners_needed(roll: &Roll, charter: &Charter) -> usize {
    usize::from(charter.counting.cosigners).min(roll.electorate().len().saturating_sub(1))
}
