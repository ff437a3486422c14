//! The author's file.

use carry::id::VideoId;
use store::Source;

use super::{PublishError, Publisher};

impl Publisher {
    /// Forgets and removes the author's file of a video that will not be tried again.
    ///
    /// # Errors
    /// [`PublishError::Store`].
    pub(crate) async fn drop_source(&self, video: VideoId) -> Result<(), PublishError> {
        let source = self.store.video(video).await?.and_then(|video| video.source);
        self.store.drop_source(video).await?;
        if let Some(source) = source {
            self.remove_source(&source).await;
        }
        Ok(())
    }

    /// Removes the file. What stays is found by housekeeping: nothing refers to it any more.
    pub(super) async fn remove_source(&self, source: &Source) {
        if let Err(error) = self.seams.disk.remove(&web::uploads::file_path(source.upload)).await {
            tracing::warn!(%error, "an author's file stays until housekeeping removes it");
        }
    }
}
