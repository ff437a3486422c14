//! Videos of other homes that this member carries.

use carry::id::{MemberId, ObjectHash, VideoId};
use jiff::Timestamp;

use super::{NewObject, ObjectRefusal};

/// A video of another home that is stored here whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    pub home: MemberId,
    pub video: VideoId,
    /// The hash by which the home's log names the manifest.
    pub manifest: [u8; 32],
    /// The manifest with its home's signature, verified before it was kept.
    pub signed: Vec<u8>,
    /// Of all its objects, each once.
    pub bytes: u64,
    /// Since when this manifest is stored whole.
    pub since: Timestamp,
}

/// What a list of carried videos shows of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriedSummary {
    pub id: CarriedId,
    /// Of all its objects, each once.
    pub bytes: u64,
    /// Since when the manifest that it has now is stored whole.
    pub since: Timestamp,
}

/// A video that was fetched whole: its objects are recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCarried {
    pub home: MemberId,
    pub video: VideoId,
    pub manifest: [u8; 32],
    pub signed: Vec<u8>,
    /// Each once.
    pub objects: Vec<NewObject>,
}

/// Why a fetched video is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("object {object} is not kept")]
pub struct CarriedRefusal {
    pub object: ObjectHash,
    #[source]
    pub why: ObjectRefusal,
}

/// Whose video it is, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CarriedId {
    pub home: MemberId,
    pub video: VideoId,
}
