//! What a probe found in a source.

/// What a probe found in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceInfo {
    /// ffprobe's name of the container, such as `mov,mp4,m4a,3gp,3g2,mj2`.
    pub container: String,
    /// Size of the file.
    pub bytes: u64,
    /// Milliseconds.
    pub duration_ms: u64,
    /// All streams, of any kind.
    pub streams: u32,
    /// The video stream that is shown, if there is one.
    pub video: Option<VideoInfo>,
    /// Whether a picture is attached (the cover of an album).
    pub cover: Option<StreamIndex>,
    /// The sound stream that is heard, if there is one.
    pub audio: Option<AudioInfo>,
}

/// A stream's number in its container.
pub type StreamIndex = u32;

/// The video stream of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoInfo {
    pub index: StreamIndex,
    /// ffmpeg's name: `h264`, `hevc`, `av1`, `vp9`...
    pub codec: String,
    /// As ffprobe prints it: `High`, `Constrained Baseline`, `Main 10`; empty if unknown.
    pub profile: String,
    /// As the codec counts it (H.264: 41 is 4.1); 0 if unknown.
    pub level: u32,
    /// ffmpeg's name: `yuv420p`, `yuv420p10le`...
    pub pixel_format: String,
    /// Bits of one sample.
    pub bit_depth: u32,
    /// Coded size in pixels, before rotation and before pixels are made square.
    pub width: u32,
    pub height: u32,
    /// Quarter turns clockwise by which a player must turn the picture: 0 to 3.
    pub quarter_turns: u8,
    /// Whether a player must also mirror it.
    pub mirrored: bool,
    /// Width of a pixel divided by its height, in lowest terms.
    pub pixel_aspect: (u32, u32),
    pub frame_rate: FrameRate,
    /// Whether pictures follow each other at one constant distance.
    pub constant_rate: bool,
    pub interlaced: bool,
    pub transfer: Transfer,
    /// ffmpeg's name of the YUV matrix (`bt709`, `smpte170m`...); empty if unknown.
    pub matrix: String,
    /// When the first picture is shown, milliseconds after the start of the file.
    pub start_ms: u64,
    /// When the last picture's time is over, milliseconds after the start of the file.
    pub end_ms: u64,
    /// Bits per second, over the whole stream; 0 if unknown.
    pub bit_rate: u64,
    /// Only known for streams that might be remuxed.
    pub keyframes: Option<Keyframes>,
}

/// Pictures per second, as a fraction in lowest terms; both parts are at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FrameRate {
    pub numerator: u32,
    pub denominator: u32,
}

/// How light is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transfer {
    /// Standard dynamic range.
    Sdr,
    /// SMPTE ST 2084, HDR10.
    Pq,
    /// ARIB STD-B67.
    Hlg,
}

/// Where the keyframes of a stream are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyframes {
    /// Whether the first picture is one.
    pub first: bool,
    /// The longest time from one to the next or to the end, milliseconds.
    pub longest_gap_ms: u64,
}

/// The sound stream of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudioInfo {
    pub index: StreamIndex,
    /// ffmpeg's name: `aac`, `mp3`, `opus`...
    pub codec: String,
    /// As ffprobe prints it: `LC`, `HE-AAC`; empty if unknown.
    pub profile: String,
    pub channels: u32,
    /// Samples per second.
    pub sample_rate: u32,
    /// When it starts, milliseconds after the start of the file.
    pub start_ms: u64,
    /// Bits per second; 0 if unknown.
    pub bit_rate: u64,
}
