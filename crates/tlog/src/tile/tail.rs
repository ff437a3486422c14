//! Appending to a log of tiles.

use super::bundle::{parse_bundle, push_entry};
use super::hashes::{complete, encode_hashes, parse_hashes};
use super::levels::root_of_levels;
use super::{BundleRefusal, FULL_WIDTH, Kind, Tile};
use crate::merkle::{Hash, MAX_TREE_SIZE, Tree, leaf_hash};

/// The right edge of a log as tiles: what its partial tiles hold. At most 255 entries, and 255 hashes a level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tail {
    size: u64,
    /// Of each level the hashes of its partial tile, level 0 first.
    levels: Vec<Vec<Hash>>,
    /// The partial bundle, encoded.
    bundle: Vec<u8>,
}

/// Why a log cannot be appended to from these tiles. Closed and ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TailRefusal {
    /// A size above `MAX_TREE_SIZE`.
    #[error("the log has more entries than a log may have")]
    TooLarge,
    /// A partial tile is not there.
    #[error("{0:?} is missing")]
    Missing(Tile),
    /// A tile of hashes of another length.
    #[error("{0:?} does not have 32 bytes for each hash")]
    Length(Tile),
    /// The bundle is no bundle.
    #[error("{0:?} is malformed: {1}")]
    Bundle(Tile, BundleRefusal),
    /// The entries of the bundle are not those of the hashes.
    #[error("the entries of {0:?} are not those of the hashes beside it")]
    EntriesDiffer(Tile),
    /// The tiles are those of another tree.
    #[error("the tiles lead to another root than the log's")]
    RootDiffers,
}

impl Tail {
    /// Of an empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Of the log `tree`, from its partial tiles; `read` gives a tile's bytes.
    ///
    /// # Errors
    /// The first of [`TailRefusal`]'s reasons.
    pub fn resume(tree: Tree, mut read: impl FnMut(&Tile) -> Option<Vec<u8>>) -> Result<Self, TailRefusal> {
        if tree.size > MAX_TREE_SIZE {
            return Err(TailRefusal::TooLarge);
        }
        let mut tail = Self { size: tree.size, ..Self::default() };
        for (level, count) in counts(tree.size).enumerate() {
            let level = u8::try_from(level).map_err(|_| TailRefusal::TooLarge)?;
            let hashes = match partial(Kind::Hashes(level), count) {
                Some(tile) => {
                    let bytes = read(&tile).ok_or(TailRefusal::Missing(tile))?;
                    parse_hashes(&bytes, tile.width()).map_err(|_| TailRefusal::Length(tile))?
                }
                None => Vec::new(),
            };
            tail.levels.push(hashes);
        }
        if let Some(tile) = partial(Kind::Entries, tree.size) {
            tail.bundle = read(&tile).ok_or(TailRefusal::Missing(tile))?;
            let entries = parse_bundle(&tail.bundle, tile.width());
            let entries = entries.map_err(|refusal| TailRefusal::Bundle(tile, refusal))?;
            let leaves = entries.into_iter().map(leaf_hash);
            if !leaves.eq(tail.levels.first().into_iter().flatten().copied()) {
                return Err(TailRefusal::EntriesDiffer(tile));
            }
        }
        if tail.tree().root == tree.root { Ok(tail) } else { Err(TailRefusal::RootDiffers) }
    }

    /// Size and root after what was appended.
    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree { size: self.size, root: root_of_levels(&self.levels) }
    }

    /// Appends an entry and gives the tiles that are full with it, to be written and never changed: most often none,
    /// each 256th time the bundle and a tile of hashes, seldom more.
    ///
    /// # Errors
    /// [`BundleRefusal::EntryTooLong`]; nothing is appended then.
    ///
    /// # Panics
    /// Above [`MAX_TREE_SIZE`] entries.
    pub fn append(&mut self, entry: &[u8]) -> Result<Vec<(Tile, Vec<u8>)>, BundleRefusal> {
        assert!(self.size < MAX_TREE_SIZE, "a log of {} entries is full", self.size);
        push_entry(&mut self.bundle, entry)?;
        self.size += 1;
        let mut full = Vec::new();
        if let Some(tile) = last_full(Kind::Entries, self.size) {
            full.push((tile, std::mem::take(&mut self.bundle)));
        }
        let mut carried = leaf_hash(entry);
        for (level, count) in (0..).zip(counts(self.size)) {
            if self.levels.len() == usize::from(level) {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[usize::from(level)];
            hashes.push(carried);
            let Some(tile) = last_full(Kind::Hashes(level), count) else { break };
            let hashes = std::mem::take(hashes);
            full.push((tile, encode_hashes(&hashes)));
            carried = complete(hashes);
        }
        Ok(full)
    }

    /// The partial tiles of this size: written before a checkpoint of it is signed.
    #[must_use]
    pub fn partials(&self) -> Vec<(Tile, Vec<u8>)> {
        let bundle = partial(Kind::Entries, self.size).map(|tile| (tile, self.bundle.clone()));
        let levels = (0..).zip(&self.levels).zip(counts(self.size)).filter_map(|((level, hashes), count)| {
            partial(Kind::Hashes(level), count).map(|tile| (tile, encode_hashes(hashes)))
        });
        bundle.into_iter().chain(levels).collect()
    }
}

/// Hashes of each level of a tree of `size`, from level 0 up to the last that has one.
fn counts(size: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(size), |count| Some(count / u64::from(FULL_WIDTH))).take_while(|count| *count > 0)
}

/// The partial tile at the end of `count` hashes or entries.
fn partial(kind: Kind, count: u64) -> Option<Tile> {
    let width = u16::try_from(count % u64::from(FULL_WIDTH)).ok()?;
    Tile::new(kind, count / u64::from(FULL_WIDTH), width).ok()
}

/// The tile that is full with the last of `count` hashes or entries.
fn last_full(kind: Kind, count: u64) -> Option<Tile> {
    if !count.is_multiple_of(u64::from(FULL_WIDTH)) {
        return None;
    }
    Tile::new(kind, (count / u64::from(FULL_WIDTH)).checked_sub(1)?, FULL_WIDTH).ok()
}
