//! Fragmented MP4 (ISO/IEC 14496-12, CMAF) as ffmpeg writes it: read while it grows, checked,
//! joined, and written for sound.

mod boxes;
mod follower;
mod fragment;
mod init;
mod nal;
mod sound;
mod splice;

pub(crate) use follower::{Follower, Part};
pub(crate) use init::Init;
pub(crate) use sound::SoundWriter;
pub(crate) use splice::splice;

/// What is wrong with bytes that should have been fragmented MP4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    #[error("a box has an impossible length")]
    Length,
    #[error("a box is missing: {0}")]
    Missing(&'static str),
    #[error("an unexpected box at the top")]
    Unexpected,
    #[error("an unknown codec")]
    Codec,
    #[error("a fragment does not continue where the last one ended")]
    Gap,
    #[error("a segment does not start with a keyframe")]
    NoKeyframe,
    #[error("two parts of one rendition have different init sections")]
    OtherInit,
}

/// A name of a box.
pub(crate) type Kind = [u8; 4];
