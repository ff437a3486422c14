use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use seams::Clock;
use seams::real::RealClock;
use tokio::sync::oneshot;

use crate::config::Config;
use crate::demo::{Folder, FolderError, proper};

/// How this process is one house of a town: what the command tells the processes that it starts.
#[derive(Debug, Default, clap::Args)]
pub struct Part {
    #[arg(long, hide = true)]
    pub house: Option<String>,
    #[arg(long, hide = true, requires = "house")]
    first_day: Option<Date>,
    #[arg(long, hide = true, requires = "house")]
    pub without_sample: bool,
    #[arg(long, hide = true, requires = "house")]
    waits: bool,
}

/// When a house's people get up on its first day.
const MORNING: i8 = 8;
/// How often a house of a town asks the others, in seconds: who looks at it waits for nothing.
const ASK_SECONDS: u64 = 5;

impl Part {
    /// How far ahead of the machine's the clock of a new house is; behind, if its first day is past.
    pub fn ahead(&self) -> SignedDuration {
        let Some(day) = self.first_day else { return SignedDuration::ZERO };
        let morning = TimeZone::UTC.to_timestamp(day.at(MORNING, 0, 0, 0));
        morning.map_or(SignedDuration::ZERO, |morning| morning.duration_since(RealClock.now()))
    }

    /// # Errors
    /// [`FolderError`].
    pub fn configure(&self, config: &mut Config, port: u16, folder: &Folder) -> Result<(), FolderError> {
        let Some(house) = &self.house else { return Ok(()) };
        config.member.base_url = Some(format!("http://{house}.localhost:{port}"));
        config.member.name = self.name();
        config.federation.allow_private = true;
        config.federation.ask_seconds = if self.waits { 0 } else { ASK_SECONDS };
        config.backup.recipient = Some(folder.phrase()?.recipient().to_string());
        Ok(())
    }

    /// The member's name: the house's, as people write it.
    pub fn name(&self) -> String {
        self.house.as_deref().map_or_else(|| "Ecot".to_owned(), proper)
    }

    /// Returns when the process that started this house is gone: it held the house's input open.
    pub async fn until_left_alone(&self) {
        if self.house.is_none() {
            return std::future::pending().await;
        }
        let (left, told) = oneshot::channel();
        // A thread of its own, which nobody waits for: a read of the input cannot be given up.
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            let _ = left.send(());
        });
        // It is told, or the thread is gone: either way nobody is there any more.
        let _ = told.await;
    }
}
