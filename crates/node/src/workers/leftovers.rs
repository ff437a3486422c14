//! Files that no row knows: what a crash between a file and its row leaves behind.

use std::collections::BTreeSet;

use carry::id::ObjectHash;
use futures::TryStreamExt;
use store::UploadId;

use super::housekeeping::Tried;
use super::{HousekeepingError, Workers};
use crate::publish::Publisher;
use crate::publish::scratch::{self, SCRATCH};

/// Where [`web::uploads::file_path`] puts the files.
const UPLOADS: &str = "uploads";
/// Ids read at a time.
const PAGE: u32 = 500;

/// Objects that no row knew at the last look. Whoever is publishing gets from one look to the next
/// to write the row.
#[derive(Debug, Default)]
pub struct Leftovers {
    unknown: BTreeSet<ObjectHash>,
    looked_at: Option<jiff::Timestamp>,
}

impl Workers {
    /// Removes the files of uploads that have no row.
    pub(super) async fn remove_left_uploads(&self) -> Result<(), HousekeepingError> {
        let disk = &self.publisher.seams.disk;
        // First the files, then the rows: a row is written before its file.
        let files = disk.list(UPLOADS).await?;
        if files.is_empty() {
            return Ok(());
        }
        let known = self.upload_ids().await?;
        let mut tried = Tried::default();
        for file in files {
            let left = file.parse::<UploadId>().is_ok_and(|id| !known.contains(&id));
            if left && tried.step(disk.remove(&format!("{UPLOADS}/{file}")).await).is_some() {
                tracing::info!("an upload's file without a row was removed");
            }
        }
        tried.end()
    }

    /// Removes what attempts have left that neither run nor published their video a moment ago.
    pub(super) async fn remove_left_scratch(&self) -> Result<(), HousekeepingError> {
        let Publisher { seams, store, .. } = &self.publisher;
        let ended_before = seams.clock.now() - self.settings.grown_stays;
        // The rows before their files: what is listed is there.
        store.forget_grown(ended_before).await?;
        // The folders before the jobs: an attempt is leased before it makes its folder.
        let mut tried = Tried::default();
        for folder in seams.disk.list(SCRATCH).await? {
            let needed = match scratch::named(&folder) {
                Some((video, attempt)) => store.attempt_is_needed(video, attempt, ended_before).await?,
                None => false,
            };
            if !needed {
                tried.step(seams.disk.remove(&format!("{SCRATCH}/{folder}")).await);
            }
        }
        tried.end()
    }

    async fn upload_ids(&self) -> Result<BTreeSet<UploadId>, HousekeepingError> {
        let mut ids = BTreeSet::new();
        loop {
            let page = self.publisher.store.uploads_with_file(ids.last().copied(), PAGE).await?;
            if page.is_empty() {
                return Ok(ids);
            }
            ids.extend(page);
        }
    }

    /// Removes objects that no row knew at two looks, with the time of grace between them.
    pub(super) async fn remove_unknown_objects(&self) -> Result<(), HousekeepingError> {
        let now = self.publisher.seams.clock.now();
        let mut leftovers = self.leftovers.lock().await;
        let due = leftovers.looked_at.is_none_or(|at| now.duration_since(at) >= self.settings.object_grace);
        if !due {
            return Ok(());
        }
        let unknown = self.unknown_objects().await?;
        let sweep = self.publisher.objects.sweep().await;
        let mut tried = Tried::default();
        for hash in unknown.intersection(&leftovers.unknown) {
            if self.publisher.store.object(*hash).await?.is_none()
                && tried.step(self.publisher.objects.delete(*hash, &sweep).await).is_some()
            {
                tracing::info!("an object that no row knew was removed");
            }
        }
        leftovers.unknown = unknown;
        leftovers.looked_at = Some(now);
        tried.end()
    }

    async fn unknown_objects(&self) -> Result<BTreeSet<ObjectHash>, HousekeepingError> {
        let mut unknown = BTreeSet::new();
        let mut stored = self.publisher.objects.list();
        while let Some(object) = stored.try_next().await? {
            if self.publisher.store.object(object.hash).await?.is_none() {
                unknown.insert(object.hash);
            }
        }
        Ok(unknown)
    }
}
