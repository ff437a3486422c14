//! Where the files of an export lie.

use tlog::tile::Tile;

use crate::facts::LogId;
use crate::hash::Hash;

/// The founding resolution, in deterministic CBOR.
pub const FOUNDING: &str = "founding";

/// Bytes of salt before those of a document.
pub const DOCUMENT_SALT_BYTES: usize = 32;

/// Bytes of a document with its salt, at most.
pub const MAX_DOCUMENT_BYTES: usize = 32_000_000;

/// The context line of a charter's hash.
const CHARTER_CONTEXT: &str = "ecot/charter/1";

/// `<member id>/<number>`: the folder of a log.
#[must_use]
pub fn log_path(log: LogId) -> String {
    format!("{}/{}", log.member, log.log)
}

/// The latest checkpoint of a log.
#[must_use]
pub fn checkpoint_path(log: LogId) -> String {
    format!("{}/checkpoint", log_path(log))
}

/// A checkpoint that a proposal names, with its cosignatures.
#[must_use]
pub fn cosigned_path(log: LogId, size: u64) -> String {
    format!("{}/checkpoints/{size}", log_path(log))
}

/// A tile of hashes or a bundle of entries.
#[must_use]
pub fn tile_path(log: LogId, tile: &Tile) -> String {
    format!("{}/{}", log_path(log), tile.path())
}

/// The text of a charter.
#[must_use]
pub fn charter_path(hash: &Hash) -> String {
    format!("charters/{hash}.toml")
}

/// The report of a closed period, in deterministic CBOR.
#[must_use]
pub fn report_path(hash: &Hash) -> String {
    format!("reports/{hash}")
}

/// A document that entries refer to: its salt, then its bytes.
#[must_use]
pub fn document_path(hash: &Hash) -> String {
    format!("documents/{hash}")
}

/// By which resolutions name a charter.
#[must_use]
pub fn charter_hash(text: &str) -> Hash {
    Hash::of(CHARTER_CONTEXT, text.as_bytes())
}
