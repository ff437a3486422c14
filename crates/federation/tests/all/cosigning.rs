//! Which cosignatures are made, and which are kept.

use federation::desk::{ENOUGH_COSIGNATURES, Seen};
use tlog::checkpoint::SignedCheckpoint;
use tlog::note::{Algorithm, Signature, SignerKey};
use tlog::origin::cosigner_name;

use crate::nodes::{contribution, log, pair, three};
use crate::town::{key, member};

fn cosigner(number: u8) -> SignerKey {
    SignerKey::new(cosigner_name(member(number).as_bytes()), Algorithm::Cosignature, key(number)).unwrap()
}

fn cosigned(note: &SignedCheckpoint, number: u8) -> SignedCheckpoint {
    let line: Signature = note.cosignature(&cosigner(number), 1_790_000_000).unwrap();
    note.clone().with(line).unwrap()
}

#[test]
fn a_line_that_its_member_never_signed_is_not_kept_and_the_checkpoint_counts_all_the_same() {
    let mut nodes = three();
    let before = nodes[0].desk.copy(&log(1)).unwrap().last().unwrap().clone();
    nodes[0].append(&contribution(1));
    let note = nodes[0].desk.checkpoint(&key(1)).unwrap();
    // What member 3 signed of the checkpoint before, under this one; and a line of somebody whom nobody knows.
    let line = before.cosignature(&cosigner(3), 1_790_000_000).unwrap();
    let forged = cosigned(&note.clone().with(line).unwrap(), 7);
    let entries = nodes[0].leaves[&log(1)].last().cloned();
    let two = &mut nodes[1].desk;
    let taken = two.take(&forged, entries.as_slice()).unwrap();
    assert_eq!(taken.note, note);
    let cosigned = two.cosign(log(1), &key(2), 1_790_000_000).unwrap();
    assert_eq!(cosigned.note().signatures().len(), 2);
    let roll = two.chain().unwrap().roll.clone();
    assert_eq!(two.counted(&roll, log(1), 1).size, note.checkpoint().tree().size);
    assert!(!two.knows(&forged), "it would be told again, and be looked at again");
    assert_eq!(two.see(&forged), Seen::Known);
}

#[test]
fn a_checkpoint_that_is_cosigned_enough_gets_no_further_cosignature() {
    let mut nodes = three();
    nodes[0].append(&contribution(1));
    let note = nodes[0].desk.checkpoint(&key(1)).unwrap();
    let (two, one) = pair(&mut nodes, 1, 0);
    two.poll(one);
    let strangers = 100..100 + u8::try_from(ENOUGH_COSIGNATURES).unwrap();
    let almost = strangers.clone().skip(1).fold(note, |note, number| cosigned(&note, number));
    // As if they were members, and this had been kept.
    let with = |note: &SignedCheckpoint| {
        let mut desk = nodes[2].desk.clone();
        let entries = nodes[0].leaves[&log(1)].clone();
        let from = usize::try_from(desk.copy(&log(1)).unwrap().tree().size).unwrap();
        desk.put_back(log(1), &entries[from..], std::slice::from_ref(note));
        desk.cosign(log(1), &key(3), 1_790_000_000)
    };
    assert!(with(&almost).is_some());
    assert!(with(&cosigned(&almost, 100)).is_none());
}
