//! Which manifest is in force.

use carry::manifest::{Manifest, Order, SealedKind, order};

use crate::samples;

fn at(sequence: u64) -> Manifest {
    Manifest { sequence, ..samples::public() }
}

#[test]
fn the_higher_sequence_is_in_force() {
    assert_eq!(order(&at(1), &at(2)), Order::Newer);
    assert_eq!(order(&at(2), &at(1)), Order::Older);
    assert_eq!(order(&at(2), &at(2)), Order::Same);
}

#[test]
fn a_tombstone_beats_every_lower_sequence_and_none_brings_the_video_back() {
    let tombstone = samples::tombstone();
    for sequence in 1..tombstone.sequence {
        assert_eq!(order(&at(sequence), &tombstone), Order::Newer);
        assert_eq!(order(&tombstone, &at(sequence)), Order::Older);
    }
    assert!(tombstone.is_gone());
}

#[test]
fn the_same_sequence_with_other_content_is_a_contradiction_on_both_sides() {
    let other = samples::sealed(SealedKind::Private);
    assert_eq!(order(&at(1), &other), Order::Contradiction);
    assert_eq!(order(&other, &at(1)), Order::Contradiction);
    let tombstone = samples::tombstone();
    assert_eq!(order(&at(tombstone.sequence), &tombstone), Order::Contradiction);
}

#[test]
fn a_manifest_of_another_video_says_nothing() {
    let mut other = at(2);
    other.core.nonce = [99; 32];
    assert_eq!(order(&at(1), &other), Order::OtherVideo);
}
