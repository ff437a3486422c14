//! One job under its lease.

use std::time::Duration;

use jiff::SignedDuration;
use store::{JobFailure, JobKind, JobState, Lease, LeaseWish, LeasedJob, StoreError};
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use super::{Workers, backoff};
use crate::publish::scratch::Scratch;
use crate::publish::{Progress, PublishError};

/// How long a worker that fell silent keeps its job.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// How often it says that it is alive: three times before anyone else takes over.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// How often progress is written while it changes.
const PROGRESS: Duration = Duration::from_secs(1);

/// The queue failed. A retry may help.
#[derive(Debug, thiserror::Error)]
#[error("the job queue failed: {0}")]
pub struct JobsError(#[from] StoreError);

impl Workers {
    /// Does one due job of these kinds to its end, or until told to stop; whether there was one.
    pub(super) async fn tick_lane(&self, kinds: &[JobKind], stop: &CancellationToken) -> Result<bool, JobsError> {
        let now = self.publisher.seams.clock.now();
        let wish = LeaseWish { kinds: kinds.to_vec(), holder: self.holder, until: now + LEASE };
        let Some(leased) = self.publisher.store.lease_job(&wish, now).await? else {
            return Ok(false);
        };
        tracing::info!(
            job = leased.lease.job.0,
            kind = leased.job.kind.as_str(),
            attempt = leased.lease.attempt,
            "begun"
        );
        let ended = match leased.job.failures {
            failures if failures >= backoff::ATTEMPTS => Some(Err(PublishError::FellSilent(failures))),
            _ => match self.refuse_without_room(&leased).await {
                Ok(()) => self.attempt(&leased, stop).await,
                Err(refused) => Some(Err(refused)),
            },
        };
        let recorded = self.end(&leased, ended).await;
        self.remove_scratch(&leased).await;
        recorded?;
        Ok(true)
    }

    /// Tells the queue how an attempt ended, unless it did so itself.
    async fn end(&self, leased: &LeasedJob, ended: Option<Result<(), PublishError>>) -> Result<(), StoreError> {
        match ended {
            None => self.give_back(leased.lease).await,
            Some(Ok(())) => {
                tracing::info!(job = leased.lease.job.0, "done");
                Ok(())
            }
            Some(Err(PublishError::LeaseLost)) => {
                tracing::info!(job = leased.lease.job.0, "no longer wanted here");
                Ok(())
            }
            Some(Err(PublishError::VideoGone)) => self.give_up(leased.lease).await,
            Some(Err(error)) => self.record(leased, &error).await,
        }
    }

    /// Removes what an attempt left, unless it published: then those who watched it grow are in the middle of it. What
    /// stays is housekeeping's.
    async fn remove_scratch(&self, leased: &LeasedJob) {
        let Some(video) = leased.job.video else { return };
        let attempt = leased.lease.attempt;
        let ended_before = self.publisher.seams.clock.now() - self.settings.grown_stays;
        match self.publisher.store.attempt_is_needed(video, attempt, ended_before).await {
            Ok(true) => {}
            Ok(false) => Scratch::of(&self.publisher.seams.disk, video, attempt).remove().await,
            Err(error) => tracing::warn!(%error, "a scratch folder stays until housekeeping removes it"),
        }
    }

    /// Works on a job under its lease; none when told to stop before its end. However it ends, nothing of it runs
    /// afterwards.
    async fn attempt(&self, leased: &LeasedJob, stop: &CancellationToken) -> Option<Result<(), PublishError>> {
        let progress = Progress::default();
        // On a task of its own: a fault in it is this job's failure and not the member's end.
        let mut task = AbortOnDropHandle::new(tokio::spawn({
            let (publisher, leased, progress) = (self.publisher.clone(), leased.clone(), progress.clone());
            async move { publisher.work(&leased, &progress).await }
        }));
        let cut_off = tokio::select! {
            biased;
            done = &mut task => Err(done),
            lost = self.hold_lease(leased, &progress) => Ok(Some(Err(lost))),
            () = stop.cancelled() => Ok(None),
        };
        match cut_off {
            Err(done) => Some(done.unwrap_or_else(|error| Err(fault(error)))),
            Ok(otherwise) => {
                task.abort();
                // It may have come to its end all the same.
                task.await.map_or(otherwise, Some)
            }
        }
    }

    /// Keeps the lease for as long as it is polled; returns when it is lost, or the disk is full.
    async fn hold_lease(&self, leased: &LeasedJob, progress: &Progress) -> PublishError {
        let lease = leased.lease;
        let clock = &self.publisher.seams.clock;
        let mut told = (clock.now(), 0);
        loop {
            clock.sleep(PROGRESS).await;
            let now = clock.now();
            let permille = progress.permille();
            let due = now.duration_since(told.0) >= SignedDuration::try_from(HEARTBEAT).unwrap_or(LEASE);
            if permille == told.1 && !due {
                continue;
            }
            if let Err(full @ PublishError::StorageFull { .. }) = self.refuse_when_full(leased.job.kind).await {
                return full;
            }
            match self.publisher.store.heartbeat(lease, permille, now + LEASE, now).await {
                Ok(Ok(())) => told = (now, permille),
                Ok(Err(store::LeaseLost)) => return PublishError::LeaseLost,
                // The next beat tries again; the lease outlives two that fail.
                Err(error) => tracing::warn!(%error, "a heartbeat was not written"),
            }
        }
    }

    async fn give_back(&self, lease: Lease) -> Result<(), StoreError> {
        let now = self.publisher.seams.clock.now();
        match self.publisher.store.release_job(lease, now).await? {
            Ok(()) | Err(store::LeaseLost) => Ok(()),
        }
    }

    /// Nothing is left to do: the job ends without having been done.
    async fn give_up(&self, lease: Lease) -> Result<(), StoreError> {
        tracing::info!(job = lease.job.0, "its video is gone");
        let now = self.publisher.seams.clock.now();
        match self.publisher.store.give_up_job(lease, now).await? {
            Ok(()) | Err(store::LeaseLost) => Ok(()),
        }
    }

    /// Writes down why an attempt failed, and when the next one is.
    async fn record(&self, leased: &LeasedJob, error: &PublishError) -> Result<(), StoreError> {
        let now = self.publisher.seams.clock.now();
        let wait = if error.retry_helps() { backoff::wait_after(leased.job.failures + 1) } else { None };
        let failure =
            JobFailure { code: error.code().to_owned(), detail: detail(error), retry_at: wait.map(|wait| now + wait) };
        let why = media::gist(&failure.detail);
        tracing::warn!(job = leased.lease.job.0, code = failure.code, again = wait.is_some(), why, "failed");
        let store = &self.publisher.store;
        let recorded = match (wait, leased.job.kind, leased.job.video) {
            (None, JobKind::Encode, Some(video)) => store.fail_video(leased.lease, video, &failure, now).await?,
            _ => store.fail_job(leased.lease, &failure, now).await?,
        };
        match recorded {
            Ok(()) => {}
            Err(store::LeaseLost) => {
                tracing::info!(job = leased.lease.job.0, state = JobState::Cancelled.as_str(), "lost")
            }
        }
        self.drop_refused_source(leased, error, wait.is_none()).await;
        Ok(())
    }

    /// A file that will never be taken leaves nothing behind.
    async fn drop_refused_source(&self, leased: &LeasedJob, error: &PublishError, last: bool) {
        let refused = matches!(error, PublishError::Media(error) if error.refusal().is_some());
        let Some(video) = leased.job.video.filter(|_| refused && last) else {
            return;
        };
        if let Err(error) = self.publisher.drop_source(video).await {
            tracing::warn!(%error, "a refused file stays until its video is deleted");
        }
    }
}

/// What stopped a task that did not come to its end by itself.
fn fault(error: JoinError) -> PublishError {
    let said = error.try_into_panic().ok().and_then(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned())
    });
    PublishError::Fault(said.unwrap_or_else(|| "it ended without a word".to_owned()))
}

/// The whole chain of causes, for the operator.
fn detail(error: &PublishError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.ends_with(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}
