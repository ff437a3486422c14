//! From an uploaded file to renditions that a browser plays.
//!
//! What it is: [`Transcoder`], which probes a source, produces its renditions and its thumbnail;
//! [`plan()`], the pure decision of what to produce; [`sandbox`], in which ffmpeg and ffprobe run.
//!
//! What it is not: it knows no database, no object, no manifest and no encryption. It reads one
//! source file and writes into one job folder, which the caller makes and removes.
//!
//! What it keeps true:
//! - a rendition is one fragmented MP4 (CMAF) file that its init section and its segments tile
//!   without a gap, and each video segment starts with a keyframe;
//! - all renditions of a source have the same number of segments, cut at the same times;
//! - a segment is told to [`Watch`] only when it is whole in the file, and never changes after;
//! - a source is read only by programs inside the sandbox, with arguments that we wrote;
//! - whatever ends a call, the programs that it started are dead when it has returned.

mod container;
pub mod error;
pub mod ffmpeg;
mod fmp4;
mod gist;
pub mod limits;
pub mod plan;
pub mod produced;
mod rates;
pub mod refusal;
pub mod sandbox;
pub mod source;
pub mod transcoder;
pub mod watch;

pub use container::{CONTAINER_BYTES, begins_as_container};
pub use error::MediaError;
pub use ffmpeg::{Ffmpeg, Settings};
pub use gist::gist;
pub use limits::Limits;
pub use plan::{Plan, plan};
pub use produced::{ByteRange, Produced, RenditionKind, Segment, Thumbnail};
pub use rates::rates;
pub use refusal::MediaRefusal;
pub use source::{AudioInfo, FrameRate, Keyframes, SourceInfo, Transfer, VideoInfo};
pub use transcoder::Transcoder;
pub use watch::{GrowingRendition, GrowingSegment, NotWatched, Watch};
