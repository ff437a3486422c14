//! What came out.

use std::path::PathBuf;

use crate::FrameRate;

/// Bytes of a file, from `start` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ByteRange {
    pub start: u64,
    /// Bytes.
    pub len: u64,
}

impl ByteRange {
    /// The first byte behind it.
    pub const fn end(self) -> u64 {
        self.start + self.len
    }
}

/// A finished rendition: one fragmented MP4 file in the job folder.
///
/// `init` starts at 0 and the segments follow it and each other without a gap up to `bytes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produced {
    /// `360p`, `720p`..., or `audio`. Unique in a plan.
    pub name: String,
    pub kind: RenditionKind,
    pub file: PathBuf,
    /// Size of the file.
    pub bytes: u64,
    /// As in RFC 6381, read from the init section: `avc1.64001f`, `mp4a.40.2`.
    pub codecs: String,
    pub init: ByteRange,
    pub segments: Vec<Segment>,
    /// The largest rate of one segment, bits per second, rounded up (HLS `BANDWIDTH`).
    pub bandwidth: u64,
    /// All segments' bits by all their time, bits per second, rounded up.
    pub average_bandwidth: u64,
    /// Whether it was encoded here (and counts as encoding work) or copied from the source.
    pub encoded: bool,
}

/// What a rendition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenditionKind {
    /// H.264, 8-bit 4:2:0, square pixels, upright.
    Video { width: u32, height: u32, frame_rate: FrameRate },
    /// AAC-LC; `sample_rate` in samples per second.
    Audio { channels: u32, sample_rate: u32 },
}

/// A part of a rendition that can be played on its own after the init section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    pub range: ByteRange,
    /// Milliseconds. Differences of rounded end times, so that sums do not drift.
    pub duration_ms: u64,
}

/// A JPEG picture that stands for the video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    pub file: PathBuf,
    pub bytes: u64,
    pub width: u32,
    pub height: u32,
}

impl Thumbnail {
    /// Its media type.
    pub const MEDIA_TYPE: &'static str = "image/jpeg";
}
