//! What the member does without being asked: the jobs of the queue, and housekeeping.
//!
//! A tick does what is due and returns; a loop calls it again and again until it is told to stop.
//! Tests call the ticks.

mod backoff;
mod housekeeping;
mod jobs;
mod leftovers;
mod room;
mod rounds;

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use jiff::SignedDuration;
use seams::entropy;
use store::{HolderId, JobKind};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

pub use housekeeping::{HousekeepingError, Undone};
pub use jobs::JobsError;

use crate::backing::{Backing, BackingError};
use crate::publish::{PublishError, Publisher, scratch};
use leftovers::Leftovers;

/// How long the queue is left alone when nothing was due.
const IDLE: Duration = Duration::from_millis(500);
/// How long the member's own backup is left alone after it failed: a disk that is full stays so for a while.
const BACKUP_FAILED: Duration = Duration::from_secs(3_600);
/// How often the house is kept.
const HOUSEKEEPING: Duration = Duration::from_secs(60);

/// What housekeeping goes by.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How many videos are encoded at once; at least 1.
    pub encodings: u32,
    /// How long the bytes of an object stay after the last reference to it went, for players that
    /// are in the middle of it, and for a copy of the data folder that is being made.
    pub object_grace: SignedDuration,
    /// How long what grew stays after its video became whole: for viewers who are in the middle of it, and who ask
    /// every 15 seconds whether it is.
    pub grown_stays: SignedDuration,
    /// How long jobs that ended are remembered.
    pub job_memory: SignedDuration,
    /// How often the other members of the federation are asked what is new; none: never.
    pub ask_every: Option<Duration>,
    /// Bytes of the disk that uploads leave free. Encodings may use half of them: they give back more at their end.
    pub reserve_bytes: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            encodings: 1,
            object_grace: SignedDuration::from_hours(24),
            grown_stays: SignedDuration::from_mins(2),
            job_memory: SignedDuration::from_hours(30 * 24),
            ask_every: Some(Duration::from_secs(60)),
            reserve_bytes: 0,
        }
    }
}

/// The workers of one process.
#[derive(Clone)]
pub struct Workers {
    publisher: Publisher,
    app: web::App,
    backing: Arc<Backing>,
    settings: Settings,
    holder: HolderId,
    leftovers: Arc<Mutex<Leftovers>>,
}

/// Kinds that take long. They have a lane of their own, so that a deletion never waits for an
/// encoding.
const HEAVY: [JobKind; 1] = [JobKind::Encode];
/// Kinds that are done in a moment.
const LIGHT: [JobKind; 2] = [JobKind::Revise, JobKind::Delete];

impl Workers {
    /// The workers of this process, which hold their leases under a name of their own.
    #[must_use]
    pub fn new(publisher: Publisher, app: web::App, backing: Arc<Backing>, settings: Settings) -> Self {
        let holder = HolderId::from_bytes(entropy::random(publisher.seams.entropy.as_ref()));
        Self { publisher, app, backing, settings, holder, leftovers: Arc::default() }
    }

    /// Removes what an earlier life of the process left unfinished. Before the first tick, and
    /// while no other process works on the same data folder.
    ///
    /// # Errors
    /// [`PublishError`] when the data folder or the database fails.
    pub async fn tidy_up(&self) -> Result<(), PublishError> {
        // The rows before their files: what is listed is there.
        self.publisher.store.forget_growing().await?;
        scratch::sweep(self.publisher.seams.disk.as_ref()).await?;
        self.backing.tidy_up().await;
        let removed = self.publisher.objects.clean_staging().await?;
        if removed > 0 {
            tracing::info!(removed, "staged bytes of an earlier life were removed");
        }
        Ok(())
    }

    /// Works until `stop` is cancelled. Work that is cut off then goes on at the next start.
    pub async fn run(&self, stop: CancellationToken) {
        let encodings = (0..self.settings.encodings.max(1)).map(|_lane| self.lane(&HEAVY, &stop));
        let house = self.keep_house(&stop);
        let (meeting, carrying) = (self.meet(&stop), self.carry(&stop));
        let (auditing, backing) = (self.audit(&stop), self.back_up(&stop));
        let (own_machines, absences) = (self.check_own_machines(&stop), self.tell_of_absences(&stop));
        let light = self.lane(&LIGHT, &stop);
        tokio::join!(join_all(encodings), light, house, meeting, carrying, auditing, backing, own_machines, absences);
    }

    async fn lane(&self, kinds: &[JobKind], stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let worked = match self.tick_lane(kinds, stop).await {
                Ok(worked) => worked,
                Err(error) => {
                    tracing::error!(%error, "the queue does not answer");
                    false
                }
            };
            if !worked {
                self.pause(IDLE, stop).await;
            }
        }
    }

    async fn keep_house(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            // What was not done is in the log and on the operator's console.
            let _undone = self.tick_housekeeping().await;
            self.pause(HOUSEKEEPING, stop).await;
        }
    }

    /// Makes the member's own backup when one is due, fetches back what a restore left with others, and restores for trial.
    async fn back_up(&self, stop: &CancellationToken) {
        let Some(every) = self.settings.ask_every else { return };
        while !stop.is_cancelled() {
            let done = tokio::select! {
                done = self.tick_backups() => done,
                () = stop.cancelled() => return,
            };
            let failed = done.is_err();
            if let Err(error) = done {
                tracing::error!(%error, "the member's own backup was not looked after; it is tried again in an hour");
            }
            self.pause(if failed { BACKUP_FAILED } else { every }, stop).await;
        }
    }

    /// What is due of the member's own backups.
    ///
    /// # Errors
    /// [`BackingError`]; the next call goes on.
    pub async fn tick_backups(&self) -> Result<(), BackingError> {
        self.backing.fetch_back().await?;
        self.backing.tick().await?;
        self.backing.try_when_due().await.map(drop)
    }

    async fn pause(&self, duration: Duration, stop: &CancellationToken) {
        tokio::select! {
            () = self.publisher.seams.clock.sleep(duration) => {}
            () = stop.cancelled() => {}
        }
    }

    /// Does one due job, of any kind, to its end; whether there was one.
    ///
    /// # Errors
    /// [`JobsError`] when the queue itself fails; a job that fails is recorded in it.
    pub async fn tick_jobs(&self) -> Result<bool, JobsError> {
        let never = CancellationToken::new();
        Ok(self.tick_lane(&LIGHT, &never).await? || self.tick_lane(&HEAVY, &never).await?)
    }
}
