//! Whether the entries of a whole log are those that its checkpoint signs, and if not, which is the first that is not.

use std::ops::Range;

use super::bundle::{parse_bundle, split_entry};
use super::hashes::{complete, parse_hashes};
use super::levels::root_of_levels;
use super::{BundleRefusal, FULL_WIDTH, Kind, LEVELS, LogFault, Tile};
use crate::merkle::{Hash, Tree, leaf_hash};

/// Reads a log from its first bundle to its last, in memory for one bundle and 256 hashes a level.
///
/// The entries alone say whether they lead to the root. With the tiles of hashes beside them the first wrong entry is
/// found as well: tiles that lead to the root are right, whoever kept them, and the first hash that is not its entry's
/// names the entry.
#[derive(Debug, Clone)]
pub struct LogCheck {
    tree: Tree,
    /// Entries read.
    read: u64,
    levels: Vec<Vec<Child>>,
    /// Of each level the partial tile's hashes as they are kept, at the end of the log.
    kept: Vec<Vec<Hash>>,
    /// The first tile of hashes that does not fit the entries below it, and the entries where.
    differs: Option<(Tile, Range<u64>)>,
}

/// What is known of one hash of a tile that is not complete yet.
#[derive(Debug, Clone)]
struct Child {
    computed: Hash,
    /// The root over the tile below as it is kept, if it is.
    kept: Option<Hash>,
    /// If that is right, where its entries are wrong first.
    altered: Option<Range<u64>>,
}

/// What is read next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub bundle: Tile,
    /// The tiles of hashes that are complete with this bundle, level 0 first.
    pub hashes: Vec<Tile>,
}

impl LogCheck {
    /// `tree` is that of a checkpoint whose signatures are good.
    #[must_use]
    pub const fn new(tree: Tree) -> Self {
        Self { tree, read: 0, levels: Vec::new(), kept: Vec::new(), differs: None }
    }

    /// What [`LogCheck::take`] takes next; nothing at the end of the log.
    #[must_use]
    pub fn expects(&self) -> Option<Expected> {
        if self.read >= self.tree.size {
            return None;
        }
        let bundle = Tile::of_tree(Kind::Entries, self.read / u64::from(FULL_WIDTH), self.tree.size)?;
        let end = self.read + u64::from(bundle.width());
        let done = (0..LEVELS).filter_map(|level| self.done_at(level, end));
        Some(Expected { bundle, hashes: done.collect() })
    }

    /// The tile of this level whose last hash is known with entry number `end`: it is full, or the log ends.
    fn done_at(&self, level: u8, end: u64) -> Option<Tile> {
        let kind = Kind::Hashes(level);
        let count_at = |size: u64| size >> (u32::from(LEVELS) * u32::from(level));
        let count = count_at(end);
        let full = count > count_at(self.read) && count.is_multiple_of(u64::from(FULL_WIDTH));
        let index = count / u64::from(FULL_WIDTH) - u64::from(full);
        if full || end == self.tree.size { Tile::of_tree(kind, index, end) } else { None }
    }

    /// The bundle, and each of the expected tiles of hashes if it is there.
    ///
    /// # Errors
    /// [`LogFault::BundleMalformed`].
    ///
    /// # Panics
    /// If nothing is expected, or another number of tiles.
    pub fn take(&mut self, bundle: &[u8], hashes: &[Option<Vec<u8>>]) -> Result<(), LogFault> {
        let Some(expected) = self.expects() else { panic!("the log is read to its end") };
        assert_eq!(expected.hashes.len(), hashes.len(), "one answer for each expected tile");
        let entries = parse_bundle(bundle, expected.bundle.width());
        let entries = entries.map_err(|refusal| malformed(&expected, bundle, hashes, refusal))?;
        self.read += u64::from(expected.bundle.width());
        let leaf = |entry: &[u8]| Child { computed: leaf_hash(entry), kept: None, altered: None };
        self.level(0).extend(entries.into_iter().map(leaf));
        for (tile, bytes) in expected.hashes.iter().zip(hashes) {
            self.close(tile, bytes.as_deref());
        }
        Ok(())
    }

    fn level(&mut self, level: usize) -> &mut Vec<Child> {
        if self.levels.len() <= level {
            self.levels.resize_with(level + 1, Vec::new);
            self.kept.resize_with(level + 1, Vec::new);
        }
        &mut self.levels[level]
    }

    /// All hashes of `tile` are computed: compares them with the tile as it is kept.
    fn close(&mut self, tile: &Tile, bytes: Option<&[u8]>) {
        let Kind::Hashes(level) = tile.kind() else { return };
        let level = usize::from(level);
        let children = self.level(level);
        let computed: Vec<Hash> = children.iter().map(|child| child.computed).collect();
        let kept = bytes.and_then(|bytes| parse_hashes(bytes, tile.width()).ok());
        let altered = kept.as_ref().and_then(|kept| first_altered(tile, children, kept));
        let unreadable = bytes.is_some() && kept.is_none();
        let place = altered.clone().or_else(|| unreadable.then(|| all_of(tile)));
        if let Some(place) = place {
            self.differs.get_or_insert((*tile, place));
        }
        if !tile.is_full() {
            self.kept[level] = kept.unwrap_or(computed);
            return;
        }
        self.level(level).clear();
        let root = complete(computed);
        let kept = kept.map(|kept| if altered.is_some() { complete(kept) } else { root });
        self.level(level + 1).push(Child { computed: root, kept, altered });
    }

    /// The verdict, when nothing more is expected.
    ///
    /// # Errors
    /// [`LogFault::EntryAltered`], [`LogFault::RootDiffers`], [`LogFault::TileAltered`], and
    /// [`LogFault::BundleMissing`] before the end.
    pub fn finish(self) -> Result<(), LogFault> {
        if let Some(expected) = self.expects() {
            return Err(LogFault::BundleMissing(expected.bundle));
        }
        let computed: Vec<Vec<Hash>> =
            self.levels.iter().map(|level| level.iter().map(|child| child.computed).collect()).collect();
        if root_of_levels(&computed) == self.tree.root {
            return self.differs.map_or(Ok(()), |(tile, _)| Err(LogFault::TileAltered(tile)));
        }
        if root_of_levels(&self.kept) != self.tree.root {
            return Err(LogFault::RootDiffers(self.differs.map(|(_, place)| place)));
        }
        // The partial tile of the highest level spans the first entries.
        let place = (0..LEVELS).rev().find_map(|level| {
            let count = self.tree.size >> (u32::from(LEVELS) * u32::from(level));
            let tile = Tile::of_tree(Kind::Hashes(level), count / u64::from(FULL_WIDTH), self.tree.size)?;
            first_altered(&tile, self.levels.get(usize::from(level))?, self.kept.get(usize::from(level))?)
        });
        Err(place.map_or(LogFault::RootDiffers(None), LogFault::EntryAltered))
    }
}

/// If the tile is right as it is kept: the first entries that are not. A right tile below says it more closely.
fn first_altered(tile: &Tile, children: &[Child], kept: &[Hash]) -> Option<Range<u64>> {
    let mut places = (0..).zip(children.iter().zip(kept));
    let (place, (child, kept)) = places.find(|(_, (child, kept))| child.computed != **kept)?;
    let closer = child.altered.clone().filter(|_| child.kept == Some(*kept));
    Some(closer.unwrap_or_else(|| tile.entries_at(place)))
}

fn all_of(tile: &Tile) -> Range<u64> {
    tile.entries_at(0).start..tile.entries_at(tile.width() - 1).end
}

fn malformed(expected: &Expected, bundle: &[u8], hashes: &[Option<Vec<u8>>], refusal: BundleRefusal) -> LogFault {
    let width = expected.bundle.width();
    let leaves = expected.hashes.iter().zip(hashes).find(|(tile, _)| tile.kind() == Kind::Hashes(0));
    let leaves = leaves.and_then(|(tile, bytes)| parse_hashes(bytes.as_deref()?, tile.width()).ok());
    let mut rest = bundle;
    let mut place = 0;
    while place + 1 < width
        && let Some((entry, after)) = split_entry(rest)
        && leaves.as_ref().is_none_or(|leaves| leaves[usize::from(place)] == leaf_hash(entry))
    {
        rest = after;
        place += 1;
    }
    LogFault::BundleMalformed { bundle: expected.bundle, entry: expected.bundle.entries_at(place).start, refusal }
}
