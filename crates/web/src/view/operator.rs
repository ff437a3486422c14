//! The operator's console: is the member well, and what needs a hand.

mod health;

use askama::Template;

pub use health::{Detail, Health, HealthLine, Part, SandboxLine, Wall};

use super::chrome::Chrome;

/// A job that failed for good.
#[derive(Clone, Debug)]
pub struct FailedJob {
    /// Its number, in the retry form's address `POST /operator/jobs/{id}/retry`.
    pub id: i64,
    /// What it does, as in the documentation (`encode`, `delete`).
    pub kind: String,
    /// The video that it is about, base32.
    pub video: Option<String>,
    /// How often it was tried and failed.
    pub attempts: u64,
    /// When it failed last.
    pub failed_at: jiff::Timestamp,
    /// Why, in English as in the log.
    pub reason: String,
    /// Whether another try can help.
    pub retry_helps: bool,
    /// Whether it may be taken off the list, by `POST /operator/jobs/{id}/dismiss`: nothing waits for its work.
    pub dismissable: bool,
}

/// A job that runs now.
#[derive(Clone, Debug)]
pub struct RunningJob {
    /// Its number.
    pub id: i64,
    /// What it does.
    pub kind: String,
    /// The video that it is about, base32.
    pub video: Option<String>,
    /// Thousandths done.
    pub permille: u16,
}

/// `GET /operator`.
#[derive(Clone, Debug, Template)]
#[template(path = "operator.html")]
pub struct OperatorPage {
    /// The frame.
    pub chrome: Chrome,
    /// The program's version.
    pub version: String,
    /// Every part's health.
    pub health: Vec<HealthLine>,
    /// The walls around ffmpeg.
    pub sandbox: Vec<SandboxLine>,
    /// Jobs waiting.
    pub waiting: u64,
    /// Jobs running, at most 50.
    pub running: Vec<RunningJob>,
    /// Jobs that failed for good, newest first, at most 50.
    pub failed: Vec<FailedJob>,
    /// Bytes of objects.
    pub stored_bytes: u64,
    /// Bytes of uploads not finished.
    pub uploading_bytes: u64,
    /// Free bytes where objects lie, if that can be known.
    pub free_bytes: Option<u64>,
    /// Number of objects.
    pub objects: u64,
    /// Number of accounts.
    pub users: u64,
    /// Number of videos.
    pub videos: u64,
}

impl OperatorPage {
    /// The beginning of a video's id, enough to tell it from others by eye.
    pub fn short(&self, id: &str) -> String {
        id.chars().take(10).collect()
    }
}
