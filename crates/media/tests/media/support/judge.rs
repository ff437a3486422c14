//! Playing a rendition to its end, segment by segment, as a player would get it.

use std::collections::BTreeMap;
use std::process::Command;

use media::{Produced, RenditionKind};

/// What a rendition was seen to be.
pub struct Played {
    /// `360p 640x360` or `audio 2`.
    pub summary: String,
    /// When each segment starts, milliseconds.
    pub starts: Vec<u64>,
    /// Mean luma of the four quarters of the first picture: where it is bright.
    pub quarters: Vec<u8>,
    /// Milliseconds.
    pub duration_ms: u64,
}

/// Decodes the whole rendition, and every segment on its own behind the init section, and checks
/// what it says of itself.
pub fn play(rendition: &Produced) -> Played {
    let bytes = std::fs::read(&rendition.file).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), rendition.bytes);
    let mut next = rendition.init.end();
    assert_eq!(rendition.init.start, 0);
    for segment in &rendition.segments {
        assert_eq!(segment.range.start, next, "{}: the segments tile the file", rendition.name);
        next = segment.range.end();
    }
    assert_eq!(next, rendition.bytes);
    let path = rendition.file.to_str().unwrap();
    let decoded = ffmpeg(&["-v", "warning", "-xerror", "-i", path, "-f", "null", "-"]);
    assert_eq!(decoded, "", "{}: plays without a warning", rendition.name);
    check_segments(rendition, &bytes);
    let facts = probe(path);
    assert!(rendition.bandwidth >= rendition.average_bandwidth);
    let mut starts = vec![0];
    for segment in &rendition.segments {
        starts.push(starts.last().unwrap() + segment.duration_ms);
    }
    let duration_ms = starts.pop().unwrap();
    let mut quarters = Vec::new();
    let summary = match rendition.kind {
        RenditionKind::Video { width, height, .. } => {
            assert_eq!(facts["pix_fmt"], "yuv420p");
            assert_eq!(facts["codec_name"], "h264");
            assert_eq!(facts["sample_aspect_ratio"].replace("N/A", "1:1"), "1:1");
            assert_eq!(facts.get("rotation"), None);
            assert_eq!(
                (facts["width"].as_str(), facts["height"].as_str()),
                (&*width.to_string(), &*height.to_string())
            );
            assert!(rendition.codecs.starts_with("avc1."), "{}", rendition.codecs);
            quarters = look(path);
            format!("{} {width}x{height}", rendition.name)
        }
        RenditionKind::Audio { channels, sample_rate } => {
            assert_eq!(facts["channels"], channels.to_string());
            assert_eq!(facts["sample_rate"], sample_rate.to_string());
            assert_eq!(rendition.codecs, "mp4a.40.2");
            format!("{} {channels}", rendition.name)
        }
    };
    Played { summary, starts, quarters, duration_ms }
}

/// Each segment decodes alone, from its first picture on, and lasts as long as it says.
fn check_segments(rendition: &Produced, bytes: &[u8]) {
    let at =
        |range: media::ByteRange| &bytes[usize::try_from(range.start).unwrap()..usize::try_from(range.end()).unwrap()];
    let alone = rendition.file.with_extension("alone");
    for (place, segment) in rendition.segments.iter().enumerate() {
        std::fs::write(&alone, [at(rendition.init), at(segment.range)].concat()).unwrap();
        let path = alone.to_str().unwrap();
        let flags = ffprobe(&["-select_streams", "0", "-show_entries", "packet=flags", "-of", "csv=p=0", path]);
        assert!(flags.starts_with('K'), "{} {place} starts with a keyframe", rendition.name);
        let decoded = ffmpeg(&["-v", "error", "-xerror", "-i", path, "-f", "null", "-"]);
        assert_eq!(decoded, "", "{} {place}", rendition.name);
    }
    std::fs::remove_file(&alone).unwrap();
}

fn probe(path: &str) -> BTreeMap<String, String> {
    let text = ffprobe(&["-show_streams", "-of", "default=noprint_wrappers=1", path]);
    text.lines().filter_map(|line| line.split_once('=')).map(|(key, value)| (key.into(), value.into())).collect()
}

/// Mean luma of the quarters of the first picture: upper left, upper right, lower left, lower right.
fn look(path: &str) -> Vec<u8> {
    let out = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-i", path, "-frames:v", "1", "-vf", "scale=2:2:flags=area"])
        .args(["-pix_fmt", "gray", "-f", "rawvideo", "-"])
        .output()
        .unwrap();
    out.stdout
}

fn ffmpeg(arguments: &[&str]) -> String {
    let out = Command::new("ffmpeg").arg("-nostdin").args(arguments).output().unwrap();
    String::from_utf8_lossy(&out.stderr).trim().to_string()
}

fn ffprobe(arguments: &[&str]) -> String {
    let out = Command::new("ffprobe").args(["-v", "error"]).args(arguments).output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}
