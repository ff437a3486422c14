//! Machines of people's own that hold the videos of their space.

use carry::id::VideoId;
use carry::own_machine::{Finding, Seen, Standing};
use jiff::Timestamp;

use super::{OwnMachineId, SecretHash, UserId};

/// Own machines of one account, at most.
pub const OWN_MACHINES_PER_ACCOUNT: u32 = 8;

/// A machine of a person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMachine {
    pub id: OwnMachineId,
    pub account: UserId,
    /// What the person recognises it by.
    pub name: String,
    pub token: SecretHash,
    pub created_at: Timestamp,
    /// Where it says that players reach it; none: it only holds.
    pub address: Option<String>,
    /// When it told last what it holds.
    pub seen_at: Option<Timestamp>,
    /// Bytes of what it holds, as it says.
    pub bytes: u64,
    /// Videos that it holds whole.
    pub videos: u64,
    /// Videos for which it has no room.
    pub left_out: u64,
    /// What the last check found, and when.
    pub checked: Option<(Timestamp, Finding)>,
    /// The first moment of the UTC day in which players reported last that they received from it, and how many bytes on it.
    pub delivered: (Timestamp, u64),
}

impl OwnMachine {
    /// Whether players are sent to it at this time.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        let checked = self.checked.map(|(at, finding)| (at.as_millisecond(), finding));
        let seen_ms = self.seen_at.map(Timestamp::as_millisecond);
        Standing::of(Seen { has_address: self.address.is_some(), seen_ms, checked }, now.as_millisecond())
    }
}

/// What makes an own machine.
#[derive(Debug, Clone)]
pub struct NewOwnMachine {
    pub id: OwnMachineId,
    pub account: UserId,
    pub name: String,
    pub token: SecretHash,
}

/// Why an own machine is not made, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnMachineRefusal {
    #[error("the account is gone or being deleted")]
    UnknownAccount,
    #[error("the account has {OWN_MACHINES_PER_ACCOUNT} machines already")]
    TooMany,
}

/// What a machine tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnHolding {
    pub address: Option<String>,
    pub bytes: u64,
    pub left_out: u64,
    /// The videos that it holds whole, each once, with the hash of the manifest.
    pub videos: Vec<(VideoId, [u8; 32])>,
}

/// A published video of a space, as its own machines are to hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceManifest {
    pub video: VideoId,
    /// The hash of its last manifest.
    pub manifest: [u8; 32],
    pub sequence: u64,
    /// Of all its objects, each once; the author's original is not among them.
    pub bytes: u64,
    pub published_at: Timestamp,
}
