//! Whether to cosign. <https://c2sp.org/tlog-witness>; a cosigner of Ecot is stricter, because it has stored the entries.

mod request;

pub use request::{CosignRequest, RequestRefusal};

use crate::checkpoint::{CheckpointRefusal, SignedCheckpoint};
use crate::contradiction::Contradiction;
use crate::merkle::{Hash, ProofRefusal, Tree, verify_consistency};
use crate::note::VerifierKey;

/// What a cosigner knows of a log.
#[derive(Debug, Clone, Copy)]
pub struct KnownLog<'a> {
    /// The log's key, current at this place.
    pub key: &'a VerifierKey,
    /// Keys that it had before.
    pub earlier_keys: &'a [VerifierKey],
    /// The checkpoint of this origin that it cosigned last, with the log's signature; nothing before the first.
    pub last: Option<&'a SignedCheckpoint>,
    /// The time of that cosignature, in seconds since 1970; 0 before the first.
    pub cosigned_s: u64,
    /// A contradiction of this log is proven. Nothing of it is cosigned any more.
    pub frozen: bool,
    /// The root of the entries that the cosigner has stored with their evidence, as many as the new checkpoint's size;
    /// nothing while it has fewer.
    pub stored_root: Option<Hash>,
}

/// Why a checkpoint is not cosigned. Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CosignRefusal {
    /// The cosigner does not know a log of this origin.
    #[error("the log is not known here")]
    UnknownOrigin,
    /// The log's signature is missing or bad.
    #[error(transparent)]
    Signature(CheckpointRefusal),
    /// Lines that nobody can verify; a log of Ecot has none.
    #[error("the checkpoint has extension lines")]
    ExtensionLines,
    /// The log is frozen.
    #[error("the log is frozen, because it contradicted itself")]
    Frozen,
    /// The log signed two trees that cannot both be. The value proves it to anybody.
    #[error("the log contradicts itself")]
    Contradiction(Box<Contradiction>),
    /// The checkpoint is smaller than the one cosigned last.
    #[error("a checkpoint of {cosigned} entries was cosigned already")]
    Older {
        /// The size cosigned last.
        cosigned: u64,
    },
    /// The proof begins at another size than the one cosigned last.
    #[error("the proof must begin at {cosigned}, the size that was cosigned last")]
    OtherOldSize {
        /// The size cosigned last; 0 before the first.
        cosigned: u64,
    },
    /// The proof does not fit. That is no contradiction: anybody can send a bad proof.
    #[error("the proof of consistency does not fit: {0}")]
    Proof(ProofRefusal),
    /// The cosigner has not stored all the entries yet.
    #[error("not all entries below the checkpoint are stored here")]
    NotStored,
    /// The entries that it stored lead to another root. A suspicion: the log may have handed out other entries than it
    /// signed, or something on the way changed them.
    #[error("the entries stored here lead to another root")]
    EntriesDiffer,
    /// The cosigner's clock is behind its last cosignature of this log. A cosignature says that no larger tree was seen
    /// at its time, so the times of one cosigner must not go back.
    #[error("the clock is {behind_s} s behind the last cosignature of this log")]
    ClockBehind {
        /// Until then it must wait, or people correct the clock.
        behind_s: u64,
    },
}

/// The checkpoint is to be recorded as cosigned, in one step with the comparison, before the cosignature is handed out:
/// otherwise two requests at a time could be answered with trees that do not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cosign {
    /// What is recorded.
    pub tree: Tree,
    /// The time to cosign with, and recorded too.
    pub time_s: u64,
}

/// Whether to cosign what is asked for. `known` is what is known of the log that the checkpoint names, `now_s` the time
/// in seconds since 1970.
///
/// # Errors
/// The first of [`CosignRefusal`]'s reasons.
pub fn decide(known: Option<&KnownLog<'_>>, request: &CosignRequest, now_s: u64) -> Result<Cosign, CosignRefusal> {
    let known = known.ok_or(CosignRefusal::UnknownOrigin)?;
    let signed = &request.checkpoint;
    signed.verify_log(known.key).map_err(CosignRefusal::Signature)?;
    if !signed.checkpoint().extension().is_empty() {
        return Err(CosignRefusal::ExtensionLines);
    }
    if known.frozen {
        return Err(CosignRefusal::Frozen);
    }
    let tree = signed.checkpoint().tree();
    let last = known.last.map_or(Tree::EMPTY, |last| last.checkpoint().tree());
    if let Some(proven) = known.last.and_then(|earlier| contradiction(known, earlier, signed)) {
        return Err(CosignRefusal::Contradiction(Box::new(proven)));
    }
    if tree.size < last.size {
        return Err(CosignRefusal::Older { cosigned: last.size });
    }
    if request.old_size != last.size {
        return Err(CosignRefusal::OtherOldSize { cosigned: last.size });
    }
    verify_consistency(last, tree, &request.proof).map_err(CosignRefusal::Proof)?;
    match known.stored_root {
        None => Err(CosignRefusal::NotStored),
        Some(root) if root != tree.root => Err(CosignRefusal::EntriesDiffer),
        Some(_) => match known.cosigned_s.saturating_sub(now_s) {
            0 => Ok(Cosign { tree, time_s: now_s }),
            behind_s => Err(CosignRefusal::ClockBehind { behind_s }),
        },
    }
}

/// Of one size and different roots, whatever the proof that came with it.
fn contradiction(known: &KnownLog<'_>, earlier: &SignedCheckpoint, signed: &SignedCheckpoint) -> Option<Contradiction> {
    let keys: Vec<VerifierKey> = std::iter::once(known.key).chain(known.earlier_keys).cloned().collect();
    Contradiction::of_same_size(earlier.clone(), signed.clone(), &keys).ok()
}
