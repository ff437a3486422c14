//! Logs, keys and cosigners for the tests.

use tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use tlog::merkle::{AllNodes, Tree, leaf_hash, root_of};
use tlog::note::{Algorithm, Name, SignerKey, SigningKey};
use tlog::origin::cosigner_name as cosigner_name_of;
use tlog::tile::Tail;

pub const ORIGIN: &str = "ecot/fe812c12f3ab4ce6ac5db69ac352f906cb1b11ef43fb33e252ef7ff552263889/1";
/// 2026-11-07T10:00:00Z.
pub const TIME_S: u64 = 1_794_045_600;

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::new(self::name(name), algorithm, SigningKey::from_bytes(&[seed; 32])).unwrap()
}

pub fn log_key() -> SignerKey {
    key(ORIGIN, Algorithm::Ed25519, 7)
}

pub fn cosigner(number: u8) -> SignerKey {
    key(&cosigner_name(number), Algorithm::Cosignature, 100 + number)
}

pub fn cosigner_name(number: u8) -> String {
    cosigner_name_of(&[number; 32]).to_string()
}

/// Of different lengths, the empty one among them.
pub fn entry(index: u64) -> Vec<u8> {
    let text = format!("entry {index}");
    text.as_bytes().iter().copied().cycle().take(usize::try_from(index % 40).unwrap()).collect()
}

pub fn entries(count: u64) -> Vec<Vec<u8>> {
    (0..count).map(entry).collect()
}

pub fn nodes(entries: &[Vec<u8>]) -> AllNodes {
    let mut nodes = AllNodes::new();
    entries.iter().for_each(|entry| nodes.append(leaf_hash(entry)));
    nodes
}

pub fn tree(entries: &[Vec<u8>]) -> Tree {
    nodes(entries).edge().tree()
}

pub fn tree_of(nodes: &mut AllNodes, size: u64) -> Tree {
    Tree { size, root: root_of(nodes, size).unwrap() }
}

pub fn signed(tree: Tree) -> SignedCheckpoint {
    SignedCheckpoint::sign(Checkpoint::new(name(ORIGIN), tree).unwrap(), &log_key()).unwrap()
}

/// All files of a log: path and bytes.
pub fn files(entries: &[Vec<u8>]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut tail = Tail::new();
    let mut files = std::collections::BTreeMap::new();
    for entry in entries {
        files.extend(tail.append(entry).unwrap().into_iter().map(|(tile, bytes)| (tile.path(), bytes)));
    }
    files.extend(tail.partials().into_iter().map(|(tile, bytes)| (tile.path(), bytes)));
    files
}
