//! What ffprobe says of a file, made into a [`SourceInfo`].

use serde::Deserialize;

use super::decimal;
use crate::source::{AudioInfo, FrameRate, SourceInfo, Transfer, VideoInfo};

/// ffprobe's JSON: everything is optional, most numbers are text.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Option<Format>,
}

#[derive(Debug, Deserialize)]
struct Format {
    format_name: Option<String>,
    duration: Option<String>,
    start_time: Option<String>,
    bit_rate: Option<String>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
struct Stream {
    index: u32,
    codec_type: String,
    codec_name: String,
    profile: String,
    level: i64,
    pix_fmt: String,
    width: u32,
    height: u32,
    sample_aspect_ratio: String,
    r_frame_rate: String,
    avg_frame_rate: String,
    field_order: String,
    color_transfer: String,
    color_space: String,
    start_time: String,
    duration: String,
    bit_rate: String,
    channels: u32,
    sample_rate: String,
    disposition: Disposition,
    side_data_list: Vec<SideData>,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
struct Disposition {
    default: u8,
    attached_pic: u8,
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
struct SideData {
    displaymatrix: String,
    rotation: i64,
}

/// How a source is described, and its start as its container counts time.
pub(super) struct Described {
    pub source: SourceInfo,
    pub start_us: i64,
    /// Whether the container says how long it is.
    pub states_duration: bool,
}

impl Answer {
    /// `None` if it describes no container.
    pub fn describe(&self, bytes: u64) -> Option<Described> {
        let format = self.format.as_ref()?;
        let container = format.format_name.clone()?;
        let read = |text: &Option<String>| text.as_deref().and_then(decimal::microseconds);
        let start_us = read(&format.start_time).unwrap_or(0);
        let stated = read(&format.duration).filter(|micros| *micros > 0);
        let duration_ms = stated.map_or(0, decimal::milliseconds);
        let whole_rate = format.bit_rate.as_deref().and_then(|rate| rate.parse().ok()).unwrap_or(0);
        let file = File { start_us, duration_ms, bit_rate: whole_rate };
        let video = self.best("video").map(|stream| stream.video(&file));
        let audio = self.best("audio").filter(|stream| stream.channels > 0).map(|stream| stream.audio(&file));
        let cover = self.streams.iter().find(|stream| stream.is_cover()).map(|stream| stream.index);
        let streams = u32::try_from(self.streams.len()).unwrap_or(u32::MAX);
        let source = SourceInfo { container, bytes, duration_ms, streams, video, cover, audio };
        Some(Described { source, start_us, states_duration: stated.is_some() })
    }

    /// The stream of a type that a player would choose.
    fn best(&self, codec_type: &str) -> Option<&Stream> {
        let fits = |stream: &&Stream| stream.codec_type == codec_type && !stream.is_cover() && stream.can_be_read();
        let mut fitting = self.streams.iter().filter(fits);
        let first = fitting.next()?;
        if first.disposition.default == 1 {
            Some(first)
        } else {
            fitting.find(|s| s.disposition.default == 1).or(Some(first))
        }
    }
}

struct File {
    start_us: i64,
    duration_ms: u64,
    bit_rate: u64,
}

impl Stream {
    fn is_cover(&self) -> bool {
        self.codec_type == "video" && self.disposition.attached_pic == 1
    }

    fn can_be_read(&self) -> bool {
        let sized = self.codec_type != "video" || (self.width > 0 && self.height > 0);
        !self.codec_name.is_empty() && self.codec_name != "unknown" && sized
    }

    fn start_ms(&self, file: &File) -> u64 {
        decimal::milliseconds(decimal::microseconds(&self.start_time).unwrap_or(file.start_us) - file.start_us)
    }

    fn rate(&self, file: &File) -> u64 {
        self.bit_rate.parse().unwrap_or(file.bit_rate)
    }

    fn video(&self, file: &File) -> VideoInfo {
        let (frame_rate, constant_rate) = self.frame_rate();
        let matrix = self.side_data_list.iter().find(|data| !data.displaymatrix.is_empty());
        let start_ms = self.start_ms(file);
        let own = decimal::microseconds(&self.duration).map(|own| start_ms + decimal::milliseconds(own));
        VideoInfo {
            index: self.index,
            codec: self.codec_name.clone(),
            profile: self.profile.clone(),
            level: u32::try_from(self.level).unwrap_or(0),
            pixel_format: self.pix_fmt.clone(),
            bit_depth: bit_depth(&self.pix_fmt),
            width: self.width,
            height: self.height,
            quarter_turns: matrix.map_or(0, |data| quarter_turns(data.rotation)),
            mirrored: matrix.is_some_and(|data| is_mirrored(&data.displaymatrix)),
            pixel_aspect: decimal::ratio(&self.sample_aspect_ratio, ':').unwrap_or((1, 1)),
            frame_rate,
            constant_rate,
            interlaced: matches!(self.field_order.as_str(), "tt" | "bb" | "tb" | "bt"),
            transfer: match self.color_transfer.as_str() {
                "smpte2084" => Transfer::Pq,
                "arib-std-b67" => Transfer::Hlg,
                _ => Transfer::Sdr,
            },
            matrix: self.color_space.clone(),
            start_ms,
            end_ms: own.unwrap_or(file.duration_ms),
            bit_rate: self.rate(file),
            keyframes: None,
        }
    }

    /// The rate, and whether it is constant: the smallest distance between pictures is the mean.
    fn frame_rate(&self) -> (FrameRate, bool) {
        /// Parts in a thousand by which a mean may differ for its rounding alone.
        const ROUNDING: u64 = 2;
        const UNKNOWN: FrameRate = FrameRate { numerator: 25, denominator: 1 };
        let (base, mean) = (decimal::frame_rate(&self.r_frame_rate), decimal::frame_rate(&self.avg_frame_rate));
        let (Some(base), Some(mean)) = (base, mean) else { return (mean.or(base).unwrap_or(UNKNOWN), false) };
        let left = u64::from(base.numerator) * u64::from(mean.denominator);
        let right = u64::from(mean.numerator) * u64::from(base.denominator);
        let constant = u128::from(left.abs_diff(right)) * 1000 <= u128::from(left.max(right)) * u128::from(ROUNDING);
        (if constant { base } else { mean }, constant)
    }

    fn audio(&self, file: &File) -> AudioInfo {
        AudioInfo {
            index: self.index,
            codec: self.codec_name.clone(),
            profile: self.profile.clone(),
            channels: self.channels,
            sample_rate: self.sample_rate.parse().unwrap_or(0),
            start_ms: self.start_ms(file),
            bit_rate: self.bit_rate.parse().unwrap_or(0),
        }
    }
}

/// ffprobe counts degrees against the clock.
fn quarter_turns(rotation: i64) -> u8 {
    u8::try_from((-rotation).rem_euclid(360) / 90).unwrap_or(0)
}

/// A display matrix as ffprobe prints it: three lines of a place, a colon and three numbers.
fn is_mirrored(matrix: &str) -> bool {
    let rows: Vec<Vec<i64>> = matrix
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(_, numbers)| numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect())
        .collect();
    match rows.as_slice() {
        [first, second, ..] if first.len() >= 2 && second.len() >= 2 => {
            let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
            product(first[0], second[1]) < product(first[1], second[0])
        }
        _ => false,
    }
}

/// Bits of a sample by the name of the pixel format (`yuv420p10le`, `p010le`, `gbrp12be`).
fn bit_depth(pixel_format: &str) -> u32 {
    if pixel_format.starts_with("nv") {
        return 8;
    }
    let name = pixel_format.trim_end_matches("le").trim_end_matches("be");
    [9, 10, 12, 14, 16].into_iter().find(|bits| name.ends_with(&bits.to_string())).unwrap_or(8)
}
