//! The tree of RFC 6962, section 2.1, as the text defines it: by recursion over entries.

use tlog::merkle::{Hash, leaf_hash, node_hash};

fn part(len: usize) -> usize {
    let mut power = 1;
    while power * 2 < len {
        power *= 2;
    }
    power
}

pub fn root(entries: &[Vec<u8>]) -> Hash {
    match entries {
        [] => Hash::EMPTY_TREE,
        [one] => leaf_hash(one),
        many => {
            let (left, right) = many.split_at(part(many.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// PATH(m, D[n])
pub fn inclusion(index: usize, entries: &[Vec<u8>]) -> Vec<Hash> {
    if entries.len() == 1 {
        return Vec::new();
    }
    let (left, right) = entries.split_at(part(entries.len()));
    let (mut path, sibling) = match index.checked_sub(left.len()) {
        None => (inclusion(index, left), root(right)),
        Some(index) => (inclusion(index, right), root(left)),
    };
    path.push(sibling);
    path
}

/// PROOF(m, D[n]), also for m = 0 and m = n.
pub fn consistency(old: usize, entries: &[Vec<u8>]) -> Vec<Hash> {
    if old == 0 { Vec::new() } else { subproof(old, entries, true) }
}

fn subproof(old: usize, entries: &[Vec<u8>], whole: bool) -> Vec<Hash> {
    if old == entries.len() {
        return if whole { Vec::new() } else { vec![root(entries)] };
    }
    let (left, right) = entries.split_at(part(entries.len()));
    let (mut proof, sibling) = if old <= left.len() {
        (subproof(old, left, whole), root(right))
    } else {
        (subproof(old - left.len(), right, false), root(left))
    };
    proof.push(sibling);
    proof
}
