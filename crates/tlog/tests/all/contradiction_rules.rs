//! What proves that a log contradicted itself, and what does not.

use proptest::prelude::*;
use tlog::checkpoint::{Checkpoint, CheckpointRefusal, SignedCheckpoint};
use tlog::contradiction::{Beginning, Contradiction, ContradictionRefusal as Refusal, MAX_CONTRADICTION_BYTES};
use tlog::merkle::{AllNodes, Hash, ProofRefusal, Tree, leaf_hash, prove_consistency};
use tlog::note::{Algorithm, Signature, VerifierKey};

use crate::samples::{ORIGIN, TIME_S, cosigner, entries, key, log_key, name, nodes, signed, tree_of};

fn keys() -> [VerifierKey; 1] {
    [log_key().verifier().clone()]
}

/// The same log with another entry at `index`.
fn forked(count: u64, index: usize) -> AllNodes {
    let mut all = entries(count);
    all[index] = b"another".to_vec();
    nodes(&all)
}

fn beginning(nodes: &mut AllNodes, old: u64, new: u64) -> Beginning {
    Beginning { root: tree_of(nodes, old).root, proof: prove_consistency(nodes, old, new).unwrap() }
}

/// Signed at 10 with one history and at 23 with another.
fn across_sizes() -> Contradiction {
    let (mut first, mut second) = (nodes(&entries(23)), forked(23, 4));
    let (older, newer) = (signed(tree_of(&mut first, 10)), signed(tree_of(&mut second, 23)));
    Contradiction::of_beginning(older, newer, beginning(&mut second, 10, 23), &keys()).unwrap()
}

fn of_one_size() -> Contradiction {
    let (mut first, mut second) = (nodes(&entries(23)), forked(23, 4));
    let both = [signed(tree_of(&mut first, 23)), signed(tree_of(&mut second, 23))];
    let [one, other] = both;
    Contradiction::of_same_size(one, other, &keys()).unwrap()
}

#[test]
fn two_roots_of_one_size_are_a_contradiction_in_one_spelling_whoever_finds_it() {
    let found = of_one_size();
    let other_way = Contradiction::of_same_size(found.newer().clone(), found.older().clone(), &keys()).unwrap();
    assert_eq!(found.to_cbor(), other_way.to_cbor());
    assert_eq!(Contradiction::from_cbor(&found.to_cbor()), Ok(found));
}

#[test]
fn different_sizes_are_a_contradiction_with_the_beginning_of_the_newer_tree() {
    let found = across_sizes();
    let read = Contradiction::from_cbor(&found.to_cbor()).unwrap();
    assert_eq!(read, found);
    assert_eq!(read.verify(&keys()), Ok(()));
    assert_eq!(read.beginning().unwrap().proof.len(), 5);
}

#[test]
fn every_fork_between_any_two_sizes_can_be_proven_and_no_honest_log_can_be_accused() {
    for new_size in 2..=34 {
        for old_size in 1..new_size {
            for fork_at in [0, old_size - 1, old_size, new_size - 1] {
                let mut first = nodes(&entries(34));
                let mut second = forked(34, usize::try_from(fork_at).unwrap());
                let (older, newer) = (signed(tree_of(&mut first, old_size)), signed(tree_of(&mut second, new_size)));
                let shown = beginning(&mut second, old_size, new_size);
                let claimed = Contradiction::of_beginning(older, newer, shown, &keys());
                let contradicts = fork_at < old_size;
                assert_eq!(claimed.is_ok(), contradicts, "{old_size} to {new_size}, another entry at {fork_at}");
                assert!(contradicts || claimed == Err(Refusal::Agree));
            }
        }
    }
}

#[test]
fn each_refusal_of_a_claim_has_its_case() {
    let mut nodes = nodes(&entries(23));
    let (at_10, at_23) = (signed(tree_of(&mut nodes, 10)), signed(tree_of(&mut nodes, 23)));
    let same = |one: &SignedCheckpoint, other: &SignedCheckpoint| {
        Contradiction::of_same_size(one.clone(), other.clone(), &keys()).unwrap_err()
    };
    let other_log = key("ecot/other/1", Algorithm::Ed25519, 7);
    let elsewhere = Checkpoint::new(name("ecot/other/1"), tree_of(&mut nodes, 23)).unwrap();
    let elsewhere = SignedCheckpoint::sign(elsewhere, &other_log).unwrap();
    assert_eq!(same(&at_23, &elsewhere), Refusal::OtherOrigin);
    let forger = key(ORIGIN, Algorithm::Ed25519, 9);
    let forged = Checkpoint::new(name(ORIGIN), Tree { size: 23, root: Hash::EMPTY_TREE }).unwrap();
    let forged = SignedCheckpoint::sign(forged, &forger).unwrap();
    assert_eq!(same(&at_23, &forged), Refusal::NotSigned);
    let shown = beginning(&mut nodes, 10, 23);
    let claim = |older: &SignedCheckpoint, newer: &SignedCheckpoint, shown: Beginning| {
        Contradiction::of_beginning(older.clone(), newer.clone(), shown, &keys()).unwrap_err()
    };
    assert_eq!(claim(&at_23, &at_10, shown.clone()), Refusal::Order);
    let smaller_first = of_one_size();
    let swapped = Beginning { root: leaf_hash(b"x"), proof: Vec::new() };
    assert_eq!(claim(smaller_first.newer(), smaller_first.older(), swapped.clone()), Refusal::Order);
    assert_eq!(same(&at_10, &at_10), Refusal::Agree);
    assert_eq!(claim(smaller_first.older(), smaller_first.newer(), swapped), Refusal::NeedlessBeginning);
    assert_eq!(claim(&at_10, &at_23, shown.clone()), Refusal::Agree);
    let invented = Beginning { root: leaf_hash(b"x"), ..shown };
    assert_eq!(claim(&at_10, &at_23, invented), Refusal::Beginning(ProofRefusal::OldRootDiffers));
    assert_eq!(same(&at_23, &at_10), Refusal::NoBeginning);
}

#[test]
fn each_refusal_of_bytes_has_its_case() {
    let bytes = across_sizes().to_cbor();
    let refused = |bytes: &[u8]| Contradiction::from_cbor(bytes).unwrap_err();
    assert_eq!(refused(&vec![0; MAX_CONTRADICTION_BYTES + 1]), Refusal::TooLarge);
    assert_eq!(refused(&bytes[..bytes.len() - 1]), Refusal::Malformed);
    assert_eq!(refused(b"\x83\x01\x40\x40"), Refusal::Malformed);
    let mut later = bytes.clone();
    later[1] = 2;
    assert_eq!(refused(&later), Refusal::UnknownVersion);
    let unterminated = CheckpointRefusal::Note(tlog::note::NoteRefusal::Unterminated);
    assert_eq!(refused(b"\x84\x01\x40\x40\xf6"), Refusal::Checkpoint(unterminated));
    assert_eq!(refused(&[bytes.as_slice(), b"\0"].concat()), Refusal::NotDeterministic);
    let mut many = across_sizes_bytes_until_proof();
    many.extend([0x98, 64]);
    (0..64).for_each(|_| many.extend([[0x58, 32].as_slice(), &[7; 32]].concat()));
    assert_eq!(refused(&many), Refusal::TooManyHashes);
}

/// The bytes before the array of the proof: five hashes of 34 bytes each and one byte end it.
fn across_sizes_bytes_until_proof() -> Vec<u8> {
    let bytes = across_sizes().to_cbor();
    bytes[..bytes.len() - 5 * 34 - 1].to_vec()
}

#[test]
fn a_line_more_on_a_checkpoint_does_not_undo_a_contradiction() {
    let found = of_one_size();
    let spoilt = Signature::sign("another\n", &key(ORIGIN, Algorithm::Ed25519, 8), TIME_S).unwrap();
    let cosigned = found.older().cosignature(&cosigner(1), TIME_S).unwrap();
    let older = found.older().clone().with(spoilt).unwrap().with(cosigned).unwrap();
    let both_keys = [log_key().verifier().clone(), key(ORIGIN, Algorithm::Ed25519, 8).verifier().clone()];
    assert!(Contradiction::of_same_size(older, found.newer().clone(), &both_keys).is_ok());
}

proptest! {
    #[test]
    fn an_altered_byte_never_leaves_a_proof_that_is_read_as_another(byte: prop::sample::Index, bit in 0_u8..8, across: bool) {
        let found = if across { across_sizes() } else { of_one_size() };
        let mut bytes = found.to_cbor();
        let place = byte.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(read) = Contradiction::from_cbor(&bytes) {
            prop_assert!(read.verify(&keys()).is_err());
        }
    }
}
