//! Keeping house: what has expired goes, what nothing refers to goes after its time of grace.

use objects::ObjectsError;
use store::StoreError;
use web::uploads::SweepFailure;

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

impl From<SweepFailure> for HousekeepingError {
    fn from(failure: SweepFailure) -> Self {
        match failure {
            SweepFailure::Store(error) => error.into(),
            SweepFailure::Disk(error) => error.into(),
        }
    }
}

/// The first failure of several chores, none of which keeps the others from being tried.
#[derive(Default)]
struct Undone(Option<HousekeepingError>);

impl Undone {
    fn note<T>(&mut self, chore: &'static str, done: Result<T, impl Into<HousekeepingError>>) {
        if let Err(error) = done {
            let error = error.into();
            tracing::error!(chore, %error, "not done; the next round tries again");
            self.0.get_or_insert(error);
        }
    }
}

impl Workers {
    /// Does all of it once.
    ///
    /// # Errors
    /// The first [`HousekeepingError`]; all that could be done is done.
    pub async fn tick_housekeeping(&self) -> Result<(), HousekeepingError> {
        let store = &self.publisher.store;
        let now = self.publisher.seams.clock.now();
        let mut undone = Undone::default();
        undone.note("expired uploads", web::uploads::sweep(&self.app).await);
        undone.note("files of uploads", self.remove_left_uploads().await);
        undone.note("scratch folders", self.remove_left_scratch().await);
        undone.note("staged bytes", self.publisher.objects.clean_staging().await);
        undone.note("garbage", self.collect_garbage().await);
        undone.note("unknown objects", self.remove_unknown_objects().await);
        undone.note("deleted accounts", self.finish_account_deletions().await);
        undone.note("expired rows", store.prune(now).await);
        undone.note("old jobs", store.prune_jobs(now - self.settings.job_memory).await);
        // After all that removes. When somebody is in the way, the next tick comes in a minute.
        undone.note("removed words", store.empty_log().await);
        undone.0.map_or(Ok(()), Err)
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
