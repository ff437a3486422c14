//! Frame rates and the length of segments.

use std::cmp::Ordering;

use crate::plan::{Head, SEGMENT_MS};
use crate::source::{FrameRate, Transfer, VideoInfo};

/// Faster sources lose every second (third...) picture: no player here gains by more.
const FASTEST: FrameRate = FrameRate { numerator: 60, denominator: 1 };
/// Slower sources get pictures repeated, so that segments can be cut and sought in.
const SLOWEST: FrameRate = FrameRate { numerator: 1, denominator: 1 };

/// What a varying rate becomes: the first of these that is not below the average.
const USUAL: [FrameRate; 7] = [
    FrameRate { numerator: 24_000, denominator: 1001 },
    FrameRate { numerator: 24, denominator: 1 },
    FrameRate { numerator: 25, denominator: 1 },
    FrameRate { numerator: 30_000, denominator: 1001 },
    FrameRate { numerator: 30, denominator: 1 },
    FrameRate { numerator: 50, denominator: 1 },
    FrameRate { numerator: 60, denominator: 1 },
];

/// A usual rate is taken if the average is at most one part in this many above it.
const SLACK: u64 = 100;

/// From this many pixels a second on, a source is heavy: one pass for all renditions would take
/// longer than a person waits before its first segments are there (docs/BENCHMARKS.md has the figures).
const HEAVY_PIXELS_PER_SECOND: u64 = 1920 * 1080 * 61;

/// The same in high dynamic range, where making it standard costs more than all else.
const HEAVY_HDR_PIXELS_PER_SECOND: u64 = 1280 * 720 * 23;

/// Two segments are eight seconds: what a player wants before it starts.
const HEAD_SEGMENTS: u32 = 2;

/// Setting a segment of 4K aside, and reading it again, costs as much CPU time as 0.6 s of the whole
/// work. A shorter source than this, milliseconds, has one segment in its head, so that the whole
/// stays within a twentieth of one pass.
const TWO_SEGMENTS_FROM_MS: u64 = 30_000;

impl FrameRate {
    /// Compares as fractions.
    pub fn compare(self, other: FrameRate) -> Ordering {
        let left = u64::from(self.numerator) * u64::from(other.denominator);
        let right = u64::from(other.numerator) * u64::from(self.denominator);
        left.cmp(&right)
    }
}

/// The constant rate at which a source is encoded.
pub(super) fn constant(video: &VideoInfo) -> FrameRate {
    if !video.constant_rate {
        return usual(video.frame_rate);
    }
    let rate = video.frame_rate;
    if rate.compare(SLOWEST).is_lt() {
        return SLOWEST;
    }
    if rate.compare(FASTEST).is_le() {
        return rate;
    }
    let times = u64::from(rate.numerator).div_ceil(u64::from(FASTEST.numerator) * u64::from(rate.denominator));
    let denominator = u32::try_from(u64::from(rate.denominator) * times).unwrap_or(u32::MAX);
    FrameRate { numerator: rate.numerator, denominator }
}

fn usual(average: FrameRate) -> FrameRate {
    let not_below = |rate: &&FrameRate| {
        let rate_scaled = u64::from(rate.numerator) * u64::from(average.denominator) * (SLACK + 1);
        let average_scaled = u64::from(average.numerator) * u64::from(rate.denominator) * SLACK;
        rate_scaled >= average_scaled
    };
    USUAL.iter().find(not_below).copied().unwrap_or(FASTEST)
}

/// Pictures in a segment of about [`SEGMENT_MS`].
pub(super) fn segment_frames(rate: FrameRate) -> u32 {
    let frames =
        (u64::from(rate.numerator) * SEGMENT_MS / 1000 + u64::from(rate.denominator) / 2) / u64::from(rate.denominator);
    u32::try_from(frames).unwrap_or(u32::MAX).max(1)
}

/// Whether a source is so heavy that its first segments are encoded before all else.
pub(super) fn head(video: &VideoInfo, duration_ms: u64) -> Head {
    let pixels = u64::from(video.width) * u64::from(video.height) * u64::from(video.frame_rate.numerator)
        / u64::from(video.frame_rate.denominator);
    match video.transfer {
        Transfer::Sdr if pixels < HEAVY_PIXELS_PER_SECOND => Head::None,
        Transfer::Sdr if duration_ms < TWO_SEGMENTS_FROM_MS => Head::Segments(1),
        Transfer::Pq | Transfer::Hlg if pixels < HEAVY_HDR_PIXELS_PER_SECOND => Head::None,
        _ => Head::Segments(HEAD_SEGMENTS),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::SHORTEST_SEGMENT_MS;

    proptest! {
        #[test]
        fn no_segment_is_shorter_than_is_said_at_any_rate(numerator in 1_u32..=240_000, denominator in 1_u32..=4_000) {
            let rate = FrameRate { numerator, denominator };
            prop_assume!(rate.compare(SLOWEST).is_ge() && rate.compare(FASTEST).is_le());
            let ticks = u64::from(segment_frames(rate)) * u64::from(denominator) * 1_000;
            prop_assert!(ticks >= SHORTEST_SEGMENT_MS * u64::from(numerator), "{} pictures", segment_frames(rate));
        }
    }
}
