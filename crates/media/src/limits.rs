//! What a source may ask for.

/// What a source may ask for. A member may set them lower or higher; these are the defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest duration, milliseconds.
    pub duration_ms: u64,
    /// Most pixels in one picture.
    pub picture_pixels: u64,
    /// Longest side of a picture, pixels.
    pub side_pixels: u32,
    /// Most pixels in all pictures together: width x height x frame rate x seconds.
    pub total_pixels: u64,
    /// Most streams in a file.
    pub streams: u32,
    /// Longest distance between keyframes that is still remuxed, milliseconds.
    pub remux_keyframe_gap_ms: u64,
    /// Whether sources that browsers can play are remuxed instead of encoded.
    pub remux: bool,
}

impl Limits {
    /// Twelve hours: longer than any assembly, lecture or film that we know of.
    pub const DURATION_MS: u64 = 12 * 60 * 60 * 1000;
    /// 8K with some margin (8192 x 4320).
    pub const PICTURE_PIXELS: u64 = 8192 * 4320;
    /// Pixels.
    pub const SIDE_PIXELS: u32 = 8192;
    /// Two hours of 4K at 60 pictures a second, or eight hours of 1080p at 60.
    pub const TOTAL_PIXELS: u64 = 3840 * 2160 * 60 * 2 * 60 * 60;
    /// A film with many languages has about forty.
    pub const STREAMS: u32 = 64;
    /// x264's own choice is at most 250 pictures, 10.4 seconds of film: what most encoded videos
    /// have. Their segments are longer than four seconds where their keyframes are.
    pub const REMUX_KEYFRAME_GAP_MS: u64 = 10_500;
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            duration_ms: Limits::DURATION_MS,
            picture_pixels: Limits::PICTURE_PIXELS,
            side_pixels: Limits::SIDE_PIXELS,
            total_pixels: Limits::TOTAL_PIXELS,
            streams: Limits::STREAMS,
            remux_keyframe_gap_ms: Limits::REMUX_KEYFRAME_GAP_MS,
            remux: true,
        }
    }
}
