//! The Merkle tree of RFC 6962 over SHA-256: hashes, the right edge that appends, proofs.

mod edge;
mod hash;
mod plan;
mod proof;
mod stored;

pub use edge::{Edge, EdgeRefusal};
pub use hash::{Hash, HashRefusal, leaf_hash, node_hash};
pub use plan::Plan;
pub use proof::{MAX_PROOF_HASHES, ProofRefusal, Tree, verify_consistency, verify_inclusion};
pub use stored::{AllNodes, NoSuchNode, NotProven, StoredHashes, prove_consistency, prove_inclusion, root_of};

/// Leaves of a tree, at most: 2^63 - 1, because databases count so far.
pub const MAX_TREE_SIZE: u64 = (1 << 63) - 1;

/// The root of a complete subtree: 2^level leaves from `index` x 2^level on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// 0 is a leaf; at most 62.
    pub level: u8,
    /// Counts the subtrees of this level from the left.
    pub index: u64,
}

/// The complete subtrees, largest first, that together have the leaves from `start` on, `len` of them. `start` is a
/// multiple of the largest.
pub(crate) fn subtrees(start: u64, len: u64) -> impl Iterator<Item = Node> {
    let mut from = start;
    let mut left = len;
    std::iter::from_fn(move || {
        let log = left.checked_ilog2()?;
        let node = Node { level: u8::try_from(log).ok()?, index: from >> log };
        from += 1 << log;
        left -= 1 << log;
        Some(node)
    })
}

/// The root over subtrees that stand side by side, largest first. Of none it is the empty tree's.
pub(crate) fn joined(roots: impl DoubleEndedIterator<Item = Hash>) -> Hash {
    roots.rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or(Hash::EMPTY_TREE)
}
