//! The bytes of an export's files.

use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::Tree;
use tlog::note::{Signature, VerifierKey};
use tlog::tile::{BundleRefusal, Tail, Tile};

use super::File;
use super::files::{
    FOUNDING, charter_hash, charter_path, checkpoint_path, cosigned_path, document_path, report_path, tile_path,
};
use crate::closing::Report;
use crate::desk::Signers;
use crate::facts::LogId;
use crate::hash::Hash;
use crate::roll::Resolution;
use crate::signed::Signable;

/// Writes one log from its first leaf to its last; keeps one bundle and 255 hashes a level in memory.
#[derive(Debug, Clone)]
pub struct LogWriter {
    log: LogId,
    tail: Tail,
}

/// The checkpoint is of other leaves than those that were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the checkpoint is not that of the leaves before it")]
pub struct OtherTree;

impl LogWriter {
    #[must_use]
    pub fn new(log: LogId) -> Self {
        Self { log, tail: Tail::new() }
    }

    /// Leaves so far, and their root: what a checkpoint says.
    #[must_use]
    pub fn tree(&self) -> Tree {
        self.tail.tree()
    }

    /// The next leaf; gives the files that are whole with it.
    ///
    /// # Errors
    /// [`BundleRefusal::EntryTooLong`]; nothing is written then.
    pub fn append(&mut self, leaf: &[u8]) -> Result<Vec<File>, BundleRefusal> {
        let full = self.tail.append(leaf)?;
        Ok(self.files(full))
    }

    /// The end of the log: its partial tiles, then its latest checkpoint.
    ///
    /// # Errors
    /// [`OtherTree`].
    pub fn finish(self, checkpoint: &SignedCheckpoint, signers: &Signers<'_>) -> Result<Vec<File>, OtherTree> {
        if self.tail.tree() != checkpoint.checkpoint().tree() {
            return Err(OtherTree);
        }
        let mut files = self.files(self.tail.partials());
        let bytes = known_lines(self.log, checkpoint, signers);
        files.push(File { path: checkpoint_path(self.log), bytes });
        Ok(files)
    }

    fn files(&self, tiles: Vec<(Tile, Vec<u8>)>) -> Vec<File> {
        tiles.into_iter().map(|(tile, bytes)| File { path: tile_path(self.log, &tile), bytes }).collect()
    }
}

/// A checkpoint that a proposal names. Its lines by nobody who is a member are left out, and bad ones: a reader of an export
/// refuses both.
#[must_use]
pub fn cosigned(log: LogId, note: &SignedCheckpoint, signers: &Signers<'_>) -> File {
    let size = note.checkpoint().tree().size;
    File { path: cosigned_path(log, size), bytes: known_lines(log, note, signers) }
}

/// A checkpoint with no lines but the good ones of its log and of members.
fn known_lines(log: LogId, note: &SignedCheckpoint, signers: &Signers<'_>) -> Vec<u8> {
    let text = note.note().text();
    let own = signers.of_log(log, note.checkpoint().tree().size).unwrap_or_default();
    let keys: Vec<VerifierKey> = own.into_iter().chain(signers.of_cosigners(log)).collect();
    let by_member = |line: &&Signature| keys.iter().any(|key| line.is_by(key) && line.verify(text, key).is_ok());
    let lines = note.note().signatures().iter().filter(by_member).map(Signature::to_line);
    [text.to_owned(), "\n".to_owned()].into_iter().chain(lines).collect::<String>().into_bytes()
}

/// The founding resolution: the federation's name is its hash.
#[must_use]
pub fn founding(resolution: &Resolution) -> File {
    File { path: FOUNDING.to_owned(), bytes: resolution.to_cbor() }
}

/// The text of a charter.
#[must_use]
pub fn charter(text: &str) -> File {
    File { path: charter_path(&charter_hash(text)), bytes: text.as_bytes().to_vec() }
}

/// The report of a closed period, so that whoever computes another finds where they part.
#[must_use]
pub fn report(report: &Report) -> File {
    File { path: report_path(&report.hash()), bytes: report.to_cbor() }
}

/// A document that entries refer to.
#[must_use]
pub fn document(salt: &[u8; 32], bytes: &[u8]) -> File {
    File { path: document_path(&Hash::of_document(salt, bytes)), bytes: [salt, bytes].concat() }
}
