//! Sizes and rates of the renditions.
//!
//! A standard size is a box of 16:9, turned for a portrait source. A source is scaled down to fit into it,
//! never up. H.264 in capped CRF: the quality is constant, the cap bounds what hard pictures cost.

use crate::source::VideoInfo;

/// A video rendition to produce.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoTarget {
    /// `360p`, `720p`, `1080p`, or the source's own size between them.
    pub name: String,
    /// Even, in square pixels.
    pub width: u32,
    pub height: u32,
    /// x264's constant rate factor.
    pub crf: u32,
    /// What a segment may reach, bits per second.
    pub peak: u64,
}

/// Width and height as shown: upright, in square pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub width: u32,
    pub height: u32,
}

struct Standard {
    lines: u32,
    crf: u32,
    peak: u64,
}

/// The sizes that are produced of every source large enough.
const STANDARDS: [Standard; 3] = [
    Standard { lines: 360, crf: 24, peak: 800_000 },
    Standard { lines: 720, crf: 23, peak: 2_800_000 },
    Standard { lines: 1080, crf: 22, peak: 5_000_000 },
];

/// Known quality and cap per height, between which a source's own size is interpolated.
const QUALITY: [Standard; 5] = [
    Standard { lines: 0, crf: 24, peak: 100_000 },
    Standard { lines: 360, crf: 24, peak: 800_000 },
    Standard { lines: 480, crf: 23, peak: 1_400_000 },
    Standard { lines: 720, crf: 23, peak: 2_800_000 },
    Standard { lines: 1080, crf: 22, peak: 5_000_000 },
];

/// A source gets a rendition of its own size if it has at least 5/4 of the largest standard size's lines.
const OWN_SIZE_FROM: (u32, u32) = (5, 4);

/// The size as shown of a video stream.
pub(super) fn shown_size(video: &VideoInfo) -> Size {
    let (across, down) = video.pixel_aspect;
    let width = divide_rounded(u64::from(video.width) * u64::from(across), u64::from(down.max(1)));
    let (width, height) = (width.max(1), video.height);
    if video.quarter_turns % 2 == 1 { Size { width: height, height: width } } else { Size { width, height } }
}

/// The renditions for a source of this size, from small to large; at least one.
pub(super) fn up_to(shown: Size) -> Vec<VideoTarget> {
    let lines = lines(shown);
    let mut targets: Vec<_> = STANDARDS
        .iter()
        .filter(|standard| standard.lines <= lines)
        .map(|standard| fit(shown, standard.lines))
        .collect();
    let largest = STANDARDS.iter().map(|standard| standard.lines).filter(|standard| *standard <= lines).max();
    let top = STANDARDS[STANDARDS.len() - 1].lines;
    if lines < top && largest.is_none_or(|largest| lines * OWN_SIZE_FROM.1 >= largest * OWN_SIZE_FROM.0) {
        targets.push(own_size(shown));
    }
    targets
}

/// The renditions that are smaller than a source of this size, from small to large; may be none.
pub(super) fn below(shown: Size) -> Vec<VideoTarget> {
    let lines = lines(shown);
    STANDARDS
        .iter()
        .filter(|standard| standard.lines * OWN_SIZE_FROM.0 <= lines * OWN_SIZE_FROM.1)
        .map(|standard| fit(shown, standard.lines))
        .collect()
}

/// A rendition of the source's own size.
pub(super) fn own_size(shown: Size) -> VideoTarget {
    let lines = lines(shown);
    fit(shown, (lines - lines % 2).max(2))
}

/// Width and height as shown, scaled down so that the longer side has at most `side` pixels.
pub(crate) fn fit_into(video: &VideoInfo, side: u32) -> (u32, u32) {
    let shown = shown_size(video);
    let long = shown.width.max(shown.height);
    let scaled = |own: u32| {
        let exact = u64::from(own) * u64::from(side.min(long));
        (divide_rounded(exact, u64::from(long) * 2) * 2).max(2)
    };
    (scaled(shown.width), scaled(shown.height))
}

/// The smallest standard size as a whole 16:9 box.
pub(super) fn smallest() -> VideoTarget {
    fit(Size { width: 640, height: 360 }, STANDARDS[0].lines)
}

/// The largest peak, bits per second, at which a source of this size is copied as it is: two and
/// a half times what its own encoding might take.
pub(super) fn largest_copied_peak(shown: Size) -> u64 {
    quality(lines(shown)).1 * 5 / 2
}

/// The lines of the smallest 16:9 box around a source, whichever way it stands.
pub(super) fn lines(shown: Size) -> u32 {
    let (long, short) = (shown.width.max(shown.height), shown.width.min(shown.height));
    short.max(divide_rounded(u64::from(long) * 9, 16))
}

fn fit(shown: Size, wanted: u32) -> VideoTarget {
    let own = lines(shown);
    let scaled = |side: u32| {
        let exact = u64::from(side) * u64::from(wanted.min(own));
        (divide_rounded(exact, u64::from(own) * 2) * 2).min(side - side % 2).max(SMALLEST_SIDE)
    };
    let (crf, peak) = quality(wanted);
    VideoTarget { name: format!("{wanted}p"), width: scaled(shown.width), height: scaled(shown.height), crf, peak }
}

/// x264 takes smaller ones, decoders in hardware often do not.
const SMALLEST_SIDE: u32 = 16;

/// Quality and peak at a number of lines, straight between the known ones.
fn quality(lines: u32) -> (u32, u64) {
    for pair in QUALITY.windows(2) {
        let (low, high) = (&pair[0], &pair[1]);
        if lines <= high.lines {
            let part = u64::from(lines - low.lines);
            let whole = u64::from(high.lines - low.lines);
            return (high.crf, low.peak + (high.peak - low.peak) * part / whole);
        }
    }
    let top = &QUALITY[QUALITY.len() - 1];
    (top.crf, top.peak)
}

/// Rounded to the nearest, halves up; saturates at the largest u32.
fn divide_rounded(numerator: u64, denominator: u64) -> u32 {
    u32::try_from((numerator + denominator / 2) / denominator).unwrap_or(u32::MAX)
}
