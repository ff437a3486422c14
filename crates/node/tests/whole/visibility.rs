//! What strangers can learn of a video that is not public: nothing but hashes, ranges and sizes.

use carry::id::VideoId;
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use http::Method;
use testkit::transcoder::{rendition, source};

use crate::ask::Answer;
use crate::member::{TITLE, Whole, new_account, token};

const DESCRIPTION: &str = "What the neighbours decided about the old mill";
const SEED: u64 = 5;

/// Everything that can be asked about a video without an account.
fn addresses(video: VideoId) -> Vec<String> {
    let texts = ["master.m3u8", "360p.m3u8", "720p.m3u8", "audio.m3u8", "integrity.json", "manifest", "thumbnail"];
    let mut all: Vec<String> = texts.iter().map(|name| format!("/v/{video}/{name}")).collect();
    all.extend(["", "/cost"].map(|end| format!("/v/{video}{end}")));
    all.extend(["master.m3u8", "integrity.json", "360p.m3u8", "1/360p"].map(|end| format!("/p/{video}/{end}")));
    all.extend(["status", "key"].map(|end| format!("/api/v1/videos/{video}/{end}")));
    all.extend(["/", "/search?q=lindens", "/search?q=mill", "/search?q=amira"].map(str::to_owned));
    all
}

/// Publishes and describes a video; its id.
async fn described(whole: &Whole, visibility: &str) -> VideoId {
    let video = whole.publish(SEED, "public").await;
    let wish = match visibility {
        "password" => {
            serde_json::json!({"description": DESCRIPTION, "visibility": "password", "password": "the mill wheel"})
        }
        _ => serde_json::json!({"description": DESCRIPTION, "visibility": visibility}),
    };
    whole.change(video, wish).await;
    video
}

/// All that a stranger is answered: the addresses above, and the objects.
async fn everything(whole: &Whole, video: VideoId) -> Vec<(String, Answer)> {
    let mut paths = addresses(video);
    let published = whole.published(video).await;
    paths.extend(published.renditions.iter().map(|one| format!("/o/{}", one.object)));
    paths.extend(published.thumbnail.iter().map(|one| format!("/o/{}", one.object)));
    let mut all = Vec::new();
    for path in paths {
        let answer = whole.get(&path, &[]).await;
        all.push((path, answer));
    }
    all
}

/// What nobody may see: the words, the key in every spelling, and a piece of every plain section.
async fn hidden(whole: &Whole, video: VideoId) -> Vec<(&'static str, Vec<u8>)> {
    let key = whole.member.store.video(video).await.unwrap().unwrap().video_key;
    let file = source(SEED, 5_000);
    let mut hidden = vec![
        ("the title", TITLE.as_bytes().to_vec()),
        ("the description", DESCRIPTION.as_bytes().to_vec()),
        ("the key", key.to_vec()),
        ("the key in hex", HEXLOWER.encode(&key).into_bytes()),
        ("the key in base64", BASE64.encode(&key).into_bytes()),
        ("the key in base64url", BASE64URL_NOPAD.encode(&key).into_bytes()),
        ("the thumbnail", testkit::transcoder::thumbnail(&file)[..32].to_vec()),
    ];
    for name in ["360p", "720p", "audio"] {
        let plain = rendition(&file, name);
        hidden.extend(plain.chunks(64).map(|piece| ("a piece of a segment", piece.to_vec())));
    }
    hidden
}

fn shows(answer: &Answer, hidden: &[u8]) -> bool {
    let found = |bytes: &[u8]| bytes.windows(hidden.len()).any(|window| window == hidden);
    found(&answer.body) || answer.headers.values().any(|value| found(value.as_bytes()))
}

#[tokio::test]
async fn of_a_public_video_a_stranger_sees_all_so_the_test_below_would_notice() {
    let whole = Whole::start().await;
    let video = described(&whole, "public").await;
    let answers = everything(&whole, video).await;
    for (what, bytes) in hidden(&whole, video).await {
        let seen = answers.iter().any(|(_, answer)| shows(answer, &bytes));
        assert_eq!(seen, !what.starts_with("the key"), "{what}");
    }
}

#[tokio::test]
async fn of_what_is_not_public_a_stranger_sees_no_word_no_picture_and_no_key() {
    for visibility in ["unlisted", "password", "private"] {
        let whole = Whole::start().await;
        let video = described(&whole, visibility).await;
        let hidden = hidden(&whole, video).await;
        for (path, answer) in everything(&whole, video).await {
            for (what, bytes) in &hidden {
                assert!(!shows(&answer, bytes), "{visibility}: {what} at {path}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_unlisted_or_has_a_password_is_delivered_as_ciphertext_to_whoever_has_the_address() {
    for visibility in ["unlisted", "password"] {
        let whole = Whole::start().await;
        let video = described(&whole, visibility).await;
        for name in ["master.m3u8", "360p.m3u8", "integrity.json", "manifest", "thumbnail"] {
            let answer = whole.get(&format!("/v/{video}/{name}"), &[]).await;
            assert_eq!(answer.status, 200, "{visibility} {name}");
        }
        let thumbnail = whole.get(&format!("/v/{video}/thumbnail"), &[]).await;
        assert_eq!(thumbnail.header("content-type"), "application/octet-stream");
        let key = whole.get(&format!("/api/v1/videos/{video}/key"), &[]).await;
        assert!(key.status.is_client_error(), "{visibility}: {}", key.text());
    }
}

#[tokio::test]
async fn to_strangers_a_private_video_is_as_one_that_never_was() {
    let whole = Whole::start().await;
    let video = described(&whole, "private").await;
    let never = VideoId::from_bytes([7; 32]);
    let stranger = new_account(&whole.member, "bruno", None).await;
    let bearer = format!("Bearer {}", token(&whole.member, stranger).await);
    let signed_in = whole.signed_in(stranger).await;
    let who: [&[(&str, &str)]; 3] = [&[], &[("authorization", &bearer)], &[("cookie", &signed_in)]];
    for headers in who {
        for (path, never_path) in addresses(video).into_iter().zip(addresses(never)) {
            let answer = whole.get(&path, headers).await;
            let of_never = whole.get(&never_path, headers).await;
            assert_eq!(answer.status, of_never.status, "{path} {headers:?}");
            let text = answer.text().replace(&video.to_string(), &never.to_string());
            assert_eq!(text, of_never.text(), "{path} {headers:?}");
            let header = |answer: &Answer, name| answer.header(name).replace(&video.to_string(), &never.to_string());
            for name in ["cache-control", "etag", "location", "access-control-allow-origin"] {
                assert_eq!(header(&answer, name), header(&of_never, name), "{path} {name}");
            }
        }
    }
}

#[tokio::test]
async fn a_private_video_is_delivered_to_its_author_and_those_named_and_kept_by_no_cache() {
    let whole = Whole::start().await;
    let bruno = new_account(&whole.member, "bruno", None).await;
    let video = whole.publish(SEED, "private").await;
    whole.change(video, serde_json::json!({"viewers": ["bruno"]})).await;
    let author = whole.member.store.account_by_name("amira").await.unwrap().unwrap().id;
    for who in [author, bruno] {
        let cookie = whole.signed_in(who).await;
        for name in ["master.m3u8", "360p.m3u8", "integrity.json", "manifest", "thumbnail"] {
            let answer = whole.get(&format!("/v/{video}/{name}"), &[("cookie", &cookie)]).await;
            assert_eq!(answer.status, 200, "{name}");
            assert_eq!(answer.header("cache-control"), "private, no-store", "{name}");
            assert_eq!(answer.header("access-control-allow-origin"), "", "{name}");
        }
        let key = whole.get(&format!("/api/v1/videos/{video}/key"), &[("cookie", &cookie)]).await;
        assert_eq!(key.status, 200);
    }
    whole.change(video, serde_json::json!({"viewers": []})).await;
    let cookie = whole.signed_in(bruno).await;
    let master = whole.get(&format!("/v/{video}/master.m3u8"), &[("cookie", &cookie)]).await;
    assert_eq!(master.status, 404, "who is no longer named sees it no longer");
}

#[tokio::test]
async fn a_public_video_made_private_is_closed_before_anything_is_encrypted_anew() {
    let whole = Whole::start().await;
    let video = whole.publish(SEED, "public").await;
    let object = whole.published(video).await.renditions[0].object;
    assert_eq!(whole.get(&format!("/o/{object}"), &[]).await.status, 200);
    let json = [("content-type", "application/json")];
    let wish = br#"{"visibility": "private"}"#.to_vec();
    let changed = whole.call(Method::PATCH, &format!("/api/v1/videos/{video}"), &json, wish).await;
    assert_eq!(changed.status, 200);
    for name in ["master.m3u8", "360p.m3u8", "integrity.json", "manifest", "thumbnail"] {
        let answer = whole.get(&format!("/v/{video}/{name}"), &[]).await;
        assert_eq!(answer.status, 404, "{name}, before the job was done");
    }
    whole.work().await;
    let gone = whole.get(&format!("/o/{object}"), &[]).await;
    assert!(gone.status.is_client_error(), "the plain object after the job: {}", gone.status);
}
