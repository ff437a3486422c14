//! Why a log is not verified.

use std::ops::Range;

use super::{BundleRefusal, Tile};

/// The first place that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// The bundle is not there.
    #[error("{0:?} is missing")]
    BundleMissing(Tile),
    /// The bundle is no bundle; `entry` is the first that cannot be read or is not that of the hash beside it.
    #[error("{bundle:?} is malformed at entry {entry}: {refusal}")]
    BundleMalformed { bundle: Tile, entry: u64, refusal: BundleRefusal },
    /// The entries are not those of the checkpoint, and the tiles of hashes are: the first wrong entry is among these,
    /// and it is the only one if a tile of level 0 was there and right.
    #[error("the first altered entry is in {0:?}")]
    EntryAltered(Range<u64>),
    /// Neither the entries nor the tiles lead to the root of the checkpoint. Where they differ from each other first is
    /// told, and is a suspicion.
    #[error("the entries do not lead to the root of the checkpoint; they differ from the hashes first at {0:?}")]
    RootDiffers(Option<Range<u64>>),
    /// The entries are those of the checkpoint, and this tile of hashes is wrong.
    #[error("the entries are right and {0:?} is wrong")]
    TileAltered(Tile),
}

/// Why a log that is read through a function is not verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotVerified<F> {
    /// It is not what its checkpoint signs.
    #[error(transparent)]
    Fault(LogFault),
    /// It could not be read.
    #[error("{0:?} could not be read")]
    Failed(Tile, F),
}
