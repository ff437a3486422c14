//! From an uploaded file to a published video, from changed words to a new manifest, and from a
//! wish to delete to a tombstone.
//!
//! The write order of a publication, and what a crash behind each step leaves:
//!
//! 1. ffmpeg writes renditions into a scratch folder: nothing counts yet, the job begins again.
//! 2. They are staged in the object store, whole and synced, under no name: the next start cleans.
//! 3. They get their names: objects that no row knows, which the check lists and the collector's
//!    sweep of unknown objects removes.
//! 4. One transaction writes the objects' rows, their references, the manifest at its place, the
//!    video's state and the end of the job: from here on the video is published, never half.
//! 5. The author's file and the scratch folder are removed: left over, housekeeping removes them.

mod delete;
pub mod describe;
mod encode;
mod error;
mod growing;
mod pack;
mod publication;
mod revise;
pub mod scratch;
mod secrets;
mod sections;
mod source;
mod standing;

use std::sync::Arc;

use carry::id::{ObjectHash, VideoId};
use media::Transcoder;
use objects::Objects;
use seams::Seams;
use store::{JobKind, LeasedJob, Store, Video};

pub use error::PublishError;
pub use growing::Progress;

use crate::keys::MemberKeys;

/// Times that a publication is begun again because the author changed the video meanwhile.
const PUBLISH_TRIES: usize = 8;

/// Who is told of what publishing changed: the caches of delivery, and metering.
pub trait Listener: Send + Sync {
    /// The video has another manifest, or none any more.
    fn video_changed(&self, video: VideoId);

    /// A rendition was encoded here: width x height x milliseconds.
    fn encoded(&self, object: ObjectHash, pixel_ms: u64);
}

/// What publishing needs; cheap to clone.
#[derive(Clone)]
pub struct Publisher {
    pub seams: Seams,
    pub store: Arc<Store>,
    pub objects: Objects,
    pub transcoder: Arc<dyn Transcoder>,
    pub media_limits: media::Limits,
    pub keys: Arc<MemberKeys>,
    pub listener: Arc<dyn Listener>,
}

impl Publisher {
    /// Does the work of one job to its end, which it records. May be cancelled by dropping: what
    /// it did not publish is as if it had not been begun. Whoever calls removes the [`scratch`] folder afterwards.
    ///
    /// # Errors
    /// [`PublishError`]; the job has not ended then.
    pub async fn work(&self, leased: &LeasedJob, progress: &Progress) -> Result<(), PublishError> {
        match leased.job.kind {
            JobKind::Encode => self.encode(leased, progress).await,
            JobKind::Revise => self.revise(leased).await,
            JobKind::Delete => self.delete(leased).await,
        }
    }

    async fn video_of(&self, leased: &LeasedJob) -> Result<Video, PublishError> {
        let id = leased.job.video.ok_or(PublishError::NothingToDo)?;
        self.store.video(id).await?.ok_or(PublishError::VideoGone)
    }
}
