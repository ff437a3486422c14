//! Sealed backups of other homes that this member keeps.

use carry::id::MemberId;
use jiff::Timestamp;

use super::NewObject;

/// Whose backup it is, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeptId {
    pub home: MemberId,
    pub number: u64,
}

/// A backup of another home that is stored here whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBackup {
    pub id: KeptId,
    /// The hash of the list of its pieces.
    pub list: [u8; 32],
    /// Of all pieces and the list, each once.
    pub bytes: u64,
    pub since: Timestamp,
}

/// A backup that was fetched whole: its objects are recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKept {
    pub id: KeptId,
    pub list: [u8; 32],
    /// The pieces and the list, each once.
    pub objects: Vec<NewObject>,
}
