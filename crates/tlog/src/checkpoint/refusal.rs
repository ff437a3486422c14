//! Why bytes are no checkpoint, or a checkpoint does not count.

use crate::note::{Name, NoteRefusal};

/// Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum CheckpointRefusal {
    /// The bytes are no note.
    #[error(transparent)]
    Note(#[from] NoteRefusal),
    /// Fewer than three lines.
    #[error("a checkpoint has fewer than three lines")]
    TooFewLines,
    /// The origin is no name.
    #[error("the origin of a checkpoint is no name")]
    OriginMalformed,
    /// Not a decimal number without leading zeroes.
    #[error("the size of a checkpoint is not a plain decimal number")]
    SizeMalformed,
    /// Above `MAX_TREE_SIZE`.
    #[error("the size of a checkpoint is larger than a tree may be")]
    SizeTooLarge,
    /// Not canonical Base64 of 32 bytes.
    #[error("the root of a checkpoint is not canonical Base64 of 32 bytes")]
    RootMalformed,
    /// More than `MAX_EXTENSION_LINES`.
    #[error("a checkpoint has more extension lines than it may have")]
    TooManyLines,
    /// An extension line without a character.
    #[error("a checkpoint has an empty line")]
    EmptyLine,
    /// No leaves, and another root than that of no leaves.
    #[error("a checkpoint of an empty log has the root of something")]
    RootOfNothing,
    /// The key's name is not the origin, or the key is for cosignatures.
    #[error("the key is not that of the log that the checkpoint names")]
    OtherLog,
    /// A cosigner's key that is for other signatures.
    #[error("the key of {0} is not for cosignatures")]
    NoCosigner(Name),
    /// No line by the log's key.
    #[error("the log did not sign its checkpoint")]
    NotSigned,
    /// The line by the log's key is bad.
    #[error("the signature of the log is bad: {0}")]
    LogSignature(NoteRefusal),
    /// A line by a known cosigner is bad.
    #[error("the cosignature of {0} is bad: {1}")]
    Cosignature(Name, NoteRefusal),
    /// Fewer good cosignatures by different keys than asked for.
    #[error("the checkpoint has {have} cosignatures and needs {need}")]
    TooFewCosignatures {
        /// Different keys other than the log's that cosigned.
        have: usize,
        /// What the charter asks for.
        need: usize,
    },
}
