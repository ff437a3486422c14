//! Objects, and who refers to them.

use carry::id::{ObjectHash, VideoId};
use jiff::Timestamp;

/// An object whose file is whole and synced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    pub hash: ObjectHash,
    pub bytes: u64,
    pub media_type: String,
    pub committed_at: Timestamp,
    /// Since when nothing refers to it.
    pub unreferenced_since: Option<Timestamp>,
    /// Since when the collector removes its file.
    pub leaving_since: Option<Timestamp>,
}

/// What makes an object's row; its file is whole and synced before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewObject {
    pub hash: ObjectHash,
    pub bytes: u64,
    pub media_type: String,
}

/// What a video uses an object for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectRole {
    Rendition,
    Thumbnail,
    /// The author's file, kept at home.
    Original,
}

impl ObjectRole {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Rendition, Self::Thumbnail, Self::Original];

    /// As it is written in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rendition => "rendition",
            Self::Thumbnail => "thumbnail",
            Self::Original => "original",
        }
    }

    /// The role that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }
}

/// A video's reference to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectRef {
    pub video: VideoId,
    pub role: ObjectRole,
    /// The rendition's name, e.g. `360p`; empty for the others.
    pub name: String,
    pub object: ObjectHash,
}

/// Why an object is not recorded or referred to, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ObjectRefusal {
    #[error("there is no such object")]
    UnknownObject,
    #[error("there is no such video")]
    UnknownVideo,
    /// The collector is removing the file: publish it again once that is done.
    #[error("the object is being removed")]
    Leaving,
    /// A hash has one size; one of the two is wrong.
    #[error("the object is known with another size")]
    Size,
}

/// What the member stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ObjectTotals {
    pub objects: u64,
    pub bytes: u64,
    pub unreferenced_objects: u64,
    pub unreferenced_bytes: u64,
}
