//! Videos whose home is gone, and spaces that found a new one here.

use carry::id::{MemberId, ObjectHash, VideoId};
use jiff::Timestamp;

use super::{CarriedId, NewManifest, PublishedObject, UserId, Video, VideoAbout, VideoFacts};

/// A space, as the cores of its videos name it, and the home that it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpaceId {
    pub home: MemberId,
    /// Ed25519 public key of the space.
    pub space: [u8; 32],
    /// Ed25519 public key whose private half its person printed.
    pub recovery: [u8; 32],
}

/// A video that a home had placed when it was found to be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneVideo {
    pub video: VideoId,
    /// Whose it is; its home is the one that is gone.
    pub space: SpaceId,
    /// The hash of the manifest that the home had placed.
    pub manifest: [u8; 32],
    /// Why it is not here yet, if its space is adopted here and it could not be fetched: [`AdoptionTrouble`].
    pub trouble: Option<AdoptionTrouble>,
}

impl GoneVideo {
    /// Whose video it was, and which.
    #[must_use]
    pub const fn id(&self) -> CarriedId {
        CarriedId { home: self.space.home, video: self.video }
    }
}

/// Why a video of an adopted space is not here yet. Each is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdoptionTrouble {
    /// Nobody who should have it hands it out.
    Nowhere,
    /// What is handed out is not what its manifest says.
    Damaged,
    /// Its home had it withheld, or said that it is gone, before it fell silent.
    Withdrawn,
    /// The account may not store that much.
    OverQuota,
    /// This member has no room, or something here stood in the way for the moment.
    Here,
}

impl AdoptionTrouble {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Nowhere, Self::Damaged, Self::Withdrawn, Self::OverQuota, Self::Here];

    /// As it is written in the database, and the end of the key of its words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nowhere => "nowhere",
            Self::Damaged => "damaged",
            Self::Withdrawn => "withdrawn",
            Self::OverQuota => "over-quota",
            Self::Here => "here",
        }
    }

    /// The reason that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.as_str() == text)
    }
}

/// A space that a person brought here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedSpace {
    pub id: SpaceId,
    pub account: UserId,
    /// What the space's recovery key signed, as it goes into the log.
    pub signed: Vec<u8>,
    pub since: Timestamp,
}

/// Why a space is not taken, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdoptSpaceRefusal {
    #[error("there is no such account, or it is being deleted")]
    UnknownAccount,
    #[error("another account here has this space")]
    OtherAccount,
}

/// A video of an adopted space that was fetched whole, with the manifest that its new home signed.
#[derive(Debug, Clone)]
pub struct NewAdopted {
    pub video: VideoId,
    pub account: UserId,
    /// The manifest core's CBOR, as it always was.
    pub core: Vec<u8>,
    /// What its manifest says; of one that is not public nothing, and [`Video::video_key`] is unknown.
    pub about: VideoAbout,
    pub video_key: [u8; 32],
    pub manifest: NewManifest,
    /// All its objects, recorded before.
    pub objects: Vec<PublishedObject>,
    pub facts: VideoFacts,
}

/// Why a video is not adopted, in the order in which it is checked. Nothing of it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdoptRefusal {
    #[error("there is no such account, or it is being deleted")]
    UnknownAccount,
    /// It is at home here, or was: what was deleted here does not come back.
    #[error("it is or was at home here")]
    Known,
    #[error("the sequence must be higher than {0}")]
    StaleSequence(u64),
    #[error("the manifest is not signed with the current key")]
    NotCurrentKey,
    #[error("object {0} is being removed")]
    ObjectLeaving(ObjectHash),
    #[error("object {0} is known with another size")]
    ObjectSize(ObjectHash),
    #[error("{stored} bytes would be stored, and the quota is {quota}")]
    OverQuota { stored: u64, quota: u64 },
}

/// Stands where the key of a video would, if it is not public and came here sealed, because its first home is gone: who
/// watches it has the key from a link or under a password. No key that is drawn has 32 zeros.
pub const UNKNOWN_KEY: [u8; 32] = [0; 32];

impl Video {
    /// Whether what is sealed of it can be opened and changed here.
    #[must_use]
    pub fn is_key_known(&self) -> bool {
        self.video_key != UNKNOWN_KEY
    }
}
