//! A disk that is nearly full.

use http::{Method, StatusCode};

use crate::ask::Answer;
use crate::journeys::{Journey, Publish, Upload};
use crate::judge;
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::Known;

/// What a member leaves free when its configuration does not say otherwise.
const RESERVE: u64 = 1_000_000_000;

/// Bytes of each promised upload.
const LARGE: u64 = 20_000_000_000;

async fn member_with_a_user() -> (Life, Known) {
    let life = Life::start(&empty_disk(), BEGINNING.parse().unwrap(), 1).await.unwrap();
    let mut known = Known::default();
    Upload.before(&life, &mut known).await.unwrap();
    (life, known)
}

async fn promises(life: &Life, known: &Known, bytes: u64) -> Answer {
    let length = bytes.to_string();
    let metadata = "filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0";
    let headers = [("tus-resumable", "1.0.0"), ("upload-length", length.as_str()), ("upload-metadata", metadata)];
    known.call(life, Method::POST, "/tus/", &headers, Vec::new()).await.unwrap()
}

#[tokio::test]
async fn uploads_are_not_promised_more_than_the_disk_has_for_all_of_them_together() {
    let (life, known) = member_with_a_user().await;
    life.world.disk.set_free_bytes(RESERVE + LARGE + 5_000_000);
    assert_eq!(promises(&life, &known, LARGE).await.status, StatusCode::CREATED);
    let refused = promises(&life, &known, LARGE).await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str()), (507, Some("storage-full")));
    assert_eq!(promises(&life, &known, 5_000_000).await.status, StatusCode::CREATED, "for this there is room");
    assert_eq!(promises(&life, &known, 1).await.status.as_u16(), 507);
}

#[tokio::test]
async fn an_upload_stops_where_the_disk_is_full_and_goes_on_once_there_is_room() {
    let (life, mut known) = member_with_a_user().await;
    let at = known.begin_upload(&life).await.unwrap();
    life.world.disk.set_free_bytes(RESERVE - 1);
    let refused = known.upload(&life, 3).await.unwrap_err();
    assert!(refused.starts_with("507"), "{refused}");
    known.ask_offset(&life, &at).await.unwrap();
    assert_eq!(known.offset, 0);
    life.world.disk.set_free_bytes(RESERVE + 1_000_000);
    known.upload(&life, 3).await.unwrap();
    assert!(known.video.is_some());
}

#[tokio::test]
async fn an_encoding_waits_until_the_disk_has_room_for_it() {
    let (life, mut known) = member_with_a_user().await;
    Upload.act(&life, &mut known).await.unwrap();
    life.world.disk.set_free_bytes(RESERVE / 2);
    life.work().await.unwrap();
    let job =
        life.member.store.video_jobs(known.video.as_deref().unwrap().parse().unwrap(), 1).await.unwrap().remove(0);
    assert_eq!((job.state, job.failure_code.as_deref()), (store::JobState::Waiting, Some("storage-full")));
    assert!(life.world.disk.files().unwrap().iter().all(|(path, _)| !path.starts_with("scratch")));

    life.world.disk.set_free_bytes(RESERVE);
    life.settle().await;
    judge::settled(&life, &mut known).await;
    Publish.after(&life, &mut known).await;
}
