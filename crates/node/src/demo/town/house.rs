//! One house of the town: a process of its own, asked over HTTP.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use http::Method;
use jiff::Timestamp;
use jiff::civil::Date;
use rustix::process::{Pid, Signal, kill_process};
use seams::Clock;
use seams::real::RealClock;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::TownError;
use crate::client::Exchange;
use crate::demo::acts::{Act, PATH, Standing};
use crate::demo::passing;
use crate::demo::steering::{self, HEADER, Shown};

/// What a house says once all of it can be looked at.
pub const READY: &str = "ready to be looked at";
/// Largest answer to an act, in bytes.
const ANSWER_BYTES: usize = 16 << 20;
/// How long a house may take to end.
const END_LIMIT: Duration = Duration::from_secs(30);

/// Where and how a house is started.
#[derive(Debug, Clone)]
pub struct Plan {
    pub name: &'static str,
    pub folder: PathBuf,
    pub port: u16,
    /// On which its clock begins.
    pub first_day: Date,
    /// Whether the sample is published there.
    pub with_sample: bool,
    /// Whether it does by itself what members do every minute.
    pub by_itself: bool,
}

/// A running house.
pub struct House {
    pub plan: Plan,
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    pub(super) exchange: Exchange,
}

impl Plan {
    /// Where people find it.
    pub fn address(&self) -> String {
        format!("http://{}.localhost:{}", self.name, self.port)
    }

    /// By which other members know it.
    pub fn host(&self) -> String {
        format!("{}.localhost:{}", self.name, self.port)
    }

    /// The member's own data folder, as the configuration of a demonstration has it.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Starts it.
    ///
    /// # Errors
    /// [`TownError`].
    pub fn start(self) -> Result<House, TownError> {
        let failed = |cause| TownError::NotStarted { name: self.name, cause };
        let program = std::env::current_exe().map_err(failed)?;
        let mut command = Command::new(program);
        command.args(["demo", "--members", "1", "--house", self.name, "--port", &self.port.to_string()]);
        command.args(["--first-day", &self.first_day.to_string(), "--data"]).arg(&self.folder);
        if !self.with_sample {
            command.arg("--without-sample");
        }
        if !self.by_itself {
            command.arg("--waits");
        }
        // Its input is never written to: when this process is gone it ends, and the house with it.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().map_err(failed)?;
        let out = child.stdout.take().ok_or(TownError::Ended { name: self.name, code: None })?;
        let exchange = Exchange::new(&self.address())?;
        Ok(House { plan: self, child, lines: BufReader::new(out).lines(), exchange })
    }
}

impl House {
    /// Hands on what the house says until it is ready.
    ///
    /// # Errors
    /// [`TownError::Ended`] if it ends before.
    pub async fn until_ready(&mut self, mut tell: impl FnMut(&str)) -> Result<(), TownError> {
        while let Ok(Some(line)) = self.lines.next_line().await {
            if line.contains(READY) {
                return Ok(());
            }
            tell(&line);
        }
        let ended = self.child.wait().await.ok();
        Err(TownError::Ended { name: self.plan.name, code: ended.and_then(|status| status.code()) })
    }

    /// What its people do.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn act<T: DeserializeOwned>(&self, act: &Act) -> Result<T, TownError> {
        let request = self.exchange.request(Method::POST, PATH)?.header(HEADER, "yes").json(act);
        let answer = self.exchange.send(request).await?;
        let body = self.exchange.read(answer, ANSWER_BYTES).await?;
        serde_json::from_slice(&body).map_err(|_| TownError::Answer(self.plan.name))
    }

    /// Where the federation stands, as this house knows it.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn state(&self) -> Result<Standing, TownError> {
        self.act(&Act::State).await
    }

    /// Lets time pass at this house.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn pass(&self, time: Duration) -> Result<(), TownError> {
        Ok(passing::pass(&self.exchange, time).await?)
    }

    /// What its clock shows.
    ///
    /// # Errors
    /// [`TownError`].
    pub async fn now(&self) -> Result<Timestamp, TownError> {
        let answer = self.exchange.send(self.exchange.request(Method::GET, steering::PATH)?).await?;
        let body = self.exchange.read(answer, ANSWER_BYTES).await?;
        let shown: Option<Shown> = serde_json::from_slice(&body).ok();
        shown.and_then(|shown| shown.now.parse().ok()).ok_or(TownError::Answer(self.plan.name))
    }

    /// Hands on what it says until it ends.
    pub async fn until_end(&mut self) -> TownError {
        while let Ok(Some(_line)) = self.lines.next_line().await {}
        let ended = self.child.wait().await.ok();
        TownError::Ended { name: self.plan.name, code: ended.and_then(|status| status.code()) }
    }

    /// Stops it, cleanly.
    ///
    /// # Errors
    /// [`TownError::Ended`] if it had to be killed, or ended otherwise.
    pub async fn stop(mut self) -> Result<Plan, TownError> {
        let pid = self.child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // Of one that has ended nothing is left to tell.
            let _ = kill_process(pid, Signal::TERM);
        }
        let ended: Option<ExitStatus> = tokio::select! {
            ended = self.child.wait() => ended.ok(),
            () = RealClock.sleep(END_LIMIT) => None,
        };
        match ended.map(|status| status.code()) {
            Some(Some(0)) => Ok(self.plan),
            code => Err(TownError::Ended { name: self.plan.name, code: code.flatten() }),
        }
    }
}
