//! What a trial restore found, as the database remembers it and the operator's page shows it.

use serde::{Deserialize, Serialize};

/// The last trial restore.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialReport {
    /// When it ended, in milliseconds since 1970 (UTC).
    pub at_ms: i64,
    /// Of which backup.
    pub number: u64,
    /// Of each member that says that it holds the backup whole.
    pub carriers: Vec<TrialOfCarrier>,
    /// Things that are wrong in what was restored; none if nothing could be restored.
    pub findings: Option<u64>,
}

/// What one carrier handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialOfCarrier {
    /// The member's id, in hex.
    pub member: String,
    /// Pieces that it handed out as they should be.
    pub right: u64,
    /// Pieces that it did not hand out, or not as they should be.
    pub wrong: u64,
}

impl TrialReport {
    /// Whether every carrier handed out every piece, and what was restored of them is whole.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.findings == Some(0) && !self.carriers.is_empty() && self.carriers.iter().all(|carrier| carrier.wrong == 0)
    }

    /// Reads what was written; none if it is no report.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
