//! What a check reads, without being able to write.

use store::{Cause, Store, VideoState};

use crate::engines::{Place, on_both};
use crate::samples::*;
use crate::town;

#[tokio::test]
async fn a_database_opened_to_be_read_answers_and_takes_no_write() {
    for place in Place::both() {
        println!("on {}:", place.name());
        let store = place.open().await;
        town::build(&store).await;
        let reader = Store::open_read_only(&place.url()).await.unwrap();
        assert_eq!(reader.account_count().await.unwrap(), store.account_count().await.unwrap());
        let refused = reader.create_account(&account(99, "Later"), at(0)).await.unwrap_err();
        assert!(matches!(refused.cause, Cause::Statement(_)), "{refused}");
        reader.close().await;
        store.close().await;
    }
}

#[tokio::test]
async fn a_database_that_is_not_there_or_has_no_tables_is_not_made_by_reading_it() {
    let place = Place::sqlite();
    assert!(Store::open_read_only(&place.url()).await.is_err());
    let Place::Sqlite(folder) = &place else { panic!("it is SQLite") };
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(Store::open_read_only(&Place::postgres().url()).await.is_err());
}

#[tokio::test]
async fn every_video_that_has_a_row_or_a_manifest_is_known_page_by_page() {
    on_both(async |store| {
        town::build(&store).await;
        let mut expected = store.video_ids(None, 100).await.unwrap();
        expected.extend(store.manifests(0, 100).await.unwrap().iter().map(|manifest| manifest.video));
        expected.sort_unstable();
        expected.dedup();
        let mut seen = Vec::new();
        loop {
            let page = store.known_video_ids(seen.last().copied(), 2).await.unwrap();
            if page.is_empty() {
                break;
            }
            seen.extend(page);
        }
        assert_eq!(seen, expected);
        let gone = seen.len() - store.video_ids(None, 100).await.unwrap().len();
        assert!(gone > 0, "the town has a video of which only the tombstone is left");
    })
    .await;
}

#[tokio::test]
async fn a_video_is_shown_with_its_manifest_and_the_sizes_of_its_objects() {
    on_both(async |store| {
        town::build(&store).await;
        for id in store.known_video_ids(None, 100).await.unwrap() {
            let standing = store.video_standing(id).await.unwrap();
            assert_eq!(standing.video, store.video(id).await.unwrap());
            let latest = store.latest_manifest(id).await.unwrap();
            assert_eq!(
                standing.latest.map(|last| (last.hash, last.bytes)),
                latest.map(|last| (last.hash, Some(last.bytes)))
            );
            let published = standing.video.is_some_and(|video| video.state == VideoState::Published);
            assert_eq!(!standing.objects.is_empty(), published, "{id}");
            for (reference, bytes) in standing.objects {
                let object = store.object_standing(reference.object).await.unwrap();
                assert_eq!(bytes, object.object.map(|object| object.bytes));
                assert!(object.videos.contains(&id));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_manifest_before_is_the_one_with_the_next_lower_sequence() {
    on_both(async |store| {
        town::build(&store).await;
        for manifest in store.manifests(0, 100).await.unwrap() {
            let before = store.manifest_before(manifest.video, manifest.sequence).await.unwrap();
            let all = store.manifests(0, 100).await.unwrap();
            let lower = all.iter().filter(|other| other.video == manifest.video && other.sequence < manifest.sequence);
            let expected = lower.max_by_key(|other| other.sequence).map(|other| other.place);
            assert_eq!(before.map(|before| before.place), expected);
        }
    })
    .await;
}
