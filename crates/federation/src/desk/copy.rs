//! The copy of one log.

use std::collections::BTreeMap;

use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;
use tlog::merkle::{Edge, Tree, leaf_hash};

/// Checkpoints of one log that are kept with their cosignatures, at most: the last ones.
pub const KEPT_NOTES: usize = 64;

/// Checkpoints of one log that proposals name and that are kept beside the last ones, at most.
pub const KEPT_NAMED: usize = 256;

/// What is stored of a log: of its entries only the edge of their tree; the entries themselves are wherever the member
/// keeps them.
#[derive(Debug, Clone, Default)]
pub struct LogCopy {
    edge: Edge,
    /// By size, with the cosignatures that came so far. All of them are checkpoints of this very tree.
    notes: BTreeMap<u64, SignedCheckpoint>,
    /// Of the sizes that proposals name, with what came of them. The log signed them; that they are of this tree is known
    /// when the entries below them are read ([`crate::closing::Below`]).
    named: BTreeMap<u64, Option<SignedCheckpoint>>,
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
        self.notes.get(&size).or_else(|| self.named.get(&size)?.as_ref())
    }

    /// The checkpoints that proposals name, the largest first.
    pub fn named(&self) -> impl Iterator<Item = &SignedCheckpoint> {
        self.named.values().rev().flatten()
    }

    /// The sizes that proposals name.
    pub fn named_sizes(&self) -> impl Iterator<Item = u64> {
        self.named.keys().copied()
    }

    /// A proposal names this size: its checkpoint is kept for as long as people may take to look at it.
    pub(super) fn name(&mut self, size: u64) {
        let known = self.notes.get(&size).cloned();
        let named = self.named.entry(size).or_insert(None);
        *named = known.or_else(|| named.take());
        while self.named.len() > KEPT_NAMED {
            self.named.pop_first();
        }
    }

    /// Whether a proposal names this size.
    pub(super) fn is_named(&self, size: u64) -> bool {
        self.named.contains_key(&size)
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

    /// Keeps a checkpoint that is named or known, with the signatures that it brings.
    pub(super) fn note_known(&mut self, note: SignedCheckpoint) {
        let size = note.checkpoint().tree().size;
        if let Some(named) = self.named.get_mut(&size) {
            let known = named.take();
            *named = Some(known.map_or(note.clone(), |known| merged(known, &note)));
        }
        if self.notes.contains_key(&size) {
            self.note(note);
        }
    }

    /// Keeps a checkpoint of this tree, or the signatures that it brings to one that is known.
    pub(super) fn note(&mut self, note: SignedCheckpoint) {
        let size = note.checkpoint().tree().size;
        if let Some(named) = self.named.get_mut(&size) {
            *named = Some(named.take().map_or(note.clone(), |known| merged(known, &note)));
        }
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
