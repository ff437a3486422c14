//! The right edge of a tree: all that is needed to append to it.

use std::convert::Infallible;

use minicbor::{Decoder, Encoder, decode, encode};

use super::{Hash, MAX_TREE_SIZE, Node, Tree, joined, node_hash};

/// The first number of the edge's bytes.
const VERSION: u64 = 1;

/// The roots of the complete subtrees that a tree of this size consists of: at most 63 hashes, whatever its size. An
/// append costs one node hash on the average.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// Largest first, one for each binary digit 1 of the size.
    roots: Vec<Hash>,
}

/// Why bytes are no edge. Closed and ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum EdgeRefusal {
    /// Not CBOR, cut short, or another shape.
    #[error("the bytes have not the shape of a right edge")]
    Malformed,
    /// A version that this program does not know.
    #[error("the right edge has a version that this program does not know")]
    UnknownVersion,
    /// More than `MAX_TREE_SIZE`.
    #[error("the right edge is of a tree with too many leaves")]
    TooLarge,
    /// Not one hash for each complete subtree.
    #[error("the right edge has another number of hashes than a tree of its size")]
    HashCount,
    /// Another spelling than the one of RFC 8949, 4.2.1, or bytes behind the end.
    #[error("the right edge is not spelt in the one deterministic way")]
    NotDeterministic,
}

impl Edge {
    /// The edge of the empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves of the tree.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    #[must_use]
    pub fn root(&self) -> Hash {
        joined(self.roots.iter().copied())
    }

    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree { size: self.size, root: self.root() }
    }

    /// # Panics
    /// Above [`MAX_TREE_SIZE`] leaves.
    pub fn append(&mut self, leaf: Hash) {
        self.append_telling(leaf, |_, _| ());
    }

    /// Appends, and tells each subtree that is complete with this leaf, the leaf itself first: what a store keeps.
    ///
    /// # Panics
    /// Above [`MAX_TREE_SIZE`] leaves.
    pub fn append_telling(&mut self, leaf: Hash, mut tell: impl FnMut(Node, Hash)) {
        assert!(self.size < MAX_TREE_SIZE, "a tree of {} leaves is full", self.size);
        let mut node = Node { level: 0, index: self.size };
        let mut hash = leaf;
        tell(node, hash);
        while node.index & 1 == 1
            && let Some(left) = self.roots.pop()
        {
            node = Node { level: node.level + 1, index: node.index >> 1 };
            hash = node_hash(&left, &hash);
            tell(node, hash);
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// Deterministic CBOR (RFC 8949, 4.2.1): `[1, size, [* hash]]`.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let written = self.write(&mut out);
        assert!(written.is_ok(), "writing CBOR to memory failed: {written:?}");
        out
    }

    /// Reads what [`Edge::to_cbor`] wrote.
    ///
    /// # Errors
    /// The first of [`EdgeRefusal`]'s reasons.
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, EdgeRefusal> {
        let (version, edge) = Self::read(bytes).map_err(|_| EdgeRefusal::Malformed)?;
        if version != VERSION {
            return Err(EdgeRefusal::UnknownVersion);
        }
        if edge.size > MAX_TREE_SIZE {
            return Err(EdgeRefusal::TooLarge);
        }
        if u32::try_from(edge.roots.len()) != Ok(edge.size.count_ones()) {
            return Err(EdgeRefusal::HashCount);
        }
        if edge.to_cbor() == bytes { Ok(edge) } else { Err(EdgeRefusal::NotDeterministic) }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), encode::Error<Infallible>> {
        let mut out = Encoder::new(out);
        out.array(3)?.u64(VERSION)?.u64(self.size)?.array(u64::from(self.size.count_ones()))?;
        for root in &self.roots {
            out.bytes(root.as_bytes())?;
        }
        Ok(())
    }

    fn read(bytes: &[u8]) -> Result<(u64, Self), decode::Error> {
        let mut read = Decoder::new(bytes);
        let three = read.array()?;
        let version = read.u64()?;
        let size = read.u64()?;
        let roots = read.array_iter::<minicbor::bytes::ByteArray<32>>()?;
        let roots = roots.map(|root| root.map(|root| Hash::from_bytes(*root))).collect::<Result<_, _>>()?;
        if three == Some(3) { Ok((version, Self { size, roots })) } else { Err(decode::Error::message("not three")) }
    }
}
