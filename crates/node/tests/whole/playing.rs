//! ffmpeg, which shares no code with us, plays what is delivered over a real socket.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use carry::id::VideoId;
use carry::manifest::{Audience, Body, Manifest, SignedManifest};
use carry::seal::{Payload, VideoKey};
use media::{Ffmpeg, Settings};
use seams::real::RealClock;
use tokio::process::Command;

use crate::hls::Media;
use crate::member::{CONFIGURATION, Whole, world};
use crate::running::{Running, settings, start};

/// Frames and length of the clip's picture.
const FRAMES: u64 = 132;
const DURATION_MS: u64 = 5_280;

/// A member with the clip published, and its server.
async fn served(visibility: &str) -> (Whole, VideoId, Running) {
    // Not confined: that has tests of its own, and the clip is ours.
    let ffmpeg = Ffmpeg::unsandboxed(Settings::new(PathBuf::from(env!("CARGO_BIN_EXE_ecot"))), Arc::new(RealClock));
    let whole = Whole::start_in(world(), CONFIGURATION, Arc::new(ffmpeg)).await;
    let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/big-buck-bunny-720p-5s.mp4");
    let video = whole.publish_file(&std::fs::read(clip).unwrap(), visibility).await;
    let running = start(&settings(), None, whole.router.clone());
    (whole, video, running)
}

/// What a program wrote to its standard output.
async fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let done = Command::new(program).args(arguments).output().await.unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    if done.status.success() { Ok(String::from_utf8(done.stdout).unwrap()) } else { Err(said) }
}

/// The MD5 sums of all decoded frames of one stream, and how many there are.
async fn frames(input: &[&str], stream: &str) -> Result<(String, u64), String> {
    let mut arguments = vec!["-v", "error", "-xerror"];
    arguments.extend_from_slice(input);
    arguments.extend_from_slice(&["-map", stream, "-f", "framemd5", "-"]);
    let text = run("ffmpeg", &arguments).await?;
    let sums: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.rsplit(',').next().unwrap().trim())
        .collect();
    Ok((sums.join("\n"), u64::try_from(sums.len()).unwrap()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_public_playlist_plays_to_its_end_over_http_with_every_frame_of_the_clip() {
    let (whole, video, running) = served("public").await;
    let url = running.url("http", &format!("/v/{video}/master.m3u8"));
    let asked = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", &url];
    let told = run("ffprobe", &asked).await.unwrap();
    assert_eq!(told.trim(), format!("{}.{:03}000", DURATION_MS / 1000, DURATION_MS % 1000));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("picture.mp4");
    std::fs::write(&file, whole.object(whole.published(video).await.renditions[0].object).await).unwrap();
    let stored = frames(&["-i", file.to_str().unwrap()], "0:v:0").await.unwrap();
    let played = frames(&["-i", &url], "0:v:0").await.unwrap();
    assert_eq!(played.1, FRAMES);
    assert!(played == stored, "by its ranges it has other frames than as a whole");
    let (_, sounds) = frames(&["-i", &url], "0:a:0").await.unwrap();
    let expected = DURATION_MS * 48 / 1024;
    assert!(sounds.abs_diff(expected) <= 3, "{sounds} frames of sound, {expected} expected");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unlisted_video_plays_with_the_key_of_its_link_and_not_with_another() {
    let (whole, video, running) = served("unlisted").await;
    let link = whole.told(video).await["watch_url"].as_str().unwrap().to_owned();
    let key = VideoKey::from_link_text(link.split_once("#k=").unwrap().1).unwrap();
    let (name, text, rendition_key) = opened(&running, video, &key).await;
    let plays = async |key: Vec<u8>| {
        let text = text.clone();
        let page = Router::new()
            .route("/opened.m3u8", get(move || async { text }))
            .route(&format!("/ecot-key/{name}"), get(move || async { key }))
            .merge(whole.router.clone());
        let page = start(&settings(), None, page);
        frames(&["-i", &page.url("http", "/opened.m3u8")], "0:v:0").await
    };
    let (_, count) = plays(rendition_key.clone()).await.unwrap();
    assert_eq!(count, FRAMES);

    let mut wrong = rendition_key;
    wrong[0] ^= 1;
    let broken = plays(wrong).await;
    assert!(broken.is_err(), "it played with a wrong key: {} frames", broken.unwrap().1);
}

/// The name and the media playlist of the picture, its key at an address that ffmpeg can ask, as the page would
/// answer it; and the key.
async fn opened(running: &Running, video: VideoId, key: &VideoKey) -> (String, String, Vec<u8>) {
    let get = async |path: &str| {
        let url = running.url("http", path);
        reqwest::Client::builder().no_proxy().build().unwrap().get(url).send().await.unwrap().bytes().await.unwrap()
    };
    let signed = SignedManifest::from_cbor(&get(&format!("/v/{video}/manifest")).await).unwrap();
    let Body::Published(published) = Manifest::from_cbor(&signed.bytes).unwrap().body else { panic!("gone") };
    let Audience::Sealed(sealed) = &published.audience else { panic!("not sealed") };
    let payload = Payload::open(sealed, key, &video).unwrap();
    let name = published.renditions[0].facts.name.clone();
    let text = String::from_utf8(get(&format!("/v/{video}/{name}.m3u8")).await.to_vec()).unwrap();
    let media = Media::read(&text);
    assert_eq!(media.init_iv.as_deref(), Some("0x80000000000000000000000000000000"));
    assert_eq!(media.key_urls, vec![format!("ecot-key:{name}"); 2]);
    let text = text.replace("ecot-key:", "/ecot-key/");
    (name, text, payload.rendition_keys[0].as_bytes().to_vec())
}
