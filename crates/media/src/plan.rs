//! What to produce from a source: a pure decision.

mod ladder;
mod rate;
mod ready;

use crate::source::{FrameRate, SourceInfo, VideoInfo};
use crate::{Limits, MediaRefusal};

pub use ladder::VideoTarget;
pub(crate) use ladder::fit_into;
pub(crate) use ready::might_be_copied;

/// What to produce from a source. Made by [`plan()`] and carried out by [`crate::Transcoder`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub source: SourceInfo,
    pub picture: Picture,
    /// Renditions to encode, from small to large. Empty only when a remux is small enough alone.
    pub encoded: Vec<VideoTarget>,
    /// The sound, if the source has any.
    pub audio: Option<AudioTarget>,
}

/// Where the picture comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// The video stream is copied into `target`, which plays at once; the renditions to encode are
    /// smaller, keep the source's own times, and are cut where the copy is cut.
    Remux { target: VideoTarget, frame_rate: FrameRate },
    /// Everything is encoded at a constant `frame_rate`, cut every `segment_frames` pictures.
    Encode { frame_rate: FrameRate, segment_frames: u32, head: Head },
    /// There is only sound: one picture, the cover or else the drawn sound wave, stands still.
    Still { frame_rate: FrameRate, segment_frames: u32 },
}

/// Whether the smallest rendition's first segments are encoded before all else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// The source is light: one pass is quick enough from its first picture on.
    None,
    /// The source is heavy: these many segments of the smallest rendition come first, alone.
    Segments(u32),
}

/// The sound rendition to produce: AAC-LC, two channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AudioTarget {
    /// Whether the source's stream is copied as it is.
    pub copied: bool,
    /// Samples per second.
    pub sample_rate: u32,
}

impl AudioTarget {
    /// The only rendition of sound.
    pub const NAME: &'static str = "audio";
    /// Bits per second of what is encoded: AAC-LC in stereo is transparent to most at this rate.
    pub const BITS_PER_SECOND: u64 = 128_000;
    pub const CHANNELS: u32 = 2;
}

/// Segments last about this long, milliseconds.
pub const SEGMENT_MS: u64 = 4_000;
/// No segment but a rendition's last is shorter, milliseconds: whole pictures, down to one a second, and copied ones.
pub const SHORTEST_SEGMENT_MS: u64 = 3_500;

/// A copied segment ends at the first keyframe after this time, milliseconds.
pub const COPIED_SEGMENT_MS: u64 = 3_900;
/// The sound is cut up to a frame of it behind the picture. Milliseconds.
const SOUND_BEHIND_MS: u64 = 50;

/// Decides what to produce from `source`.
///
/// # Errors
/// The refusals from [`MediaRefusal::TooManyStreams`] to [`MediaRefusal::TooMuchWork`], in order.
pub fn plan(source: &SourceInfo, limits: &Limits) -> Result<Plan, MediaRefusal> {
    refuse(source, limits)?;
    let audio = source.audio.as_ref().map(|audio| AudioTarget {
        copied: ready::audio_can_be_copied(source, audio),
        sample_rate: if audio.sample_rate == 44_100 { 44_100 } else { 48_000 },
    });
    let (picture, encoded) = match &source.video {
        None => still(),
        Some(video) if limits.remux && ready::video_can_be_copied(source, video, limits) => remux(video),
        Some(video) => encode(source, video),
    };
    Ok(Plan { source: source.clone(), picture, encoded, audio })
}

fn refuse(source: &SourceInfo, limits: &Limits) -> Result<(), MediaRefusal> {
    if source.streams > limits.streams {
        return Err(MediaRefusal::TooManyStreams);
    }
    if (source.video.is_none() && source.audio.is_none()) || source.duration_ms == 0 {
        return Err(MediaRefusal::NothingToPlay);
    }
    if source.duration_ms > limits.duration_ms {
        return Err(MediaRefusal::TooLong);
    }
    let Some(video) = &source.video else { return Ok(()) };
    let pixels = u64::from(video.width) * u64::from(video.height);
    let side = video.width.max(video.height);
    if pixels > limits.picture_pixels || side > limits.side_pixels {
        return Err(MediaRefusal::TooManyPixels);
    }
    let total = u128::from(pixels) * u128::from(source.duration_ms) * u128::from(video.frame_rate.numerator)
        / (1000 * u128::from(video.frame_rate.denominator));
    if total > u128::from(limits.total_pixels) {
        return Err(MediaRefusal::TooMuchWork);
    }
    Ok(())
}

fn still() -> (Picture, Vec<VideoTarget>) {
    /// A picture that does not move needs few of them, but players seek by them.
    const STILL_RATE: FrameRate = FrameRate { numerator: 5, denominator: 1 };
    let picture = Picture::Still { frame_rate: STILL_RATE, segment_frames: rate::segment_frames(STILL_RATE) };
    (picture, vec![ladder::smallest()])
}

fn remux(video: &VideoInfo) -> (Picture, Vec<VideoTarget>) {
    let shown = ladder::shown_size(video);
    let target = ladder::own_size(shown);
    let encoded = ladder::below(shown);
    (Picture::Remux { target, frame_rate: video.frame_rate }, encoded)
}

fn encode(source: &SourceInfo, video: &VideoInfo) -> (Picture, Vec<VideoTarget>) {
    let frame_rate = rate::constant(video);
    let encoded = ladder::up_to(ladder::shown_size(video));
    let head = rate::head(video, source.duration_ms);
    (Picture::Encode { frame_rate, segment_frames: rate::segment_frames(frame_rate), head }, encoded)
}

impl Plan {
    /// The same with everything encoded: for a source whose copy turned out not to be playable.
    pub(crate) fn encoded_instead(&self) -> Plan {
        let Some(video) = &self.source.video else { return self.clone() };
        let (picture, encoded) = encode(&self.source, video);
        let audio = self.audio.map(|audio| AudioTarget { copied: false, ..audio });
        Plan { picture, encoded, audio, source: self.source.clone() }
    }

    /// Whole seconds that no segment of any rendition exceeds (HLS `EXT-X-TARGETDURATION`), known before the first one
    /// is made.
    pub fn target_duration_s(&self) -> u64 {
        let of = |rate: FrameRate, frames: u32| {
            (u64::from(frames) * u64::from(rate.denominator) * 1000).div_ceil(u64::from(rate.numerator).max(1))
        };
        let picture_ms = match (&self.picture, &self.source.video) {
            (Picture::Encode { frame_rate, segment_frames, .. } | Picture::Still { frame_rate, segment_frames }, _) => {
                of(*frame_rate, *segment_frames)
            }
            (Picture::Remux { .. }, video) => {
                let gap = video.as_ref().and_then(|video| video.keyframes).map_or(0, |all| all.longest_gap_ms);
                // If the copy turns out not to be playable, it is encoded after all.
                (COPIED_SEGMENT_MS + gap).max(SEGMENT_MS + SEGMENT_MS / 8)
            }
        };
        (picture_ms + SOUND_BEHIND_MS).div_ceil(1000)
    }

    /// All video renditions that will come out, from small to large.
    pub fn video(&self) -> impl Iterator<Item = &VideoTarget> {
        let copied = match &self.picture {
            Picture::Remux { target, .. } => Some(target),
            Picture::Encode { .. } | Picture::Still { .. } => None,
        };
        self.encoded.iter().chain(copied)
    }
}

#[cfg(test)]
mod tests;
