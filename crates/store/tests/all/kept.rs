//! Backups of other homes: their pieces stay as long as a backup refers to them, and cost each home its part.

use store::{CarriedRefusal, KeptBackup, KeptId, NewKept, ObjectRefusal, Store};

use crate::engines::on_both;
use crate::samples::*;

fn id(home: u8, number: u64) -> KeptId {
    KeptId { home: member(home), number }
}

async fn keep(store: &Store, id: KeptId, list: u8, objects: &[u8], seconds: i64) {
    for n in objects {
        store.record_object(&object(*n), at(seconds)).await.unwrap().unwrap();
    }
    let objects = objects.iter().copied().map(object).collect();
    store.keep_backup(&NewKept { id, list: [list; 32], objects }, at(seconds)).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_piece_stays_as_long_as_a_backup_of_any_home_refers_to_it() {
    on_both(async |store| {
        keep(&store, id(2, 1), 7, &[1, 2], 0).await;
        keep(&store, id(2, 2), 8, &[2, 3], 1).await;
        keep(&store, id(3, 1), 9, &[3], 2).await;
        let first = KeptBackup { id: id(2, 1), list: [7; 32], bytes: 203, since: at(0) };
        let kept = store.kept_backups().await.unwrap();
        assert_eq!(kept.iter().map(|kept| kept.id).collect::<Vec<_>>(), [id(2, 1), id(2, 2), id(3, 1)]);
        assert_eq!(kept[0], first);
        assert_eq!(store.kept_with(object_hash(2)).await.unwrap(), [id(2, 1), id(2, 2)]);
        assert_eq!(store.object_standing(object_hash(3)).await.unwrap().kept, [id(2, 2), id(3, 1)]);
        let of_two = object(1).bytes + object(2).bytes + object(3).bytes;
        assert_eq!(store.carried_bytes(Some(member(2))).await.unwrap(), of_two, "each object once");
        assert_eq!(store.carried_bytes(None).await.unwrap(), of_two);
        let since = async |n| store.object(object_hash(n)).await.unwrap().unwrap().unreferenced_since;
        assert!(store.let_backup_go(id(2, 1), at(5)).await.unwrap());
        assert!(!store.let_backup_go(id(2, 1), at(6)).await.unwrap(), "it is gone already");
        assert_eq!((since(1).await, since(2).await, since(3).await), (Some(at(5)), None, None));
        assert!(store.let_backup_go(id(2, 2), at(7)).await.unwrap());
        assert_eq!((since(2).await, since(3).await), (Some(at(7)), None));
        assert_eq!(store.claim_garbage(at(9), at(9), 9).await.unwrap(), [object_hash(1), object_hash(2)]);
    })
    .await;
}

#[tokio::test]
async fn each_reason_not_to_keep_a_backup_is_told_and_leaves_nothing() {
    on_both(async |store| {
        keep(&store, id(2, 1), 7, &[1], 0).await;
        let refused = async |n: u8, bytes| {
            let object = store::NewObject { bytes, ..object(n) };
            let new = NewKept { id: id(2, 2), list: [8; 32], objects: vec![object] };
            store.keep_backup(&new, at(1)).await.unwrap().err()
        };
        let because = |n, why| Some(CarriedRefusal { object: object_hash(n), why });
        assert_eq!(refused(5, 9).await, because(5, ObjectRefusal::UnknownObject));
        assert_eq!(refused(1, object(1).bytes + 1).await, because(1, ObjectRefusal::Size));
        store.let_backup_go(id(2, 1), at(2)).await.unwrap();
        store.claim_garbage(at(9), at(9), 9).await.unwrap();
        assert_eq!(refused(1, object(1).bytes).await, because(1, ObjectRefusal::Leaving));
        assert_eq!(store.kept_backups().await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_the_operator_asked_for_and_what_a_trial_found_are_remembered() {
    on_both(async |store| {
        assert_eq!(store.backup_asked().await.unwrap(), None);
        store.ask_for_backup(at(3)).await.unwrap();
        assert_eq!(store.backup_asked().await.unwrap(), Some(at(3)));
        store.backup_was_made().await.unwrap();
        assert_eq!(store.backup_asked().await.unwrap(), None);
        assert_eq!(store.last_trial().await.unwrap(), None);
        for words in ["one", "two"] {
            store.note_trial(words).await.unwrap();
            assert_eq!(store.last_trial().await.unwrap().as_deref(), Some(words));
        }
        assert!(store.settings().await.is_ok(), "the operator's own settings are read as before");
    })
    .await;
}
