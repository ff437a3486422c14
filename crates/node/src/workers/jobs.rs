//! One job under its lease.

use std::time::Duration;

use jiff::SignedDuration;
use store::{JobFailure, JobKind, JobState, Lease, LeaseWish, LeasedJob, StoreError};
use tokio_util::sync::CancellationToken;

use super::{Workers, backoff};
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
        let progress = Progress::default();
        let ended = tokio::select! {
            done = self.publisher.work(&leased, &progress) => Some(done),
            lost = self.hold_lease(leased.lease, &progress) => Some(Err(lost)),
            () = stop.cancelled() => None,
        };
        match ended {
            None => self.give_back(leased.lease).await?,
            Some(Ok(())) => tracing::info!(job = leased.lease.job.0, "done"),
            Some(Err(PublishError::LeaseLost)) => {
                tracing::info!(job = leased.lease.job.0, "no longer wanted here")
            }
            Some(Err(error)) => self.record(&leased, &error).await?,
        }
        Ok(true)
    }

    /// Keeps the lease for as long as it is polled; returns when it is lost.
    async fn hold_lease(&self, lease: Lease, progress: &Progress) -> PublishError {
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

    /// Writes down why an attempt failed, and when the next one is.
    async fn record(&self, leased: &LeasedJob, error: &PublishError) -> Result<(), StoreError> {
        let now = self.publisher.seams.clock.now();
        let wait = if error.retry_helps() { backoff::wait_after(leased.lease.attempt) } else { None };
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
