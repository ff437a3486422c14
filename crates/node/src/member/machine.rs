//! A member on this machine: its own data folder, clock, randomness, mail relay and ffmpeg.

use std::io;
use std::sync::Arc;

use media::sandbox::SandboxReport;
use media::{Ffmpeg, Transcoder};
use seams::real::{NoMailer, RealClock, RealDisk, RealEntropy, seams};
use seams::{Clock, Mailer, Seams};

use super::{Lock, Member, MemberParts, StartError, folder, walls};
use crate::config::{Config, Sandbox};
use crate::mail::Relay;

impl Member {
    /// Starts a member on this machine; first it proves the sandbox in which ffmpeg runs. `clock` says when things
    /// happen, in what the member writes down; ffmpeg is timed by the machine's.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let seams = Seams { clock, ..real(config)? };
        let lock = lock(config)?;
        let (transcoder, confinement) = transcoder(config).await?;
        let mut member = Self::start_with(config, MemberParts::new(seams, transcoder)).await?;
        walls::show(&member.app.board, confinement);
        member.lock = Some(lock);
        Ok(member)
    }
}

/// The seams of this machine. Makes the data folder, for its owner alone.
///
/// # Errors
/// [`StartError::Folder`], or [`StartError::Config`] for the mail relay.
pub fn real(config: &Config) -> Result<Seams, StartError> {
    let mailer: Arc<dyn Mailer> = match Relay::configured(config, Arc::new(RealClock), Arc::new(RealEntropy))? {
        Some(relay) => Arc::new(relay),
        None => Arc::new(NoMailer),
    };
    let data = &config.member.data;
    let disk = folder::make(data).and_then(|()| RealDisk::open(data)).map_err(unusable(config))?;
    Ok(seams(disk, mailer))
}

/// Keeps other processes that write from the data folder while the answer lives.
///
/// # Errors
/// [`StartError::InUse`] when one is there already.
pub fn lock(config: &Config) -> Result<Lock, StartError> {
    let data = &config.member.data;
    folder::lock(data).map_err(unusable(config))?.ok_or_else(|| StartError::InUse(data.clone()))
}

/// ffmpeg, and what confines it; none if the configuration says so.
async fn transcoder(config: &Config) -> Result<(Arc<dyn Transcoder>, Option<SandboxReport>), StartError> {
    for (key, path) in [("media.ffmpeg", &config.media.ffmpeg), ("media.ffprobe", &config.media.ffprobe)] {
        if !path.is_file() {
            return Err(StartError::NoProgram { key, path: path.clone() });
        }
    }
    let launcher = std::env::current_exe().map_err(unusable(config))?;
    let mut settings = media::Settings::new(launcher);
    settings.ffmpeg.clone_from(&config.media.ffmpeg);
    settings.ffprobe.clone_from(&config.media.ffprobe);
    let clock = Arc::new(RealClock);
    if config.media.sandbox == Sandbox::Off {
        tracing::warn!("ffmpeg runs unconfined, as media.sandbox says");
        return Ok((Arc::new(Ffmpeg::unsandboxed(settings, clock)), None));
    }
    let scratch = tempfile::tempdir_in(&config.member.data).map_err(unusable(config))?;
    let (ffmpeg, report) = Ffmpeg::start(settings, clock, scratch.path()).await?;
    tracing::info!(sandbox = %report, "ffmpeg is confined");
    Ok((Arc::new(ffmpeg), Some(report)))
}

fn unusable(config: &Config) -> impl Fn(io::Error) -> StartError + '_ {
    |cause| StartError::Folder { folder: config.member.data.clone(), cause }
}
