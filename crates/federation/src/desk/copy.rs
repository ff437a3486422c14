//! The copy of one log.

use std::collections::BTreeMap;

use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;
use tlog::merkle::{Edge, Tree, leaf_hash};

/// Checkpoints of one log that are kept with their cosignatures, at most: the last ones.
pub const KEPT_NOTES: usize = 64;

/// What is stored of a log: of its entries only the edge of their tree; the entries themselves are wherever the member
/// keeps them.
#[derive(Debug, Clone, Default)]
pub struct LogCopy {
    edge: Edge,
    /// By size, with the cosignatures that came so far. All of them are checkpoints of this very tree.
    notes: BTreeMap<u64, SignedCheckpoint>,
    frozen: Option<Box<Contradiction>>,
}

impl LogCopy {
    /// Entries stored, and their root.
    #[must_use]
    pub fn tree(&self) -> Tree {
        self.edge.tree()
    }

    /// The largest checkpoint.
    #[must_use]
    pub fn last(&self) -> Option<&SignedCheckpoint> {
        self.notes.last_key_value().map(|(_, note)| note)
    }

    /// The checkpoint of this size.
    #[must_use]
    pub fn at(&self, size: u64) -> Option<&SignedCheckpoint> {
        self.notes.get(&size)
    }

    /// The checkpoints, the largest first.
    pub fn notes(&self) -> impl Iterator<Item = &SignedCheckpoint> {
        self.notes.values().rev()
    }

    /// The proof that it contradicted itself.
    #[must_use]
    pub fn frozen(&self) -> Option<&Contradiction> {
        self.frozen.as_deref()
    }

    pub(super) fn freeze(&mut self, proof: Contradiction) {
        self.frozen = Some(Box::new(proof));
    }

    /// Appends a leaf, and says at which place.
    pub(super) fn push(&mut self, leaf: &[u8]) -> u64 {
        let place = self.edge.size();
        self.edge.append(leaf_hash(leaf));
        place
    }

    /// The tree with these leaves more.
    pub(super) fn with(&self, leaves: &[Vec<u8>]) -> Edge {
        let mut edge = self.edge.clone();
        leaves.iter().for_each(|leaf| edge.append(leaf_hash(leaf)));
        edge
    }

    /// Keeps a checkpoint of this tree, or the signatures that it brings to one that is known.
    pub(super) fn note(&mut self, note: SignedCheckpoint) {
        let size = note.checkpoint().tree().size;
        let known = self.notes.remove(&size);
        self.notes.insert(size, known.map_or(note.clone(), |known| merged(known, &note)));
        while self.notes.len() > KEPT_NOTES {
            self.notes.pop_first();
        }
    }
}

/// One checkpoint with the signatures of both; a signature by a key that signed already takes the place of the earlier one.
fn merged(mut known: SignedCheckpoint, other: &SignedCheckpoint) -> SignedCheckpoint {
    for signature in other.note().signatures() {
        if !known.note().signatures().contains(signature) {
            // What does not fit any more is left out: the cosignatures that are there are enough or will not be.
            known = known.clone().with(signature.clone()).unwrap_or(known);
        }
    }
    known
}
