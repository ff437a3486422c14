//! The folder in which one attempt at a video works.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use carry::id::VideoId;
use seams::Disk;

use super::PublishError;

/// Where all scratch folders are, in the data folder.
pub const SCRATCH: &str = "scratch";

/// A folder in the data folder for one attempt. Nothing in it needs to survive a crash: an attempt
/// that was cut off is begun again. Whoever holds the lease removes it at the attempt's end, however
/// that comes; [`sweep`] and housekeeping remove what the dead left.
pub struct Scratch {
    disk: Arc<dyn Disk>,
    dir: String,
}

impl Scratch {
    /// The folder of `attempt` at `video`, which need not be there.
    pub fn of(disk: &Arc<dyn Disk>, video: VideoId, attempt: u64) -> Self {
        Self { disk: Arc::clone(disk), dir: format!("{SCRATCH}/{video}-{attempt}") }
    }

    /// Makes the folder, empty: what an earlier life left there is removed.
    ///
    /// # Errors
    /// [`PublishError::Disk`].
    pub async fn make(&self) -> Result<(), PublishError> {
        self.disk.remove(&self.dir).await.map_err(PublishError::disk("empty the scratch folder"))?;
        self.disk.make_folder(&self.dir).await.map_err(PublishError::disk("make the scratch folder"))
    }

    /// Where ffmpeg is to write.
    pub fn host_path(&self) -> PathBuf {
        self.disk.host_path(&self.dir)
    }

    /// The path in the data folder of a file that ffmpeg wrote here.
    ///
    /// # Errors
    /// [`PublishError::ForeignFile`] when `file` is not directly in this folder.
    pub fn inside(&self, file: &Path) -> Result<String, PublishError> {
        let name = file.file_name().and_then(|name| name.to_str());
        match name {
            Some(name) if file.parent() == Some(self.host_path().as_path()) => Ok(format!("{}/{name}", self.dir)),
            _ => Err(PublishError::ForeignFile(file.to_path_buf())),
        }
    }

    /// A path in this folder for a file of our own.
    pub fn own(&self, name: &str) -> String {
        format!("{}/{name}", self.dir)
    }

    /// Removes the folder, if it is there. What cannot be removed now is left to housekeeping.
    pub async fn remove(self) {
        if let Err(error) = self.disk.remove(&self.dir).await {
            tracing::warn!(%error, "a scratch folder stays until housekeeping removes it");
        }
    }
}

/// The video and the attempt at it that a folder in [`SCRATCH`] is named for.
pub fn named(folder: &str) -> Option<(VideoId, u64)> {
    let (video, attempt) = folder.rsplit_once('-')?;
    Some((video.parse().ok()?, attempt.parse().ok()?))
}

/// Removes every scratch folder: at start, before any worker runs.
///
/// # Errors
/// [`PublishError::Disk`].
pub async fn sweep(disk: &dyn Disk) -> Result<(), PublishError> {
    disk.remove(SCRATCH).await.map_err(PublishError::disk("remove old scratch folders"))
}
