//! The work on one source.

use std::path::Path;

use async_trait::async_trait;

use crate::{MediaError, Plan, Produced, SourceInfo, Thumbnail, Watch};

/// The work on one source. The real one is [`crate::Ffmpeg`].
///
/// Every call may be cancelled by dropping its future: the programs that it started are killed.
/// What it has written so far stays in the job folder, which the caller removes.
#[async_trait]
pub trait Transcoder: Send + Sync {
    /// Looks into `source`. Refuses what is not a video or a sound, and what is incomplete.
    async fn probe(&self, source: &Path) -> Result<SourceInfo, MediaError>;

    /// Produces the renditions of `plan` as files in the empty folder `into`, telling `watch` as
    /// they grow. Returns video renditions from small to large, then the sound.
    async fn produce(
        &self,
        plan: &Plan,
        source: &Path,
        into: &Path,
        watch: &dyn Watch,
    ) -> Result<Vec<Produced>, MediaError>;

    /// Writes a JPEG of a picture that is not black, if there is one, into the folder `into`.
    async fn thumbnail(&self, plan: &Plan, source: &Path, into: &Path) -> Result<Thumbnail, MediaError>;
}
