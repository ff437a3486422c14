//! Which tiles there are, and where they lie.

use std::fmt::Write as _;
use std::ops::Range;

use super::{FULL_WIDTH, LEVELS};
use crate::merkle::MAX_TREE_SIZE;

/// The highest level that a path may name.
const MAX_LEVEL: u8 = 63;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Hashes of a level: of entries at level 0, of full tiles of the level below at others; at most 63.
    Hashes(u8),
    /// Entries: what C2SP calls an entry bundle.
    Entries,
}

/// One file of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    kind: Kind,
    index: u64,
    width: u16,
}

/// The text is not the path of a tile, in its one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the path of a tile")]
pub struct PathRefusal;

impl Tile {
    /// `index` counts the tiles of a level from the left. `width` is 1 to 256; less than 256 is a partial tile.
    ///
    /// # Errors
    /// [`PathRefusal`] for a level above 63, an impossible width, or an index beyond every tree.
    pub const fn new(kind: Kind, index: u64, width: u16) -> Result<Self, PathRefusal> {
        let impossible = matches!(kind, Kind::Hashes(level) if level > MAX_LEVEL) || width == 0 || width > FULL_WIDTH;
        if impossible || index > MAX_TREE_SIZE { Err(PathRefusal) } else { Ok(Self { kind, index, width }) }
    }

    /// The tile at `index` as a tree of `size` leaves has it, if it has it.
    #[must_use]
    pub fn of_tree(kind: Kind, index: u64, size: u64) -> Option<Self> {
        let first = index.checked_mul(u64::from(FULL_WIDTH))?;
        let width = count_at(kind, size).checked_sub(first)?.min(u64::from(FULL_WIDTH));
        Self::new(kind, index, u16::try_from(width).ok()?).ok()
    }

    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    #[must_use]
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// 1 to 256 hashes or entries.
    #[must_use]
    pub const fn width(&self) -> u16 {
        self.width
    }

    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.width == FULL_WIDTH
    }

    /// This tile as it is when it is full: what a reader asks for when the partial one is gone.
    #[must_use]
    pub const fn full(&self) -> Self {
        Self { width: FULL_WIDTH, ..*self }
    }

    /// The indexes of the entries below the hash, or the entry, at `place` of the tile. Ends at `u64::MAX` at most.
    #[must_use]
    pub fn entries_at(&self, place: u16) -> Range<u64> {
        let each = 1_u64.checked_shl(u32::from(LEVELS) * u32::from(level_of(self.kind))).unwrap_or(u64::MAX);
        let first = self.index.saturating_mul(u64::from(FULL_WIDTH)).saturating_add(u64::from(place));
        let start = first.saturating_mul(each);
        start..start.saturating_add(each)
    }

    /// `tile/0/x001/x234/067`, `tile/entries/000.p/7`: relative to the log's folder or address.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = match self.kind {
            Kind::Hashes(level) => format!("tile/{level}/"),
            Kind::Entries => "tile/entries/".to_owned(),
        };
        let digits = self.index.to_string();
        let digits = format!("{digits:0>width$}", width = digits.len().next_multiple_of(3));
        for (place, group) in digits.as_bytes().chunks(3).enumerate() {
            let last = (place + 1) * 3 == digits.len();
            path.push_str(if last { "" } else { "x" });
            path.extend(group.iter().copied().map(char::from));
            path.push_str(if last { "" } else { "/" });
        }
        if !self.is_full() {
            let written = write!(path, ".p/{}", self.width);
            assert!(written.is_ok(), "writing to memory failed");
        }
        path
    }

    /// Reads what [`Tile::path`] writes.
    ///
    /// # Errors
    /// [`PathRefusal`].
    pub fn parse(path: &str) -> Result<Self, PathRefusal> {
        let (kind, rest) = path.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or(PathRefusal)?;
        let kind = match kind {
            "entries" => Kind::Entries,
            level => Kind::Hashes(level.parse().map_err(|_| PathRefusal)?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, width.parse().map_err(|_| PathRefusal)?),
            None => (rest, FULL_WIDTH),
        };
        // Whatever was too free above is written in another way than it was read.
        let digits: String = index.chars().filter(char::is_ascii_digit).collect();
        let tile = Self::new(kind, digits.parse().map_err(|_| PathRefusal)?, width)?;
        if tile.path() == path { Ok(tile) } else { Err(PathRefusal) }
    }
}

/// The tiles that a log of `new` leaves has and a log of `old` leaves has not: full ones that are complete by now, and
/// the partial ones at the right edge. Of each level from the left, bundles first, then hashes of level 0 and up.
pub fn added(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..LEVELS).map(Kind::Hashes);
    [Kind::Entries].into_iter().chain(levels).flat_map(move |kind| {
        let (before, after) = (count_at(kind, old), count_at(kind, new));
        let first = before / u64::from(FULL_WIDTH);
        let end = if after > before { after.div_ceil(u64::from(FULL_WIDTH)) } else { first };
        (first..end).filter_map(move |index| Tile::of_tree(kind, index, new))
    })
}

const fn level_of(kind: Kind) -> u8 {
    match kind {
        Kind::Hashes(level) => level,
        Kind::Entries => 0,
    }
}

/// Hashes, or entries, of this kind in a tree of `size` leaves.
fn count_at(kind: Kind, size: u64) -> u64 {
    size.checked_shr(u32::from(LEVELS) * u32::from(level_of(kind))).unwrap_or(0)
}
