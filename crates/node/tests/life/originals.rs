//! The author's file, where the author keeps it.

use carry::id::VideoId;
use http::StatusCode;
use store::Visibility;
use testkit::CannedTranscoder;
use testkit::transcoder::source;

use crate::member::Member;

/// A published video whose original is kept.
async fn kept(member: &Member, contents: &[u8]) -> VideoId {
    let (upload, end) = member.open_upload(contents, Visibility::Unlisted, true).await;
    let expires = member.now() + jiff::SignedDuration::from_hours(24);
    member.store.advance_upload(upload, 0, end, expires).await.unwrap().unwrap();
    let id = member.complete(upload, Visibility::Unlisted).await;
    member.work().await;
    id
}

/// Bytes that count in the author's space.
async fn used(member: &Member) -> u64 {
    member.store.account_storage(member.account).await.unwrap().unwrap().stored_bytes
}

#[tokio::test]
async fn an_author_gets_a_kept_original_back_whole_and_in_parts_and_nobody_else_does() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let contents = source(3, 400_000);
    let id = kept(&member, &contents).await;
    let path = format!("/space/videos/{id}/original");
    let author = member.author().await;
    assert!(author.get(&format!("/space/videos/{id}")).await.text().contains(&format!("href=\"{path}\"")));

    let whole = author.get(&path).await;
    assert_eq!((whole.status, &whole.body[..]), (StatusCode::OK, &contents[..]));
    assert_eq!(whole.header("content-disposition"), "attachment; filename=\"clip.mp4\"; filename*=UTF-8''clip.mp4");
    assert_eq!(whole.header("content-length"), contents.len().to_string());
    assert_eq!((whole.header("accept-ranges"), whole.header("cache-control")), ("bytes", "private, no-store"));
    assert_eq!(whole.header("content-type"), "application/octet-stream");

    let end = contents.len();
    let part = author.get_with(&path, &[("range", "bytes=300000-"), ("if-range", whole.header("etag"))]).await;
    assert_eq!((part.status, &part.body[..]), (StatusCode::PARTIAL_CONTENT, &contents[300_000..]));
    assert_eq!(part.header("content-range"), format!("bytes 300000-{}/{end}", end - 1));
    let other = author.get_with(&path, &[("range", "bytes=0-9"), ("if-range", "\"another\"")]).await;
    assert_eq!((other.status, other.body.len()), (StatusCode::OK, end), "the part of another file is not asked for");
    let outside = author.get_with(&path, &[("range", "bytes=99999999-")]).await;
    assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(outside.header("content-range"), format!("bytes */{end}"));

    assert_eq!(member.visitor().get(&path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(member.person("zoe").await.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_original_that_its_author_keeps_no_longer_leaves_the_disk_and_the_space() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let contents = source(3, 40_000);
    let id = kept(&member, &contents).await;
    let upload = member.video(id).await.source.unwrap().upload;
    let file = member.folder.path().join(web::uploads::file_path(upload));
    assert!(file.is_file());
    let before = used(&member).await;

    member.change(id, |change| change.keep_original = false).await;
    member.work().await;
    assert_eq!(member.video(id).await.source, None);
    assert!(!file.exists(), "the file is gone");
    assert_eq!(used(&member).await, before - u64::try_from(contents.len()).unwrap());
    let author = member.author().await;
    assert_eq!(author.get(&format!("/space/videos/{id}/original")).await.status, StatusCode::NOT_FOUND);
    let page = author.get(&format!("/space/videos/{id}")).await;
    assert!(!page.text().contains("keep_original"), "what is gone cannot be kept: {}", page.text());
    assert_eq!(member.published(id).await.renditions.len(), 3, "the video is as it was");
}

#[tokio::test]
async fn an_original_whose_file_outlives_a_crash_is_removed_by_housekeeping() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let contents = source(3, 40_000);
    let id = kept(&member, &contents).await;
    let upload = member.video(id).await.source.unwrap().upload;
    let file = member.folder.path().join(web::uploads::file_path(upload));
    member.keep_house().await;
    assert!(file.is_file(), "housekeeping leaves a kept original alone");

    member.change(id, |change| change.keep_original = false).await;
    member.work().await;
    // As if the power had gone between the transaction and the removal.
    std::fs::write(&file, &contents).unwrap();
    member.keep_house().await;
    assert!(!file.exists());
}
