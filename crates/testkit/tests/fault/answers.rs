//! Something was written, and who wrote it was told that it failed.

use testkit::{CannedTranscoder, VirtualClock, World};

use crate::journeys::{Journey, Publish, Upload};
use crate::judge;
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::Known;

async fn member_that_loses(answer: &'static str) -> Life {
    let world = World::new(1, VirtualClock::new(BEGINNING.parse().unwrap()), empty_disk());
    Life::start_with(world, CannedTranscoder::quick(), Some(answer)).await.unwrap()
}

#[tokio::test]
async fn usage_whose_answer_was_lost_is_written_again_and_counted_once() {
    let life = member_that_loses("flush_usage").await;
    let mut known = Known::default();
    Publish.before(&life, &mut known).await.unwrap();
    Publish.act(&life, &mut known).await.unwrap();
    for object in judge::objects_of(&life, &known).await {
        known.fetch(&life, &object).await.unwrap();
    }
    assert!(life.member.tick_usage().await.is_err());
    life.member.tick_usage().await.unwrap();
    assert_eq!(judge::delivered_bytes(&life).await, known.received);
}

#[tokio::test]
async fn an_upload_whose_end_was_not_acknowledged_becomes_one_video() {
    let life = member_that_loses("complete_upload").await;
    let mut known = Known::default();
    Upload.before(&life, &mut known).await.unwrap();
    assert!(Upload.act(&life, &mut known).await.is_err());
    Upload.act(&life, &mut known).await.unwrap();
    Upload.after(&life, &mut known).await;
}

#[tokio::test]
async fn a_publication_whose_answer_was_lost_is_not_published_again() {
    let life = member_that_loses("publish_video").await;
    let mut known = Known::default();
    Publish.before(&life, &mut known).await.unwrap();
    Publish.act(&life, &mut known).await.unwrap();
    life.settle().await;
    judge::settled(&life, &mut known).await;
    Publish.after(&life, &mut known).await;
}
