//! Keeping house: what has expired goes, what nothing refers to goes after its time of grace.

use objects::ObjectsError;
use store::StoreError;

use super::Workers;

/// Rows taken at a time; what is beyond waits for the next tick.
const PAGE: u32 = 200;

/// Why the house was not kept to the end; the next tick goes on.
#[derive(Debug, thiserror::Error)]
pub enum HousekeepingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the data folder failed: {0}")]
    Disk(#[from] std::io::Error),
}

impl Workers {
    /// Does all of it once.
    ///
    /// # Errors
    /// [`HousekeepingError`]; what was done stays done.
    pub async fn tick_housekeeping(&self) -> Result<(), HousekeepingError> {
        web::uploads::sweep(&self.app).await;
        self.remove_left_uploads().await?;
        self.remove_left_scratch().await?;
        self.collect_garbage().await?;
        self.remove_unknown_objects().await?;
        self.finish_account_deletions().await?;
        let now = self.publisher.seams.clock.now();
        self.publisher.store.prune(now).await?;
        self.publisher.store.prune_jobs(now - self.settings.job_memory).await?;
        // After all that removes. When somebody is in the way, the next tick comes in a minute.
        self.publisher.store.empty_log().await?;
        Ok(())
    }

    /// The claim in the database first, then the file, then the row: see the order in
    /// [`store::Store::claim_garbage`].
    async fn collect_garbage(&self) -> Result<(), HousekeepingError> {
        let publisher = &self.publisher;
        let now = publisher.seams.clock.now();
        let sweep = publisher.objects.sweep().await;
        let claimed = publisher.store.claim_garbage(now - self.settings.object_grace, now, PAGE).await?;
        for hash in &claimed {
            publisher.objects.delete(*hash, &sweep).await?;
            publisher.store.forget_object(*hash, now).await?;
        }
        if !claimed.is_empty() {
            tracing::info!(objects = claimed.len(), "objects were collected");
        }
        Ok(())
    }

    async fn finish_account_deletions(&self) -> Result<(), HousekeepingError> {
        for account in self.publisher.store.accounts_in_deletion(PAGE).await? {
            // Refused while something of it is left: a later tick comes back.
            if self.publisher.store.finish_account_deletion(account).await?.is_ok() {
                tracing::info!("an account was deleted with everything in it");
            }
        }
        Ok(())
    }
}
