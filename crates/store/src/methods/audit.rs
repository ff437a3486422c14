//! What a check asks. Beside a running member each answer is of one moment; two answers are not.

use carry::id::{ObjectHash, VideoId};

use super::methods;
use crate::rows::{ManifestStep, ObjectStanding, UploadId, UploadStanding, VideoStanding};

methods! {
    /// Every video that has a row, a reference to an object or a manifest, in order, after this
    /// one.
    read known_video_ids(after: Option<VideoId>, limit: u32) -> Vec<VideoId> => audit::video_ids;
    /// A video with everything that must agree with it.
    snapshot video_standing(id: VideoId) -> VideoStanding => audit::video;
    /// An object and who refers to it.
    snapshot object_standing(hash: ObjectHash) -> ObjectStanding => audit::object;
    /// An upload, and whether its file is an author's original.
    snapshot upload_standing(id: UploadId) -> UploadStanding => audit::upload;
    /// The manifest of a video with the next lower sequence.
    read manifest_before(video: VideoId, sequence: u64) -> Option<ManifestStep> => audit::before;
}
