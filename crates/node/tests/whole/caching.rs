//! The way of an object from the disk to those who ask.

use std::sync::Arc;

use futures::future::join_all;
use http::StatusCode;
use testkit::CannedTranscoder;

use crate::member::{CONFIGURATION, Whole, world};

#[tokio::test]
async fn however_many_ask_for_a_cold_object_the_disk_is_read_once_and_then_never() {
    let world = world();
    let disk = world.disk.clone();
    let whole = Whole::start_in(world, CONFIGURATION, Arc::new(CannedTranscoder::quick())).await;
    let video = whole.publish(1, "public").await;
    let path = format!("/o/{}", whole.published(video).await.renditions[0].object);
    let before = disk.object_reads();
    let ranges = ["bytes=0-99", "bytes=50-", "bytes=-9", "bytes=0-"];
    let answers = join_all((0..60).map(|number| {
        let (whole, path) = (&whole, &path);
        async move { whole.get(path, &[("range", ranges[number % ranges.len()])]).await }
    }))
    .await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::PARTIAL_CONTENT));
    assert_eq!(disk.object_reads() - before, 1);
    for _ in 0..10 {
        whole.get(&path, &[]).await;
    }
    assert_eq!(disk.object_reads() - before, 1, "what is hot was read again");
}

#[tokio::test]
async fn an_object_that_vanished_is_a_failure_that_nobody_keeps_and_it_heals() {
    let whole = Whole::start().await;
    let video = whole.publish(1, "public").await;
    let hash = whole.published(video).await.renditions[0].object;
    let path = format!("/o/{hash}");
    let file = find(&whole, &hash.to_string());
    let contents = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let answer = whole.get(&path, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (500, "no-store"));
    assert!(!answer.text().contains(&hash.to_string()), "{}", answer.text());

    std::fs::write(&file, &contents[..contents.len() / 2]).unwrap();
    let answer = whole.get(&path, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (500, "no-store"), "cut short");

    std::fs::write(&file, &contents).unwrap();
    let healed = whole.get(&path, &[]).await;
    assert_eq!((healed.status.as_u16(), healed.body), (200, contents));
}

#[tokio::test]
async fn a_deleted_video_is_gone_at_once_although_it_was_hot() {
    let whole = Whole::start().await;
    let video = whole.publish(1, "public").await;
    let path = format!("/o/{}", whole.published(video).await.renditions[0].object);
    assert_eq!(whole.get(&path, &[]).await.status, 200);
    whole.delete(video).await;
    for path in [path, format!("/v/{video}/master.m3u8"), format!("/v/{video}/thumbnail")] {
        let answer = whole.get(&path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (410, "no-store"), "{path}");
    }
}

/// The file of the member's data folder with this in its name.
fn find(whole: &Whole, name: &str) -> std::path::PathBuf {
    let files = whole.world.disk.files().unwrap();
    let found = files.iter().find(|(path, _)| path.ends_with(name));
    let (path, _) = found.unwrap_or_else(|| panic!("no {name} in {files:?}"));
    seams::Disk::host_path(&whole.world.disk, path)
}
