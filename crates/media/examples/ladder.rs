//! Measures our plan for a file beside plain ffmpeg commands that make the same renditions with the
//! same encoder settings.
//!
//! `cargo run --release -p media --example ladder -- FILE [ROUNDS]` runs each plain command once, then
//! the quickest of them and ours by turns. A line for each run, separated by tabs: who, wall time,
//! CPU time, and for ours the time until eight seconds of the first rendition were whole, in ms.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use media::plan::{Picture, VideoTarget};
use media::{
    Ffmpeg, GrowingSegment, Limits, Plan, RenditionKind, Settings, Transcoder, Transfer, Watch, plan, sandbox,
};
use seams::Clock;
use seams::real::RealClock;

/// What a player wants before it starts, milliseconds.
const FIRST_PLAYABLE_MS: u64 = 8_000;
/// Milliseconds in a clock tick of /proc.
const TICK_MS: i128 = 10;

/// High dynamic range made standard; the source names its colours itself.
const TONE_MAPPED: &str = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,\
                           zscale=t=bt709:m=bt709:r=limited";

type Failure = Box<dyn std::error::Error>;

/// A plain way to all renditions.
#[derive(Clone, Copy)]
enum Plain {
    /// One command; each size is scaled from the next larger one.
    Cascade,
    /// One command; each size is scaled from the source.
    FromSource,
    /// A command for each size, all at once.
    AtOnce,
    /// A command for each size, one after the other.
    InTurn,
}

impl Plain {
    const ALL: [Plain; 4] = [Plain::Cascade, Plain::FromSource, Plain::AtOnce, Plain::InTurn];

    fn name(self) -> &'static str {
        match self {
            Plain::Cascade => "one command, each size from the next larger",
            Plain::FromSource => "one command, each size from the source",
            Plain::AtOnce => "a command for each size, at once",
            Plain::InTurn => "a command for each size, in turn",
        }
    }
}

/// Milliseconds of one run.
struct Took {
    wall: i128,
    cpu: i128,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(word) if word == sandbox::SUBCOMMAND => sandbox::enter_and_exec(arguments),
        Some(file) => {
            let rounds = arguments.next().and_then(|text| text.to_str()?.parse().ok()).unwrap_or(3);
            match measure(Path::new(&file), rounds) {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => say(&format!("ladder: {failure}"), ExitCode::FAILURE),
            }
        }
        None => say("usage: ladder FILE [ROUNDS]", ExitCode::FAILURE),
    }
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    match writeln!(std::io::stdout(), "{text}") {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

#[tokio::main]
async fn measure(file: &Path, rounds: usize) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let settings = Settings::new(std::env::current_exe()?);
    let (transcoder, _report) = Ffmpeg::start(settings, Arc::new(RealClock), folder.path()).await?;
    let made = plan(&transcoder.probe(file).await?, &Limits::default())?;
    let Picture::Encode { segment_frames, .. } = made.picture else {
        return Err("nothing to compare: this file is not encoded whole".into());
    };
    let mut best: Option<(Plain, i128)> = None;
    for plain in Plain::ALL {
        let took = run_plain(plain, (&made, segment_frames), file, folder.path())?;
        if best.is_none_or(|(_, wall)| took.wall < wall) {
            best = Some((plain, took.wall));
        }
    }
    let Some((best, _)) = best else { return Ok(()) };
    for round in 0..rounds {
        // Every second round the other way round, so that neither always finds the warmer machine.
        if round % 2 == 1 {
            run_plain(best, (&made, segment_frames), file, folder.path())?;
        }
        run_ours(&transcoder, file, folder.path()).await?;
        if round % 2 == 0 {
            run_plain(best, (&made, segment_frames), file, folder.path())?;
        }
    }
    Ok(())
}

fn now() -> i128 {
    RealClock.now().as_nanosecond() / 1_000_000
}

/// CPU milliseconds, user and system, of all children that have ended.
fn children_cpu() -> Result<i128, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?.1;
    let ticks = behind_name.split_whitespace().skip(13).take(2).map(str::parse::<i128>);
    Ok(ticks.sum::<Result<i128, _>>()? * TICK_MS)
}

/// The whole work, probe included; told with the time until the first rendition could be played.
async fn run_ours(transcoder: &Ffmpeg, file: &Path, folder: &Path) -> Result<(), Failure> {
    let into = folder.join("ours");
    std::fs::create_dir(&into)?;
    let (start, cpu) = (now(), children_cpu()?);
    let plan = plan(&transcoder.probe(file).await?, &Limits::default())?;
    let first = First { until_ms: Mutex::new((0, None)) };
    transcoder.produce(&plan, file, &into, &first).await?;
    let took = Took { wall: now() - start, cpu: children_cpu()? - cpu };
    let playable = first.until_ms.lock().map_err(|_| "a watcher panicked")?.1.map_or(took.wall, |at| at - start);
    say(&format!("ecot\t{}\t{}\t{playable}", took.wall, took.cpu), ExitCode::SUCCESS);
    Ok(std::fs::remove_dir_all(into)?)
}

/// Adds up the first rendition that is told.
struct First {
    until_ms: Mutex<(u64, Option<i128>)>,
}

#[async_trait]
impl Watch for First {
    async fn progress(&self, _permille: u16) {}

    async fn segment(&self, told: GrowingSegment) {
        if let (RenditionKind::Video { .. }, Ok(mut until)) = (told.rendition.kind, self.until_ms.lock()) {
            until.0 += told.segment.duration_ms;
            if until.0 >= FIRST_PLAYABLE_MS && until.1.is_none() {
                until.1 = Some(now());
            }
        }
    }
}

/// A plan, and the pictures in its segments.
type Cut<'a> = (&'a Plan, u32);

fn run_plain(plain: Plain, cut: Cut<'_>, file: &Path, folder: &Path) -> Result<Took, Failure> {
    let into = folder.join("plain");
    std::fs::create_dir(&into)?;
    let targets: Vec<&VideoTarget> = cut.0.video().collect();
    let together = |targets: &[&VideoTarget], sound| command(plain, cut, targets, sound, file, &into).spawn();
    let (start, cpu) = (now(), children_cpu()?);
    match plain {
        Plain::Cascade | Plain::FromSource => wait(together(&targets, true)?)?,
        Plain::AtOnce => {
            let running: Result<Vec<Child>, _> =
                targets.iter().enumerate().map(|(place, target)| together(&[target], place == 0)).collect();
            running?.into_iter().try_for_each(wait)?;
        }
        Plain::InTurn => {
            for (place, target) in targets.iter().enumerate() {
                wait(together(&[target], place == 0)?)?;
            }
        }
    }
    let took = Took { wall: now() - start, cpu: children_cpu()? - cpu };
    say(&format!("{}\t{}\t{}", plain.name(), took.wall, took.cpu), ExitCode::SUCCESS);
    std::fs::remove_dir_all(into)?;
    Ok(took)
}

fn wait(mut child: Child) -> Result<(), Failure> {
    if child.wait()?.success() { Ok(()) } else { Err("a plain command failed".into()) }
}

/// One plain command for some of the renditions, small to large.
fn command(
    plain: Plain,
    (plan, segment_frames): Cut<'_>,
    targets: &[&VideoTarget],
    sound: bool,
    file: &Path,
    into: &Path,
) -> Command {
    let mut command = Command::new("nice");
    command.args(["-n", "10", "ffmpeg", "-v", "error", "-nostdin", "-y", "-i"]).arg(file).stdin(Stdio::null());
    command.arg("-filter_complex").arg(graph(plain, plan, targets));
    for (place, target) in targets.iter().enumerate() {
        let text = format!(
            "-map [v{place}] -c:v libx264 -preset veryfast -profile:v high -crf {} -maxrate {} -bufsize {} \
             -g {segment_frames} -keyint_min {segment_frames} -sc_threshold 0 -movflags +frag_keyframe+empty_moov",
            target.crf,
            target.peak,
            target.peak * 2
        );
        command.args(text.split_whitespace()).arg(output(into, &target.name));
    }
    if sound && plan.audio.is_some() {
        command.args(["-map", "0:a:0", "-c:a", "aac", "-ac", "2", "-b:a", "128k"]).arg(output(into, "audio"));
    }
    command
}

fn graph(plain: Plain, plan: &Plan, targets: &[&VideoTarget]) -> String {
    let hdr = plan.source.video.as_ref().is_some_and(|video| video.transfer != Transfer::Sdr);
    let scale = |target: &VideoTarget, tone: bool| {
        let tone = if hdr && tone { format!(",{TONE_MAPPED}") } else { String::new() };
        format!("scale={}:{}:flags=bicubic,setsar=1{tone},format=yuv420p", target.width, target.height)
    };
    if matches!(plain, Plain::FromSource) {
        let pads: String = (0..targets.len()).map(|place| format!("[s{place}]")).collect();
        let chains =
            targets.iter().enumerate().map(|(place, target)| format!("[s{place}]{}[v{place}]", scale(target, true)));
        return format!("[0:v:0]split={}{pads};{}", targets.len(), chains.collect::<Vec<_>>().join(";"));
    }
    let mut chains = Vec::new();
    let mut from = "[0:v:0]".to_string();
    for (place, target) in targets.iter().enumerate().rev() {
        let scaled = format!("{from}{}", scale(target, place + 1 == targets.len()));
        from = format!("[s{place}]");
        chains.push(if place == 0 { format!("{scaled}[v0]") } else { format!("{scaled},split[v{place}]{from}") });
    }
    chains.join(";")
}

fn output(into: &Path, name: &str) -> OsString {
    let path: PathBuf = into.join(format!("{name}.mp4"));
    path.into_os_string()
}
