//! The federation's logs, documents and reports.

use carry::id::MemberId;
use store::{
    ComputedReport, Document, FederationRow, LeavesRefusal, LogKey, LogNote, NewKey, NewKeyRefusal, NewLeaves,
};

use crate::engines::on_both;
use crate::samples::*;

const LOG: LogKey = LogKey { member: MemberId::from_bytes([2; 32]), log: 1 };

fn leaves(from: u64, count: u8, note: Option<LogNote>) -> NewLeaves {
    let leaf = |place: u8| vec![place; 3];
    let start = u8::try_from(from).unwrap();
    NewLeaves { log: LOG, from, leaves: (start..start + count).map(leaf).collect(), note }
}

fn note(size: u64, mark: u8) -> LogNote {
    LogNote { size, note: vec![mark; 5] }
}

fn document(mark: u8) -> Document {
    Document {
        hash: [mark; 32],
        kind: "bill".to_owned(),
        salt: Some([9; 32]),
        bytes: Some(b"the bill".to_vec()),
        name: Some("facture.pdf".to_owned()),
        media_type: Some("application/pdf".to_owned()),
        kept_at: at(i64::from(mark)),
    }
}

fn report(mark: u8, month: i8, round: u32) -> ComputedReport {
    ComputedReport {
        proposal: [mark; 32],
        year: 2026,
        month,
        months: 1,
        round,
        hash: [8; 32],
        bytes: vec![7; 4],
        computed_at: at(1),
        approved_at: None,
    }
}

#[tokio::test]
async fn a_member_is_in_the_federation_that_it_entered_first() {
    on_both(async |store| {
        assert_eq!(store.federation().await.unwrap(), None);
        let first = FederationRow { hash: [1; 32], founding: vec![1, 2], log: 1 };
        assert!(store.join_federation(&first).await.unwrap());
        let other = FederationRow { hash: [2; 32], ..first.clone() };
        assert!(!store.join_federation(&other).await.unwrap());
        assert_eq!(store.federation().await.unwrap(), Some(first));
    })
    .await;
}

#[tokio::test]
async fn a_member_turns_to_a_later_log_and_never_back() {
    on_both(async |store| {
        assert!(!store.turn_to_log(2).await.unwrap(), "it is in no federation");
        let first = FederationRow { hash: [1; 32], founding: vec![1, 2], log: 1 };
        assert!(store.join_federation(&first).await.unwrap());
        for (log, turned) in [(2, true), (2, false), (1, false), (3, true)] {
            assert_eq!(store.turn_to_log(log).await.unwrap(), turned, "{log}");
        }
        assert_eq!(store.federation().await.unwrap(), Some(FederationRow { log: 3, ..first }));
    })
    .await;
}

#[tokio::test]
async fn leaves_follow_on_those_that_are_kept_or_nothing_is_kept() {
    on_both(async |store| {
        store.add_leaves(&leaves(0, 2, None)).await.unwrap().unwrap();
        store.add_leaves(&leaves(2, 1, Some(note(3, 1)))).await.unwrap().unwrap();
        let again = store.add_leaves(&leaves(2, 2, Some(note(4, 2)))).await.unwrap();
        assert_eq!(again, Err(LeavesRefusal::NotNext { kept: 3, from: 2 }));
        assert_eq!(store.log_size(LOG).await.unwrap(), 3);
        assert_eq!(store.leaves(LOG, 1, 9).await.unwrap(), [vec![1; 3], vec![2; 3]]);
        assert_eq!(store.logs().await.unwrap(), [LOG]);
        assert_eq!(store.log_notes(LOG, 9).await.unwrap(), [note(3, 1)]);
        let other = LogKey { log: 2, ..LOG };
        assert_eq!(store.log_size(other).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_checkpoint_with_more_cosignatures_takes_the_place_of_the_one_before() {
    on_both(async |store| {
        for (size, mark) in [(1, 1), (2, 2), (1, 3)] {
            store.keep_log_note(LOG, &note(size, mark)).await.unwrap();
        }
        assert_eq!(store.log_notes(LOG, 1).await.unwrap(), [note(2, 2)]);
        assert_eq!(store.log_note(LOG, 1).await.unwrap(), Some(note(1, 3)));
        assert_eq!(store.log_note(LOG, 9).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_first_proof_against_a_log_stays() {
    on_both(async |store| {
        store.keep_log_proof(LOG, b"first").await.unwrap();
        store.keep_log_proof(LOG, b"second").await.unwrap();
        assert_eq!(store.log_proofs().await.unwrap(), [(LOG, b"first".to_vec())]);
    })
    .await;
}

#[tokio::test]
async fn an_erased_document_is_known_to_have_been_there_and_does_not_come_back() {
    on_both(async |store| {
        store.keep_document(&document(2)).await.unwrap();
        store.keep_document(&document(1)).await.unwrap();
        assert_eq!(store.documents_of("bill", 9).await.unwrap(), [document(1), document(2)]);
        assert!(store.erase_document(&[1; 32]).await.unwrap());
        assert!(!store.erase_document(&[5; 32]).await.unwrap());
        store.keep_document(&document(1)).await.unwrap();
        let gone = Document { salt: None, bytes: None, name: None, media_type: None, ..document(1) };
        assert_eq!(store.document(&[1; 32]).await.unwrap(), Some(gone));
        assert_eq!(store.document(&[5; 32]).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_treasurer_approves_what_was_computed_of_a_proposal_once() {
    on_both(async |store| {
        store.keep_report(&report(1, 11, 0)).await.unwrap();
        store.keep_report(&ComputedReport { bytes: vec![1], ..report(1, 11, 0) }).await.unwrap();
        store.keep_report(&report(2, 12, 0)).await.unwrap();
        store.keep_report(&report(3, 11, 1)).await.unwrap();
        assert!(store.approve_report(&[1; 32], at(5)).await.unwrap());
        assert!(!store.approve_report(&[1; 32], at(6)).await.unwrap());
        assert!(!store.approve_report(&[9; 32], at(6)).await.unwrap());
        let approved = ComputedReport { approved_at: Some(at(5)), ..report(1, 11, 0) };
        assert_eq!(store.reports(9).await.unwrap(), [report(2, 12, 0), report(3, 11, 1), approved]);
    })
    .await;
}

/// What `town::build` has of a federation.
pub async fn build(store: &store::Store) {
    let row = FederationRow { hash: [1; 32], founding: vec![1, 2], log: 1 };
    assert!(store.join_federation(&row).await.unwrap());
    store.add_leaves(&leaves(0, 2, Some(note(2, 1)))).await.unwrap().unwrap();
    store.keep_log_proof(LOG, b"proof").await.unwrap();
    store.keep_document(&document(1)).await.unwrap();
    store.keep_document(&Document { salt: None, name: None, media_type: None, ..document(2) }).await.unwrap();
    store.keep_report(&report(1, 11, 0)).await.unwrap();
    assert!(store.approve_report(&[1; 32], at(5)).await.unwrap());
}

#[tokio::test]
async fn a_change_of_key_stands_in_the_log_and_at_the_next_manifest_or_nowhere() {
    on_both(async |store| {
        store.add_signing_key(&[1; 32], &[]).await.unwrap();
        let change = |from, manifests| NewKey { said: leaves(from, 1, None), public: [2; 32], manifests };
        let refused = store.change_key(&change(0, 3)).await.unwrap();
        assert_eq!(refused, Err(NewKeyRefusal::Manifests { signed: 0, told: 3 }));
        let refused = store.change_key(&change(4, 0)).await.unwrap();
        assert_eq!(refused, Err(NewKeyRefusal::Leaves(LeavesRefusal::NotNext { kept: 0, from: 4 })));
        assert_eq!(store.current_signing_key().await.unwrap().unwrap().public, [1; 32]);
        assert_eq!(store.log_size(LOG).await.unwrap(), 0);
        store.change_key(&change(0, 0)).await.unwrap().unwrap();
        assert_eq!(store.current_signing_key().await.unwrap().unwrap().public, [2; 32]);
        assert_eq!(store.log_size(LOG).await.unwrap(), 1);
    })
    .await;
}
