//! This member's sealed backup: when it was made, who keeps it, and what the last trial restore found.

use askama::Template;
use jiff::Timestamp;

use super::Frame;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// `GET` and `POST /federation/backup`.
#[derive(Clone, Debug, Template)]
#[template(path = "federation/backups.html")]
pub struct BackupPage {
    /// The frame.
    pub chrome: Chrome,
    /// Above the page.
    pub frame: Frame,
    /// The newest backup, if there is one.
    pub newest: Option<NewestBackup>,
    /// When an operator asked for another one that is not made yet.
    pub asked: Option<Timestamp>,
    /// The last trial restore.
    pub trial: Option<TrialShown>,
    /// Whether the visitor may ask for a backup.
    pub edits: bool,
    /// What this member keeps for others, by their names.
    pub kept: Vec<KeptRow>,
    /// What was refused.
    pub complaints: Complaints,
}

/// A backup of this member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewestBackup {
    /// Its number.
    pub number: u64,
    /// The beginning of the hour in which it was taken.
    pub taken: Timestamp,
    /// Of all its pieces.
    pub bytes: u64,
    /// Who is to keep it, by name.
    pub carriers: Vec<KeeperRow>,
}

/// How a carrier stands to the backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeeperRow {
    /// The carrier's name.
    pub carrier: String,
    /// What it says.
    pub state: KeeperState,
}

/// What a carrier says of the backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeeperState {
    /// Nothing yet.
    Copying,
    /// All of it is stored.
    Held,
    /// There is no room.
    Full,
    /// What came was damaged.
    Damaged,
}

/// A trial restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialShown {
    /// When it ended.
    pub at: Timestamp,
    /// Of which backup.
    pub number: u64,
    /// Whether everything was right.
    pub good: bool,
    /// What each carrier handed out, by name.
    pub carriers: Vec<TrialRow>,
    /// Things that are wrong in what was restored; none if nothing could be restored.
    pub findings: Option<u64>,
}

/// What one carrier handed out in a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialRow {
    /// The carrier's name.
    pub carrier: String,
    /// Pieces that were right.
    pub right: u64,
    /// Pieces that did not come, or not as they should be.
    pub wrong: u64,
}

/// A backup that this member keeps for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRow {
    /// The home's name.
    pub home: String,
    /// Bytes of it.
    pub bytes: u64,
}

impl KeeperState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Copying, Self::Held, Self::Full, Self::Damaged];

    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Copying => "backup-state-copying",
            Self::Held => "backup-state-held",
            Self::Full => "backup-state-full",
            Self::Damaged => "backup-state-damaged",
        }
    }
}

impl BackupPage {
    /// How many members hold the newest backup whole, in words.
    pub fn held(&self) -> String {
        let rows = self.newest.iter().flat_map(|newest| &newest.carriers);
        let holders = rows.fold(0, |sum, row| sum + u64::from(row.state == KeeperState::Held));
        self.chrome.count("backup-holders", &holders)
    }

    /// What was found in what was restored, in words.
    pub fn found(&self, trial: &TrialShown) -> String {
        match trial.findings {
            None => self.chrome.t("backup-trial-not-restored"),
            Some(0) => self.chrome.t("backup-trial-restored"),
            Some(wrong) => self.chrome.count("backup-trial-wrong", &wrong),
        }
    }
}
