//! Filter graphs: from the source's pictures to those of the renditions.
//!
//! A graph scales down once to the largest rendition and from there to the next smaller one, and
//! so on: that costs a fifth less than scaling each from the source.

use super::decimal;
use crate::plan::VideoTarget;
use crate::source::{FrameRate, SourceInfo, Transfer, VideoInfo};

/// How a graph's pictures come in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timing {
    /// As they are in the source.
    Kept,
    /// At a constant rate from zero on.
    Constant(FrameRate),
}

/// The name of the output pad of a rendition.
pub(super) fn pad(target: &VideoTarget) -> String {
    format!("[v{}]", target.name)
}

/// Everything before scaling: progressive pictures at their times.
fn first(source: &SourceInfo, video: &VideoInfo, timing: Timing) -> Vec<String> {
    /// Milliseconds: a shorter difference between the ends of picture and sound is not filled.
    const ENDS_TOGETHER: u64 = 1_000;
    let mut filters = Vec::new();
    if video.interlaced {
        filters.push("bwdif=mode=send_frame:deint=interlaced".to_string());
    }
    if let Timing::Constant(rate) = timing {
        filters.push(format!("fps={}/{}:start_time=0", rate.numerator, rate.denominator));
        if video.end_ms + ENDS_TOGETHER < source.duration_ms {
            // The last picture stays while the sound goes on.
            let end = decimal::seconds(source.duration_ms);
            filters.push(format!("tpad=stop=-1:stop_mode=clone,trim=end={end}"));
        }
    }
    filters
}

fn scale(target: &VideoTarget, more: &str) -> String {
    format!("scale={}:{}:flags=bicubic{more},setsar=1", target.width, target.height)
}

/// BT.709 in limited range and eight bits from standard dynamic range. A matrix that the file does
/// not name is that of its size.
fn to_sdr(video: &VideoInfo) -> String {
    /// Lines from which pictures are in BT.709 when nothing is said.
    const HIGH_DEFINITION: u32 = 720;
    let matrix = match video.matrix.as_str() {
        "bt709" | "gbr" => "bt709",
        "bt470bg" | "smpte170m" => "bt601",
        "smpte240m" => "smpte240m",
        "bt2020nc" | "bt2020c" => "bt2020",
        _ if video.width.min(video.height) >= HIGH_DEFINITION => "bt709",
        _ => "bt601",
    };
    format!(":in_color_matrix={matrix}:out_color_matrix=bt709:out_range=tv")
}

/// BT.709 in limited range and eight bits from high dynamic range: to linear light, the bright
/// compressed, and back. Slow, so always after scaling down.
fn to_sdr_from_hdr(transfer: Transfer) -> String {
    let transfer = if transfer == Transfer::Hlg { "arib-std-b67" } else { "smpte2084" };
    format!(
        "zscale=tin={transfer}:pin=bt2020:min=bt2020nc:rin=limited:t=linear:npl=100,format=gbrpf32le,\
         zscale=p=bt709,tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=limited,format=yuv420p"
    )
}

const EIGHT_BITS: &str = "format=yuv420p";
const TEN_BITS: &str = "format=yuv420p10le";

/// The names of the intermediate's pad.
pub(super) const INTERMEDIATE: &str = "[set_aside]";

/// A graph being written: chains with numbered pads.
struct Graph {
    chains: Vec<String>,
    pads: u32,
}

impl Graph {
    fn fresh(&mut self) -> String {
        self.pads += 1;
        format!("[p{}]", self.pads)
    }

    /// `from` to the renditions, from large to small; it may already have the largest one's size.
    fn cascade(&mut self, mut from: String, targets: &[VideoTarget], largest_done: bool) {
        let mut done = largest_done;
        for (place, target) in targets.iter().enumerate().rev() {
            let scaled = if done { "null".to_string() } else { scale(target, "") };
            done = false;
            if place == 0 {
                self.chains.push(format!("{from}{scaled}{}", pad(target)));
            } else {
                let next = self.fresh();
                self.chains.push(format!("{from}{scaled},split{}{next}", pad(target)));
                from = next;
            }
        }
    }
}

/// The graph from stream `video` to `targets` (small to large).
pub(super) fn ladder(source: &SourceInfo, video: &VideoInfo, targets: &[VideoTarget], timing: Timing) -> String {
    let mut graph = Graph { chains: Vec::new(), pads: 0 };
    let Some(largest) = targets.last() else { return String::new() };
    let mut filters = first(source, video, timing);
    if video.transfer == Transfer::Sdr {
        filters.push(scale(largest, &to_sdr(video)));
        filters.push(EIGHT_BITS.into());
    } else {
        filters.push(scale(largest, ""));
        filters.push(to_sdr_from_hdr(video.transfer));
    }
    let start = graph.fresh();
    graph.chains.push(format!("[0:{}]{}{start}", video.index, filters.join(",")));
    graph.cascade(start, targets, true);
    graph.chains.join(";")
}

/// The graph of a heavy source: the smallest rendition, and an intermediate of the largest
/// rendition's size. With `head_frames` the intermediate has only so many pictures, and the other
/// renditions begin behind it; without, it has all, and they are made of it later.
pub(super) fn ladder_with_head(
    source: &SourceInfo,
    video: &VideoInfo,
    targets: &[VideoTarget],
    rate: FrameRate,
    head_frames: Option<u64>,
) -> String {
    let [smallest, others @ ..] = targets else { return String::new() };
    let Some(largest) = others.last() else { return ladder(source, video, targets, Timing::Constant(rate)) };
    let mut graph = Graph { chains: Vec::new(), pads: 0 };
    let hdr = video.transfer != Transfer::Sdr;
    let tone = |text: &str| if hdr { format!("{text},{}", to_sdr_from_hdr(video.transfer)) } else { text.to_string() };
    let mut filters = first(source, video, Timing::Constant(rate));
    filters.push(scale(largest, &if hdr { String::new() } else { to_sdr(video) }));
    filters.push(if hdr { TEN_BITS } else { EIGHT_BITS }.into());
    let (small, aside, rest) = (graph.fresh(), graph.fresh(), graph.fresh());
    let start = format!("[0:{}]{}", video.index, filters.join(","));
    match head_frames {
        Some(frames) => {
            graph.chains.push(format!("{start},split=3{small}{aside}{rest}"));
            graph.chains.push(format!("{aside}trim=end_frame={frames}{INTERMEDIATE}"));
            let late = graph.fresh();
            graph.chains.push(format!("{rest}{}{late}", tone(&format!("trim=start_frame={frames}"))));
            graph.cascade(late, others, true);
        }
        None => graph.chains.push(format!("{start},split{small}{INTERMEDIATE}")),
    }
    graph.chains.push(format!("{small}{}{}", tone(&scale(smallest, "")), pad(smallest)));
    graph.chains.join(";")
}

/// The graph from the intermediate to the renditions other than the smallest.
pub(super) fn from_intermediate(video: &VideoInfo, others: &[VideoTarget], rate: FrameRate) -> String {
    let mut graph = Graph { chains: Vec::new(), pads: 0 };
    let start = graph.fresh();
    let tone = match video.transfer {
        Transfer::Sdr => EIGHT_BITS.to_string(),
        transfer => to_sdr_from_hdr(transfer),
    };
    let fps = format!("fps={}/{}:start_time=0", rate.numerator, rate.denominator);
    graph.chains.push(format!("[0:v]{fps},setsar=1,{tone}{start}"));
    graph.cascade(start, others, true);
    graph.chains.join(";")
}

/// The graph of one picture: as it is shown, at most as large as the box.
pub(super) fn picture(video: &VideoInfo, width: u32, height: u32) -> String {
    let mut filters = Vec::new();
    if video.interlaced {
        filters.push("bwdif=mode=send_frame:deint=interlaced".to_string());
    }
    let size = format!("scale={width}:{height}:flags=bicubic");
    match video.transfer {
        Transfer::Sdr => filters.push(format!("{size}{},{EIGHT_BITS}", to_sdr(video))),
        transfer => filters.extend([size, to_sdr_from_hdr(transfer)]),
    }
    filters.push("setsar=1".into());
    filters.join(",")
}
