//! Uploads: bytes on their way in.

use carry::id::VideoId;
use jiff::Timestamp;

use super::{UploadId, UserId, Visibility};

/// An upload. Its file is named by its id and belongs to the video once it is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: UploadId,
    pub account: UserId,
    pub wishes: UploadWishes,
    /// Size of the whole file, which the client said at the start.
    pub declared_bytes: u64,
    /// Bytes received and synced.
    pub offset_bytes: u64,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// Set once the upload is complete.
    pub video: Option<VideoId>,
}

/// What the person said of the video before it was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadWishes {
    /// The file's own name.
    pub file_name: String,
    /// What the browser says it is; not to be trusted.
    pub media_type: String,
    pub title: String,
    pub visibility: Visibility,
    /// The author wants the original kept at home.
    pub keep_original: bool,
}

/// What makes an upload.
#[derive(Debug, Clone)]
pub struct NewUpload {
    pub id: UploadId,
    pub account: UserId,
    pub wishes: UploadWishes,
    pub declared_bytes: u64,
    pub expires_at: Timestamp,
    /// Most open uploads of the account, this one included.
    pub open_limit: u32,
    /// Bytes for which the disk has room: what open uploads still lack, of all accounts and with this one, must fit.
    pub room_bytes: u64,
}

/// Why an upload is not begun, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UploadRefusal {
    #[error("the account is gone or being deleted")]
    UnknownAccount,
    #[error("{0} uploads are open already")]
    TooManyOpen(u32),
    #[error("the upload is larger than the quota leaves room for")]
    OverQuota(Storage),
    /// Bytes that are left beside what other open uploads still lack.
    #[error("the disk has room for {0} bytes only")]
    StorageFull(u64),
}

/// What an account stores, against what it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Storage {
    /// Sizes of the distinct objects that its videos refer to, and of originals not dropped yet.
    pub stored_bytes: u64,
    /// Declared sizes of open uploads.
    pub reserved_bytes: u64,
    /// Its own quota, else the member's default; none: no limit.
    pub quota_bytes: Option<u64>,
}

/// Why an upload does not advance, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdvanceRefusal {
    #[error("there is no such upload")]
    Unknown,
    #[error("the upload is complete")]
    Complete,
    /// Another request was faster; the upload stands at this offset.
    #[error("the upload stands at byte {0}")]
    Stale(u64),
    /// The new offset lies before the old one or behind the declared end.
    #[error("the new offset is outside of the upload")]
    Outside,
    #[error("the account is being deleted")]
    AccountLeaving,
}

/// Why an upload is not completed, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CompleteRefusal {
    #[error("there is no such upload")]
    Unknown,
    /// It was completed before, and this is its video: the same answer can be given again.
    #[error("the upload became a video already")]
    AlreadyComplete(VideoId),
    #[error("the upload stands at byte {0}, before its end")]
    Unfinished(u64),
    #[error("the account is being deleted")]
    AccountLeaving,
}

/// Why an upload is not removed, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TerminateRefusal {
    #[error("there is no such upload")]
    Unknown,
    /// Its bytes belong to this video now.
    #[error("the upload became a video")]
    Complete(VideoId),
}
