//! Uploads: tus 1.0 with creation, termination, expiration and checksum.
//!
//! What they keep true: a byte is acknowledged only when it is durable and the offset that covers it is in the
//! database; what is plainly no video, too large or over the quota is refused before it is sent; the last byte makes
//! the video and its first job, once.

mod begin;
mod finish;
pub mod headers;
mod locks;
mod receive;
mod refusal;
mod serve;
pub mod sniff;

use store::UploadId;

pub use finish::{SweepFailure, sweep};
pub use locks::UploadLocks;
pub use refusal::UploadRefusal;
pub(crate) use serve::{cancel, routes};

/// Where the bytes of an upload are, in the data folder; the author's file of a video has the same place.
pub fn file_path(id: UploadId) -> String {
    format!("uploads/{id}")
}
