//! Videos: what the author says of them, and how far they are.

use std::fmt;

use carry::id::{ObjectHash, VideoId};
use carry::manifest::WrappedKey;
use jiff::Timestamp;

use super::{Lease, NewManifest, NewObject, ObjectRole, UploadId, UserId};

/// Who may watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    Public,
    /// Whoever has the link: its fragment is the key.
    Unlisted,
    /// Whoever knows the password.
    Password,
    /// The account alone.
    Private,
}

impl Visibility {
    /// Every visibility.
    pub const ALL: [Self; 4] = [Self::Public, Self::Unlisted, Self::Password, Self::Private];

    /// As it is written in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Password => "password",
            Self::Private => "private",
        }
    }

    /// The visibility that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == text)
    }
}

/// How far a video is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VideoState {
    /// Never published yet; a job works on it or will.
    Processing,
    /// It has a manifest.
    Published,
    /// It could not be published; see the failure code.
    Failed,
    /// Its deletion was asked for: no longer shown to anyone, the tombstone comes.
    Deleting,
}

impl VideoState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Processing, Self::Published, Self::Failed, Self::Deleting];

    /// As it is written in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Published => "published",
            Self::Failed => "failed",
            Self::Deleting => "deleting",
        }
    }

    /// The state that is written so.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// A video. Once it is deleted its row is gone, and its manifests say so.
#[derive(Clone, PartialEq, Eq)]
pub struct Video {
    pub id: VideoId,
    pub account: UserId,
    /// The manifest core's CBOR; its SHA-256 is the id.
    pub core: Vec<u8>,
    pub about: VideoAbout,
    pub state: VideoState,
    /// Grows with each change of `about`; a publication states the one that it shows.
    pub revision: u64,
    /// The 32-byte key under which everything not public is to be sealed; [`UNKNOWN_KEY`](super::UNKNOWN_KEY) if nobody here has it.
    pub video_key: [u8; 32],
    /// What the last manifest was made of; none before the first.
    pub published: Option<Published>,
    pub keep_original: bool,
    /// The author's file, while it is there; it is named by the upload's id.
    pub source: Option<Source>,
    pub facts: Option<VideoFacts>,
    pub created_at: Timestamp,
    pub published_at: Option<Timestamp>,
    /// Of the last manifest; 0 before the first.
    pub sequence: u64,
    /// Why processing ended, when the state is failed.
    pub failure_code: Option<String>,
}

impl fmt::Debug for Video {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Video")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("visibility", &self.about.visibility)
            .field("revision", &self.revision)
            .field("sequence", &self.sequence)
            .finish_non_exhaustive()
    }
}

impl Video {
    /// Whether the next manifest needs new objects: it goes between public and not public, or the
    /// key changed.
    #[must_use]
    pub fn needs_new_objects(&self) -> bool {
        self.published.is_none_or(|published| {
            let was_public = published.visibility == Visibility::Public;
            let is_public = self.about.visibility == Visibility::Public;
            was_public != is_public || (!is_public && published.video_key != self.video_key)
        })
    }

    /// Whether the last manifest says what the author says now.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.published.is_some_and(|published| published.revision == self.revision)
    }
}

/// What the last manifest of a video was made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub visibility: Visibility,
    /// The key under which it is sealed, unless it is public.
    pub video_key: [u8; 32],
    pub revision: u64,
}

/// What the author says of a video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoAbout {
    pub title: String,
    pub description: String,
    /// BCP 47, e.g. `fr`.
    pub language: Option<String>,
    pub visibility: Visibility,
    /// The video key under the password; present exactly when the visibility is Password.
    pub wrapped_key: Option<WrappedKey>,
}

/// The author's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub upload: UploadId,
    /// The name that the file had with the author.
    pub file_name: String,
    pub bytes: u64,
}

/// What probing found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoFacts {
    pub duration_ms: u64,
    /// Pixels as shown; 0 when there is no picture.
    pub width: u32,
    /// Pixels as shown; 0 when there is no picture.
    pub height: u32,
}

/// What makes a video of a complete upload.
#[derive(Clone)]
pub struct NewVideo {
    pub id: VideoId,
    pub core: Vec<u8>,
    pub about: VideoAbout,
    pub video_key: [u8; 32],
}

/// An object of a publication, and what the video uses it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedObject {
    pub object: NewObject,
    pub role: ObjectRole,
    /// The rendition's name, e.g. `360p`; empty for the others.
    pub name: String,
}

/// A new manifest with everything that becomes true with it.
#[derive(Debug, Clone)]
pub struct Publication {
    pub video: VideoId,
    /// The job's lease, under which this was made.
    pub lease: Lease,
    /// [`Video::revision`] as the worker read it.
    pub revision: u64,
    pub manifest: NewManifest,
    /// All objects of the video from here on; those that are not here lose their reference.
    pub objects: Vec<PublishedObject>,
    pub facts: VideoFacts,
    /// The author's file is not needed any more: it no longer counts, and may be removed.
    pub drop_source: bool,
    /// The job is finished with this.
    pub finish_job: bool,
}

/// Why a publication does not happen, in the order in which it is checked. Nothing of it is
/// written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublishRefusal {
    #[error("another worker has the job, or it was cancelled")]
    LeaseLost,
    #[error("there is no such video, or it is being deleted")]
    UnknownVideo,
    /// The author changed the video meanwhile; this is the revision now.
    #[error("the video was changed meanwhile; it is at revision {0}")]
    Changed(u64),
    /// A manifest has this sequence or a higher one, or may have had it before a restore.
    #[error("the sequence must be higher than {0}")]
    StaleSequence(u64),
    #[error("the manifest is not signed with the current key")]
    NotCurrentKey,
    /// The collector is removing the file: publish it again once that is done.
    #[error("object {0} is being removed")]
    ObjectLeaving(ObjectHash),
    /// A hash has one size; one of the two is wrong.
    #[error("object {0} is known with another size")]
    ObjectSize(ObjectHash),
    /// It would be the first time that the video is seen, and the account would store more than it may.
    #[error("{stored} bytes would be stored, and the quota is {quota}")]
    OverQuota { stored: u64, quota: u64 },
}

/// Why a tombstone is not put, in the order in which it is checked. Nothing of it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntombRefusal {
    #[error("another worker has the job, or it was cancelled")]
    LeaseLost,
    #[error("there is no such video")]
    UnknownVideo,
    #[error("its deletion was not asked for")]
    NotDeleting,
    /// A published video needs a tombstone.
    #[error("a published video is not deleted without a tombstone")]
    TombstoneNeeded,
    #[error("the sequence must be higher than {0}")]
    StaleSequence(u64),
    #[error("the tombstone is not signed with the current key")]
    NotCurrentKey,
}

/// A public video in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicVideo {
    pub id: VideoId,
    pub title: String,
    pub description: String,
    pub language: Option<String>,
    /// The author's name at this member.
    pub author: String,
    pub facts: Option<VideoFacts>,
    pub published_at: Timestamp,
    /// The next page of [`crate::Store::recent_videos`] starts after this.
    pub cursor: VideoCursor,
}

/// A place in a list of videos: opaque, to be handed back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoCursor {
    /// 1 when all words of the search are in the title; 0 outside of a search.
    pub rank: i64,
    pub at: Timestamp,
    pub serial: i64,
}

/// An account's video in a list.
#[derive(Debug, Clone)]
pub struct ListedVideo {
    pub video: Video,
    /// The next page of [`crate::Store::account_videos`] starts after this.
    pub cursor: VideoCursor,
}

/// How many videos a member has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VideoCounts {
    pub processing: u64,
    pub published: u64,
    pub failed: u64,
    pub deleting: u64,
}
