use std::sync::Arc;

use bytes::Bytes;
use store::Visibility;
use testkit::{CannedTranscoder, transcoder};

use crate::member::Member;

#[tokio::test]
async fn a_deleted_video_leaves_its_tombstone_and_after_the_time_of_grace_no_byte() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let last = member.last_manifest(id).await;

    member.store.delete_video(id, member.now()).await.unwrap().unwrap();
    member.work().await;
    assert!(member.store.video(id).await.unwrap().is_none());
    let tombstone = member.last_manifest(id).await;
    assert!(tombstone.is_gone());
    assert_eq!(tombstone.core, last.core);
    assert!(tombstone.sequence > last.sequence);
    assert_eq!(member.told.changed.lock().unwrap().last(), Some(&id));

    member.keep_house().await;
    assert_eq!(member.standing().await.len(), 4);
    member.pass(25).await;
    member.keep_house().await;
    assert!(member.standing().await.is_empty());
    assert_eq!(member.store.object_totals().await.unwrap().objects, 0);
}

#[tokio::test]
async fn a_video_deleted_before_it_was_encoded_is_gone_with_its_file() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.store.delete_video(id, member.now()).await.unwrap().unwrap();
    member.work().await;
    assert!(member.store.video(id).await.unwrap().is_none());
    assert_eq!(member.store.manifest_count().await.unwrap(), 0, "nothing was published, nothing is taken back");
    assert_eq!(member.seams.disk.list("uploads").await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn an_object_that_two_videos_share_stays_until_both_are_gone() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let first = member.upload(&source, Visibility::Public).await;
    let second = member.upload(&source, Visibility::Public).await;
    member.work().await;
    assert_eq!(member.standing().await.len(), 4);
    for (video, left) in [(first, 4), (second, 0)] {
        member.store.delete_video(video, member.now()).await.unwrap().unwrap();
        member.work().await;
        member.pass(25).await;
        member.keep_house().await;
        assert_eq!(member.standing().await.len(), left);
    }
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_but_tombstones() {
    let member = Member::new(CannedTranscoder::quick()).await;
    for visibility in [Visibility::Public, Visibility::Private] {
        member.upload(&transcoder::source(1, 5_000), visibility).await;
    }
    member.work().await;
    member.upload(&transcoder::source(2, 5_000), Visibility::Public).await;
    let (open, _) = member.open_upload(&transcoder::source(3, 5_000), Visibility::Public, false).await;

    member.store.begin_account_deletion(member.account, member.now()).await.unwrap().unwrap();
    member.pass(1).await;
    member.work().await;
    member.keep_house().await;
    assert!(member.store.upload(open).await.unwrap().is_none());
    assert!(member.store.account(member.account).await.unwrap().is_none());
    assert_eq!(member.seams.disk.list("uploads").await.unwrap(), Vec::<String>::new());
    assert_eq!(member.store.manifest_count().await.unwrap(), 4, "two manifests, two tombstones");
    member.pass(25).await;
    member.keep_house().await;
    assert!(member.standing().await.is_empty());
}

#[tokio::test]
async fn files_that_no_row_names_are_removed_and_all_others_stay() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let published = member.standing().await;
    let waiting = member.upload(&transcoder::source(2, 5_000), Visibility::Public).await;
    let disk = member.seams.disk.as_ref();

    // What a crash leaves: a removed upload's file, a scratch folder, staged bytes, an object without a row.
    let orphan = format!("uploads/{}", "ab".repeat(16));
    disk.replace(&orphan, Bytes::from_static(b"x")).await.unwrap();
    disk.replace("scratch/old-1/360p.mp4", Bytes::from_static(b"x")).await.unwrap();
    drop(member.objects.stage_bytes(Bytes::from_static(b"staged")).await.unwrap());
    let staged = member.objects.stage_bytes(Bytes::from_static(b"unknown")).await.unwrap();
    let unknown = member.objects.publish(staged, &member.objects.hold().await).await.unwrap().hash;

    let next = Member::open(member.folder.clone(), member.clock.clone(), Arc::new(CannedTranscoder::quick()), 2).await;
    next.keep_house().await;
    assert_eq!(disk.len(&orphan).await.unwrap(), None);
    for folder in ["scratch", "objects/staging"] {
        assert_eq!(disk.list(folder).await.unwrap(), Vec::<String>::new(), "{folder}");
    }
    assert!(next.standing().await.contains(&unknown), "somebody might be about to refer to it");
    next.pass(25).await;
    next.keep_house().await;
    assert_eq!(next.standing().await, published);
    next.work().await;
    assert!(next.video(waiting).await.source.is_none());
    assert_eq!(next.published(waiting).await.renditions.len(), next.published(id).await.renditions.len());
}
