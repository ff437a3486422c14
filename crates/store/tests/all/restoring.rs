//! The rows of a backup, and what becomes of them when they are restored.

use std::collections::BTreeSet;
use std::sync::Arc;

use store::copy::Needs;
use store::{EveryCommit, PublishRefusal, Store};

use crate::copy::{dumped, loaded};
use crate::engines::{Place, on_both};
use crate::samples::*;
use crate::town;

async fn backed_up(store: &Store) -> (Vec<u8>, Needs) {
    let mut bytes = Vec::new();
    let (copied, needs) = store.dump_for_backup(&mut bytes).await.unwrap();
    assert_eq!(copied.bytes, u64::try_from(bytes.len()).unwrap());
    (bytes, needs)
}

#[tokio::test]
async fn a_backup_has_nothing_that_opens_a_door_by_itself_and_everything_else() {
    for place in Place::both() {
        println!("on {}:", place.name());
        let store = place.open().await;
        town::build(&store).await;
        let (copy, _) = backed_up(&store).await;
        let whole = dumped(&store).await;
        let shown =
            |bytes: &[u8], secret: u8| bytes.windows(32).any(|window| window == self::secret(secret).as_bytes());
        // A password reset, a session, a token and an operator's link.
        for door in [103, 104, 105, 109] {
            assert!(shown(&whole, door), "the town has door {door}");
            assert!(!shown(&copy, door), "door {door} went into the backup");
        }
        let third = Place::sqlite();
        let (restored, _) = loaded(&third, &copy).await.unwrap();
        assert_eq!(restored.account_count().await.unwrap(), store.account_count().await.unwrap());
        assert_eq!(restored.manifests(0, 100).await.unwrap(), store.manifests(0, 100).await.unwrap());
        assert_eq!(restored.video_ids(None, 100).await.unwrap(), store.video_ids(None, 100).await.unwrap());
    }
}

#[tokio::test]
async fn what_the_rows_need_is_every_object_in_use_and_every_acknowledged_byte_of_an_upload() {
    on_both(async |store| {
        town::build(&store).await;
        let (_, needs) = backed_up(&store).await;
        let used: BTreeSet<_> = store.object_refs(None, 100).await.unwrap().iter().map(|one| one.object).collect();
        assert_eq!(needs.objects.iter().map(|(hash, _)| *hash).collect::<Vec<_>>(), Vec::from_iter(used));
        for (hash, bytes) in &needs.objects {
            assert_eq!(store.object(*hash).await.unwrap().map(|object| object.bytes), Some(*bytes));
        }
        let mut uploads = vec![(upload_id(5), 123)];
        for id in store.video_ids(None, 100).await.unwrap() {
            let source = store.video(id).await.unwrap().unwrap().source;
            uploads.extend(source.map(|source| (source.upload, source.bytes)));
        }
        uploads.sort_unstable();
        assert!(uploads.len() > 1, "the town has originals");
        assert_eq!(needs.uploads, uploads);
    })
    .await;
}

#[tokio::test]
async fn after_a_restore_no_sequence_is_signed_that_may_have_been_signed_before() {
    on_both(async |store| {
        town::build(&store).await;
        let highest = store.manifests(0, 100).await.unwrap().iter().map(|one| one.sequence).max().unwrap();
        let floor = store.settle_restored(1_000, 50, &[], at(DAY)).await.unwrap();
        assert_eq!((floor, store.sequence_floor().await.unwrap()), (1_050, 1_050));
        // Above the floor by itself: the clock of the new machine is behind what was signed.
        assert_eq!(store.settle_restored(0, highest + 9_000, &[], at(DAY)).await.unwrap(), 2 * highest + 9_000);
        assert_eq!(store.settle_restored(5, 0, &[], at(DAY)).await.unwrap(), 2 * highest + 9_000, "it only grows");

        let lease = town::video_with_lease(&store, 7).await;
        let below = publication(7, lease, 70, 2 * highest + 8_999);
        let refused = store.publish_video(&below, at(30)).await.unwrap();
        assert_eq!(refused, Err(PublishRefusal::StaleSequence(2 * highest + 8_999)));
        let at_floor = publication(7, lease, 70, 2 * highest + 9_000);
        store.publish_video(&at_floor, at(30)).await.unwrap().unwrap();
        assert_eq!(store.settings().await.unwrap().member_name, "L'Écot", "the operator's settings are what they were");
    })
    .await;
}

#[tokio::test]
async fn settling_forgets_unused_objects_and_gives_uploads_their_time_or_a_new_start() {
    on_both(async |store| {
        town::build(&store).await;
        store.create_upload(&upload(8, user(2)), at(12)).await.unwrap().unwrap();
        store.advance_upload(upload_id(8), 0, 77, at(HOUR)).await.unwrap().unwrap();
        assert!(store.object_totals().await.unwrap().unreferenced_objects > 0, "the town has unused objects");
        store.settle_restored(0, 0, &[upload_id(5)], at(9 * DAY)).await.unwrap();
        assert_eq!(store.object_totals().await.unwrap().unreferenced_objects, 0);
        for (id, offset) in [(5, 0), (8, 77)] {
            let upload = store.upload(upload_id(id)).await.unwrap().unwrap();
            assert_eq!((upload.offset_bytes, upload.expires_at), (offset, at(9 * DAY)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_is_new_until_it_has_rows() {
    for place in Place::both() {
        println!("on {}:", place.name());
        assert!(Store::is_new(&place.url()).await.unwrap());
        let store = Store::open(&place.url(), Arc::new(EveryCommit)).await.unwrap();
        let tables_are_enough = matches!(place, Place::Postgres(_));
        assert_eq!(Store::is_new(&place.url()).await.unwrap(), tables_are_enough);
        store.create_account(&account(1, "Zoé"), at(0)).await.unwrap().unwrap();
        assert!(!Store::is_new(&place.url()).await.unwrap());
        store.close().await;
    }
}
