//! The real transcoder: ffmpeg and ffprobe in the sandbox.

mod answer;
mod command;
mod decimal;
mod filters;
mod follow;
mod head;
mod packets;
mod passes;
mod probe;
mod produce;
mod sniff;
mod still;
mod thumbnail;
mod tracks;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use seams::Clock;

use crate::sandbox::{self, Launcher, Mechanisms, SandboxReport};
use crate::{MediaError, Plan, Produced, SourceInfo, Thumbnail, Transcoder, Watch};

/// Where the programs are and how they are confined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub launcher: Launcher,
    /// Absolute.
    pub ffmpeg: PathBuf,
    /// Absolute.
    pub ffprobe: PathBuf,
    /// Files and folders with the libraries of both; nothing else of the system can be read.
    pub libraries: Vec<PathBuf>,
    /// What of the sandbox is used. Anything but [`Mechanisms::ALL`] is for tests of older kernels.
    pub mechanisms: Mechanisms,
}

impl Settings {
    /// Debian's ffmpeg, confined by `launcher`, a binary with the subcommand
    /// [`sandbox::SUBCOMMAND`].
    pub fn new(launcher: PathBuf) -> Settings {
        let libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"];
        Settings {
            launcher: Launcher::new(launcher),
            ffmpeg: PathBuf::from("/usr/bin/ffmpeg"),
            ffprobe: PathBuf::from("/usr/bin/ffprobe"),
            libraries: libraries.map(PathBuf::from).to_vec(),
            mechanisms: Mechanisms::ALL,
        }
    }
}

/// The real transcoder.
#[derive(Clone)]
pub struct Ffmpeg {
    settings: Settings,
    clock: Arc<dyn Clock>,
    /// What every start must find in force.
    demand: Mechanisms,
}

impl Ffmpeg {
    /// Proves the sandbox, and that ffmpeg works in it, in the empty folder `scratch`, which the
    /// caller makes and removes. What the proof found in force is demanded of every later start.
    ///
    /// # Errors
    /// [`MediaError::Sandbox`] if the sandbox does not hold; others if ffmpeg is not there or has
    /// no encoder for H.264 and AAC.
    pub async fn start(
        settings: Settings,
        clock: Arc<dyn Clock>,
        scratch: &Path,
    ) -> Result<(Ffmpeg, SandboxReport), MediaError> {
        let report = sandbox::self_test(&settings.launcher, clock.as_ref(), scratch, settings.mechanisms).await?;
        let ffmpeg = Ffmpeg { settings, clock, demand: report.mechanisms };
        ffmpeg.try_encoders(scratch).await?;
        Ok((ffmpeg, report))
    }

    /// Runs ffmpeg with its fixed arguments and limits of time, but confined by nothing. Only for
    /// an operator who asks for it by name.
    pub fn unsandboxed(settings: Settings, clock: Arc<dyn Clock>) -> Ffmpeg {
        let settings = Settings { mechanisms: Mechanisms::NONE, ..settings };
        Ffmpeg { settings, clock, demand: Mechanisms::NONE }
    }
}

impl Ffmpeg {
    /// Encodes a moment of a test picture and of silence inside the sandbox.
    async fn try_encoders(&self, scratch: &Path) -> Result<(), MediaError> {
        let operation = "trying ffmpeg's encoders";
        let scratch = command::real(scratch).await?;
        let out = scratch.join("encoders.mp4");
        let arguments = command::Arguments::ffmpeg()
            .words(["-f", "lavfi", "-i", "testsrc=size=64x64:rate=10:duration=0.5"])
            .words(["-f", "lavfi", "-i", "anullsrc=duration=0.5"])
            .words(["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", "-f", "mp4"])
            .word(command::file(&out));
        let task = command::Command {
            operation,
            program: command::Tool::Ffmpeg,
            source: &self.settings.ffmpeg,
            into: Some(&scratch),
            arguments: arguments.0,
            limit: Duration::from_secs(60),
            file_bytes: 1 << 20,
        };
        self.run(task, &mut |_| {}).await?.success(operation)?;
        let info = self.probe_source(&out).await?;
        match (info.video, info.audio) {
            (Some(_), Some(_)) => Ok(()),
            _ => Err(MediaError::Answer { operation, detail: "a stream is missing".into() }),
        }
    }
}

/// How long the work on a source may take: a start, and so many times its duration.
fn time_limit(duration_ms: u64) -> Duration {
    /// Milliseconds.
    const START: u64 = 120_000;
    /// An old machine encodes the whole ladder of a 4K source in a tenth of its speed.
    const TIMES: u64 = 40;
    Duration::from_millis(START + duration_ms.saturating_mul(TIMES))
}

/// CPU seconds in a wall time: half of what all cores give. A source that wants more ends there, and no other try is
/// wasted on it; work that the machine is too busy for comes to the end of its wall time first.
fn cpu_limit(wall: Duration) -> u64 {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    wall.as_secs().saturating_mul(u64::try_from(cores).unwrap_or(1)) / 2
}

#[async_trait]
impl Transcoder for Ffmpeg {
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError> {
        self.probe_source(source).await
    }

    async fn produce(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError> {
        self.produce_renditions(plan, source, into, watch).await
    }

    async fn thumbnail(&self, plan: &Plan, source: &Path, into: &Path) -> Result<Thumbnail, MediaError> {
        self.make_thumbnail(plan, source, into).await
    }
}
