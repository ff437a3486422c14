//! The arguments of each run of ffmpeg that makes renditions.

use std::path::Path;

use super::command::Arguments;
use super::decimal;
use super::filters::{self, Timing};
use crate::plan::{AudioTarget, COPIED_SEGMENT_MS, VideoTarget};
use crate::source::{FrameRate, SourceInfo, VideoInfo};

/// A rendition file is a row of fragments, with nothing behind them and nothing written later.
const FRAGMENTED: &str = "+cmaf+empty_moov+default_base_moof+negative_cts_offsets+skip_trailer";
/// The same, a fragment at each keyframe.
const AT_KEYFRAMES: &str = "+cmaf+empty_moov+default_base_moof+negative_cts_offsets+skip_trailer+frag_keyframe";
/// Each fragment goes to the file when it is whole, not when some buffer is full.
const AT_ONCE: [&str; 2] = ["-flush_packets", "1"];
/// Microseconds of sound in a work file's fragment; the segments are cut by us.
const SOUND_FRAGMENT_US: &str = "500000";
/// A key picture is asked for this long before its time, so that no rounding misses it.
const KEYFRAME_EARLY_MS: u64 = 2;
/// Sound is made this much longer than the picture, and cut off where that ends.
const SOUND_MARGIN_MS: u64 = 500;
/// Nothing of a source is read beyond this after its stated end.
const SOURCE_MARGIN_MS: u64 = 1_000;

/// Where keyframes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cuts {
    /// Every so many pictures, which come at this rate.
    Every { frames: u32, rate: FrameRate },
    /// At these times, milliseconds, of pictures that keep the times of their source.
    At(Vec<u64>),
}

impl Cuts {
    /// What the encoder counts time in. At a constant rate one picture, whatever the input counts in: files of one
    /// rate that are encoded from different inputs must be able to follow each other.
    fn time_base(&self) -> String {
        match self {
            Cuts::Every { rate, .. } => format!("{}:{}", rate.denominator, rate.numerator),
            Cuts::At(_) => "-1".to_string(),
        }
    }
}

/// The source, in full.
fn whole(arguments: Arguments, source: &SourceInfo, path: &Path) -> Arguments {
    arguments.source(path, 0, source.duration_ms + SOURCE_MARGIN_MS)
}

fn progress(arguments: Arguments) -> Arguments {
    arguments.words(["-progress", "pipe:1", "-stats_period", "0.5", "-nostats"])
}

/// Copies the video stream into fragments.
pub(super) fn remux(source: &SourceInfo, video: &VideoInfo, path: &Path, out: &Path) -> Arguments {
    whole(progress(Arguments::ffmpeg()), source, path)
        .words(["-map", &format!("0:{}", video.index), "-c:v", "copy", "-map_metadata", "-1", "-map_chapters", "-1"])
        .words(["-f", "mp4", "-movflags", AT_KEYFRAMES, "-min_frag_duration", &(COPIED_SEGMENT_MS * 1000).to_string()])
        .word(super::command::file(out))
}

/// Encodes `targets` in one pass with the given graph, each into a file of the folder `into`.
pub(super) fn encode(
    source: &SourceInfo,
    path: &Path,
    graph: &str,
    targets: &[VideoTarget],
    cuts: &Cuts,
    into: &Path,
) -> Arguments {
    let start = whole(progress(Arguments::ffmpeg()), source, path).words(["-filter_complex", graph]);
    targets.iter().fold(start, |arguments, target| output(arguments, target, cuts, into))
}

/// One encoded output.
pub(super) fn output(arguments: Arguments, target: &VideoTarget, cuts: &Cuts, into: &Path) -> Arguments {
    let (crf, peak, buffer) = (target.crf.to_string(), target.peak.to_string(), (target.peak * 2).to_string());
    let arguments = arguments
        .words(["-map", &filters::pad(target), "-fps_mode", "passthrough", "-enc_time_base", &cuts.time_base()])
        .words(["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"])
        .words(["-crf", &crf, "-maxrate", &peak, "-bufsize", &buffer])
        .words(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]);
    let arguments = match cuts {
        Cuts::Every { frames, .. } => {
            arguments.word("-x264-params").word(format!("keyint={frames}:min-keyint={frames}:scenecut=0:open-gop=0"))
        }
        Cuts::At(times) => arguments
            .words(["-x264-params", "keyint=infinite:scenecut=0:open-gop=0", "-force_key_frames"])
            .word(times.iter().map(early).collect::<Vec<_>>().join(",")),
    };
    arguments
        .words(["-map_metadata", "-1", "-map_chapters", "-1", "-f", "mp4", "-movflags", AT_KEYFRAMES])
        .words(AT_ONCE)
        .word(super::command::file(&rendition_file(into, target)))
}

fn early(time: &u64) -> String {
    decimal::seconds(time.saturating_sub(KEYFRAME_EARLY_MS))
}

/// The intermediate: all keyframes, quick, hardly any loss.
pub(super) fn set_aside(arguments: Arguments, out: &Path) -> Arguments {
    arguments
        .words(["-map", filters::INTERMEDIATE, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "14", "-g", "1"])
        .words(["-map_metadata", "-1", "-f", "mp4"])
        .word(super::command::file(out))
}

/// The sound as AAC, in fragments that will be cut anew.
pub(super) fn sound(source: &SourceInfo, index: u32, target: AudioTarget, path: &Path, out: &Path) -> Arguments {
    let arguments = whole(Arguments::ffmpeg(), source, path).words(["-map", &format!("0:{index}")]);
    let arguments = if target.copied {
        arguments.words(["-c:a", "copy"])
    } else {
        let (rate, bits) = (target.sample_rate.to_string(), AudioTarget::BITS_PER_SECOND.to_string());
        arguments.word("-af").word(sound_filter(source, target)).words(["-c:a", "aac", "-b:a", &bits, "-ar", &rate])
    };
    arguments
        .words(["-map_metadata", "-1", "-map_chapters", "-1", "-f", "mp4", "-movflags", FRAGMENTED])
        .words(["-frag_duration", SOUND_FRAGMENT_US])
        .words(AT_ONCE)
        .word(super::command::file(out))
}

/// Two channels from the source's zero to a little behind its end, silence where there is none.
///
/// The encoder puts 1024 samples before the first; as many are taken away, so that what is heard
/// is heard in time.
fn sound_filter(source: &SourceInfo, target: AudioTarget) -> String {
    let rate = target.sample_rate;
    let end = decimal::seconds(source.duration_ms + SOUND_MARGIN_MS);
    format!(
        "aresample={rate}:async=1:first_pts=0,aformat=channel_layouts=stereo:sample_fmts=fltp,apad,\
         atrim=start_sample=1024:end={end},asetpts=PTS-STARTPTS"
    )
}

/// A picture that stands still, as video.
pub(super) fn still(
    picture: &Path,
    target: &VideoTarget,
    rate: FrameRate,
    cuts: &Cuts,
    duration_ms: u64,
    into: &Path,
) -> Arguments {
    let (width, height) = (target.width, target.height);
    let rate = format!("{}/{}", rate.numerator, rate.denominator);
    let graph = format!(
        "[0:v]scale={width}:{height}:force_original_aspect_ratio=decrease:out_color_matrix=bt709:out_range=tv,\
         pad={width}:{height}:-1:-1:color=0x14181c,setsar=1,format=yuv420p{}",
        filters::pad(target)
    );
    let start = progress(Arguments::ffmpeg())
        .words(super::command::PICTURE)
        .words(["-loop", "1"])
        .words(["-framerate", &rate, "-t", &decimal::seconds(duration_ms), "-i"])
        .word(super::command::file(picture))
        .words(["-filter_complex", &graph]);
    output(start, target, cuts, into)
}

/// The graph of a remuxed source's smaller renditions, which keep its times.
pub(super) fn kept_times(source: &SourceInfo, video: &VideoInfo, targets: &[VideoTarget]) -> String {
    filters::ladder(source, video, targets, Timing::Kept)
}

/// The file of a rendition in a folder.
pub(super) fn rendition_file(into: &Path, target: &VideoTarget) -> std::path::PathBuf {
    into.join(format!("{}.mp4", target.name))
}
