//! When a cosigner signs, and each reason for which it does not.

use tlog::checkpoint::{Checkpoint, CheckpointRefusal, SignedCheckpoint};
use tlog::contradiction::ContradictionRefusal;
use tlog::cosign::{Cosign, CosignRefusal as Refusal, CosignRequest, KnownLog, RequestRefusal, decide};
use tlog::merkle::{AllNodes, Hash, ProofRefusal, Tree, leaf_hash, prove_consistency};
use tlog::note::{Algorithm, Note, NoteRefusal, VerifierKey};

use crate::samples::{ORIGIN, TIME_S, entries, key, log_key, nodes, signed, tree_of};

const SIZE: u64 = 40;

fn verifier() -> VerifierKey {
    log_key().verifier().clone()
}

fn request(nodes: &mut AllNodes, old_size: u64, size: u64) -> CosignRequest {
    let proof = prove_consistency(nodes, old_size, size).unwrap();
    CosignRequest { old_size, proof, checkpoint: signed(tree_of(nodes, size)) }
}

fn other_root(size: u64) -> SignedCheckpoint {
    signed(Tree { size, root: leaf_hash(b"another") })
}

#[test]
fn a_log_that_goes_on_is_cosigned_from_its_first_checkpoint_to_its_last() {
    let (key, mut nodes) = (verifier(), nodes(&entries(SIZE)));
    let mut last: Option<SignedCheckpoint> = None;
    for size in [0, 1, 1, 7, 8, 39, SIZE] {
        let old_size = last.as_ref().map_or(0, |last| last.checkpoint().tree().size);
        let request = request(&mut nodes, old_size, size);
        let tree = tree_of(&mut nodes, size);
        let known = KnownLog {
            key: &key,
            earlier_keys: &[],
            last: last.as_ref(),
            cosigned_s: TIME_S,
            frozen: false,
            stored_root: Some(tree.root),
        };
        assert_eq!(decide(Some(&known), &request, TIME_S), Ok(Cosign { tree, time_s: TIME_S }), "{size}");
        last = Some(request.checkpoint);
    }
}

#[test]
fn each_refusal_to_cosign_has_its_case() {
    let (key, mut nodes) = (verifier(), nodes(&entries(SIZE)));
    let last = signed(tree_of(&mut nodes, 10));
    let good = request(&mut nodes, 10, 20);
    let stored_root = Some(tree_of(&mut nodes, 20).root);
    let known =
        KnownLog { key: &key, earlier_keys: &[], last: Some(&last), cosigned_s: TIME_S, frozen: false, stored_root };
    let refused = |known: &KnownLog<'_>, request: &CosignRequest| decide(Some(known), request, TIME_S).unwrap_err();
    assert_eq!(decide(None, &good, TIME_S), Err(Refusal::UnknownOrigin));
    let newer_key = crate::samples::key(ORIGIN, Algorithm::Ed25519, 8);
    let unsigned = KnownLog { key: newer_key.verifier(), ..known };
    assert_eq!(refused(&unsigned, &good), Refusal::Signature(CheckpointRefusal::NotSigned));
    assert_eq!(refused(&known, &with_extension(&good)), Refusal::ExtensionLines);
    assert_eq!(refused(&KnownLog { frozen: true, ..known }, &good), Refusal::Frozen);
    // Whatever the proof says: the two checkpoints are the proof.
    for old_size in [0, 10] {
        let forked = CosignRequest { old_size, proof: Vec::new(), checkpoint: other_root(10) };
        let Refusal::Contradiction(proven) = refused(&known, &forked) else { panic!("no contradiction") };
        assert_eq!(proven.verify(std::slice::from_ref(&key)), Ok(()));
    }
    assert_eq!(refused(&known, &request(&mut nodes, 0, 9)), Refusal::Older { cosigned: 10 });
    assert_eq!(refused(&known, &request(&mut nodes, 9, 20)), Refusal::OtherOldSize { cosigned: 10 });
    let first = KnownLog { last: None, ..known };
    assert_eq!(refused(&first, &good), Refusal::OtherOldSize { cosigned: 0 });
    let forked = CosignRequest { checkpoint: other_root(20), ..good.clone() };
    assert_eq!(refused(&known, &forked), Refusal::Proof(ProofRefusal::RootDiffers));
    let needless = CosignRequest { old_size: 0, proof: good.proof.clone(), checkpoint: good.checkpoint.clone() };
    assert_eq!(refused(&first, &needless), Refusal::Proof(ProofRefusal::Length));
    assert_eq!(refused(&KnownLog { stored_root: None, ..known }, &good), Refusal::NotStored);
    let stored_root = Some(leaf_hash(b"another"));
    assert_eq!(refused(&KnownLog { stored_root, ..known }, &good), Refusal::EntriesDiffer);
    let behind = decide(Some(&known), &good, TIME_S - 5);
    assert_eq!(behind, Err(Refusal::ClockBehind { behind_s: 5 }));
    assert!(decide(Some(&known), &good, TIME_S).is_ok());
}

fn with_extension(good: &CosignRequest) -> CosignRequest {
    let text = format!("{}buy now\n", good.checkpoint.checkpoint().to_text());
    assert_eq!(Checkpoint::parse(&text).unwrap().extension(), ["buy now"]);
    let note = Note::sign(&text, &log_key(), 0).unwrap();
    CosignRequest { checkpoint: SignedCheckpoint::parse(&note.to_bytes()).unwrap(), ..good.clone() }
}

#[test]
fn a_fork_across_a_change_of_keys_is_a_contradiction_if_both_keys_are_known() {
    let newer_key = key(ORIGIN, Algorithm::Ed25519, 8);
    let mut nodes = nodes(&entries(SIZE));
    let last = signed(tree_of(&mut nodes, 10));
    let fork = Checkpoint::new(last.checkpoint().origin().clone(), other_root(10).checkpoint().tree()).unwrap();
    let checkpoint = SignedCheckpoint::sign(fork, &newer_key).unwrap();
    let request = CosignRequest { old_size: 10, proof: Vec::new(), checkpoint };
    let earlier = [verifier()];
    let known = KnownLog {
        key: newer_key.verifier(),
        earlier_keys: &earlier,
        last: Some(&last),
        cosigned_s: TIME_S,
        frozen: false,
        stored_root: None,
    };
    assert!(matches!(decide(Some(&known), &request, TIME_S), Err(Refusal::Contradiction(_))));
    let forgotten = KnownLog { earlier_keys: &[], ..known };
    assert_eq!(decide(Some(&forgotten), &request, TIME_S), Err(Refusal::Proof(ProofRefusal::RootDiffers)));
}

#[test]
fn a_missing_proof_is_never_a_contradiction() {
    let (key, mut nodes) = (verifier(), nodes(&entries(SIZE)));
    let last = signed(tree_of(&mut nodes, 10));
    let known = KnownLog {
        key: &key,
        earlier_keys: &[],
        last: Some(&last),
        cosigned_s: TIME_S,
        frozen: false,
        stored_root: None,
    };
    let lost = CosignRequest { proof: Vec::new(), ..request(&mut nodes, 10, 20) };
    assert_eq!(decide(Some(&known), &lost, TIME_S), Err(Refusal::Proof(ProofRefusal::Length)));
    let keys = [key.clone()];
    let claimed = tlog::contradiction::Contradiction::of_same_size(last.clone(), lost.checkpoint, &keys);
    assert_eq!(claimed, Err(ContradictionRefusal::NoBeginning));
}

#[test]
fn each_refusal_of_a_request_has_its_case() {
    let mut nodes = nodes(&entries(SIZE));
    let good = request(&mut nodes, 10, 20);
    let bytes = good.to_bytes();
    assert_eq!(CosignRequest::parse(&bytes), Ok(good.clone()));
    let note = good.checkpoint.to_bytes();
    let with = |head: &str| CosignRequest::parse(&[head.as_bytes(), &note].concat()).unwrap_err();
    assert_eq!(CosignRequest::parse(b"old 10\n").unwrap_err(), RequestRefusal::NoCheckpoint);
    assert_eq!(with(&format!("old 10\n{}\n", "x".repeat(5_000))), RequestRefusal::NoCheckpoint);
    for head in ["new 10\n\n", "old  10\n\n", "old 010\n\n", "old\n\n", "\n\n", "\u{e9}\n\n"] {
        assert_eq!(with(head), RequestRefusal::OldSizeMalformed, "{head:?}");
    }
    let line = format!("{}\n", Hash::EMPTY_TREE);
    assert_eq!(with(&format!("old 10\n{}\n", line.repeat(64))), RequestRefusal::TooManyHashes);
    assert_eq!(with("old 10\nAAAA\n\n"), RequestRefusal::HashMalformed);
    assert_eq!(with("old 21\n\n"), RequestRefusal::SizesReversed);
    let cut = CosignRequest::parse(&bytes[..bytes.len() - 1]).unwrap_err();
    assert_eq!(cut, RequestRefusal::Checkpoint(CheckpointRefusal::Note(NoteRefusal::Unterminated)));
}
