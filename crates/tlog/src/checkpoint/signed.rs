//! A checkpoint with its signatures.

use super::{Checkpoint, CheckpointRefusal};
use crate::note::{Algorithm, Name, Note, NoteRefusal, Signature, SignerKey, Verified, VerifierKey};

/// A note whose text is a checkpoint. Whether its signatures are good is asked with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    note: Note,
    checkpoint: Checkpoint,
}

/// A good cosignature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cosignature {
    /// The cosigner's key name.
    pub cosigner: Name,
    /// When it was made, in seconds since 1970, as the cosigner says. A reader decides what is too old or too early.
    pub time_s: u64,
}

impl SignedCheckpoint {
    /// Signs with the log's key, which has the origin as its name.
    ///
    /// # Errors
    /// [`CheckpointRefusal::OtherLog`].
    pub fn sign(checkpoint: Checkpoint, key: &SignerKey) -> Result<Self, CheckpointRefusal> {
        check_log_key(&checkpoint, key.verifier())?;
        let note = Note::sign(&checkpoint.to_text(), key, 0)?;
        Ok(Self { note, checkpoint })
    }

    /// Reads what [`SignedCheckpoint::to_bytes`] wrote, byte for byte.
    ///
    /// # Errors
    /// The first of [`CheckpointRefusal`]'s reasons that concern bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointRefusal> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::parse(note.text())?;
        Ok(Self { note, checkpoint })
    }

    /// The note, as it is stored and served.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_bytes()
    }

    #[must_use]
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    #[must_use]
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// A cosignature of this checkpoint: a signature line to hand back. Whether to give it is
    /// [`decide`](crate::cosign::decide)'s to say.
    ///
    /// # Errors
    /// [`CheckpointRefusal::NoCosigner`], [`NoteRefusal::TimeImpossible`].
    pub fn cosignature(&self, key: &SignerKey, time_s: u64) -> Result<Signature, CheckpointRefusal> {
        check_cosigner_key(key.verifier())?;
        Ok(Signature::sign(self.note.text(), key, time_s)?)
    }

    /// This checkpoint with a signature line more, in the place of an earlier one by the same key.
    ///
    /// # Errors
    /// [`NoteRefusal::TooManySignatures`], [`NoteRefusal::TooLarge`].
    pub fn with(self, signature: Signature) -> Result<Self, NoteRefusal> {
        Ok(Self { note: self.note.with(signature)?, checkpoint: self.checkpoint })
    }

    /// This checkpoint with those of its signature lines that are `good`.
    #[must_use]
    pub fn only(self, good: impl FnMut(&Signature) -> bool) -> Self {
        Self { note: self.note.only(good), checkpoint: self.checkpoint }
    }

    /// Whether the log signed it.
    ///
    /// # Errors
    /// [`CheckpointRefusal::OtherLog`], [`CheckpointRefusal::NotSigned`], [`CheckpointRefusal::LogSignature`].
    pub fn verify_log(&self, log: &VerifierKey) -> Result<(), CheckpointRefusal> {
        check_log_key(&self.checkpoint, log)?;
        let verified = self.note.verified_by(log).map_err(CheckpointRefusal::LogSignature)?;
        verified.map(|_| ()).ok_or(CheckpointRefusal::NotSigned)
    }

    /// Whether the log signed it and at least `need` of the cosigners did. Gives the good cosignatures in the order of
    /// the keys.
    ///
    /// A cosignature does not say under which name it was made, so a key counts once whatever its names, and the log's
    /// own key counts not at all. A name counts once whatever its keys: who changes its key is still one cosigner. Lines by
    /// other keys are passed over.
    ///
    /// # Errors
    /// As [`SignedCheckpoint::verify_log`]; [`CheckpointRefusal::NoCosigner`], [`CheckpointRefusal::Cosignature`] for
    /// the first bad line by one of these keys, [`CheckpointRefusal::TooFewCosignatures`].
    pub fn verify(
        &self,
        log: &VerifierKey,
        cosigners: &[VerifierKey],
        need: usize,
    ) -> Result<Vec<Cosignature>, CheckpointRefusal> {
        cosigners.iter().try_for_each(check_cosigner_key)?;
        self.verify_log(log)?;
        let mut counted = vec![log.key().as_bytes()];
        let mut good = Vec::new();
        for key in cosigners {
            let verified = self.note.verified_by(key);
            let verified = verified.map_err(|refusal| CheckpointRefusal::Cosignature(key.name().clone(), refusal))?;
            let Some(Verified { time_s: Some(time_s) }) = verified else { continue };
            let named = good.iter().any(|other: &Cosignature| other.cosigner == *key.name());
            if !named && !counted.contains(&key.key().as_bytes()) {
                counted.push(key.key().as_bytes());
                good.push(Cosignature { cosigner: key.name().clone(), time_s });
            }
        }
        if good.len() < need {
            return Err(CheckpointRefusal::TooFewCosignatures { have: good.len(), need });
        }
        Ok(good)
    }
}

fn check_log_key(checkpoint: &Checkpoint, key: &VerifierKey) -> Result<(), CheckpointRefusal> {
    let own = key.name() == checkpoint.origin() && key.algorithm() == Algorithm::Ed25519;
    if own { Ok(()) } else { Err(CheckpointRefusal::OtherLog) }
}

fn check_cosigner_key(key: &VerifierKey) -> Result<(), CheckpointRefusal> {
    if key.algorithm() == Algorithm::Cosignature {
        Ok(())
    } else {
        Err(CheckpointRefusal::NoCosigner(key.name().clone()))
    }
}
