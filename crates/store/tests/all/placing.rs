//! What a home needs to know of its own videos, to say where they are to be carried.

use carry::placement::Allowed;
use purse::usage::{Unit, UsageRow};
use store::{CarrierUsage, Hours, OwnManifest, VideoChange, Visibility};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published, video_with_lease};

#[tokio::test]
async fn every_video_is_listed_in_its_last_manifest_and_its_original_is_not_carried() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            published(&store, n).await;
        }
        video_with_lease(&store, 3).await;
        let own = |n: u8, closing| {
            let made = manifest(10 * n, 1);
            let bytes = 2 * (100 + 10 * u64::from(n)) + 1;
            OwnManifest {
                video: video_id(n),
                manifest: made.hash,
                sequence: 1,
                tombstone: false,
                closing,
                bytes,
                core: Some(video(n).core),
                allowed: Allowed::Any,
            }
        };
        let original = store::ObjectRef {
            video: video_id(1),
            role: store::ObjectRole::Original,
            name: String::new(),
            object: object_hash(9),
        };
        store.record_object(&object(9), at(1)).await.unwrap().unwrap();
        store.add_object_ref(&original, at(1)).await.unwrap().unwrap();
        let all = [own(1, false), own(2, false)];
        assert_eq!(store.own_manifests(None, 9).await.unwrap(), all, "what is not published has no manifest");
        assert_eq!(store.own_manifests(None, 1).await.unwrap(), all[..1]);
        assert_eq!(store.own_manifests(Some(video_id(1)), 9).await.unwrap(), all[1..]);
        // From here on only its author may see it, until it is stored anew.
        let video = store.video(video_id(2)).await.unwrap().unwrap();
        let closed = VideoChange {
            revision: video.revision,
            about: about("Clip 2", Visibility::Unlisted),
            keep_original: false,
            video_key: None,
            viewers: None,
        };
        store.change_video(video_id(2), &closed, at(2)).await.unwrap().unwrap();
        assert_eq!(store.own_manifests(None, 9).await.unwrap(), [own(1, false), own(2, true)]);
    })
    .await;
}

#[tokio::test]
async fn what_is_watched_is_summed_for_each_video_and_the_most_comes_first() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            published(&store, n).await;
        }
        let rows = [usage(10, 0, 5), usage(11, 1, 6), usage(20, 1, 7), usage(99, 1, 8)];
        store.flush_usage(store::BatchId::from_bytes([1; 16]), &rows, at(3)).await.unwrap();
        let watched = async |from, until| store.watched(Hours { from: hour(from), until: hour(until) }).await.unwrap();
        assert_eq!(watched(0, 2).await, [(video_id(1), 11), (video_id(2), 7)], "object 99 is of no video");
        assert_eq!(watched(1, 2).await, [(video_id(2), 7), (video_id(1), 6)]);
        assert_eq!(watched(2, 3).await, []);
    })
    .await;
}

#[tokio::test]
async fn hours_that_were_told_are_marked_in_their_order() {
    on_both(async |store| {
        assert_eq!(store.told_hour().await.unwrap(), None);
        assert!(store.mark_told_hour(hour(1)).await.unwrap());
        assert!(!store.mark_told_hour(hour(0)).await.unwrap(), "a later one is marked");
        assert!(!store.mark_told_hour(hour(1)).await.unwrap());
        assert_eq!(store.told_hour().await.unwrap(), Some(hour(1)));
    })
    .await;
}

#[tokio::test]
async fn what_each_carrier_did_of_a_video_is_summed_by_carrier_and_unit() {
    on_both(async |store| {
        people(&store).await;
        for n in [1, 2] {
            published(&store, n).await;
        }
        let own = usage(10, 0, 5);
        let other = |object, quantity| UsageRow { carrier: member(3), ..usage(object, 0, quantity) };
        let stored = UsageRow { unit: Unit::ByteHour, ..usage(11, 1, 9) };
        let rows = [own.clone(), other(10, 6), other(11, 7), stored, other(20, 8), usage(10, 2, 100)];
        store.flush_usage(store::BatchId::from_bytes([1; 16]), &rows, at(3)).await.unwrap();
        let hours = Hours { from: hour(0), until: hour(2) };
        let mut expected = vec![
            CarrierUsage { carrier: own.carrier, unit: Unit::Byte, quantity: 5 },
            CarrierUsage { carrier: own.carrier, unit: Unit::ByteHour, quantity: 9 },
            CarrierUsage { carrier: member(3), unit: Unit::Byte, quantity: 13 },
        ];
        expected.sort_by_key(|usage| (usage.carrier, usage.unit.to_string()));
        assert_eq!(store.usage_by_carrier(video_id(1), hours).await.unwrap(), expected);
    })
    .await;
}
