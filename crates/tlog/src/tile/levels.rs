//! The hashes of the partial tiles of a tree, and the root over them.

use super::hashes::complete;
use crate::merkle::{Hash, joined, subtrees};

/// The root of a tree of which `levels` has the hashes of the partial tile of each level, level 0 first; a level without
/// a partial tile is empty.
pub(super) fn root_of_levels(levels: &[Vec<Hash>]) -> Hash {
    let mut roots = Vec::new();
    for hashes in levels.iter().rev() {
        let mut rest = hashes.as_slice();
        for node in subtrees(0, u64::try_from(hashes.len()).unwrap_or(u64::MAX)) {
            let (these, others) = rest.split_at(1 << node.level);
            roots.push(complete(these.to_vec()));
            rest = others;
        }
    }
    joined(roots.into_iter())
}
