use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use bytes::Bytes;
use carry::id::VideoId;
use carry::manifest::{FrameRate, Init, Kind, RenditionFacts, Segment};
use carry::seal::{self, PasswordSeed, VideoKey};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::Visibility::{Password, Private, Public, Unlisted};
use store::{
    GrowingRendition, GrowingSegment, HolderId, JobFailure, JobKind, Lease, LeaseWish, Scope, VideoChange, Visibility,
};

use crate::api;
use crate::member::{Answer, Member, Person};

const INIT: &[u8] = b"what a player must know first";
const FIRST: &[u8] = b"the first four seconds";
const UNFINISHED: &[u8] = b"half of the next";

/// Ana's video, to be encoded.
async fn uploaded(member: &Member) -> VideoId {
    let token = api::token(member, &[Scope::Upload]).await;
    api::uploaded(&member.program(&token)).await.parse().unwrap()
}

/// The next attempt at an encoding.
async fn begins(member: &Member) -> Lease {
    let now = member.app.seams.clock.now();
    let holder = HolderId::from_bytes([1; 16]);
    let wish = LeaseWish { kinds: vec![JobKind::Encode], holder, until: now + SignedDuration::from_mins(1) };
    member.app.store.lease_job(&wish, now).await.unwrap().expect("the upload is to be encoded").lease
}

/// An encoding of `video` that has come to its first segment; the number of the attempt.
async fn grows(member: &Member, video: VideoId) -> u64 {
    let app = &member.app;
    let lease = begins(member).await;
    let file = format!("scratch/{video}-{}/360p.mp4", lease.attempt);
    app.seams.disk.replace(&file, Bytes::from([INIT, FIRST, UNFINISHED].concat())).await.unwrap();
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap();
    let frame_rate = FrameRate::new(25, 1).unwrap();
    let rendition = GrowingRendition {
        video,
        attempt: lease.attempt,
        facts: RenditionFacts {
            name: "360p".to_owned(),
            kind: Kind::Video { width: 640, height: 360, frame_rate },
            codecs: "avc1.64001e".to_owned(),
            bandwidth: 800_000,
            average_bandwidth: 700_000,
        },
        file,
        init: Init { start: 0, len: length(INIT), sha256: Sha256::digest(INIT).into() },
        target_duration_s: 14,
        complete: false,
    };
    app.store.put_growing_rendition(lease, &rendition).await.unwrap().unwrap();
    let sha256 = Sha256::digest(FIRST).into();
    let segment = Segment { start: length(INIT), len: length(FIRST), duration_ms: 4_000, sha256 };
    let row = GrowingSegment { index: 0, segment };
    app.store.add_growing_segment(lease, video, "360p", &row).await.unwrap().unwrap();
    lease.attempt
}

async fn set(member: &Member, id: VideoId, visibility: Visibility) {
    let video = member.app.store.video(id).await.unwrap().unwrap();
    let mut wanted = VideoChange {
        revision: video.revision,
        about: video.about,
        keep_original: false,
        video_key: None,
        // Whom the author named may watch it once it is sealed.
        viewers: Some(vec!["ben".to_owned()]),
    };
    wanted.about.visibility = visibility;
    wanted.about.wrapped_key = (visibility == Visibility::Password).then(|| {
        let seed = PasswordSeed { salt: [1; 16], nonce: [2; 12] };
        seal::wrap_key(&VideoKey::from_bytes(video.video_key), b"open", seed, seal::PASSWORD_ITERATIONS, &id)
    });
    member.app.store.change_video(id, &wanted, member.app.seams.clock.now()).await.unwrap().unwrap();
}

async fn asks(person: &Person<'_>, video: VideoId, attempt: u64) -> Vec<Answer> {
    let mut answers = Vec::new();
    for rest in ["master.m3u8", "360p.m3u8", "integrity.json", &format!("{attempt}/360p")] {
        answers.push(person.get(&format!("/p/{video}/{rest}")).await);
    }
    answers
}

#[tokio::test]
async fn what_grows_is_for_its_author_alone_unless_the_video_is_public() {
    let member = Member::open().await;
    let (ana, ben, visitor) = (member.person("ana").await, member.person("ben").await, member.visitor());
    let video = uploaded(&member).await;
    let attempt = grows(&member, video).await;
    for (visibility, others) in [(Private, 404), (Unlisted, 404), (Password, 404), (Public, 200), (Private, 404)] {
        set(&member, video, visibility).await;
        for (who, person, status) in [("ana", &ana, 200), ("ben", &ben, others), ("a visitor", &visitor, others)] {
            for answer in asks(person, video, attempt).await {
                assert_eq!(answer.status.as_u16(), status, "{who}, {visibility:?}: {}", answer.text);
                if status == 404 {
                    assert!(!answer.text.contains("first"), "{}", answer.text);
                } else {
                    assert_eq!(answer.header("cache-control"), "private, no-store");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_players_hashes_are_those_of_the_bytes_that_it_gets_while_the_video_grows() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let video = uploaded(&member).await;
    let attempt = grows(&member, video).await;
    let [_, media, integrity, bytes] = asks(&ana, video, attempt).await.try_into().ok().unwrap();
    assert!(media.text.contains("#EXT-X-PLAYLIST-TYPE:EVENT"), "{}", media.text);
    assert!(media.text.contains("#EXT-X-TARGETDURATION:14\n"), "that of the longest to come: {}", media.text);
    assert!(!media.text.contains("#EXT-X-KEY"), "what grows is in the clear: {}", media.text);
    assert!(!media.text.contains("#EXT-X-ENDLIST"));
    assert_eq!(bytes.text.as_bytes(), [INIT, FIRST].concat(), "what is not finished is not handed out");
    for known in [INIT, FIRST] {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(known));
        assert!(integrity.text.contains(&hash), "{}", integrity.text);
    }
    let range = format!("bytes={}-", INIT.len());
    let path = format!("/p/{video}/{attempt}/360p");
    let part = ana.send(Method::GET, &path, &[("range", &range)], Body::empty()).await;
    assert_eq!((part.status, part.text.as_bytes()), (StatusCode::PARTIAL_CONTENT, FIRST));
    let other_attempt = ana.get(&format!("/p/{video}/{}/360p", attempt + 1)).await;
    assert_eq!(other_attempt.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_grows_asks_for_the_authors_session_and_takes_no_token() {
    let member = Member::open().await;
    member.person("ana").await;
    let video = uploaded(&member).await;
    let attempt = grows(&member, video).await;
    let token = api::token(&member, &[Scope::Read, Scope::Upload]).await;
    for answer in asks(&member.program(&token), video, attempt).await {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

/// What the video's page says of how far it is.
async fn state(person: &Person<'_>, video: VideoId) -> String {
    let status = person.get(&format!("/api/v1/videos/{video}/status")).await;
    status.json()["state"].as_str().unwrap_or_default().to_owned()
}

async fn nothing_grows(person: &Person<'_>, video: VideoId, attempt: u64) {
    for answer in asks(person, video, attempt).await {
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text);
    }
}

#[tokio::test]
async fn nothing_is_seen_of_an_attempt_that_failed_or_fell_silent() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let video = uploaded(&member).await;
    let attempt = grows(&member, video).await;
    assert_eq!(state(&ana, video).await, "playable");
    member.clock.advance(Duration::from_secs(61)).await;
    let second = begins(&member).await;
    nothing_grows(&ana, video, attempt).await;
    assert_eq!(state(&ana, video).await, "processing", "another attempt has begun");

    let now = member.app.seams.clock.now();
    let failure = JobFailure { code: "disk-failed".to_owned(), detail: String::new(), retry_at: Some(now) };
    member.app.store.fail_job(second, &failure, now).await.unwrap().unwrap();
    let attempt = grows(&member, video).await;
    assert_eq!(attempt, second.attempt + 1);
    let third = begun_by(attempt, second);
    member.app.store.fail_job(third, &failure, now).await.unwrap().unwrap();
    nothing_grows(&ana, video, attempt).await;
    assert_eq!(state(&ana, video).await, "waiting");
}

/// The lease of an attempt by the same worker.
fn begun_by(attempt: u64, before: Lease) -> Lease {
    Lease { attempt, ..before }
}

#[tokio::test]
async fn growing_bytes_that_are_gone_are_answered_with_nothing_to_be_found() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let video = uploaded(&member).await;
    let attempt = grows(&member, video).await;
    let path = format!("/p/{video}/{attempt}/360p");
    assert_eq!(ana.get(&path).await.status, StatusCode::OK);
    member.app.seams.disk.remove(&format!("scratch/{video}-{attempt}")).await.unwrap();
    assert_eq!(ana.get(&path).await.status, StatusCode::NOT_FOUND);
}
