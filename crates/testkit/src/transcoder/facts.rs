//! What a probe finds in every canned source: 720 lines of a codec that must be encoded, and sound.

use media::{AudioInfo, FrameRate, SourceInfo, Transfer, VideoInfo};

use super::bytes::{SEGMENT_MS, SEGMENTS};

pub(super) const FRAME_RATE: FrameRate = FrameRate { numerator: 25, denominator: 1 };

pub(super) fn info(bytes: usize) -> SourceInfo {
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
            mirrored: false,
            pixel_aspect: (1, 1),
            frame_rate: FRAME_RATE,
            constant_rate: true,
            interlaced: false,
            transfer: Transfer::Sdr,
            matrix: "bt709".to_owned(),
            start_ms: 0,
            end_ms: u64::from(SEGMENTS) * SEGMENT_MS,
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
