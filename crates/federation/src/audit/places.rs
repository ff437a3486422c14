//! Where the files of an export are read from.

use tlog::note::MAX_NOTE_BYTES;
use tlog::tile::{Kind, MAX_ENTRY_BYTES, Tile, cut_bundle};

use crate::export::tile_path;
use crate::facts::LogId;

/// Entries of one log that are read, at most.
pub const MAX_LOG_ENTRIES: u64 = 1_000_000_000;

/// Bytes of entries that are kept in memory while all logs are read, at most: all but usage.
pub const MAX_KEPT_BYTES: usize = 512_000_000;

/// Bytes before an entry in a bundle.
const LENGTH_BYTES: usize = 2;

/// Bytes of a hash in a tile.
const HASH_BYTES: usize = 32;

/// One place that has the files of an export, or some of them.
pub trait Files {
    /// Why a file could not be read although it may be there.
    type Failure;

    /// The bytes of a file, nothing if it is not there. Of a file that is longer than `limit` the first `limit + 1` bytes:
    /// whoever asked refuses it by its length.
    ///
    /// # Errors
    /// What the place is told by the world.
    fn read(&mut self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, Self::Failure>;
}

/// A note.
pub(super) fn note<F: Files>(files: &mut F, path: &str) -> Result<Option<Vec<u8>>, F::Failure> {
    files.read(path, MAX_NOTE_BYTES)
}

/// A tile as a log of a certain size has it; cut from the full one when the log has grown since.
pub(super) fn tile<F: Files>(files: &mut F, log: LogId, tile: &Tile) -> Result<Option<Vec<u8>>, F::Failure> {
    let here = files.read(&tile_path(log, tile), most(tile))?;
    if here.is_some() || tile.is_full() {
        return Ok(here);
    }
    let full = files.read(&tile_path(log, &tile.full()), most(&tile.full()))?;
    let width = usize::from(tile.width());
    Ok(full.and_then(|bytes| match tile.kind() {
        Kind::Entries => cut_bundle(&bytes, tile.width()).ok().map(<[u8]>::to_vec),
        Kind::Hashes(_) => bytes.get(..width * HASH_BYTES).map(<[u8]>::to_vec),
    }))
}

fn most(tile: &Tile) -> usize {
    let each = match tile.kind() {
        Kind::Entries => LENGTH_BYTES + MAX_ENTRY_BYTES,
        Kind::Hashes(_) => HASH_BYTES,
    };
    usize::from(tile.width()) * each
}
