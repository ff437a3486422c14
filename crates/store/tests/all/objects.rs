//! Objects, references to them, and the grace before they are removed.

use store::{NewObject, Object, ObjectRef, ObjectRefusal, ObjectRole, ObjectTotals, Store};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, video_with_lease};

fn reference(video: u8, name: &str, object: u8) -> ObjectRef {
    ObjectRef {
        video: video_id(video),
        role: ObjectRole::Rendition,
        name: name.to_owned(),
        object: object_hash(object),
    }
}

async fn record(store: &Store, n: u8, seconds: i64) -> Result<(), ObjectRefusal> {
    store.record_object(&object(n), at(seconds)).await.unwrap()
}

#[tokio::test]
async fn an_object_is_recorded_once_and_its_grace_begins_again() {
    on_both(async |store| {
        record(&store, 1, 0).await.unwrap();
        let recorded = Object {
            hash: object_hash(1),
            bytes: 101,
            media_type: "video/mp4".to_owned(),
            committed_at: at(0),
            unreferenced_since: Some(at(0)),
            leaving_since: None,
        };
        assert_eq!(store.object(object_hash(1)).await.unwrap(), Some(recorded.clone()));
        assert_eq!(store.object(object_hash(2)).await.unwrap(), None);
        record(&store, 1, 5).await.unwrap();
        let later = Object { unreferenced_since: Some(at(5)), ..recorded };
        assert_eq!(store.object(object_hash(1)).await.unwrap(), Some(later));
        let other = NewObject { bytes: 9, ..object(1) };
        assert_eq!(store.record_object(&other, at(6)).await.unwrap(), Err(ObjectRefusal::Size));
    })
    .await;
}

#[tokio::test]
async fn what_is_referred_to_stays_and_the_rest_leaves_after_its_grace() {
    on_both(async |store| {
        people(&store).await;
        video_with_lease(&store, 1).await;
        for n in 1..=3 {
            record(&store, n, 0).await.unwrap();
        }
        store.add_object_ref(&reference(1, "360p", 1), at(0)).await.unwrap().unwrap();
        store.add_object_ref(&reference(1, "720p", 1), at(0)).await.unwrap().unwrap();
        let kept = store.object(object_hash(1)).await.unwrap().unwrap();
        assert_eq!(kept.unreferenced_since, None);
        record(&store, 1, 5).await.unwrap();
        assert_eq!(store.object(object_hash(1)).await.unwrap(), Some(kept), "nothing to be gracious about");
        assert_eq!(store.claim_garbage(at(0), at(9), 9).await.unwrap(), [], "the grace is not over");
        assert_eq!(store.claim_garbage(at(1), at(9), 1).await.unwrap(), [object_hash(2)]);
        // What was claimed and not finished is answered again, first of all.
        assert_eq!(store.claim_garbage(at(1), at(20), 9).await.unwrap(), [2, 3].map(object_hash));
        assert_eq!(store.object(object_hash(2)).await.unwrap().unwrap().leaving_since, Some(at(9)));
        assert_eq!(record(&store, 2, 21).await, Err(ObjectRefusal::Leaving));
        assert_eq!(store.add_object_ref(&reference(1, "1080p", 2), at(0)).await.unwrap(), Err(ObjectRefusal::Leaving));
        assert!(!store.forget_object(object_hash(1), at(22)).await.unwrap(), "it was not claimed");
        assert!(store.forget_object(object_hash(2), at(22)).await.unwrap());
        assert!(!store.forget_object(object_hash(2), at(22)).await.unwrap());
        assert_eq!(store.object(object_hash(2)).await.unwrap(), None);
        record(&store, 2, 23).await.expect("it may come back");
        // The last reference counts, not the first.
        assert!(store.drop_object_ref(&reference(1, "360p", 1), at(30)).await.unwrap());
        assert_eq!(store.object(object_hash(1)).await.unwrap().unwrap().unreferenced_since, None);
        assert!(!store.drop_object_ref(&reference(1, "360p", 1), at(31)).await.unwrap());
        assert!(store.drop_object_ref(&reference(1, "720p", 1), at(32)).await.unwrap());
        assert_eq!(store.object(object_hash(1)).await.unwrap().unwrap().unreferenced_since, Some(at(32)));
    })
    .await;
}

#[tokio::test]
async fn a_reference_is_refused_for_the_first_reason() {
    on_both(async |store| {
        people(&store).await;
        let add = async |video, object| store.add_object_ref(&reference(video, "360p", object), at(0)).await.unwrap();
        assert_eq!(add(1, 1).await, Err(ObjectRefusal::UnknownObject));
        record(&store, 1, 0).await.unwrap();
        assert_eq!(add(1, 1).await, Err(ObjectRefusal::UnknownVideo));
        store.claim_garbage(at(1), at(1), 9).await.unwrap();
        assert_eq!(add(1, 1).await, Err(ObjectRefusal::UnknownVideo));
        video_with_lease(&store, 1).await;
        assert_eq!(add(1, 1).await, Err(ObjectRefusal::Leaving));
    })
    .await;
}

#[tokio::test]
async fn an_object_whose_reference_goes_to_another_has_none_any_more() {
    on_both(async |store| {
        people(&store).await;
        video_with_lease(&store, 1).await;
        record(&store, 1, 0).await.unwrap();
        record(&store, 2, 0).await.unwrap();
        store.add_object_ref(&reference(1, "360p", 1), at(0)).await.unwrap().unwrap();
        store.add_object_ref(&reference(1, "360p", 2), at(0)).await.unwrap().unwrap();
        assert_eq!(store.video_objects(video_id(1)).await.unwrap(), [reference(1, "360p", 2)]);
        assert_eq!(store.claim_garbage(at(DAY), at(DAY), 9).await.unwrap(), [object_hash(1)]);
    })
    .await;
}

#[tokio::test]
async fn objects_and_references_are_listed_in_pages_and_counted() {
    on_both(async |store| {
        people(&store).await;
        assert_eq!(store.object_totals().await.unwrap(), ObjectTotals::default());
        for n in [1, 2] {
            video_with_lease(&store, n).await;
        }
        for n in [3, 1, 2] {
            record(&store, n, 0).await.unwrap();
        }
        let references = [reference(1, "360p", 1), reference(1, "720p", 2), reference(2, "360p", 1)];
        for one in &references {
            store.add_object_ref(one, at(0)).await.unwrap().unwrap();
        }
        let hashes = async |after, limit| {
            store.objects(after, limit).await.unwrap().into_iter().map(|one| one.hash).collect::<Vec<_>>()
        };
        assert_eq!(hashes(None, 2).await, [1, 2].map(object_hash));
        assert_eq!(hashes(Some(object_hash(2)), 2).await, [object_hash(3)]);
        assert_eq!(store.object_refs(None, 2).await.unwrap(), references[..2]);
        assert_eq!(store.object_refs(Some(&references[1]), 2).await.unwrap(), references[2..]);
        assert_eq!(store.video_objects(video_id(1)).await.unwrap(), references[..2]);
        assert_eq!(store.object_videos(object_hash(1)).await.unwrap(), [1, 2].map(video_id));
        assert_eq!(store.object_videos(object_hash(3)).await.unwrap(), []);
        let totals = ObjectTotals { objects: 3, bytes: 306, unreferenced_objects: 1, unreferenced_bytes: 103 };
        assert_eq!(store.object_totals().await.unwrap(), totals);
    })
    .await;
}
