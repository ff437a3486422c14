//! An export: the logs of a federation as files, for auditors and for members that start again. docs/formats/export.md
//!
//! Here are the names and bytes of the files; who writes or serves them is the shell.

mod files;
mod writer;

pub use files::{
    DOCUMENT_SALT_BYTES, FOUNDING, MAX_DOCUMENT_BYTES, charter_hash, charter_path, checkpoint_path, cosigned_path,
    document_path, log_path, report_path, tile_path,
};
pub use writer::{LogWriter, OtherTree, charter, cosigned, document, founding, report};

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the export's folder, parts joined by `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}
