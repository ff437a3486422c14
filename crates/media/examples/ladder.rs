//! Compares the wall time of our plan with that of the best plain ffmpeg command that we know: one
//! pass, scaling from each rendition to the next smaller one, the same encoder settings.
//!
//! `cargo run --release -p media --example ladder -- FILE [PAIRS]` prints a row for each pair, the
//! time until eight seconds of the first rendition were whole, and the median of the ratios.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use media::plan::VideoTarget;
use media::{
    Ffmpeg, GrowingSegment, Limits, Plan, RenditionKind, Settings, Transcoder, Transfer, Watch, plan, sandbox,
};
use seams::Clock;
use seams::real::RealClock;

/// What a player wants before it starts, milliseconds.
const FIRST_PLAYABLE_MS: u64 = 8_000;

/// High dynamic range made standard; the source names its colours itself.
const TONE_MAPPED: &str = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,\
                           zscale=t=bt709:m=bt709:r=limited";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(word) if word == sandbox::SUBCOMMAND => sandbox::enter_and_exec(arguments),
        Some(file) => {
            let pairs = arguments.next().and_then(|text| text.to_str()?.parse().ok()).unwrap_or(3);
            match measure(Path::new(&file), pairs) {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => say(&format!("ladder: {failure}"), ExitCode::FAILURE),
            }
        }
        None => say("usage: ladder FILE [PAIRS]", ExitCode::FAILURE),
    }
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    match writeln!(std::io::stdout(), "{text}") {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

#[tokio::main]
async fn measure(file: &Path, pairs: usize) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let settings = Settings::new(std::env::current_exe()?);
    let (transcoder, report) = Ffmpeg::start(settings, Arc::new(RealClock), folder.path()).await?;
    say(&format!("sandbox: {report}"), ExitCode::SUCCESS);
    let mut ratios = Vec::new();
    for pair in 0..pairs.max(1) {
        let job = folder.path().join(format!("job-{pair}"));
        std::fs::create_dir(&job)?;
        // Every second pair the other way round, so that neither always finds the warmer machine.
        let plain_first = if pair % 2 == 1 { Some(plain(&transcoder, file, &job).await?) } else { None };
        let (ours, first) = ours(&transcoder, file, &job).await?;
        let plain = match plain_first {
            Some(plain) => plain,
            None => plain(&transcoder, file, &job).await?,
        };
        let ratio = ours * 1000 / plain.max(1);
        ratios.push(ratio);
        say(
            &format!("ours {ours} ms, first playable {first} ms, plain {plain} ms, ratio {}", thousandths(ratio)),
            ExitCode::SUCCESS,
        );
        std::fs::remove_dir_all(&job)?;
    }
    ratios.sort_unstable();
    let median = ratios.get(ratios.len() / 2).copied().unwrap_or(0);
    say(&format!("median ratio {}", thousandths(median)), ExitCode::SUCCESS);
    Ok(())
}

fn thousandths(ratio: i128) -> String {
    format!("{}.{:03}", ratio / 1000, ratio % 1000)
}

fn now() -> i128 {
    RealClock.now().as_nanosecond() / 1_000_000
}

/// Milliseconds of the whole work, probe included, and until the first rendition could be played.
async fn ours(transcoder: &Ffmpeg, file: &Path, job: &Path) -> Result<(i128, i128), Failure> {
    let start = now();
    let plan = plan(&transcoder.probe(file).await?, &Limits::default())?;
    let into = job.join("ours");
    std::fs::create_dir(&into)?;
    let first = First { until_ms: Mutex::new((0, None)) };
    transcoder.produce(&plan, file, &into, &first).await?;
    let end = now();
    let playable = first.until_ms.lock().map_err(|_| "a watcher panicked")?.1.unwrap_or(end);
    Ok((end - start, playable - start))
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

/// Milliseconds of one plain command that makes the same renditions.
async fn plain(transcoder: &Ffmpeg, file: &Path, job: &Path) -> Result<i128, Failure> {
    let plan = plan(&transcoder.probe(file).await?, &Limits::default())?;
    let into = job.join("plain");
    std::fs::create_dir(&into)?;
    let arguments = arguments(&plan, file, &into);
    let start = now();
    let status = Command::new("nice").args(arguments).stdin(Stdio::null()).status()?;
    if !status.success() {
        return Err("the plain command failed".into());
    }
    Ok(now() - start)
}

fn arguments(plan: &Plan, file: &Path, into: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> =
        ["-n", "10", "ffmpeg", "-v", "error", "-nostdin", "-y", "-i"].map(OsString::from).to_vec();
    words.push(file.into());
    let targets: Vec<&VideoTarget> = plan.video().collect();
    let mut graph = Vec::new();
    let mut from = "[0:v:0]".to_string();
    for (place, target) in targets.iter().enumerate().rev() {
        let scale = format!("{from}scale={}:{}:flags=bicubic,setsar=1", target.width, target.height);
        let hdr = plan.source.video.as_ref().is_some_and(|video| video.transfer != Transfer::Sdr);
        let scale = if hdr && place + 1 == targets.len() { format!("{scale},{TONE_MAPPED}") } else { scale };
        from = format!("[s{place}]");
        graph.push(if place == 0 {
            format!("{scale},format=yuv420p[v0]")
        } else {
            format!("{scale},format=yuv420p,split[v{place}]{from}")
        });
    }
    words.extend(["-filter_complex".into(), graph.join(";").into()]);
    for (place, target) in targets.iter().enumerate() {
        let text = format!(
            "-map [v{place}] -c:v libx264 -preset veryfast -profile:v high -crf {} -maxrate {} -bufsize {} -g 120 \
             -keyint_min 120 -sc_threshold 0 -movflags +frag_keyframe+empty_moov",
            target.crf,
            target.peak,
            target.peak * 2
        );
        words.extend(text.split_whitespace().map(OsString::from));
        words.push(output(into, &target.name));
    }
    if plan.audio.is_some() {
        words.extend(["-map", "0:a:0", "-c:a", "aac", "-ac", "2", "-b:a", "128k"].map(OsString::from));
        words.push(output(into, "audio"));
    }
    words
}

fn output(into: &Path, name: &str) -> OsString {
    let path: PathBuf = into.join(format!("{name}.mp4"));
    path.into_os_string()
}
