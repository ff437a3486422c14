//! A log as static files: tiles of hashes and bundles of entries. <https://c2sp.org/tlog-tiles>

mod bundle;
mod check;
mod fault;
mod hashes;
mod levels;
mod path;
mod tail;
mod verify;

pub use bundle::{BundleRefusal, MAX_ENTRY_BYTES, cut_bundle, encode_bundle, parse_bundle};
pub use check::{Expected, LogCheck};
pub use fault::{LogFault, NotVerified};
pub use hashes::{TileFailure, TileHashes, TileLength, encode_hashes, parse_hashes};
pub use path::{Kind, PathRefusal, Tile, added};
pub use tail::{Tail, TailRefusal};
pub use verify::{verify_entries, verify_log};

/// Hashes, or entries, of a full tile.
pub const FULL_WIDTH: u16 = 256;
/// A tile spans so many levels of the tree: 2^8 hashes.
pub(crate) const LEVELS: u8 = 8;
