//! Why a claimed contradiction is none.

use crate::checkpoint::CheckpointRefusal;
use crate::merkle::ProofRefusal;

/// Closed and ordered: bytes are read first; the first that applies is given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ContradictionRefusal {
    /// More than `MAX_CONTRADICTION_BYTES`.
    #[error("the contradiction has more bytes than it may have")]
    TooLarge,
    /// Not CBOR, cut short, or another shape.
    #[error("the bytes have not the shape of a contradiction")]
    Malformed,
    /// A version that this program does not know.
    #[error("the contradiction has a version that this program does not know")]
    UnknownVersion,
    /// One of the two is no checkpoint.
    #[error("a checkpoint of the contradiction is malformed: {0}")]
    Checkpoint(CheckpointRefusal),
    /// More hashes than a proof has.
    #[error("the contradiction has more hashes than a proof may have")]
    TooManyHashes,
    /// Another spelling than the one of RFC 8949, 4.2.1, or bytes behind the end.
    #[error("the contradiction is not spelt in the one deterministic way")]
    NotDeterministic,
    /// The checkpoints are of different logs.
    #[error("the checkpoints are of different logs")]
    OtherOrigin,
    /// One of them has no good signature by a key of the log.
    #[error("the log did not sign one of the checkpoints")]
    NotSigned,
    /// The older one is larger, or of one size the roots stand in the other order.
    #[error("the checkpoints stand in the wrong order")]
    Order,
    /// Different sizes and nothing that says how the newer tree begins: a suspicion.
    #[error("without the beginning of the newer tree nothing is proven")]
    NoBeginning,
    /// One size, and yet a beginning.
    #[error("two checkpoints of one size need no more proof")]
    NeedlessBeginning,
    /// The same root, or the older checkpoint is how the newer tree begins.
    #[error("the checkpoints agree")]
    Agree,
    /// The proof does not lead from the beginning to the newer checkpoint.
    #[error("the beginning is not that of the newer tree: {0}")]
    Beginning(ProofRefusal),
}
