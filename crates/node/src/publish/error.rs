//! Why a job did not come to its end.

use std::io;
use std::path::PathBuf;

use carry::manifest::ManifestRefusal;
use carry::seal::SealRefusal;
use media::MediaError;
use objects::ObjectsError;
use store::{EntombRefusal, StoreError};

/// Why a job did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Another worker has the job, or nobody wants it any more: stop, and touch nothing.
    #[error("the job is no longer ours")]
    LeaseLost,
    /// The video is gone, or about to be: there is nothing left to do.
    #[error("the video is gone")]
    VideoGone,
    /// The source cannot be taken, or ffmpeg failed on it.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// The database failed. A retry may help.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The object store failed. A retry may help.
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    /// The data folder failed. A retry may help.
    #[error("cannot {operation}")]
    Disk {
        operation: &'static str,
        #[source]
        source: io::Error,
    },
    /// The disk has too little room for the work. A retry may help.
    #[error("{free} bytes are free on the disk, and {least} must be")]
    StorageFull { free: u64, least: u64 },
    /// The author changed the video each time we were about to publish. A retry helps.
    #[error("the video was changed again and again while it was published")]
    ChangedTooOften,
    /// The collector was removing an object that we need. A retry helps.
    #[error("an object is being removed")]
    ObjectLeaving,
    /// The author's file is gone. A retry does not help.
    #[error("the author's file is not there")]
    NoSource,
    /// The job names no video, or one that has no manifest. A retry does not help.
    #[error("the job has nothing to work on")]
    NothingToDo,
    /// What came out is more than the author may store. A retry helps once there is room.
    #[error("{stored} bytes would be stored, and the quota is {quota}")]
    OverQuota { stored: u64, quota: u64 },
    /// The renditions or the author's words are outside of what a manifest holds. A retry does
    /// not help.
    #[error("this cannot be put into a manifest: {0}")]
    Manifest(#[from] ManifestRefusal),
    /// What is sealed does not open, or cannot be sealed. A retry does not help.
    #[error("this cannot be sealed or opened: {0}")]
    Seal(#[from] SealRefusal),
    /// The member has no signing key, or another one than the table says. The operator must act.
    #[error("the key that signs is not the one that the manifests' table names")]
    SigningKey,
    /// A transcoder named a file outside of its folder: a fault of ours. A retry does not help.
    #[error("{} is not in the scratch folder", .0.display())]
    ForeignFile(PathBuf),
    /// The work stopped at one of its own checks: a fault of ours. What was under way may have been the reason, so it
    /// is tried again.
    #[error("a fault of ours: {0}")]
    Fault(String),
    /// Every attempt ended without a word: it ended the member, or the machine did. A retry does not help.
    #[error("the member stopped during each of {0} attempts, and nobody told it to")]
    FellSilent(u64),
}

impl PublishError {
    /// A failure of the data folder, for `map_err`.
    pub fn disk(operation: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Disk { operation, source }
    }

    /// A stable code, kebab case: pages translate it, the operator's console lists it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LeaseLost => "lease-lost",
            Self::VideoGone => "video-gone",
            Self::Media(MediaError::Refused(refusal)) => refusal.code(),
            Self::Media(_) => "encoding-failed",
            Self::Store(_) => "database-failed",
            Self::Objects(_) | Self::Disk { .. } | Self::ObjectLeaving => "storage-failed",
            Self::StorageFull { .. } => "storage-full",
            Self::ChangedTooOften => "changed-meanwhile",
            Self::NoSource => "source-missing",
            Self::NothingToDo => "nothing-to-do",
            Self::OverQuota { .. } => web::watching::OVER_QUOTA,
            Self::Manifest(_) => "manifest-refused",
            Self::Seal(_) => "seal-failed",
            Self::SigningKey => "signing-key",
            Self::ForeignFile(_) => "encoder-fault",
            Self::Fault(_) => "fault",
            Self::FellSilent(_) => "fell-silent",
        }
    }

    /// Whether the same job may succeed later without anybody doing anything.
    pub fn retry_helps(&self) -> bool {
        match self {
            Self::Media(error) => error.retry_helps(),
            Self::Store(_)
            | Self::Objects(_)
            | Self::Disk { .. }
            | Self::StorageFull { .. }
            | Self::ChangedTooOften
            | Self::ObjectLeaving
            | Self::Fault(_) => true,
            Self::LeaseLost
            | Self::VideoGone
            | Self::NoSource
            | Self::NothingToDo
            | Self::OverQuota { .. }
            | Self::Manifest(_)
            | Self::Seal(_)
            | Self::SigningKey
            | Self::ForeignFile(_)
            | Self::FellSilent(_) => false,
        }
    }
}

impl From<EntombRefusal> for PublishError {
    fn from(refusal: EntombRefusal) -> Self {
        match refusal {
            EntombRefusal::LeaseLost => Self::LeaseLost,
            EntombRefusal::UnknownVideo => Self::VideoGone,
            EntombRefusal::NotDeleting => Self::NothingToDo,
            EntombRefusal::TombstoneNeeded | EntombRefusal::StaleSequence(_) | EntombRefusal::NotCurrentKey => {
                Self::ChangedTooOften
            }
        }
    }
}
