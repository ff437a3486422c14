//! The federation that the member is in, and the logs of its members.

use carry::id::MemberId;
use jiff::Timestamp;

/// The federation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederationRow {
    /// Of its founding resolution.
    pub hash: [u8; 32],
    /// The founding resolution.
    pub founding: Vec<u8>,
    /// Which of its logs this member writes, from 1.
    pub log: u32,
}

/// Which log of which member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogKey {
    pub member: MemberId,
    /// From 1.
    pub log: u32,
}

/// Leaves that follow on each other, below the checkpoint that is kept with them, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLeaves {
    pub log: LogKey,
    /// The place of the first, which is the number of leaves that are kept.
    pub from: u64,
    pub leaves: Vec<Vec<u8>>,
    pub note: Option<LogNote>,
}

/// A checkpoint with its signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogNote {
    pub size: u64,
    /// C2SP signed note.
    pub note: Vec<u8>,
}

/// Why leaves are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeavesRefusal {
    /// Another process, or an earlier call, kept leaves meanwhile.
    #[error("the log has {kept} leaves, and these begin at {from}")]
    NotNext { kept: u64, from: u64 },
}

/// Another key signs for the member from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The entry that says so, at the next place of the own log.
    pub said: NewLeaves,
    /// The public half; the private one is in the key file.
    pub public: [u8; 32],
    /// Manifests that were signed so far, all of which the own log tells of.
    pub manifests: u64,
}

/// Why another key does not sign. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NewKeyRefusal {
    /// One was signed meanwhile, and the log is to tell of it before the key that signed it goes.
    #[error("{signed} manifests are signed, and the log tells of {told}")]
    Manifests { signed: u64, told: u64 },
    #[error(transparent)]
    Leaves(#[from] LeavesRefusal),
}

/// A document that entries name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub hash: [u8; 32],
    /// What it is to the federation: `charter`, `bill`, `minutes`, `card`.
    pub kind: String,
    /// None of what is public, and of what was erased.
    pub salt: Option<[u8; 32]>,
    /// None of what was erased.
    pub bytes: Option<Vec<u8>>,
    /// As it is downloaded.
    pub name: Option<String>,
    pub media_type: Option<String>,
    pub kept_at: Timestamp,
}

/// What this member computed of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComputedReport {
    /// The hash of the proposal.
    pub proposal: [u8; 32],
    pub year: i16,
    pub month: i8,
    pub months: u16,
    pub round: u32,
    /// Of the report.
    pub hash: [u8; 32],
    /// The report.
    pub bytes: Vec<u8>,
    pub computed_at: Timestamp,
    /// When this member's treasurer agreed.
    pub approved_at: Option<Timestamp>,
}
