//! Videos of other homes: their objects stay as long as anybody's video refers to them, and cost each home its part.

use carry::id::MemberId;
use purse::usage::{Unit, UsageRow};
use store::{Carried, CarriedId, CarriedRefusal, Hours, NewCarried, ObjectRef, ObjectRefusal, ObjectRole, Store};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, video_with_lease};

fn id(home: u8, video: u8) -> CarriedId {
    CarriedId { home: member(home), video: video_id(video) }
}

fn fetched(id: CarriedId, manifest: u8, objects: &[u8]) -> NewCarried {
    let objects = objects.iter().copied().map(object).collect();
    NewCarried { home: id.home, video: id.video, manifest: [manifest; 32], signed: vec![manifest], objects }
}

async fn carry(store: &Store, id: CarriedId, manifest: u8, objects: &[u8], seconds: i64) {
    for n in objects {
        store.record_object(&object(*n), at(seconds)).await.unwrap().unwrap();
    }
    store.carry(&fetched(id, manifest, objects), at(seconds)).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_later_manifest_takes_the_place_of_the_one_before_and_its_objects() {
    on_both(async |store| {
        carry(&store, id(2, 1), 7, &[1, 2], 0).await;
        let kept = Carried {
            home: member(2),
            video: video_id(1),
            manifest: [7; 32],
            signed: vec![7],
            bytes: 203,
            since: at(0),
        };
        assert_eq!(store.carried(id(2, 1)).await.unwrap(), Some(kept));
        assert_eq!(store.carried_with(object_hash(1)).await.unwrap(), [id(2, 1)]);
        assert_eq!(store.object_standing(object_hash(1)).await.unwrap().carried, [id(2, 1)]);
        carry(&store, id(2, 1), 8, &[2, 3], 5).await;
        assert_eq!(store.carried(id(2, 1)).await.unwrap().unwrap().manifest, [8; 32]);
        let since = async |n| store.object(object_hash(n)).await.unwrap().unwrap().unreferenced_since;
        assert_eq!((since(1).await, since(2).await, since(3).await), (Some(at(5)), None, None));
        assert_eq!(store.claim_garbage(at(9), at(9), 9).await.unwrap(), [object_hash(1)]);
    })
    .await;
}

#[tokio::test]
async fn an_object_stays_as_long_as_a_video_of_any_home_refers_to_it() {
    on_both(async |store| {
        people(&store).await;
        video_with_lease(&store, 9).await;
        carry(&store, id(2, 1), 7, &[1], 0).await;
        carry(&store, id(3, 4), 7, &[1], 0).await;
        let own = ObjectRef {
            video: video_id(9),
            role: ObjectRole::Rendition,
            name: "360p".to_owned(),
            object: object_hash(1),
        };
        store.add_object_ref(&own, at(0)).await.unwrap().unwrap();
        assert!(store.stop_carrying(id(2, 1), at(1)).await.unwrap());
        assert!(!store.stop_carrying(id(2, 1), at(2)).await.unwrap(), "it is not there any more");
        assert!(store.drop_object_ref(&own, at(3)).await.unwrap());
        assert_eq!(store.claim_garbage(at(9), at(9), 9).await.unwrap(), []);
        assert!(store.stop_carrying(id(3, 4), at(4)).await.unwrap());
        assert_eq!(store.claim_garbage(at(9), at(9), 9).await.unwrap(), [object_hash(1)]);
        let again = store.carry(&fetched(id(2, 1), 7, &[1]), at(9)).await.unwrap();
        let leaving = CarriedRefusal { object: object_hash(1), why: ObjectRefusal::Leaving };
        assert_eq!(again, Err(leaving), "it is being removed");
        let unknown = store.carry(&fetched(id(2, 1), 7, &[6]), at(9)).await.unwrap();
        assert_eq!(unknown, Err(CarriedRefusal { object: object_hash(6), why: ObjectRefusal::UnknownObject }));
        let wrong =
            NewCarried { objects: vec![store::NewObject { bytes: 1, ..object(7) }], ..fetched(id(2, 1), 7, &[]) };
        store.record_object(&object(7), at(9)).await.unwrap().unwrap();
        let size = CarriedRefusal { object: object_hash(7), why: ObjectRefusal::Size };
        assert_eq!(store.carry(&wrong, at(9)).await.unwrap(), Err(size));
        assert_eq!(store.carried(id(2, 1)).await.unwrap(), None, "a refusal changes nothing");
    })
    .await;
}

#[tokio::test]
async fn a_manifest_is_found_by_its_hash_whether_it_is_carried_or_of_this_member() {
    on_both(async |store| {
        crate::town::build(&store).await;
        let own = store.latest_manifest(video_id(1)).await.unwrap().unwrap();
        let signed = store.signed_manifest(&own.hash).await.unwrap().unwrap();
        let read = carry::manifest::SignedManifest::from_cbor(&signed).unwrap();
        assert_eq!((read.bytes, read.signature), (own.bytes, own.signature));
        assert_eq!(store.signed_manifest(&[26; 32]).await.unwrap(), Some(vec![27, 28]));
        assert_eq!(store.signed_manifest(&[99; 32]).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_is_carried_is_listed_and_summed() {
    on_both(async |store| {
        carry(&store, id(2, 1), 7, &[1, 2], 0).await;
        carry(&store, id(2, 2), 8, &[2], 0).await;
        carry(&store, id(3, 1), 9, &[3], 0).await;
        let all = [(id(2, 1), [7; 32]), (id(2, 2), [8; 32]), (id(3, 1), [9; 32])];
        assert_eq!(store.carried_page(None, 2).await.unwrap(), all[..2]);
        assert_eq!(store.carried_page(Some(all[1].0), 2).await.unwrap(), all[2..]);
        let summaries = store.carried_summaries(Some(all[0].0), 9).await.unwrap();
        let shown: Vec<_> = summaries.iter().map(|one| (one.id, one.bytes)).collect();
        assert_eq!(shown, [(id(2, 2), 102), (id(3, 1), 103)]);
        let of_video = store.carried_videos(video_id(1)).await.unwrap();
        assert_eq!(of_video.iter().map(|one| one.home).collect::<Vec<_>>(), [member(2), member(3)]);
        assert_eq!(store.carried_bytes(None).await.unwrap(), 101 + 102 + 103, "each object once");
        assert_eq!(store.carried_bytes(Some(member(2))).await.unwrap(), 101 + 102);
        assert_eq!(store.carried_bytes(Some(member(9))).await.unwrap(), 0);
    })
    .await;
}

fn stored(object: u8, home: MemberId, quantity: u64) -> UsageRow {
    UsageRow { home, unit: Unit::ByteHour, ..usage(object, 0, quantity) }
}

#[tokio::test]
async fn homes_that_share_an_object_share_its_storage_to_the_byte() {
    on_both(async |store| {
        people(&store).await;
        video_with_lease(&store, 9).await;
        // 101 bytes: of homes 2 and 3, twice of home 2. 102: of this member too. 103: of nobody. 104: of this member alone.
        carry(&store, id(2, 1), 7, &[1, 2], 0).await;
        carry(&store, id(2, 2), 7, &[1], 0).await;
        carry(&store, id(3, 1), 7, &[1], 0).await;
        for n in [3, 4] {
            store.record_object(&object(n), at(0)).await.unwrap().unwrap();
        }
        for (name, n) in [("360p", 2), ("720p", 4)] {
            let own = ObjectRef {
                video: video_id(9),
                role: ObjectRole::Rendition,
                name: name.to_owned(),
                object: object_hash(n),
            };
            store.add_object_ref(&own, at(0)).await.unwrap().unwrap();
        }
        assert!(store.count_stored_hour(hour(0), member(1)).await.unwrap());
        let hours = Hours { from: hour(0), until: hour(1) };
        let expected = [
            stored(1, member(2), 51),
            stored(1, member(3), 50),
            stored(2, member(1), 51),
            stored(2, member(2), 51),
            stored(3, member(1), 103),
            stored(4, member(1), 104),
        ];
        assert_eq!(store.usage_rows(hours, None, 9).await.unwrap(), expected);
    })
    .await;
}
