//! What a member may do that starts from a state that may be old.

use tlog::checkpoint::{Checkpoint, CheckpointRefusal, SignedCheckpoint};
use tlog::merkle::{AllNodes, Tree, leaf_hash};
use tlog::note::{Algorithm, VerifierKey};
use tlog::restart::{Asked, Held, Start, decide};

use crate::samples::{ORIGIN, entries, key, log_key, name, nodes, signed, tree_of};

const ALL_ANSWERED: Asked = Asked { others: 4, answered: 4, given_up: 0, cosigners: 2 };

fn keys() -> [VerifierKey; 1] {
    [log_key().verifier().clone()]
}

/// What the member kept: the first `own` entries; and what others hold.
fn start(own: u64, held: &[SignedCheckpoint], asked: Asked) -> (Start, Vec<CheckpointRefusal>) {
    let mut nodes = nodes(&entries(own));
    let tree = tree_of(&mut nodes, own);
    let held: Vec<Held<'_>> = held.iter().map(|checkpoint| with_own_root(&mut nodes, own, checkpoint)).collect();
    let (start, ignored) = decide(tree, &keys(), &held, asked);
    (start, ignored.into_iter().map(|(_, refusal)| refusal).collect())
}

fn with_own_root<'a>(nodes: &mut AllNodes, own: u64, checkpoint: &'a SignedCheckpoint) -> Held<'a> {
    let size = checkpoint.checkpoint().tree().size;
    Held { checkpoint, own_root: (size <= own).then(|| tree_of(nodes, size).root) }
}

fn at(size: u64) -> SignedCheckpoint {
    signed(tree_of(&mut nodes(&entries(size)), size))
}

fn otherwise(size: u64) -> SignedCheckpoint {
    signed(Tree { size, root: leaf_hash(b"another") })
}

#[test]
fn who_lost_nothing_may_append() {
    assert_eq!(start(20, &[at(20), at(12), at(20)], ALL_ANSWERED), (Start::MayAppend, Vec::new()));
    assert_eq!(start(20, &[], ALL_ANSWERED).0, Start::MayAppend, "nothing was ever signed");
    assert_eq!(start(0, &[at(0)], ALL_ANSWERED).0, Start::MayAppend);
    let alone = Asked { others: 0, answered: 0, given_up: 0, cosigners: 2 };
    assert_eq!(start(20, &[], alone).0, Start::MayAppend);
}

#[test]
fn who_lost_entries_fetches_them_up_to_the_largest_signed_tree() {
    let (start, ignored) = start(12, &[at(12), at(31), at(20)], ALL_ANSWERED);
    assert_eq!(start, Start::FetchFirst(at(31).checkpoint().tree()));
    assert_eq!(ignored, []);
}

#[test]
fn a_signed_tree_that_is_not_ones_own_beginning_stops_everything() {
    assert_eq!(start(20, &[at(12), otherwise(15)], ALL_ANSWERED).0, Start::Differs(otherwise(15).checkpoint().tree()));
    assert_eq!(start(20, &[otherwise(15), at(31)], ALL_ANSWERED).0, Start::Differs(otherwise(15).checkpoint().tree()));
}

#[test]
fn two_signed_trees_of_one_size_are_a_proof_against_oneself() {
    for own in [20, 40] {
        let (start, _) = start(own, &[at(31), at(12), otherwise(31)], ALL_ANSWERED);
        let Start::Contradicted(proven) = start else { panic!("{start:?}") };
        assert_eq!(proven.verify(&keys()), Ok(()));
    }
}

#[test]
fn everybody_must_answer_or_be_given_up_because_one_that_saw_a_checkpoint_is_enough_to_contradict() {
    let asked = |answered, given_up| Asked { others: 4, answered, given_up, cosigners: 2 };
    assert_eq!(start(20, &[at(20)], asked(1, 0)).0, Start::AskMore(3));
    assert_eq!(start(20, &[at(20)], asked(3, 0)).0, Start::AskMore(1));
    assert_eq!(start(20, &[at(20)], asked(3, 1)).0, Start::MayAppend);
    assert_eq!(start(20, &[at(20)], asked(4, 0)).0, Start::MayAppend);
}

#[test]
fn so_many_must_answer_that_no_counted_checkpoint_is_unknown_whoever_is_given_up() {
    let asked = |answered, given_up| Asked { others: 4, answered, given_up, cosigners: 2 };
    assert_eq!(start(20, &[at(20)], asked(1, 3)).0, Start::AskMore(2));
    assert_eq!(
        start(12, &[at(20)], asked(1, 0)).0,
        Start::FetchFirst(at(20).checkpoint().tree()),
        "what is known comes first"
    );
    let none_needed = Asked { others: 4, answered: 3, given_up: 1, cosigners: 0 };
    assert_eq!(start(20, &[], none_needed).0, Start::AskMore(1));
}

#[test]
fn what_the_log_did_not_sign_stops_nobody() {
    let forger = key(ORIGIN, Algorithm::Ed25519, 9);
    let forged = Checkpoint::new(name(ORIGIN), otherwise(99).checkpoint().tree()).unwrap();
    let forged = SignedCheckpoint::sign(forged, &forger).unwrap();
    let elsewhere = Checkpoint::new(name("ecot/other/1"), otherwise(15).checkpoint().tree()).unwrap();
    let elsewhere = SignedCheckpoint::sign(elsewhere, &key("ecot/other/1", Algorithm::Ed25519, 7)).unwrap();
    let (start, ignored) = start(20, &[forged, at(20), elsewhere], ALL_ANSWERED);
    assert_eq!(start, Start::MayAppend);
    assert_eq!(ignored, [CheckpointRefusal::NotSigned, CheckpointRefusal::OtherLog]);
}

#[test]
#[should_panic(expected = "own root for 31 of 20 entries")]
fn an_own_root_beyond_the_own_tree_is_a_bug_of_the_caller() {
    let (checkpoint, own) = (at(31), tree_of(&mut nodes(&entries(20)), 20));
    let _ = decide(own, &keys(), &[Held { checkpoint: &checkpoint, own_root: Some(own.root) }], ALL_ANSWERED);
}
