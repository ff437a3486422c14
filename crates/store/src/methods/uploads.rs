//! Uploads.

use carry::id::VideoId;
use jiff::Timestamp;

use super::methods;
use crate::rows::{
    AdvanceRefusal, CompleteRefusal, JobId, NewJob, NewUpload, NewVideo, Storage, TerminateRefusal, Upload, UploadId,
    UploadRefusal, UserId,
};

methods! {
    /// Begins an upload, if the quota leaves room for its declared size beside what is stored and
    /// what other open uploads declared.
    decide create_upload(new: &NewUpload, now: Timestamp) -> Result<(), UploadRefusal>
        => uploads::create;
    /// The upload with this id, open or complete.
    read upload(id: UploadId) -> Option<Upload> => uploads::get;
    /// Moves the offset from `from` to `to`, whose bytes are synced. `expires_at` is the new
    /// expiry.
    decide advance_upload(id: UploadId, from: u64, to: u64, expires_at: Timestamp)
        -> Result<(), AdvanceRefusal> => uploads::advance;
    /// Makes the video of an upload whose bytes are all there, and queues its job; once.
    decide complete_upload(id: UploadId, video: &NewVideo, job: &NewJob, now: Timestamp)
        -> Result<JobId, CompleteRefusal> => uploads::complete;
    /// Lets an open upload expire at `now`: from here on nobody needs its file.
    write expire_upload(id: UploadId, now: Timestamp) -> () => uploads::expire;
    /// Removes an open upload's row. It expired before, and then the caller removed its file.
    decide terminate_upload(id: UploadId) -> Result<(), TerminateRefusal> => uploads::terminate;
    /// Open uploads that expired before `now`, the longest ago first.
    read expired_uploads(now: Timestamp, limit: u32) -> Vec<Upload> => uploads::expired;
    /// Bytes received of all open uploads.
    read uploading_bytes() -> u64 => uploads::uploading_bytes;
    /// An account's open uploads that have not expired by `now`, the newest first: nobody goes on with another.
    read open_uploads(account: UserId, now: Timestamp) -> Vec<Upload> => uploads::open_of_account;
    /// Which uploads have a file: open ones, and those whose video still has its source, in the
    /// order of their ids, after this one. A file of any other name is left over.
    read uploads_with_file(after: Option<UploadId>, limit: u32) -> Vec<UploadId>
        => uploads::with_file;
    /// What an account stores and may store; none if there is no such account.
    snapshot account_storage(account: UserId) -> Option<Storage> => uploads::storage;
    /// Forgets the author's file of a video: it no longer counts. The caller removes it next.
    write drop_source(video: VideoId) -> () => uploads::drop_source;
}
