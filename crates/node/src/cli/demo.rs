use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use seams::Clock;
use seams::real::RealClock;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::runtime::runtime;
use super::serving::{Serving, Signals};
use crate::cli::{Exit, Failure};
use crate::config::{Config, Logs};
use crate::demo::{
    ACCOUNT, Cheat, DemoError, Demonstration, Folder, FolderError, Played, READY, SteeredClock, Town, TownError,
    VIEWERS, Wish,
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

/// How this process is one house of a town: what the command tells the processes that it starts.
#[derive(Debug, Default, clap::Args)]
struct Part {
    #[arg(long, hide = true)]
    house: Option<String>,
    #[arg(long, hide = true, requires = "house")]
    first_day: Option<Date>,
    #[arg(long, hide = true, requires = "house")]
    without_sample: bool,
    #[arg(long, hide = true, requires = "house")]
    waits: bool,
}

/// When a house's people get up on its first day.
const MORNING: i8 = 8;
/// How often a house of a town asks the others, in seconds: who looks at it waits for nothing.
const ASK_SECONDS: u64 = 5;

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
        self.part.configure(&mut config, self.port);
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
        say(&format!("  One-time operator link, for a day: {link}"));
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

    /// Several members in one federation.
    async fn town(&self) -> Result<(), Failure> {
        let mut signals = Signals::listen()?;
        let acted = tokio::select! {
            acted = self.live_in_town() => acted,
            () = signals.until_stop(None) => Ok(()),
        };
        acted.map_err(Failure::from)
    }

    async fn live_in_town(&self) -> Result<(), TownError> {
        let wish = Wish {
            folder: &self.data,
            port: self.port,
            houses: usize::from(self.members),
            with_sample: !self.once,
            by_themselves: !self.once,
            tell: say,
        };
        let mut town = Town::start(&wish).await?;
        if let Some(cheat) = self.cheat {
            return town.cheat(cheat).await;
        }
        town.live().await?;
        if self.once {
            return town.audit().await;
        }
        town.until_today().await?;
        say("\nCtrl-C stops the members; their data stays.");
        Err(town.until_one_ends().await)
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

impl Part {
    /// How far ahead of the machine's the clock of a new house is; behind, if its first day is past.
    fn ahead(&self) -> SignedDuration {
        let Some(day) = self.first_day else { return SignedDuration::ZERO };
        let morning = TimeZone::UTC.to_timestamp(day.at(MORNING, 0, 0, 0));
        morning.map_or(SignedDuration::ZERO, |morning| morning.duration_since(RealClock.now()))
    }

    fn configure(&self, config: &mut Config, port: u16) {
        let Some(house) = &self.house else { return };
        config.member.base_url = Some(format!("http://{house}.localhost:{port}"));
        config.member.name = self.name();
        config.federation.allow_private = true;
        config.federation.ask_seconds = if self.waits { 0 } else { ASK_SECONDS };
    }

    /// The member's name: the house's, with a capital.
    fn name(&self) -> String {
        let Some(house) = &self.house else { return "Ecot".to_owned() };
        let (first, rest) = house.split_at(house.len().min(1));
        format!("{}{rest}", first.to_uppercase())
    }

    /// Returns when the process that started this house is gone: it held the house's input open.
    async fn until_left_alone(&self) {
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

impl From<TownError> for Failure {
    fn from(error: TownError) -> Self {
        match error {
            TownError::Demo(error) => error.into(),
            TownError::Client(error) => error.into(),
            TownError::Folder(error) => error.into(),
            TownError::Wrong(_) | TownError::Liar(_) => Self::new(Exit::Damage, error),
            other => Self::new(Exit::Failed, other),
        }
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
