//! From a checkpoint of another tree to the proof that a log contradicted itself.

use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::{Beginning, Contradiction};
use tlog::merkle::{AllNodes, leaf_hash, prove_consistency, root_of};

use super::{Desk, Seen};
use crate::facts::LogId;

impl Desk {
    /// Compares a checkpoint that [`Seen::Differs`] was about with all entries below it: the proof, if the log signed two
    /// trees that cannot both be.
    pub fn compare(&mut self, note: &SignedCheckpoint, leaves: &[Vec<u8>]) -> Seen {
        let Some((log, roll)) = self.known_log(note) else { return Seen::Unknown };
        let keys = self.log_keys(&roll, log, u64::MAX).unwrap_or_default();
        let Some(mut nodes) = all_nodes(note, leaves) else { return Seen::Known };
        let larger = note.checkpoint().tree().size;
        let older: Vec<SignedCheckpoint> =
            self.copies.get(&log).into_iter().flat_map(|copy| copy.notes()).cloned().collect();
        for older in older {
            let size = older.checkpoint().tree().size;
            let proof = if size == larger {
                Contradiction::of_same_size(older, note.clone(), &keys).ok()
            } else if size < larger {
                beginning(&mut nodes, size, larger)
                    .and_then(|beginning| Contradiction::of_beginning(older, note.clone(), beginning, &keys).ok())
            } else {
                None
            };
            if let Some(proof) = proof {
                return self.freeze(log, proof);
            }
        }
        Seen::Known
    }

    pub(super) fn freeze(&mut self, log: LogId, proof: Contradiction) -> Seen {
        self.copies.entry(log).or_default().freeze(proof.clone());
        Seen::Contradicted(log, Box::new(proof))
    }
}

/// The tree of these leaves, if it is the checkpoint's.
fn all_nodes(note: &SignedCheckpoint, leaves: &[Vec<u8>]) -> Option<AllNodes> {
    let mut nodes = AllNodes::new();
    leaves.iter().for_each(|leaf| nodes.append(leaf_hash(leaf)));
    let tree = note.checkpoint().tree();
    let fits = u64::try_from(leaves.len()) == Ok(tree.size) && root_of(&mut nodes, tree.size).ok() == Some(tree.root);
    fits.then_some(nodes)
}

fn beginning(nodes: &mut AllNodes, size: u64, larger: u64) -> Option<Beginning> {
    let root = root_of(nodes, size).ok()?;
    Some(Beginning { root, proof: prove_consistency(nodes, size, larger).ok()? })
}
