//! Renditions that still grow: what the provisional playlist lists.

use carry::id::VideoId;
use carry::manifest::{Init, RenditionFacts, Segment};

/// Most growing renditions of a video and attempt.
pub const GROWING_RENDITIONS: u32 = 16;

/// A rendition whose file still grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrowingRendition {
    pub video: VideoId,
    /// The job's attempt that writes it.
    pub attempt: u64,
    pub facts: RenditionFacts,
    /// Path of the file in the data folder.
    pub file: String,
    pub init: Init,
    /// Seconds that none of its segments exceeds.
    pub target_duration_s: u64,
    /// No further segment comes.
    pub complete: bool,
}

/// One segment of it, in order: the first has index 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowingSegment {
    pub index: u64,
    pub segment: Segment,
}

/// Why a growing segment is not listed, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GrowingRefusal {
    #[error("another worker has the job, or it was cancelled")]
    LeaseLost,
    #[error("the video is gone or being deleted")]
    UnknownVideo,
    #[error("there are {GROWING_RENDITIONS} growing renditions already")]
    TooMany,
    #[error("no such rendition grows")]
    UnknownRendition,
    /// The segment that must come next.
    #[error("the next segment has index {0}")]
    OutOfOrder(u64),
}
