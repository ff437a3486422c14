//! Manifests at their places, and everything that becomes true with one.

use store::{
    EntombRefusal, JobState, LastManifest, Lease, NewJob, NewManifest, Publication, PublishRefusal, SigningKey, Store,
    VideoChange, VideoState, Visibility,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published, video_with_lease};

async fn publish(store: &Store, publication: &Publication) -> Result<u64, PublishRefusal> {
    store.publish_video(publication, at(30)).await.unwrap()
}

/// The right to a job that is no video's.
async fn any_lease(store: &Store) -> Lease {
    store.enqueue_job(&job("any", 0), at(0)).await.unwrap();
    store.lease_job(&wish(99, 0), at(0)).await.unwrap().unwrap().lease
}

#[tokio::test]
async fn a_publication_makes_everything_true_at_once() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        store.put_growing_rendition(lease, &growing(1, 1, "360p")).await.unwrap().unwrap();
        let first = publication(1, lease, 10, 1);
        assert_eq!(publish(&store, &first).await, Ok(0));
        let video = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((video.state, video.sequence, video.published_at), (VideoState::Published, 1, Some(at(30))));
        assert_eq!((video.facts, video.source.is_none(), video.is_current()), (Some(FACTS), true, true));
        let shown = video.published.unwrap();
        assert_eq!((shown.visibility, shown.video_key, shown.revision), (Visibility::Public, video.video_key, 0));
        let NewManifest { sequence, hash, bytes, signature, key_place, .. } = first.manifest;
        let last = LastManifest { place: 0, sequence, hash, bytes, signature, key_place, tombstone: false };
        assert_eq!(store.latest_manifest(video_id(1)).await.unwrap(), Some(last));
        let objects = store.video_objects(video_id(1)).await.unwrap();
        assert_eq!(objects.iter().map(|one| one.object).collect::<Vec<_>>(), [10, 11].map(object_hash));
        assert_eq!(store.object(object_hash(10)).await.unwrap().unwrap().unreferenced_since, None);
        assert_eq!(store.growing_renditions(video_id(1)).await.unwrap().len(), 1, "for whoever watches it grow");
        assert_eq!(store.job(lease.job).await.unwrap().unwrap().state, JobState::Finished);
    })
    .await;
}

#[tokio::test]
async fn a_publication_that_is_not_the_last_leaves_the_job_and_the_file() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        store.put_growing_rendition(lease, &growing(1, 1, "720p")).await.unwrap().unwrap();
        let first = Publication { drop_source: false, finish_job: false, ..publication(1, lease, 10, 1) };
        publish(&store, &first).await.unwrap();
        assert!(store.video(video_id(1)).await.unwrap().unwrap().source.is_some());
        assert_eq!(store.growing_renditions(video_id(1)).await.unwrap().len(), 1);
        assert_eq!(store.job(lease.job).await.unwrap().unwrap().state, JobState::Running);
        // The next one has one object of the first, and drops the other.
        let mut second = publication(1, lease, 11, 2);
        second.objects[0].name = "720p".to_owned();
        assert_eq!(store.publish_video(&second, at(99)).await.unwrap(), Ok(1));
        let video = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((video.sequence, video.published_at), (2, Some(at(30))), "published since the first");
        let since = async |n| store.object(object_hash(n)).await.unwrap().unwrap().unreferenced_since;
        assert_eq!((since(10).await, since(11).await, since(12).await), (Some(at(99)), None, None));
    })
    .await;
}

#[tokio::test]
async fn a_publication_is_refused_for_the_first_reason_and_leaves_nothing() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        store.record_object(&object(40), at(0)).await.unwrap().unwrap();
        store.claim_garbage(at(1), at(1), 9).await.unwrap();
        let held = video_with_lease(&store, 2).await;
        let wrong = Publication {
            lease: Lease { attempt: 9, ..held },
            video: video_id(9),
            revision: 5,
            manifest: NewManifest { key_place: 7, ..manifest(20, 0) },
            ..publication(2, held, 39, 0)
        };
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::LeaseLost));
        let wrong = Publication { lease: held, ..wrong };
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::UnknownVideo));
        let wrong = Publication { video: video_id(2), ..wrong };
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::Changed(0)));
        let wrong = Publication { revision: 0, ..wrong };
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::StaleSequence(0)));
        let again = Publication { video: video_id(1), manifest: manifest(21, 1), ..wrong.clone() };
        assert_eq!(publish(&store, &again).await, Err(PublishRefusal::StaleSequence(1)));
        let wrong = Publication { manifest: NewManifest { sequence: 1, ..wrong.manifest }, ..wrong };
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::NotCurrentKey));
        let wrong = Publication { manifest: manifest(20, 1), ..wrong };
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::ObjectLeaving(object_hash(40))));
        let mut wrong = Publication { objects: publication(2, held, 10, 1).objects, ..wrong };
        wrong.objects[1].object.bytes = 9;
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::ObjectSize(object_hash(11))));
        assert_eq!(store.manifest_count().await.unwrap(), 1);
        assert_eq!(store.object(object_hash(39)).await.unwrap(), None, "nothing of it was written");
        assert_eq!(store.video_objects(video_id(2)).await.unwrap(), []);
        let about = about("Autre", Visibility::Public);
        let change = VideoChange { revision: 0, about, keep_original: false, video_key: None, viewers: None };
        store.change_video(video_id(2), &change, at(30)).await.unwrap().unwrap();
        wrong.objects[1].object = object(11);
        assert_eq!(publish(&store, &wrong).await, Err(PublishRefusal::Changed(1)));
        assert_eq!(publish(&store, &Publication { revision: 1, ..wrong }).await, Ok(1));
        store.delete_video(video_id(1), at(31)).await.unwrap().unwrap();
        let any = any_lease(&store).await;
        let gone = publication(1, any, 10, 2);
        assert_eq!(publish(&store, &gone).await, Err(PublishRefusal::UnknownVideo), "it is being deleted");
    })
    .await;
}

#[tokio::test]
async fn what_is_more_than_the_quota_is_not_published_first_and_a_change_always_is() {
    on_both(async |store| {
        people(&store).await;
        let lease = video_with_lease(&store, 1).await;
        store.set_quota(user(1), Some(220)).await.unwrap().unwrap();
        let first = publication(1, lease, 10, 1);
        assert_eq!(publish(&store, &first).await, Err(PublishRefusal::OverQuota { stored: 221, quota: 220 }));
        assert_eq!(store.object(object_hash(10)).await.unwrap(), None, "nothing of it was written");
        store.set_quota(user(1), Some(221)).await.unwrap().unwrap();
        assert_eq!(publish(&store, &first).await, Ok(0));
        store.set_quota(user(1), Some(1)).await.unwrap().unwrap();
        let about = about("Autre", Visibility::Private);
        let change = VideoChange { revision: 0, about, keep_original: false, video_key: None, viewers: None };
        store.change_video(video_id(1), &change, at(30)).await.unwrap().unwrap();
        let lease = store.lease_job(&wish(1, 30), at(30)).await.unwrap().unwrap().lease;
        let second = Publication { revision: 1, ..publication(1, lease, 20, 2) };
        assert_eq!(publish(&store, &second).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_tombstone_is_refused_for_the_first_reason_and_leaves_nothing() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        let any = any_lease(&store).await;
        let entomb = async |lease, n, tombstone: Option<NewManifest>| {
            store.entomb_video(lease, video_id(n), tombstone.as_ref(), at(40)).await.unwrap()
        };
        let other_key = Some(NewManifest { key_place: 7, ..manifest(70, 2) });
        assert_eq!(entomb(Lease { attempt: 2, ..any }, 9, None).await, Err(EntombRefusal::LeaseLost));
        assert_eq!(entomb(any, 9, None).await, Err(EntombRefusal::UnknownVideo));
        assert_eq!(entomb(any, 1, None).await, Err(EntombRefusal::NotDeleting));
        store.delete_video(video_id(1), at(39)).await.unwrap().unwrap();
        assert_eq!(entomb(any, 1, None).await, Err(EntombRefusal::TombstoneNeeded));
        assert_eq!(entomb(any, 1, Some(manifest(70, 1))).await, Err(EntombRefusal::StaleSequence(1)));
        assert_eq!(entomb(any, 1, other_key).await, Err(EntombRefusal::NotCurrentKey));
        assert_eq!(store.video_objects(video_id(1)).await.unwrap().len(), 2, "nothing of it was written");
        assert_eq!(entomb(any, 1, Some(manifest(70, 2))).await, Ok(Some(1)));
        assert_eq!(entomb(any, 1, Some(manifest(71, 3))).await, Err(EntombRefusal::LeaseLost), "the job ended with it");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_video_leaves_its_manifests_and_nothing_else() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        store.delete_video(video_id(1), at(39)).await.unwrap().unwrap();
        let lease = store.lease_job(&wish(1, 39), at(39)).await.unwrap().unwrap().lease;
        store.entomb_video(lease, video_id(1), Some(&manifest(70, 2)), at(40)).await.unwrap().unwrap();
        assert_eq!(store.video(video_id(1)).await.unwrap(), None);
        assert_eq!(store.upload(upload_id(1)).await.unwrap(), None);
        assert_eq!(store.video_objects(video_id(1)).await.unwrap(), []);
        assert_eq!(store.object(object_hash(10)).await.unwrap().unwrap().unreferenced_since, Some(at(40)));
        let last = store.latest_manifest(video_id(1)).await.unwrap().unwrap();
        assert_eq!((last.place, last.sequence, last.tombstone), (1, 2, true));
        let signed = store.manifests(0, 9).await.unwrap();
        let kept: Vec<_> = signed.iter().map(|one| (one.hash, one.bytes.is_some())).collect();
        assert_eq!(kept, [(manifest(10, 1).hash, false), (manifest(70, 2).hash, true)], "what it said is forgotten");
        // What never was published needs no tombstone, and leaves no trace.
        let held = video_with_lease(&store, 2).await;
        store.delete_video(video_id(2), at(41)).await.unwrap().unwrap();
        assert_eq!(store.job(held.job).await.unwrap().unwrap().state, JobState::Cancelled);
        let lease = store.lease_job(&wish(1, 41), at(41)).await.unwrap().unwrap().lease;
        assert_eq!(store.entomb_video(lease, video_id(2), None, at(42)).await.unwrap(), Ok(None));
        assert_eq!(store.latest_manifest(video_id(2)).await.unwrap(), None);
        assert_eq!(store.video_ids(None, 9).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn places_have_no_gap_and_are_read_in_order() {
    on_both(async |store| {
        people(&store).await;
        for n in 1..=3 {
            assert_eq!(published(&store, n).await, u64::from(n) - 1);
        }
        assert_eq!(store.manifest_count().await.unwrap(), 3);
        let places = async |from, limit| {
            let page = store.manifests(from, limit).await.unwrap();
            page.into_iter().map(|one| (one.place, one.video)).collect::<Vec<_>>()
        };
        assert_eq!(places(0, 2).await, [(0, video_id(1)), (1, video_id(2))]);
        assert_eq!(places(2, 2).await, [(2, video_id(3))]);
        assert_eq!(places(3, 2).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_current_from_its_place_on() {
    on_both(async |store| {
        assert_eq!(store.current_signing_key().await.unwrap(), None);
        assert_eq!(store.signing_key_at(0).await.unwrap(), None);
        people(&store).await;
        let key = |first_place, n: u8| SigningKey { first_place, public: [n; 32], secret: vec![n] };
        let add = async |n: u8| store.add_signing_key(&[n; 32], &[n]).await.unwrap();
        assert_eq!(add(1).await, 0, "nothing was signed with the one before");
        assert_eq!(store.signing_keys(None, 9).await.unwrap(), [key(0, 1)]);
        published(&store, 1).await;
        assert_eq!(add(2).await, 1);
        assert_eq!(store.current_signing_key().await.unwrap(), Some(key(1, 2)));
        assert_eq!(store.signing_key_at(0).await.unwrap(), Some(key(0, 1)));
        assert_eq!(store.signing_key_at(1).await.unwrap(), Some(key(1, 2)));
        assert_eq!(store.signing_key_at(99).await.unwrap(), Some(key(1, 2)));
        assert_eq!(store.signing_keys(None, 1).await.unwrap(), [key(0, 1)]);
        assert_eq!(store.signing_keys(Some(0), 9).await.unwrap(), [key(1, 2)]);
        store.enqueue_job(&NewJob::encode(video_id(2), at(0)), at(0)).await.unwrap();
        let lease = store.lease_job(&wish(1, 0), at(0)).await.unwrap().unwrap().lease;
        let old_key = Publication { manifest: manifest(30, 2), ..publication(1, lease, 10, 2) };
        assert_eq!(publish(&store, &old_key).await, Err(PublishRefusal::NotCurrentKey));
    })
    .await;
}
