//! Every container that is read is known by its first bytes, and is read.

use crate::support::Bench;
use media::{CONTAINER_BYTES, Transcoder, begins_as_container};

const PICTURE: &str = "-f lavfi -i testsrc2=size=320x180:rate=25:duration=1";
const SOUND: &str = "-f lavfi -i sine=duration=1";

#[tokio::test]
async fn a_file_in_each_container_passes_by_its_first_bytes_and_is_read() {
    let bench = Bench::new().await;
    let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
    let rows = [
        ("a.mp4", PICTURE, h264),
        ("a.mov", PICTURE, h264),
        ("a.m4v", PICTURE, h264),
        ("a.3gp", PICTURE, h264),
        ("a.3g2", PICTURE, h264),
        ("a.mkv", PICTURE, h264),
        ("a.webm", PICTURE, "-c:v libvpx -deadline realtime -cpu-used 8"),
        ("a.avi", PICTURE, "-c:v mpeg4"),
        ("a.ts", PICTURE, h264),
        ("a.m2ts", PICTURE, "-c:v mpeg2video -mpegts_m2ts_mode 1 -f mpegts"),
        ("a.mpg", PICTURE, "-c:v mpeg2video -f vob"),
        ("a.flv", PICTURE, "-c:v flv"),
        ("a.wmv", PICTURE, "-c:v wmv2"),
        ("a.ogg", SOUND, "-c:a libvorbis"),
        ("a.opus", SOUND, "-c:a libopus"),
        ("a.m4a", SOUND, "-c:a aac"),
        ("a.aac", SOUND, "-c:a aac"),
        ("a.mp3", SOUND, "-c:a libmp3lame"),
        ("b.mp3", SOUND, "-c:a libmp3lame -id3v2_version 0 -write_xing 0"),
        ("a.flac", SOUND, "-c:a flac"),
        ("a.wav", SOUND, "-c:a pcm_s16le"),
        ("b.wav", SOUND, "-c:a pcm_s16le -rf64 always"),
        ("a.aiff", SOUND, "-c:a pcm_s16be"),
        ("a.caf", SOUND, "-c:a pcm_s16be"),
    ];
    for (name, input, codec) in rows {
        let clip = bench.clip(name, &format!("{input} {codec}"));
        let bytes = std::fs::read(&clip).unwrap();
        assert!(begins_as_container(&bytes[..CONTAINER_BYTES.min(bytes.len())]), "{name}");
        let info = bench.transcoder.probe(&clip).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((info.video.is_some(), info.audio.is_some()), (input == PICTURE, input == SOUND), "{name}");
    }
}
