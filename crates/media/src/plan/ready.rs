//! Which streams browsers play as they are.

use crate::Limits;
use crate::plan::ladder;
use crate::source::{AudioInfo, FrameRate, Transfer, VideoInfo};

/// Every browser decodes these, in hardware too.
const PROFILES: [&str; 4] = ["Constrained Baseline", "Baseline", "Main", "High"];
/// Level 4.2: 1080p at 60 pictures a second.
const HIGHEST_LEVEL: u32 = 42;
const MOST_LINES: u32 = 1080;
const FASTEST: FrameRate = FrameRate { numerator: 60, denominator: 1 };
/// A later start would have to be filled with a picture, that is, encoded. Milliseconds.
const LATEST_START_MS: u64 = 40;

/// Whether a video stream can be copied into a rendition.
pub(super) fn video_can_be_copied(video: &VideoInfo, limits: &Limits) -> bool {
    let shown = ladder::shown_size(video);
    let keyframes = video
        .keyframes
        .is_some_and(|keyframes| keyframes.first && keyframes.longest_gap_ms <= limits.remux_keyframe_gap_ms);
    video.codec == "h264"
        && PROFILES.contains(&video.profile.as_str())
        && video.level <= HIGHEST_LEVEL
        && video.pixel_format == "yuv420p"
        && video.bit_depth == 8
        && video.transfer == Transfer::Sdr
        && video.quarter_turns == 0
        && video.pixel_aspect == (1, 1)
        && !video.interlaced
        && video.width % 2 == 0
        && video.height % 2 == 0
        && ladder::lines(shown) <= MOST_LINES
        && video.frame_rate.compare(FASTEST).is_le()
        && video.start_ms <= LATEST_START_MS
        && video.bit_rate <= ladder::largest_copied_peak(shown)
        && keyframes
}

/// Whether a sound stream can be copied into a rendition.
pub(super) fn audio_can_be_copied(audio: &AudioInfo) -> bool {
    audio.codec == "aac"
        && audio.profile == "LC"
        && audio.channels == 2
        && matches!(audio.sample_rate, 44_100 | 48_000)
        && audio.start_ms <= LATEST_START_MS
        && audio.bit_rate <= LARGEST_COPIED_SOUND
}

/// Bits per second: more is not heard, but paid for.
const LARGEST_COPIED_SOUND: u64 = 256_000;
