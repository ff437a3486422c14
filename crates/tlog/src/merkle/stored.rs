//! Proofs from stored hashes.

use super::{Edge, Hash, Node, Plan, ProofRefusal};

/// Where the hashes of complete subtrees are kept: in memory, in a table, in tiles.
pub trait StoredHashes {
    /// What reading can fail with.
    type Failure;

    /// The hash of each node, in their order.
    ///
    /// # Errors
    /// When one of them cannot be had.
    fn read(&mut self, nodes: &[Node]) -> Result<Vec<Hash>, Self::Failure>;
}

/// Why there is no proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotProven<F> {
    /// There is none for such sizes.
    #[error(transparent)]
    Refused(#[from] ProofRefusal),
    /// The hashes could not be read.
    #[error("the hashes for a proof could not be read")]
    Failed(F),
}

/// The root of the tree of the first `size` leaves.
///
/// # Errors
/// [`NotProven`].
pub fn root_of<S: StoredHashes>(stored: &mut S, size: u64) -> Result<Hash, NotProven<S::Failure>> {
    let roots = carry_out(stored, &Plan::root(size)?)?;
    Ok(roots.first().copied().unwrap_or(Hash::EMPTY_TREE))
}

/// The proof that [`verify_inclusion`](super::verify_inclusion) takes.
///
/// # Errors
/// [`NotProven`].
pub fn prove_inclusion<S: StoredHashes>(
    stored: &mut S,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, NotProven<S::Failure>> {
    carry_out(stored, &Plan::inclusion(index, size)?)
}

/// The proof that [`verify_consistency`](super::verify_consistency) takes.
///
/// # Errors
/// [`NotProven`].
pub fn prove_consistency<S: StoredHashes>(
    stored: &mut S,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, NotProven<S::Failure>> {
    carry_out(stored, &Plan::consistency(old, new)?)
}

fn carry_out<S: StoredHashes>(stored: &mut S, plan: &Plan) -> Result<Vec<Hash>, NotProven<S::Failure>> {
    let hashes = stored.read(plan.nodes()).map_err(NotProven::Failed)?;
    Ok(plan.join(&hashes))
}

/// All nodes of a tree in memory: about 64 bytes for each leaf.
#[derive(Debug, Clone, Default)]
pub struct AllNodes {
    edge: Edge,
    levels: Vec<Vec<Hash>>,
}

/// A node that the tree does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tree has no node {0:?}")]
pub struct NoSuchNode(pub Node);

impl AllNodes {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// # Panics
    /// Above [`MAX_TREE_SIZE`](super::MAX_TREE_SIZE) leaves.
    pub fn append(&mut self, leaf: Hash) {
        let levels = &mut self.levels;
        self.edge.append_telling(leaf, |node, hash| {
            let level = usize::from(node.level);
            if levels.len() == level {
                levels.push(Vec::new());
            }
            levels[level].push(hash);
        });
    }

    /// The right edge of the same tree.
    #[must_use]
    pub const fn edge(&self) -> &Edge {
        &self.edge
    }
}

impl StoredHashes for AllNodes {
    type Failure = NoSuchNode;

    fn read(&mut self, nodes: &[Node]) -> Result<Vec<Hash>, NoSuchNode> {
        let one = |node: &Node| {
            let level = self.levels.get(usize::from(node.level))?;
            level.get(usize::try_from(node.index).ok()?).copied()
        };
        nodes.iter().map(|node| one(node).ok_or(NoSuchNode(*node))).collect()
    }
}
