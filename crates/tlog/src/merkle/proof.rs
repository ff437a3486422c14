//! Whether a proof fits. The algorithms are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2; the proofs are those of
//! RFC 6962.

use super::{Hash, MAX_TREE_SIZE, node_hash};

/// Hashes of a proof, at most.
pub const MAX_PROOF_HASHES: usize = 63;

/// What a checkpoint says of a tree: how many leaves, which root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tree {
    pub size: u64,
    pub root: Hash,
}

impl Tree {
    /// No leaves.
    pub const EMPTY: Self = Self { size: 0, root: Hash::EMPTY_TREE };
}

/// Why a proof is none, or cannot be made. Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ProofRefusal {
    /// A size above `MAX_TREE_SIZE`.
    #[error("a tree has more leaves than a tree may have")]
    TooLarge,
    /// The index is not below the size.
    #[error("the index is not below the size of the tree")]
    IndexOutside,
    /// The older tree is the larger one.
    #[error("the older tree is larger than the newer one")]
    SizesReversed,
    /// Not as many hashes as a proof for these sizes has.
    #[error("the proof has another number of hashes than these sizes ask for")]
    Length,
    /// The proof leads to another root than the older tree's.
    #[error("the proof does not lead to the root of the older tree")]
    OldRootDiffers,
    /// The proof leads to another root than the (newer) tree's.
    #[error("the proof does not lead to the root of the tree")]
    RootDiffers,
}

/// Whether the leaf with this hash stands at `index` of `tree`. `proof` is from the leaf's sibling up.
///
/// # Errors
/// The first of [`ProofRefusal`]'s reasons.
pub fn verify_inclusion(leaf: Hash, index: u64, tree: Tree, proof: &[Hash]) -> Result<(), ProofRefusal> {
    if tree.size > MAX_TREE_SIZE {
        return Err(ProofRefusal::TooLarge);
    }
    if index >= tree.size {
        return Err(ProofRefusal::IndexOutside);
    }
    let mut climb = Climb { at: index, last: tree.size - 1 };
    let mut root = leaf;
    for sibling in proof {
        root = if climb.is_left_sibling()? { node_hash(sibling, &root) } else { node_hash(&root, sibling) };
        climb.up();
    }
    climb.end()?;
    if root == tree.root { Ok(()) } else { Err(ProofRefusal::RootDiffers) }
}

/// Whether `old` is the beginning of `new`. For an empty or an equal tree the proof is empty.
///
/// Who has a proof that fits for one older root knows that no other root of that size is the beginning of `new`: the
/// hashes of the proof are nodes of `new` and the older root is computed from them alone.
///
/// # Errors
/// The first of [`ProofRefusal`]'s reasons.
pub fn verify_consistency(old: Tree, new: Tree, proof: &[Hash]) -> Result<(), ProofRefusal> {
    if new.size > MAX_TREE_SIZE {
        return Err(ProofRefusal::TooLarge);
    }
    if old.size > new.size {
        return Err(ProofRefusal::SizesReversed);
    }
    if old.size == 0 || old.size == new.size {
        return verify_without_hashes(old, new, proof);
    }
    let mut climb = Climb { at: old.size - 1, last: new.size - 1 };
    // Where the older tree's last complete subtree has its root, both trees have the same hash.
    climb.up_while_right();
    let (first, rest) = if old.size.is_power_of_two() {
        (&old.root, proof)
    } else {
        proof.split_first().ok_or(ProofRefusal::Length)?
    };
    let (mut old_root, mut new_root) = (*first, *first);
    for sibling in rest {
        if climb.is_left_sibling()? {
            old_root = node_hash(sibling, &old_root);
            new_root = node_hash(sibling, &new_root);
        } else {
            new_root = node_hash(&new_root, sibling);
        }
        climb.up();
    }
    climb.end()?;
    if old_root != old.root {
        return Err(ProofRefusal::OldRootDiffers);
    }
    if new_root == new.root { Ok(()) } else { Err(ProofRefusal::RootDiffers) }
}

fn verify_without_hashes(old: Tree, new: Tree, proof: &[Hash]) -> Result<(), ProofRefusal> {
    if !proof.is_empty() {
        return Err(ProofRefusal::Length);
    }
    if old.size == 0 && old.root != Hash::EMPTY_TREE {
        return Err(ProofRefusal::OldRootDiffers);
    }
    if old.size == new.size && old.root != new.root { Err(ProofRefusal::RootDiffers) } else { Ok(()) }
}

/// Where a proof stands: a node, and the last node of its level. They are the RFC's fn and sn.
struct Climb {
    at: u64,
    last: u64,
}

impl Climb {
    /// Whether the next hash stands at the left; at the root there is no next.
    fn is_left_sibling(&mut self) -> Result<bool, ProofRefusal> {
        if self.last == 0 {
            return Err(ProofRefusal::Length);
        }
        let left = self.at & 1 == 1 || self.at == self.last;
        if left {
            // A last node without a sibling is the same node one level higher.
            while self.at & 1 == 0 && self.at != 0 {
                self.up();
            }
        }
        Ok(left)
    }

    fn up_while_right(&mut self) {
        while self.at & 1 == 1 {
            self.up();
        }
    }

    const fn up(&mut self) {
        self.at >>= 1;
        self.last >>= 1;
    }

    const fn end(&self) -> Result<(), ProofRefusal> {
        if self.last == 0 { Ok(()) } else { Err(ProofRefusal::Length) }
    }
}
