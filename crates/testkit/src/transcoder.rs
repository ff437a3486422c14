//! A transcoder without ffmpeg: quick, and its output is a function of the source alone.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use media::{
    AudioInfo, ByteRange, FrameRate, GrowingRendition, GrowingSegment, MediaError, MediaRefusal,
    Plan, Produced, RenditionKind, Segment, SourceInfo, Thumbnail, Transcoder, Transfer, VideoInfo,
    Watch,
};
use seams::Clock;
use sha2::{Digest, Sha256};

/// Segments of each rendition.
const SEGMENTS: u32 = 3;

/// Length of each segment, milliseconds.
const SEGMENT_MS: u64 = 4_000;

/// Bytes of an init section.
const INIT_BYTES: u64 = 700;

/// Bytes of the first segment of the smallest rendition; later and larger ones have more.
const SEGMENT_BYTES: u64 = 1_500;

/// Bytes of the checksum at a source's end.
const CHECKSUM_BYTES: usize = 32;

const FRAME_RATE: FrameRate = FrameRate {
    numerator: 25,
    denominator: 1,
};

/// Takes sources made by [`source()`] and refuses any other, also one of which a byte is missing or
/// changed: so it notices when an upload did not arrive as it was sent.
#[derive(Clone)]
pub struct CannedTranscoder {
    pace: Option<(Arc<dyn Clock>, Duration)>,
}

/// A file that [`CannedTranscoder`] takes and that looks like an MP4 from outside: `bytes` long,
/// its contents decided by `seed`, its SHA-256 at its end.
///
/// # Panics
/// When `bytes` leaves no room for the beginning and the checksum.
#[must_use]
pub fn source(seed: u64, bytes: usize) -> Vec<u8> {
    let mut out = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2mp41".to_vec();
    assert!(
        bytes > out.len() + CHECKSUM_BYTES,
        "a source of {bytes} bytes is too short"
    );
    out.extend(stream(&seed.to_be_bytes()).take(bytes - out.len() - CHECKSUM_BYTES));
    let checksum = Sha256::digest(&out);
    out.extend_from_slice(&checksum);
    out
}

/// The bytes of a rendition as [`CannedTranscoder`] makes them of `source`.
#[must_use]
pub fn rendition(source: &[u8], name: &str) -> Vec<u8> {
    let (init, segments) = layout(name);
    let length = segments.last().map_or(init.end(), |last| last.range.end());
    let length = usize::try_from(length).expect("a canned rendition is small");
    stream(&[Sha256::digest(source).as_slice(), name.as_bytes()].concat())
        .take(length)
        .collect()
}

impl CannedTranscoder {
    /// Works at once.
    #[must_use]
    pub fn quick() -> Self {
        Self { pace: None }
    }

    /// Takes `per_segment` of `clock`'s time for each segment, so that heartbeats fall into it.
    #[must_use]
    pub fn paced(clock: Arc<dyn Clock>, per_segment: Duration) -> Self {
        Self {
            pace: Some((clock, per_segment)),
        }
    }
}

#[async_trait]
impl Transcoder for CannedTranscoder {
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        let contents = read(source)?;
        let (body, checksum) = match contents.len().checked_sub(CHECKSUM_BYTES) {
            Some(at) => contents.split_at(at),
            None => return Err(MediaRefusal::Incomplete.into()),
        };
        if Sha256::digest(body).as_slice() != checksum {
            return Err(MediaRefusal::Incomplete.into());
        }
        Ok(info(contents.len()))
    }

    async fn produce(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        let contents = read(source)?;
        let mut produced: Vec<Produced> = plan
            .video()
            .map(|target| {
                let (width, height) = (target.width, target.height);
                let kind = RenditionKind::Video {
                    width,
                    height,
                    frame_rate: FRAME_RATE,
                };
                describe(&target.name, kind, "avc1.64001f", into)
            })
            .collect();
        if plan.audio.is_some() {
            let kind = RenditionKind::Audio {
                channels: 2,
                sample_rate: 48_000,
            };
            produced.push(describe("audio", kind, "mp4a.40.2", into));
        }
        for index in 0..SEGMENTS {
            if let Some((clock, per_segment)) = &self.pace {
                clock.sleep(*per_segment).await;
            }
            for one in &produced {
                grow(one, &rendition(&contents, &one.name), index)?;
                watch.segment(told(one, index)).await;
            }
            let done = 1000 * (index + 1) / SEGMENTS;
            watch.progress(u16::try_from(done).unwrap_or(1000)).await;
        }
        Ok(produced)
    }

    async fn thumbnail(
        &self,
        _plan: &Plan,
        source: &Path,
        into: &Path,
    ) -> Result<Thumbnail, MediaError> {
        let contents = read(source)?;
        let picture: Vec<u8> = stream(&Sha256::digest(&contents)).take(900).collect();
        let file = into.join("thumbnail.jpg");
        fs::write(&file, &picture).map_err(failed("write", &file))?;
        Ok(Thumbnail {
            file,
            bytes: 900,
            width: 640,
            height: 360,
        })
    }
}

/// An endless stream of bytes that `name` decides.
fn stream(name: &[u8]) -> impl Iterator<Item = u8> {
    let name = name.to_vec();
    (0_u64..).flat_map(move |block| {
        let bytes: [u8; 32] = Sha256::new()
            .chain_update(&name)
            .chain_update(block.to_be_bytes())
            .finalize()
            .into();
        bytes
    })
}

/// The init section and the segments of a rendition.
fn layout(name: &str) -> (ByteRange, Vec<Segment>) {
    let lines: u64 = name.trim_end_matches('p').parse().unwrap_or(100);
    let mut start = INIT_BYTES;
    let segments = (0..u64::from(SEGMENTS)).map(|index| {
        let range = ByteRange {
            start,
            len: SEGMENT_BYTES + lines + 100 * index,
        };
        start = range.end();
        Segment {
            range,
            duration_ms: SEGMENT_MS,
        }
    });
    let segments = segments.collect();
    (
        ByteRange {
            start: 0,
            len: INIT_BYTES,
        },
        segments,
    )
}

fn describe(name: &str, kind: RenditionKind, codecs: &str, into: &Path) -> Produced {
    let (init, segments) = layout(name);
    let bits = |bytes: u64| bytes * 8 * 1000;
    let total: u64 = segments.iter().map(|segment| segment.range.len).sum();
    let largest = segments
        .iter()
        .map(|segment| segment.range.len)
        .max()
        .unwrap_or(0);
    Produced {
        name: name.to_owned(),
        kind,
        file: into.join(format!("{name}.mp4")),
        bytes: init.len + total,
        codecs: codecs.to_owned(),
        init,
        segments,
        bandwidth: bits(largest).div_ceil(SEGMENT_MS),
        average_bandwidth: bits(total).div_ceil(SEGMENT_MS * u64::from(SEGMENTS)),
        encoded: true,
    }
}

/// Appends segment `index` to the file; the first one makes the file and its init section.
fn grow(one: &Produced, contents: &[u8], index: u32) -> Result<(), MediaError> {
    let at = usize::try_from(index).expect("a count of segments is small");
    let range = one.segments[at].range;
    let start = if at == 0 { 0 } else { range.start };
    let at = |offset| usize::try_from(offset).expect("a canned rendition is small");
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    options
        .open(&one.file)
        .and_then(|mut file| file.write_all(&contents[at(start)..at(range.end())]))
        .map_err(failed("write", &one.file))
}

fn told(one: &Produced, index: u32) -> GrowingSegment {
    let at = usize::try_from(index).expect("a count of segments is small");
    GrowingSegment {
        rendition: Arc::new(GrowingRendition {
            name: one.name.clone(),
            kind: one.kind,
            file: one.file.clone(),
            codecs: one.codecs.clone(),
            init: one.init,
            bandwidth: one.bandwidth,
        }),
        index,
        segment: one.segments[at],
    }
}

fn info(bytes: usize) -> SourceInfo {
    SourceInfo {
        container: "mov,mp4,m4a,3gp,3g2,mj2".to_owned(),
        bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
        duration_ms: u64::from(SEGMENTS) * SEGMENT_MS,
        streams: 2,
        video: Some(VideoInfo {
            index: 0,
            codec: "hevc".to_owned(),
            profile: "Main".to_owned(),
            level: 93,
            pixel_format: "yuv420p".to_owned(),
            bit_depth: 8,
            width: 1280,
            height: 720,
            quarter_turns: 0,
            pixel_aspect: (1, 1),
            frame_rate: FRAME_RATE,
            constant_rate: true,
            interlaced: false,
            transfer: Transfer::Sdr,
            matrix: "bt709".to_owned(),
            start_ms: 0,
            bit_rate: 1_000_000,
            keyframes: None,
        }),
        cover: None,
        audio: Some(AudioInfo {
            index: 1,
            codec: "aac".to_owned(),
            profile: "LC".to_owned(),
            channels: 2,
            sample_rate: 48_000,
            start_ms: 0,
            bit_rate: 128_000,
        }),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, MediaError> {
    fs::read(path).map_err(failed("read", path))
}

fn failed(operation: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> MediaError {
    let path = path.to_owned();
    move |source| MediaError::Io {
        operation,
        path,
        source,
    }
}
