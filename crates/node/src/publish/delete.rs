//! A video is deleted: its tombstone is put, and nothing refers to its objects any more.
//!
//! The row that hides the video was written before the job was queued, so nobody sees it from
//! then on. The objects' files are removed by the collector, after its time of grace; the author's
//! file here, at once, or by housekeeping after a crash.

use store::LeasedJob;

use super::{PublishError, Publisher, describe};

impl Publisher {
    /// Puts the tombstone, drops every reference and ends the job, in one transaction.
    pub(super) async fn delete(&self, leased: &LeasedJob) -> Result<(), PublishError> {
        let video = self.video_of(leased).await?;
        let now = self.seams.clock.now();
        let tombstone = match video.published {
            None => None,
            Some(_) => Some(describe::tombstone(&video, &self.signing().await?, now)?),
        };
        self.store.entomb_video(leased.lease, video.id, tombstone.as_ref(), now).await??;
        self.listener.video_changed(video.id);
        if let Some(source) = &video.source {
            self.remove_source(source).await;
        }
        Ok(())
    }
}
