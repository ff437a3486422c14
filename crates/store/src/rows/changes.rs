//! What an author changes about a video, and why it is refused.

use super::{UserId, VideoAbout};

/// What the author changes.
#[derive(Clone)]
pub struct VideoChange {
    /// [`Video::revision`](crate::Video::revision) as the author saw it: what was changed since is not written over.
    pub revision: u64,
    pub about: VideoAbout,
    pub keep_original: bool,
    /// A new key: whoever had the old one cannot open what is published from here on.
    pub video_key: Option<[u8; 32]>,
    /// Names of the accounts that may watch it in private beside its author; none: those who may already.
    pub viewers: Option<Vec<String>>,
}

/// Why a video is not changed, in the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    #[error("there is no such video, or it is being deleted")]
    Unknown,
    /// The author changed it elsewhere meanwhile; this is the revision now.
    #[error("the video was changed meanwhile; it is at revision {0}")]
    Changed(u64),
    /// It came here sealed, from a home that is gone: what it says can neither be opened nor sealed anew.
    #[error("nobody here has the key of the video")]
    KeyUnknown,
    #[error("a video has at most {VIEWERS_PER_VIDEO} viewers")]
    TooManyViewers,
    /// The name, as it was given.
    #[error("nobody here is called {0}")]
    UnknownViewer(String),
}

/// Why a video is not deleted or tried again, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VideoRefusal {
    #[error("there is no such video, or it is being deleted")]
    Unknown,
    /// Only a video whose processing failed is tried again.
    #[error("the video did not fail")]
    NotFailed,
    /// The author's file is gone.
    #[error("the author's file is not there any more")]
    NoSource,
}

/// Most accounts that may watch a private video beside its author.
pub const VIEWERS_PER_VIDEO: usize = 200;

/// An account that may watch a private video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub account: UserId,
    pub name: String,
}
