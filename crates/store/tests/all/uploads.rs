//! Uploads and the quota.

use store::{
    AdvanceRefusal, CompleteRefusal, NewJob, NewUpload, Setting, Source, Storage, Store, TerminateRefusal, Upload,
    UploadRefusal, VideoState,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published};

async fn begin(store: &Store, n: u8, declared_bytes: u64) -> Result<(), UploadRefusal> {
    store.create_upload(&NewUpload { declared_bytes, ..upload(n, user(1)) }, at(0)).await.unwrap()
}

async fn complete(store: &Store, n: u8) -> Result<(), CompleteRefusal> {
    let job = NewJob::encode(video_id(n), at(1));
    store.complete_upload(upload_id(n), &video(n), &job, at(1)).await.unwrap().map(|_| ())
}

#[tokio::test]
async fn an_upload_begins_as_it_was_announced() {
    on_both(async |store| {
        people(&store).await;
        let new = upload(1, user(1));
        store.create_upload(&new, at(0)).await.unwrap().unwrap();
        let begun = Upload {
            id: new.id,
            account: user(1),
            wishes: new.wishes,
            declared_bytes: 1_000,
            offset_bytes: 0,
            created_at: at(0),
            expires_at: at(DAY),
            video: None,
        };
        assert_eq!(store.upload(upload_id(1)).await.unwrap(), Some(begun));
        assert_eq!(store.upload(upload_id(2)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_refused_before_its_first_byte_for_the_first_reason() {
    on_both(async |store| {
        people(&store).await;
        let nobody = store.create_upload(&upload(1, user(9)), at(0)).await.unwrap();
        assert_eq!(nobody, Err(UploadRefusal::UnknownAccount));
        store.set_quota(user(1), Some(5_000)).await.unwrap().unwrap();
        for n in 1..=5 {
            begin(&store, n, 0).await.unwrap();
        }
        assert_eq!(begin(&store, 6, 9_999).await, Err(UploadRefusal::TooManyOpen(5)), "before the quota");
        store.create_upload(&upload(7, user(2)), at(0)).await.unwrap().expect("each person has her own");
        store.terminate_upload(upload_id(5)).await.unwrap().unwrap();
        begin(&store, 5, 4_999).await.unwrap();
        store.terminate_upload(upload_id(4)).await.unwrap().unwrap();
        let full = Storage { stored_bytes: 0, reserved_bytes: 4_999, quota_bytes: Some(5_000) };
        assert_eq!(begin(&store, 4, 2).await, Err(UploadRefusal::OverQuota(full)));
        assert_eq!(begin(&store, 4, u64::MAX).await, Err(UploadRefusal::OverQuota(full)));
        begin(&store, 4, 1).await.expect("to the last byte");
        // What all of them still lack, 6,000 bytes, must find room too.
        store.advance_upload(upload_id(7), 0, 400, at(DAY)).await.unwrap().unwrap();
        let tight = async |n, declared_bytes| {
            let new = NewUpload { declared_bytes, room_bytes: 5_605, ..upload(n, user(2)) };
            store.create_upload(&new, at(0)).await.unwrap()
        };
        assert_eq!(tight(8, 6).await, Err(UploadRefusal::StorageFull(5)));
        tight(8, 5).await.expect("to the last byte");
        assert_eq!(tight(9, 1).await, Err(UploadRefusal::StorageFull(0)));
    })
    .await;
}

#[tokio::test]
async fn the_quota_counts_what_is_stored_and_what_was_announced() {
    on_both(async |store| {
        people(&store).await;
        let storage = async || store.account_storage(user(1)).await.unwrap().unwrap();
        assert_eq!(store.account_storage(user(9)).await.unwrap(), None);
        assert_eq!(
            storage().await,
            Storage { stored_bytes: 0, reserved_bytes: 0, quota_bytes: Some(store::FIRST_DEFAULT_QUOTA_BYTES) }
        );
        store.set_setting(&Setting::DefaultQuotaBytes(Some(9_000))).await.unwrap();
        published(&store, 1).await;
        // The same two objects again, and a source that is kept.
        let lease = crate::town::video_with_lease(&store, 2).await;
        let mut again = publication(2, lease, 20, 1);
        again.objects = publication(2, lease, 10, 1).objects;
        again.drop_source = false;
        store.publish_video(&again, at(1)).await.unwrap().unwrap();
        begin(&store, 3, 700).await.unwrap();
        let now = Storage { stored_bytes: 110 + 111 + 1_000, reserved_bytes: 700, quota_bytes: Some(9_000) };
        assert_eq!(storage().await, now, "an object counts once however many videos refer to it");
        store.set_quota(user(1), Some(50)).await.unwrap().unwrap();
        store.drop_source(video_id(2)).await.unwrap();
        assert_eq!(store.video(video_id(2)).await.unwrap().unwrap().source, None);
        let less = Storage { stored_bytes: 110 + 111, reserved_bytes: 700, quota_bytes: Some(50) };
        assert_eq!(storage().await, less, "her own quota comes before the member's");
    })
    .await;
}

#[tokio::test]
async fn an_offset_moves_on_from_where_it_stands_and_nowhere_else() {
    on_both(async |store| {
        people(&store).await;
        begin(&store, 1, 1_000).await.unwrap();
        let advance = async |from, to| store.advance_upload(upload_id(1), from, to, at(2 * DAY)).await.unwrap();
        let nobody = store.advance_upload(upload_id(9), 0, 1, at(DAY)).await.unwrap();
        assert_eq!(nobody, Err(AdvanceRefusal::Unknown));
        assert_eq!(advance(0, 400).await, Ok(()));
        assert_eq!(advance(0, 400).await, Err(AdvanceRefusal::Stale(400)), "another request was faster");
        assert_eq!(advance(401, 9_999).await, Err(AdvanceRefusal::Stale(400)));
        assert_eq!(advance(400, 399).await, Err(AdvanceRefusal::Outside));
        assert_eq!(advance(400, 1_001).await, Err(AdvanceRefusal::Outside));
        assert_eq!(advance(400, 400).await, Ok(()), "no byte, but a sign of life");
        let now = store.upload(upload_id(1)).await.unwrap().unwrap();
        assert_eq!((now.offset_bytes, now.expires_at), (400, at(2 * DAY)));
        assert_eq!(store.uploading_bytes().await.unwrap(), 400);
        assert_eq!(advance(400, 1_000).await, Ok(()));
        complete(&store, 1).await.unwrap();
        assert_eq!(advance(1_000, 1_000).await, Err(AdvanceRefusal::Complete));
        assert_eq!(store.uploading_bytes().await.unwrap(), 0);
        store.create_upload(&upload(2, user(2)), at(0)).await.unwrap().unwrap();
        store.begin_account_deletion(user(2), at(10)).await.unwrap().unwrap();
        let late = store.advance_upload(upload_id(2), 0, 400, at(2 * DAY)).await.unwrap();
        assert_eq!(late, Err(AdvanceRefusal::AccountLeaving), "it would live on for a day");
    })
    .await;
}

#[tokio::test]
async fn a_whole_upload_becomes_a_video_once() {
    on_both(async |store| {
        people(&store).await;
        assert_eq!(complete(&store, 9).await, Err(CompleteRefusal::Unknown));
        begin(&store, 1, 1_000).await.unwrap();
        store.advance_upload(upload_id(1), 0, 999, at(DAY)).await.unwrap().unwrap();
        assert_eq!(complete(&store, 1).await, Err(CompleteRefusal::Unfinished(999)));
        store.advance_upload(upload_id(1), 999, 1_000, at(DAY)).await.unwrap().unwrap();
        complete(&store, 1).await.unwrap();
        let made = store.video(video_id(1)).await.unwrap().unwrap();
        let new = video(1);
        assert_eq!(
            (made.account, made.core, made.about, made.video_key),
            (user(1), new.core, new.about, new.video_key)
        );
        assert_eq!((made.state, made.revision, made.sequence), (VideoState::Processing, 0, 0));
        assert_eq!((made.published.is_none(), made.facts, made.published_at), (true, None, None));
        let source = Source { upload: upload_id(1), file_name: "clip 1.mp4".to_owned(), bytes: 1_000 };
        assert_eq!((made.source, made.created_at), (Some(source), at(1)));
        assert_eq!(store.video_jobs(video_id(1), 9).await.unwrap().len(), 1);
        // The answer was lost, and is asked for again.
        assert_eq!(complete(&store, 1).await, Err(CompleteRefusal::AlreadyComplete(video_id(1))));
        assert_eq!(store.upload(upload_id(1)).await.unwrap().unwrap().video, Some(video_id(1)));
        assert_eq!(store.video_jobs(video_id(1), 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_given_up_until_it_is_a_video() {
    on_both(async |store| {
        people(&store).await;
        let terminate = async |n| store.terminate_upload(upload_id(n)).await.unwrap();
        assert_eq!(terminate(1).await, Err(TerminateRefusal::Unknown));
        begin(&store, 1, 1_000).await.unwrap();
        let expires = async |n| store.upload(upload_id(n)).await.unwrap().map(|upload| upload.expires_at);
        store.expire_upload(upload_id(1), at(20)).await.unwrap();
        store.expire_upload(upload_id(1), at(30)).await.unwrap();
        assert_eq!(expires(1).await, Some(at(20)), "it stays expired");
        assert_eq!(terminate(1).await, Ok(()));
        assert_eq!(store.upload(upload_id(1)).await.unwrap(), None);
        begin(&store, 2, 0).await.unwrap();
        complete(&store, 2).await.unwrap();
        let before = expires(2).await;
        store.expire_upload(upload_id(2), at(20)).await.unwrap();
        assert_eq!(expires(2).await, before, "it is a video");
        assert_eq!(terminate(2).await, Err(TerminateRefusal::Complete(video_id(2))));
    })
    .await;
}

#[tokio::test]
async fn uploads_expire_in_order_and_their_files_are_known() {
    on_both(async |store| {
        people(&store).await;
        for (n, expires) in [(1, 300), (2, 100), (3, 200), (4, 100)] {
            let new = NewUpload { expires_at: at(expires), declared_bytes: 0, ..upload(n, user(1)) };
            store.create_upload(&new, at(i64::from(n))).await.unwrap().unwrap();
        }
        let ids = |uploads: Vec<Upload>| uploads.into_iter().map(|one| one.id).collect::<Vec<_>>();
        let open_at = async |now| ids(store.open_uploads(user(1), at(now)).await.unwrap());
        assert_eq!(open_at(99).await, [4, 3, 2, 1].map(upload_id), "the newest first");
        assert_eq!(open_at(100).await, [3, 1].map(upload_id), "the others have expired");
        assert_eq!(ids(store.expired_uploads(at(99), 9).await.unwrap()), []);
        assert_eq!(ids(store.expired_uploads(at(200), 9).await.unwrap()), [2, 4, 3].map(upload_id));
        assert_eq!(ids(store.expired_uploads(at(999), 2).await.unwrap()), [2, 4].map(upload_id));
        complete(&store, 2).await.unwrap();
        complete(&store, 3).await.unwrap();
        store.drop_source(video_id(3)).await.unwrap();
        assert_eq!(open_at(99).await, [4, 1].map(upload_id));
        assert_eq!(ids(store.expired_uploads(at(999), 9).await.unwrap()), [4, 1].map(upload_id));
        let files = async |after, limit| store.uploads_with_file(after, limit).await.unwrap();
        assert_eq!(files(None, 2).await, [1, 2].map(upload_id), "open, or the source of a video");
        assert_eq!(files(Some(upload_id(2)), 2).await, [upload_id(4)]);
    })
    .await;
}

#[tokio::test]
async fn the_file_of_an_upload_is_an_upload_and_then_an_original() {
    on_both(async |store| {
        people(&store).await;
        let nothing = store.upload_standing(upload_id(1)).await.unwrap();
        assert!(nothing.upload.is_none() && nothing.original_bytes.is_none());
        begin(&store, 1, 1_000).await.unwrap();
        store.advance_upload(upload_id(1), 0, 1_000, at(DAY)).await.unwrap().unwrap();
        let begun = store.upload_standing(upload_id(1)).await.unwrap();
        assert_eq!((begun.upload.unwrap().offset_bytes, begun.original_bytes), (1_000, None));
        complete(&store, 1).await.unwrap();
        let whole = store.upload_standing(upload_id(1)).await.unwrap();
        assert_eq!((whole.upload.unwrap().video, whole.original_bytes), (Some(video_id(1)), Some(1_000)));
    })
    .await;
}
