//! Which streams browsers play as they are.

use crate::Limits;
use crate::plan::ladder;
use crate::source::{AudioInfo, FrameRate, Keyframes, SourceInfo, Transfer, VideoInfo};

/// Containers that hold streams in the form in which a rendition wants them.
const CONTAINERS: [&str; 2] = ["mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"];
/// The sound may go on for so long after the picture. Milliseconds.
const SOUND_AFTER_PICTURE_MS: u64 = 1_000;

/// Every browser decodes these, in hardware too.
const PROFILES: [&str; 4] = ["Constrained Baseline", "Baseline", "Main", "High"];
/// Level 4.2: 1080p at 60 pictures a second.
const HIGHEST_LEVEL: u32 = 42;
const MOST_LINES: u32 = 1080;
const FASTEST: FrameRate = FrameRate { numerator: 60, denominator: 1 };
/// A later start would have to be filled with a picture, that is, encoded. Milliseconds.
const LATEST_START_MS: u64 = 40;

/// Whether the video stream could be copied into a rendition if its keyframes were close enough.
pub(crate) fn might_be_copied(source: &SourceInfo) -> bool {
    let Some(video) = &source.video else { return false };
    let close = Some(Keyframes { first: true, longest_gap_ms: 0 });
    video_can_be_copied(source, &VideoInfo { keyframes: close, ..video.clone() }, &Limits::default())
}

/// Whether a video stream can be copied into a rendition.
pub(super) fn video_can_be_copied(source: &SourceInfo, video: &VideoInfo, limits: &Limits) -> bool {
    let shown = ladder::shown_size(video);
    let keyframes = video
        .keyframes
        .is_some_and(|keyframes| keyframes.first && keyframes.longest_gap_ms <= limits.remux_keyframe_gap_ms);
    CONTAINERS.contains(&source.container.as_str())
        && video.codec == "h264"
        && PROFILES.contains(&video.profile.as_str())
        && video.level <= HIGHEST_LEVEL
        && video.pixel_format == "yuv420p"
        && video.bit_depth == 8
        && video.transfer == Transfer::Sdr
        && video.quarter_turns == 0
        && !video.mirrored
        && video.pixel_aspect == (1, 1)
        && !video.interlaced
        && video.width.is_multiple_of(2)
        && video.height.is_multiple_of(2)
        && ladder::lines(shown) <= MOST_LINES
        && video.frame_rate.compare(FASTEST).is_le()
        && video.start_ms <= LATEST_START_MS
        && video.end_ms + SOUND_AFTER_PICTURE_MS >= source.duration_ms
        && video.bit_rate <= ladder::largest_copied_peak(shown)
        && keyframes
}

/// Whether a sound stream can be copied into a rendition.
pub(super) fn audio_can_be_copied(source: &SourceInfo, audio: &AudioInfo) -> bool {
    CONTAINERS.contains(&source.container.as_str())
        && audio.codec == "aac"
        && audio.profile == "LC"
        && audio.channels == 2
        && matches!(audio.sample_rate, 44_100 | 48_000)
        && audio.start_ms <= LATEST_START_MS
        && audio.bit_rate <= LARGEST_COPIED_SOUND
}

/// Bits per second: more is not heard, but paid for.
const LARGEST_COPIED_SOUND: u64 = 256_000;
