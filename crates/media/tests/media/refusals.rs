//! What is refused, why, and that nothing is left behind.

use std::path::PathBuf;

use crate::support::Bench;
use media::{MediaRefusal, Transcoder};

const CLIP: &str =
    "-f lavfi -i testsrc2=size=320x180:rate=25:duration=6 -c:v libx264 -preset ultrafast -pix_fmt yuv420p";

/// Bytes that no program would take for anything: xorshift from a fixed seed.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
    .take(len)
    .collect()
}

fn cut(bench: &Bench, path: &PathBuf, percent: usize) -> PathBuf {
    let bytes = std::fs::read(path).unwrap();
    bench.file("cut.mp4", &bytes[..bytes.len() * percent / 100])
}

#[tokio::test]
async fn a_truncated_file_is_refused_and_leaves_nothing_behind() {
    let bench = Bench::new().await;
    let clip = bench.clip("whole.mp4", CLIP);
    assert_eq!(bench.refused(&cut(&bench, &clip, 60)).await, MediaRefusal::Incomplete);
    let clip = bench.clip("whole.mp4", &format!("{CLIP} -movflags +faststart"));
    assert_eq!(bench.refused(&cut(&bench, &clip, 60)).await, MediaRefusal::Incomplete);
    let clip = bench.clip("whole.mkv", CLIP);
    assert_eq!(bench.refused(&cut(&bench, &clip, 60)).await, MediaRefusal::Incomplete);
}

#[tokio::test]
async fn random_bytes_and_texts_dressed_as_mp4_are_refused() {
    let bench = Bench::new().await;
    let dressed = |bytes: &[u8]| bench.file("video.mp4", bytes);
    assert_eq!(bench.refused(&dressed(b"")).await, MediaRefusal::Empty);
    assert_eq!(bench.refused(&dressed(&noise(100_000))).await, MediaRefusal::NotAVideo);
    let headed = [&b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2"[..], &noise(50_000)].concat();
    assert_eq!(bench.refused(&dressed(&headed)).await, MediaRefusal::Incomplete);
    let playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
    assert_eq!(bench.refused(&dressed(playlist)).await, MediaRefusal::Playlist);
    assert_eq!(bench.refused(&dressed(b"ffconcat version 1.0\nfile /etc/passwd\n")).await, MediaRefusal::Playlist);
    assert_eq!(bench.refused(&dressed(b"#!/bin/sh\ncat /etc/passwd\n")).await, MediaRefusal::Text);
    let picture = bench.clip("picture.png", "-f lavfi -i testsrc2=duration=1 -frames:v 1");
    assert_eq!(bench.refused(&picture).await, MediaRefusal::NotAVideo);
}

#[tokio::test]
async fn a_playlist_behind_the_header_of_a_container_is_not_followed() {
    let bench = Bench::new().await;
    let hidden = [&b"\0\0\0\x10ftypisom\0\0\x02\0"[..], b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n"].concat();
    assert_eq!(bench.refused(&bench.file("video.mp4", &hidden)).await, MediaRefusal::Incomplete);
}

#[tokio::test]
async fn decompression_bombs_are_refused_before_they_are_decoded() {
    let bench = Bench::new().await;
    let huge =
        bench.clip("huge.mp4", "-f lavfi -i color=black:size=8200x4400:duration=0.04 -c:v mjpeg -pix_fmt yuvj420p");
    assert_eq!(bench.refused(&huge).await, MediaRefusal::TooManyPixels);
    let long = bench.clip("long.mkv", "-f lavfi -i color=black:size=16x16:rate=1/600:duration=50000 -c:v libx264");
    assert_eq!(bench.refused(&long).await, MediaRefusal::TooLong);
}

#[tokio::test]
async fn too_many_streams_and_none_that_plays_are_refused() {
    let bench = Bench::new().await;
    let maps = "-map 0:a ".repeat(65);
    let crowd = bench.clip("crowd.mkv", &format!("-f lavfi -i anullsrc=duration=0.1 {maps} -c:a pcm_u8"));
    assert_eq!(bench.refused(&crowd).await, MediaRefusal::TooManyStreams);
    let words = bench.file("words.srt", b"1\n00:00:00,000 --> 00:00:05,000\nWords\n");
    let silent = bench.clip("words.mkv", &format!("-i {} -c:s srt", words.display()));
    assert_eq!(bench.refused(&silent).await, MediaRefusal::NothingToPlay);
}

#[tokio::test]
async fn a_container_of_rubbish_is_refused_when_nothing_can_be_decoded() {
    let bench = Bench::new().await;
    let clip = bench.clip("clip.mp4", CLIP);
    let mut bytes = std::fs::read(&clip).unwrap();
    let samples = bytes.windows(4).position(|name| name == b"mdat").unwrap() + 4;
    let end = bytes.windows(4).position(|name| name == b"moov").unwrap() - 4;
    let rubbish = noise(end - samples);
    bytes[samples..end].copy_from_slice(&rubbish);
    let rubbish = bench.file("rubbish.mp4", &bytes);
    let (_, plan) = bench.plan(&rubbish).await.unwrap();
    let into = bench.path("job");
    std::fs::create_dir(&into).unwrap();
    let error = bench.transcoder.produce(&plan, &rubbish, &into, &media::NotWatched).await.unwrap_err();
    assert_eq!(error.refusal(), Some(MediaRefusal::Incomplete), "{error}");
}
