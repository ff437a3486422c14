//! Which stored hashes a proof is made of. RFC 6962, sections 2.1.1 and 2.1.2.

use std::ops::Range;

use super::{Hash, MAX_TREE_SIZE, Node, ProofRefusal, joined, subtrees};

/// What to read, and how to join it: for a store that is read in its own way, and for all roots and proofs alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    nodes: Vec<Node>,
    /// How many of the nodes each hash of the result is joined from, in order.
    joins: Vec<usize>,
}

impl Plan {
    /// The root of a tree of `size` leaves: one hash.
    ///
    /// # Errors
    /// [`ProofRefusal::TooLarge`].
    pub fn root(size: u64) -> Result<Self, ProofRefusal> {
        check_size(size)?;
        Ok(Self::of(std::iter::once(0..size)))
    }

    /// That the leaf at `index` is in the tree of `size` leaves.
    ///
    /// # Errors
    /// [`ProofRefusal::TooLarge`], [`ProofRefusal::IndexOutside`].
    pub fn inclusion(index: u64, size: u64) -> Result<Self, ProofRefusal> {
        check_size(size)?;
        if index >= size {
            return Err(ProofRefusal::IndexOutside);
        }
        let mut siblings = Vec::new();
        let mut within = 0..size;
        while let Some(middle) = middle(&within) {
            let (left, right) = (within.start..middle, middle..within.end);
            let (down, sibling) = if index < middle { (left, right) } else { (right, left) };
            siblings.push(sibling);
            within = down;
        }
        Ok(Self::of(siblings.into_iter().rev()))
    }

    /// That the tree of `old` leaves is the beginning of the tree of `new` leaves.
    ///
    /// # Errors
    /// [`ProofRefusal::TooLarge`], [`ProofRefusal::SizesReversed`].
    pub fn consistency(old: u64, new: u64) -> Result<Self, ProofRefusal> {
        check_size(new)?;
        if old > new {
            return Err(ProofRefusal::SizesReversed);
        }
        let mut ranges = Vec::new();
        let mut within = 0..new;
        while old != 0
            && old != within.end
            && let Some(middle) = middle(&within)
        {
            let (left, right) = (within.start..middle, middle..within.end);
            let (down, sibling) = if old <= middle { (left, right) } else { (right, left) };
            ranges.push(sibling);
            within = down;
        }
        // The older tree's root is known to who verifies, if it is a node of the newer tree.
        if within.start != 0 {
            ranges.push(within);
        }
        Ok(Self::of(ranges.into_iter().rev()))
    }

    fn of(ranges: impl IntoIterator<Item = Range<u64>>) -> Self {
        let mut plan = Self { nodes: Vec::new(), joins: Vec::new() };
        for range in ranges {
            let before = plan.nodes.len();
            plan.nodes.extend(subtrees(range.start, range.end - range.start));
            plan.joins.push(plan.nodes.len() - before);
        }
        plan
    }

    /// What to read, in the order in which [`Plan::join`] takes it.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The root, or the proof.
    ///
    /// # Panics
    /// If there are not as many hashes as nodes.
    #[must_use]
    pub fn join(&self, hashes: &[Hash]) -> Vec<Hash> {
        assert_eq!(hashes.len(), self.nodes.len(), "one hash for each node");
        let mut rest = hashes;
        let mut joins = Vec::with_capacity(self.joins.len());
        for count in &self.joins {
            let (these, others) = rest.split_at(*count);
            joins.push(joined(these.iter().copied()));
            rest = others;
        }
        joins
    }
}

/// Where RFC 6962 parts a tree: at the largest power of two below its size. A leaf is not parted.
fn middle(range: &Range<u64>) -> Option<u64> {
    let below = (range.end - range.start).checked_sub(1)?.checked_ilog2()?;
    Some(range.start + (1 << below))
}

const fn check_size(size: u64) -> Result<(), ProofRefusal> {
    if size > MAX_TREE_SIZE { Err(ProofRefusal::TooLarge) } else { Ok(()) }
}
