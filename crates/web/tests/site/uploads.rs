use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use data_encoding::BASE64;
use futures::stream;
use sha2::{Digest, Sha256};
use store::{JobKind, Setting};

use crate::member::{Answer, MAX_UPLOAD, Member, Person};

const PATCH_TYPE: (&str, &str) = ("content-type", "application/offset+octet-stream");
const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");

/// Bytes that begin as a video does.
pub fn clip(length: usize) -> Vec<u8> {
    let start = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41";
    let noise = (0_u32..).flat_map(|number| Sha256::digest(number.to_be_bytes()));
    start.iter().copied().chain(noise).take(length).collect()
}

async fn begins(person: &Person<'_>, length: u64, name: &str) -> Answer {
    let csrf = person.csrf().unwrap_or_default();
    let metadata = format!("filename {}", BASE64.encode(name.as_bytes()));
    let length = length.to_string();
    let headers = [VERSION, ("x-ecot-csrf", &csrf), ("upload-length", &length), ("upload-metadata", &metadata)];
    person.send(Method::POST, "/tus/", &headers, Body::empty()).await
}

pub async fn patches(person: &Person<'_>, path: &str, offset: usize, body: Body, more: &[(&str, &str)]) -> Answer {
    let csrf = person.csrf().unwrap_or_default();
    let offset = offset.to_string();
    let mut headers = vec![VERSION, PATCH_TYPE, ("x-ecot-csrf", &csrf), ("upload-offset", &offset)];
    headers.extend_from_slice(more);
    person.send(Method::PATCH, path, &headers, body).await
}

async fn asks(person: &Person<'_>, path: &str) -> Answer {
    person.send(Method::HEAD, path, &[VERSION], Body::empty()).await
}

pub async fn upload_of(person: &Person<'_>, length: usize) -> String {
    let begun = begins(person, u64::try_from(length).unwrap(), "clip.mp4").await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    begun.header("location").to_owned()
}

/// A body whose connection is cut after these bytes.
fn cut(bytes: &[u8]) -> Body {
    let sent: Result<Bytes, std::io::Error> = Ok(Bytes::copy_from_slice(bytes));
    Body::from_stream(stream::iter([sent, Err(std::io::Error::other("cut"))]))
}

pub async fn stored(member: &Member, path: &str) -> Vec<u8> {
    let id = path.strip_prefix("/tus/").unwrap().parse().unwrap();
    let file = web::uploads::file_path(id);
    let Some(length) = member.app.seams.disk.len(&file).await.unwrap() else { return Vec::new() };
    member.app.seams.disk.read(&file, 0..length).await.unwrap().to_vec()
}

#[tokio::test]
async fn the_server_says_what_it_can_do() {
    let member = Member::open().await;
    let answer = member.visitor().send(Method::OPTIONS, "/tus/", &[], Body::empty()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("tus-version"), "1.0.0");
    assert_eq!(answer.header("tus-extension"), "creation,creation-with-upload,termination,expiration,checksum");
    assert_eq!(answer.header("tus-max-size"), MAX_UPLOAD.to_string());
    assert_eq!(answer.header("tus-checksum-algorithm"), "sha1,sha256");
}

#[tokio::test]
async fn ana_uploads_three_chunks_and_has_one_video_to_be_encoded() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let bytes = clip(3000);
    let path = upload_of(&ana, bytes.len()).await;
    for chunk in 0..3 {
        let start = chunk * 1000;
        let answer = patches(&ana, &path, start, Body::from(bytes[start..start + 1000].to_vec()), &[]).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
        assert_eq!(answer.header("upload-offset"), (start + 1000).to_string());
        assert_eq!(answer.header("ecot-video").is_empty(), chunk < 2);
    }
    assert_eq!(stored(&member, &path).await, bytes);
    // The answer to the last byte may be lost: asking again tells the same video, and there is one job.
    let (first, second) = (asks(&ana, &path).await, asks(&ana, &path).await);
    assert_eq!(first.header("upload-offset"), "3000");
    assert_eq!(first.header("ecot-video"), second.header("ecot-video"));
    let video = first.header("ecot-video").parse().unwrap();
    let jobs = member.app.store.video_jobs(video, 10).await.unwrap();
    assert_eq!(jobs.iter().map(|job| job.kind).collect::<Vec<_>>(), [JobKind::Encode]);
    assert!(ana.get("/space").await.text.contains("clip"));
}

#[tokio::test]
async fn what_arrived_before_a_cut_is_kept_wherever_it_falls() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let bytes = clip(2000);
    for at in [0, 1, 31, 511, 512, 513, 1024, 1999] {
        let path = upload_of(&ana, bytes.len()).await;
        patches(&ana, &path, 0, cut(&bytes[..at]), &[]).await;
        let there = asks(&ana, &path).await;
        assert_eq!(there.header("upload-offset"), at.to_string());
        assert_eq!(stored(&member, &path).await, bytes[..at]);
        let rest = patches(&ana, &path, at, Body::from(bytes[at..].to_vec()), &[]).await;
        assert_eq!(rest.status, StatusCode::NO_CONTENT);
        assert_eq!(stored(&member, &path).await, bytes);
    }
}

#[tokio::test]
async fn a_chunk_that_does_not_match_its_checksum_is_dropped() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let bytes = clip(1500);
    let path = upload_of(&ana, bytes.len()).await;
    let sum = format!("sha256 {}", BASE64.encode(&Sha256::digest(&bytes)));
    let mut altered = bytes.clone();
    altered[1000] ^= 1;
    let wrong = patches(&ana, &path, 0, Body::from(altered), &[("upload-checksum", &sum)]).await;
    assert_eq!(wrong.status.as_u16(), 460);
    let half = patches(&ana, &path, 0, cut(&bytes[..700]), &[("upload-checksum", &sum)]).await;
    assert_eq!(half.header("upload-offset"), "0");
    let unknown = patches(&ana, &path, 0, Body::from(bytes.clone()), &[("upload-checksum", "md5 AAAA")]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert_eq!(asks(&ana, &path).await.header("upload-offset"), "0");
    let right = patches(&ana, &path, 0, Body::from(bytes.clone()), &[("upload-checksum", &sum)]).await;
    assert_eq!(right.status, StatusCode::NO_CONTENT);
    assert_eq!(stored(&member, &path).await, bytes);
}

#[tokio::test]
async fn two_writers_never_touch_one_upload_at_the_same_time() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let bytes = clip(1000);
    let path = upload_of(&ana, bytes.len()).await;
    let (sender, receiver) = futures::channel::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let first = patches(&ana, &path, 0, Body::from_stream(receiver), &[]);
    let second = async {
        // The first one has begun: it was polled before this one.
        let answer = patches(&ana, &path, 0, Body::from(bytes.clone()), &[]).await;
        let mut sender = sender;
        sender.try_send(Ok(Bytes::copy_from_slice(&bytes))).unwrap();
        sender.close_channel();
        answer
    };
    let (first, second) = futures::join!(first, async {
        // Where it began is not where the next one goes on: whoever asks meanwhile is told to ask again.
        while asks(&ana, &path).await.status != StatusCode::LOCKED {
            tokio::task::yield_now().await;
        }
        second.await
    });
    assert_eq!(second.status, StatusCode::LOCKED);
    assert_eq!(first.status, StatusCode::NO_CONTENT);
    assert_eq!(stored(&member, &path).await, bytes);
    assert_eq!(asks(&ana, &path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_plainly_wrong_is_refused_before_a_byte_is_sent() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let rows = [
        (MAX_UPLOAD + 1, "clip.mp4", 413, "too-large"),
        (10, "photo.jpg", 415, "not-a-video"),
        (0, "clip.mp4", 415, "not-a-video"),
    ];
    for (length, name, status, code) in rows {
        let refused = begins(&ana, length, name).await;
        assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str()), (status, Some(code)), "{name}");
    }
    member.app.store.set_setting(&Setting::DefaultQuotaBytes(Some(5000))).await.unwrap();
    upload_of(&ana, 3000).await;
    let over = begins(&ana, 3000, "clip.mp4").await;
    assert_eq!((over.status.as_u16(), over.json()["code"].as_str()), (413, Some("over-quota")));
}

#[tokio::test]
async fn a_file_dressed_as_a_video_is_refused_at_its_first_bytes_and_leaves_nothing() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let path = upload_of(&ana, 2000).await;
    let playlist = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n".repeat(100);
    let refused = patches(&ana, &path, 0, Body::from(playlist[..1000].to_vec()), &[]).await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str()), (415, Some("not-a-video")));
    assert_eq!(asks(&ana, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stored(&member, &path).await, b"");
}

#[tokio::test]
async fn requests_that_break_the_protocol_are_told_apart() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let path = upload_of(&ana, 1000).await;
    let csrf = ana.csrf().unwrap();
    let old = ana.send(Method::HEAD, &path, &[("tus-resumable", "0.2.0")], Body::empty()).await;
    assert_eq!((old.status.as_u16(), old.header("tus-version")), (412, "1.0.0"));
    assert_eq!(patches(&ana, &path, 7, Body::from(clip(10)), &[]).await.status, StatusCode::CONFLICT);
    let typeless = [VERSION, ("x-ecot-csrf", csrf.as_str()), ("upload-offset", "0")];
    let typeless = ana.send(Method::PATCH, &path, &typeless, Body::from(clip(10))).await;
    assert_eq!(typeless.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let headers = [VERSION, PATCH_TYPE, ("upload-offset", "0")];
    let forged = ana.send(Method::PATCH, &path, &headers, Body::from(clip(10))).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let more = patches(&ana, &path, 0, Body::from(clip(1001)), &[]).await;
    assert_eq!((more.status.as_u16(), more.json()["code"].as_str()), (413, Some("too-much")));
    assert_eq!(asks(&member.visitor(), &path).await.status, StatusCode::UNAUTHORIZED);
    let bruno = member.person("bruno").await;
    assert_eq!(asks(&bruno, &path).await.status, StatusCode::NOT_FOUND, "another one's upload");
}

#[tokio::test]
async fn an_upload_can_be_given_up_and_expires_by_itself() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let path = upload_of(&ana, 2000).await;
    let csrf = ana.csrf().unwrap();
    patches(&ana, &path, 0, Body::from(clip(1000)), &[]).await;
    let given_up = ana.send(Method::DELETE, &path, &[VERSION, ("x-ecot-csrf", &csrf)], Body::empty()).await;
    assert_eq!(given_up.status, StatusCode::NO_CONTENT);
    assert_eq!(asks(&ana, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stored(&member, &path).await, b"");

    let path = upload_of(&ana, 2000).await;
    let first = patches(&ana, &path, 0, Body::from(clip(1000)), &[]).await;
    assert_eq!(first.header("upload-expires"), "Tue, 24 Nov 2026 12:00:00 GMT");
    assert!(ana.get("/space").await.text.contains(&path[5..]));
    member.clock.advance(Duration::from_secs(24 * 3600 + 1)).await;
    assert_eq!(asks(&ana, &path).await.status, StatusCode::GONE);
    assert!(!ana.get("/space").await.text.contains(&path[5..]), "it is not swept yet");
    assert!(!web::uploads::sweep(&member.app).await.unwrap());
    assert_eq!(asks(&ana, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stored(&member, &path).await, b"");
}

#[tokio::test]
async fn a_small_file_comes_with_its_creation() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let csrf = ana.csrf().unwrap();
    let headers = [VERSION, PATCH_TYPE, ("x-ecot-csrf", csrf.as_str()), ("upload-length", "800")];
    let made = ana.send(Method::POST, "/tus/", &headers, Body::from(clip(800))).await;
    assert_eq!((made.status, made.header("upload-offset")), (StatusCode::CREATED, "800"));
    assert!(!made.header("ecot-video").is_empty());
    assert_eq!(stored(&member, made.header("location")).await, clip(800));
}
