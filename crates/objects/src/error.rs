//! What can fail.

use std::io;

use crate::ObjectHash;

/// A failure of the store or of what was to be stored.
#[derive(Debug, thiserror::Error)]
pub enum ObjectsError {
    /// The folder of the objects can neither be found nor made. A retry does not help.
    #[error("cannot open the objects")]
    Open(#[source] io::Error),
    /// The store failed. A retry may help.
    #[error("cannot {operation} object {hash}")]
    Store {
        operation: &'static str,
        hash: ObjectHash,
        #[source]
        source: object_store::Error,
    },
    /// The object is not in the store. A retry does not help.
    #[error("object {0} is missing")]
    Missing(ObjectHash),
    /// The object ends before the range that was asked for. A retry does not help.
    #[error("object {hash} ends before byte {wanted}")]
    TooShort { hash: ObjectHash, wanted: u64 },
    /// What was to be stored could not be read. A retry may help.
    #[error("cannot read what is to be stored")]
    Source(#[source] io::Error),
    /// Staging failed, for example for lack of space. A retry may help.
    #[error("cannot stage bytes")]
    Stage(#[source] object_store::Error),
    /// A file could not be moved to its place. A retry may help.
    #[error("cannot move a file to object {hash}")]
    Adopt {
        hash: ObjectHash,
        #[source]
        source: io::Error,
    },
    /// The store could not be listed. A retry may help.
    #[error("cannot list the objects")]
    List(#[source] object_store::Error),
    /// What earlier lives left in the staging folder could not be removed. A retry may help.
    #[error("cannot clean the staging folder")]
    Clean(#[source] io::Error),
}

impl ObjectsError {
    pub(crate) fn store(operation: &'static str, hash: ObjectHash, source: object_store::Error) -> Self {
        Self::Store { operation, hash, source }
    }

    /// Whether the same call may succeed later without anybody repairing something.
    #[must_use]
    pub fn retry_may_help(&self) -> bool {
        !matches!(self, Self::Open(_) | Self::Missing(_) | Self::TooShort { .. })
    }
}
