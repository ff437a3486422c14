//! The durable queue.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{HolderId, JobId};

/// Most bytes of a job's payload.
pub const PAYLOAD_BYTES: usize = 64 * 1024;

/// Most characters of a failure's detail that are kept.
pub const DETAIL_CHARS: usize = 2_000;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobKind {
    /// Probe, encode and publish an upload.
    Encode,
    /// Publish a changed video again.
    Revise,
    /// Put the tombstone and remove everything.
    Delete,
}

impl JobKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Encode, Self::Revise, Self::Delete];

    /// As it is written in the database and in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Encode => "encode",
            Self::Revise => "revise",
            Self::Delete => "delete",
        }
    }

    /// The kind that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobState {
    /// Waits for a worker, or for its time.
    Waiting,
    /// Leased; when the lease has run out any worker may take it over.
    Running,
    Finished,
    /// Given up; a person may queue it again.
    Dead,
    /// Not wanted any more.
    Cancelled,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Finished, Self::Dead, Self::Cancelled];

    /// As it is written in the database and in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub video: Option<VideoId>,
    /// What the worker needs beside the video; at most [`PAYLOAD_BYTES`].
    pub payload: Vec<u8>,
    pub state: JobState,
    /// How often it was leased; the current lease's number while it runs.
    pub attempts: u64,
    /// How many attempts failed, or ended without a word, since it was last queued.
    pub failures: u64,
    pub not_before: Timestamp,
    pub lease_until: Option<Timestamp>,
    pub heartbeat_at: Option<Timestamp>,
    /// 0 to 1000.
    pub progress_permille: u32,
    /// Of the last attempt that failed.
    pub failure_code: Option<String>,
    /// For the operator; at most [`DETAIL_CHARS`].
    pub failure_detail: Option<String>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// What queues a job.
#[derive(Debug, Clone)]
pub struct NewJob {
    pub kind: JobKind,
    pub video: Option<VideoId>,
    /// While a job with this key waits or runs, no second one is queued.
    pub unique_key: String,
    pub payload: Vec<u8>,
    pub not_before: Timestamp,
}

impl NewJob {
    /// The job that makes a video watchable, due now.
    #[must_use]
    pub fn encode(video: VideoId, now: Timestamp) -> Self {
        Self {
            kind: JobKind::Encode,
            video: Some(video),
            unique_key: format!("encode:{video}"),
            payload: Vec::new(),
            not_before: now,
        }
    }
}

/// What became of a job to be queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queued {
    New(JobId),
    /// One with the same key waits or runs.
    Already(JobId),
}

impl Queued {
    /// The job that waits or runs now.
    #[must_use]
    pub const fn job(self) -> JobId {
        match self {
            Self::New(id) | Self::Already(id) => id,
        }
    }
}

/// The right of one worker to one job. It is lost when the lease ran out *and* another worker
/// took the job over, when the job was cancelled, or when it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    pub job: JobId,
    pub holder: HolderId,
    /// Which attempt this is, from 1: no two leases of a job share it.
    pub attempt: u64,
}

/// What a worker looks for.
#[derive(Debug, Clone)]
pub struct LeaseWish {
    pub kinds: Vec<JobKind>,
    pub holder: HolderId,
    /// Until when the lease holds without a heartbeat.
    pub until: Timestamp,
}

/// A job that the asker may work on now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    pub lease: Lease,
    pub job: Job,
}

/// Why an attempt failed, and what is next.
#[derive(Debug, Clone)]
pub struct JobFailure {
    /// From a closed list of the worker's.
    pub code: String,
    /// For the operator; cut at [`DETAIL_CHARS`].
    pub detail: String,
    /// None: the job is dead.
    pub retry_at: Option<Timestamp>,
}

/// The job is not the asker's any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("another worker has the job, or it was cancelled")]
pub struct LeaseLost;

/// Why a job is not queued again, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequeueRefusal {
    #[error("there is no such job")]
    Unknown,
    #[error("the job is not dead")]
    NotDead,
    /// Its video is gone, or no longer as the job expects it.
    #[error("there is nothing left for the job to do")]
    Unwanted,
    /// A job with the same key waits or runs.
    #[error("job {0} does the same already")]
    Replaced(JobId),
}

/// Why a job is not dismissed, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DismissRefusal {
    #[error("there is no such job")]
    Unknown,
    #[error("the job is not dead")]
    NotDead,
    /// Nothing else would delete the video, or show what its author changed.
    #[error("what the job was to do is not done yet")]
    Needed,
}

/// How many jobs of a kind are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCount {
    pub kind: JobKind,
    pub state: JobState,
    pub jobs: u64,
}
