//! Tiles of hashes, and proofs from them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Kind, LEVELS, Tile};
use crate::merkle::{Hash, Node, StoredHashes, joined};

/// A tile whose bytes are not 32 for each hash of its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tile of hashes does not have 32 bytes for each hash")]
pub struct TileLength;

/// The bytes of a tile: its hashes, one behind the other.
#[must_use]
pub fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// # Errors
/// [`TileLength`].
pub fn parse_hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileLength> {
    let (hashes, rest) = bytes.as_chunks::<{ Hash::BYTES }>();
    if !rest.is_empty() || hashes.len() != usize::from(width) {
        return Err(TileLength);
    }
    Ok(hashes.iter().copied().map(Hash::from_bytes).collect())
}

/// The nodes of a tree of `size` leaves, from its tiles; `read` gets a tile's bytes. What is read is taken as it is: the
/// proof made of it is what shows whether it was right.
pub struct TileHashes<R> {
    size: u64,
    read: R,
}

/// Why a node could not be had from tiles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileFailure<F> {
    /// No tile of this tree has it.
    #[error("the tree has no node {0:?}")]
    NoSuchNode(Node),
    /// Another length than the tile's width asks for.
    #[error("{0:?} does not have 32 bytes for each hash")]
    Length(Tile),
    /// The tile could not be read.
    #[error("{0:?} could not be read")]
    Read(Tile, F),
}

impl<R> TileHashes<R> {
    pub const fn new(size: u64, read: R) -> Self {
        Self { size, read }
    }

    /// The tile that holds `node`, and the place there of the first hash below it.
    fn tile_of(&self, node: Node) -> Option<(Tile, u64)> {
        let within = node.level % LEVELS;
        let first = node.index.checked_shl(u32::from(within))?;
        let kind = Kind::Hashes(node.level / LEVELS);
        let tile = Tile::of_tree(kind, first >> LEVELS, self.size)?;
        let place = first & 0xff;
        (place + (1 << within) <= u64::from(tile.width())).then_some((tile, place))
    }
}

impl<F, R: FnMut(&Tile) -> Result<Vec<u8>, F>> StoredHashes for TileHashes<R> {
    type Failure = TileFailure<F>;

    fn read(&mut self, nodes: &[Node]) -> Result<Vec<Hash>, TileFailure<F>> {
        let mut tiles: BTreeMap<Tile, Vec<Hash>> = BTreeMap::new();
        let mut hashes = Vec::with_capacity(nodes.len());
        for node in nodes {
            let (tile, place) = self.tile_of(*node).ok_or(TileFailure::NoSuchNode(*node))?;
            let hashed = match tiles.entry(tile) {
                Entry::Occupied(held) => held.into_mut(),
                Entry::Vacant(free) => {
                    let bytes = (self.read)(&tile).map_err(|failure| TileFailure::Read(tile, failure))?;
                    free.insert(parse_hashes(&bytes, tile.width()).map_err(|_| TileFailure::Length(tile))?)
                }
            };
            let skip = usize::try_from(place).map_err(|_| TileFailure::NoSuchNode(*node))?;
            let below = hashed.iter().copied().skip(skip).take(1 << (node.level % LEVELS)).collect();
            hashes.push(complete(below));
        }
        Ok(hashes)
    }
}

/// The root over a power of two of hashes.
pub(super) fn complete(mut hashes: Vec<Hash>) -> Hash {
    while hashes.len() > 1 {
        hashes = hashes.chunks(2).map(|pair| joined(pair.iter().copied())).collect();
    }
    joined(hashes.into_iter())
}
