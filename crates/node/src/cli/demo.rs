mod part;
mod town;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use seams::Clock;
use seams::real::RealClock;
use tokio_util::sync::CancellationToken;

use self::part::Part;
use super::runtime::runtime;
use super::serving::{Serving, Signals};
use crate::cli::{Exit, Failure};
use crate::config::{Config, Logs};
use crate::demo::{
    ACCOUNT, Cheat, DemoError, Demonstration, Folder, FolderError, Played, READY, SteeredClock, VIEWERS,
};
use crate::logs;
use crate::member::StartError;

/// What is logged unless the configuration says more: the command itself tells what happens.
const QUIET: &str = "warn";

/// Run a member to look at: with an account, a video, bills that are made up, and a clock that can be moved on.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// The folder that holds all of it; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// The port of this machine; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Watch the video whole, compare what was metered with what arrived, print a report, and end.
    #[arg(long)]
    once: bool,
    /// So many members, each in a process of its own, in one federation that has lived through a month; 1 is alone, in
    /// no federation.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=10))]
    members: u8,
    /// The last member lies, and the command ends when the others name it: with --once.
    #[arg(long, value_enum, requires = "once", conflicts_with = "house")]
    cheat: Option<Cheat>,
    #[command(flatten)]
    part: Part,
}

impl Demo {
    pub fn run(self) -> Result<(), Failure> {
        if self.members > 1 {
            return runtime()?.block_on(self.town());
        }
        let started = RealClock.now();
        let folder = Folder::open_at(&self.data, self.part.ahead())?;
        let mut config = Config::load_here(&folder.config())?;
        config.http.listen.set_port(self.port);
        // Whoever sits here comes by the address that is printed.
        (config.http.tls_certificate, config.http.tls_key, config.member.base_url) = (None, None, None);
        self.part.configure(&mut config, self.port, &folder)?;
        if config.logs.level == Logs::default().level {
            QUIET.clone_into(&mut config.logs.level);
        }
        logs::install(&config.logs)?;
        runtime()?.block_on(self.demonstrate(&config, Arc::new(folder), started))
    }

    async fn demonstrate(&self, config: &Config, folder: Arc<Folder>, started: Timestamp) -> Result<(), Failure> {
        let mut signals = Signals::listen()?;
        let clock = Arc::new(SteeredClock::new(folder.ahead()));
        let serving = Serving::start(config, clock.clone()).await.map_err(|failure| self.advise(failure))?;
        let demo = Demonstration::new(&serving.member, Arc::clone(&folder), Arc::clone(&clock));
        let router = serving.member.router().merge(demo.routes());
        let stop = CancellationToken::new();
        let people = async {
            let acted = tokio::select! {
                acted = self.act(&demo, &folder, started) => Some(acted),
                () = stop.cancelled() => None,
            };
            if self.once {
                stop.cancel();
            } else if let Some(Err(error)) = &acted {
                say(&format!("{error}\nThe member runs on; Ctrl-C stops it."));
            }
            acted
        };
        let heard = async {
            tokio::select! {
                () = signals.until_stop(None) => stop.cancel(),
                () = self.part.until_left_alone() => stop.cancel(),
                () = stop.cancelled() => {}
            }
        };
        let (served, acted, ()) = tokio::join!(serving.run(router, stop.clone()), people, heard);
        served?;
        if !self.once {
            return Ok(());
        }
        match acted {
            Some(Ok(Some(played))) => report(played, clock.now()).await,
            Some(Ok(None)) | None => Err(Failure::new(Exit::Failed, "stopped before all was watched")),
            Some(Err(error)) => Err(error.into()),
        }
    }

    /// What the people do: the account, the bills, the video; with `once` also a viewer.
    async fn act(
        &self,
        demo: &Demonstration,
        folder: &Folder,
        started: Timestamp,
    ) -> Result<Option<Played>, DemoError> {
        let up = RealClock.now();
        let link = demo.open().await?;
        if self.once {
            return demo.play(started, up).await.map(Some);
        }
        say(&format!("{} is at {}\n", self.part.name(), demo.server()));
        if self.part.house.is_none() {
            say(&format!("  One-time operator link, for a day: {link}"));
        }
        if let Some(password) = folder.notes().password {
            say(&format!("  Its account, to sign in elsewhere: {ACCOUNT}, password {password}"));
        }
        if self.part.house.is_none() {
            say(&format!("  All of it is in {}; remove that to begin anew.\n", folder.path().display()));
        }
        if self.part.without_sample {
            say(READY);
            return Ok(None);
        }
        let sent = demo.furnish().await?;
        if sent.upload.is_some() {
            say("A video was uploaded, and bills were entered.");
        }
        let page = format!("{}/v/{}", demo.server(), sent.video);
        demo.playable(sent.video).await?;
        say(&format!("The video plays: {page}"));
        demo.ready(sent.video).await?;
        say("It is there in all sizes.");
        if self.part.house.is_some() {
            say(&format!("What it costs, and why: {page}/cost"));
            say(READY);
            return Ok(None);
        }
        if demo.audience(sent.video).await? {
            say(&format!("{VIEWERS} viewers watched it, and the clock was moved to the next hour."));
        }
        say(&format!("What it costs, and why: {page}/cost\n\nCtrl-C stops the member; its data stays."));
        Ok(None)
    }

    /// Says what to do in the words of this command.
    fn advise(&self, failure: Failure) -> Failure {
        let of_folder = matches!(failure.cause.downcast_ref(), Some(StartError::Folder { .. } | StartError::InUse(_)));
        let advice = match failure.exit {
            Exit::Address => "choose another port with --port; --port 0 takes any free one",
            Exit::Data if of_folder => "choose another folder with --data",
            _ => return failure,
        };
        Failure::new(failure.exit, format!("{} ({advice})", failure.cause))
    }
}

/// Prints the report; fails if anything differs.
async fn report(played: Played, now: Timestamp) -> Result<(), Failure> {
    let (text, faults) = played.judge(now).await?;
    write!(std::io::stdout(), "{text}").map_err(|error| Failure::new(Exit::Failed, error))?;
    if faults.is_empty() {
        say("Every part is what was published, and every byte was counted.");
        return Ok(());
    }
    Err(Failure::new(Exit::Damage, format!("not as it must be:\n  {}", faults.join("\n  "))))
}

/// Prints a line. When nobody reads it, the member runs all the same.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        Self::new(Exit::Data, format!("{error} (choose another folder with --data)"))
    }
}

impl From<DemoError> for Failure {
    fn from(error: DemoError) -> Self {
        match error {
            DemoError::Client(error) => error.into(),
            DemoError::Store(error) => error.into(),
            DemoError::Folder(error) => error.into(),
            other => Self::new(Exit::Failed, other),
        }
    }
}
