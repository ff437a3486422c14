//! The operator's console: is the member well, and what needs a hand.

use askama::Template;

use super::chrome::Chrome;

/// How a part of the member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Works.
    Good,
    /// Works, but somebody should look.
    Attention,
    /// Does not work.
    Bad,
}

impl Health {
    /// The end of the message's key (`health-…`) and of the class.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("health-{}", self.code())
    }
}

/// A part of the member whose health is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The database.
    Database,
    /// The object store.
    Objects,
    /// The queue and its workers.
    Workers,
    /// ffmpeg in its sandbox.
    Media,
    /// The mail relay.
    Mail,
    /// The last backup.
    Backup,
    /// The certificate.
    Certificate,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 7] =
        [Self::Database, Self::Objects, Self::Workers, Self::Media, Self::Mail, Self::Backup, Self::Certificate];

    /// The end of the message's key (`part-…`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Objects => "objects",
            Self::Workers => "workers",
            Self::Media => "media",
            Self::Mail => "mail",
            Self::Backup => "backup",
            Self::Certificate => "certificate",
        }
    }

    /// The message's key.
    pub fn key(self) -> String {
        format!("part-{}", self.code())
    }
}

/// One line of the health list.
#[derive(Clone, Debug)]
pub struct HealthLine {
    /// The part.
    pub part: Part,
    /// How it is.
    pub health: Health,
    /// A detail for the operator, in English as in the log (`SQLite 3.46, 12 ms`); may be empty.
    pub detail: String,
}

/// A wall around ffmpeg, as the self-test at start found it.
#[derive(Clone, Debug)]
pub struct SandboxLine {
    /// The wall's name as in the documentation (`Landlock`, `network namespace`, `seccomp`, `rlimits`).
    pub wall: String,
    /// Whether the self-test proved that it holds.
    pub holds: bool,
    /// What the self-test saw, in English as in the log; may be empty.
    pub detail: String,
}

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
