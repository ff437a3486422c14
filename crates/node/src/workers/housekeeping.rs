//! Keeping house: what has expired goes, what nothing refers to goes after its time of grace.
//!
//! Every chore is done at every tick, and each goes on past what it could not do: one file that cannot be removed
//! keeps nothing else from being removed.

use std::fmt;

use jiff::SignedDuration;
use objects::ObjectsError;
use store::StoreError;
use web::uploads::SweepFailure;
use web::view::operator::{Detail, Health, Part};

use super::Workers;

/// Rows taken at a time; what is beyond waits for the next tick.
const PAGE: u32 = 200;
/// How long before its end a manifest is published again.
const RENEW_BEFORE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Why a chore was not done to its end; the next tick goes on.
#[derive(Debug, thiserror::Error)]
pub enum HousekeepingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the data folder failed: {0}")]
    Disk(#[from] std::io::Error),
}

/// The chores that were not done to their end, each with the first failure in it.
#[derive(Debug, Default, thiserror::Error)]
pub struct Undone(pub Vec<(&'static str, HousekeepingError)>);

impl fmt::Display for Undone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(|(chore, error)| format!("{chore}: {error}")).collect();
        f.write_str(&lines.join("; "))
    }
}

impl From<SweepFailure> for HousekeepingError {
    fn from(failure: SweepFailure) -> Self {
        match failure {
            SweepFailure::Store(error) => error.into(),
            SweepFailure::Disk(error) => error.into(),
        }
    }
}

impl Undone {
    fn note(&mut self, chore: &'static str, done: Result<(), HousekeepingError>) {
        if let Err(error) = done {
            tracing::error!(chore, %error, "not done; the next round tries again");
            self.0.push((chore, error));
        }
    }
}

/// The first failure of several steps, none of which keeps the others from being tried.
#[derive(Default)]
pub(super) struct Tried(Option<HousekeepingError>);

impl Tried {
    /// The value of a step that succeeded.
    pub(super) fn step<T, E: Into<HousekeepingError>>(&mut self, step: Result<T, E>) -> Option<T> {
        step.map_err(|error| self.0.get_or_insert(error.into())).ok()
    }

    pub(super) fn end(self) -> Result<(), HousekeepingError> {
        self.0.map_or(Ok(()), Err)
    }
}

impl Workers {
    /// Does all of it once, and tells the operator's console how it went.
    ///
    /// # Errors
    /// [`Undone`]; what was done stays done.
    pub async fn tick_housekeeping(&self) -> Result<(), Undone> {
        let now = self.publisher.seams.clock.now();
        let store = &self.publisher.store;
        let mut undone = Undone::default();
        undone.note("expired uploads", web::uploads::sweep(&self.app).await.map(|_more| ()).map_err(Into::into));
        undone.note("files of uploads", self.remove_left_uploads().await);
        undone.note("scratch folders", self.remove_left_scratch().await);
        undone.note("staged bytes", self.clean_staging().await);
        undone.note("garbage", self.collect_garbage().await);
        undone.note("unknown objects", self.remove_unknown_objects().await);
        undone.note("deleted accounts", self.finish_account_deletions().await);
        undone.note("manifests that end", self.renew_manifests().await);
        undone.note("expired rows", store.prune(now).await.map(|_rows| ()).map_err(Into::into));
        let pruned = store.prune_jobs(now - self.settings.job_memory).await;
        undone.note("old jobs", pruned.map(|_rows| ()).map_err(Into::into));
        // After all that removes. When somebody is in the way, the next tick comes in a minute.
        undone.note("removed words", store.empty_log().await.map(|_alone| ()).map_err(Into::into));
        if undone.0.is_empty() {
            self.app.board.set(Part::Workers, Health::Good, Detail::None);
            return Ok(());
        }
        self.app.board.set(Part::Workers, Health::Attention, Detail::Logged(format!("not cleaned up: {undone}")));
        Err(undone)
    }

    async fn clean_staging(&self) -> Result<(), HousekeepingError> {
        let removed = self.publisher.objects.clean_staging().await?;
        if removed > 0 {
            tracing::info!(removed, "staged bytes that nobody publishes any more were removed");
        }
        Ok(())
    }

    /// The claim in the database first, then the file, then the row: see the order in
    /// [`store::Store::claim_garbage`].
    async fn collect_garbage(&self) -> Result<(), HousekeepingError> {
        let publisher = &self.publisher;
        let now = publisher.seams.clock.now();
        let sweep = publisher.objects.sweep().await;
        let claimed = publisher.store.claim_garbage(now - self.settings.object_grace, now, PAGE).await?;
        let (mut tried, mut collected) = (Tried::default(), 0_u32);
        for hash in &claimed {
            if tried.step(publisher.objects.delete(*hash, &sweep).await).is_some() {
                collected += u32::from(tried.step(publisher.store.forget_object(*hash, now).await) == Some(true));
            }
        }
        if collected > 0 {
            tracing::info!(objects = collected, "objects were collected");
        }
        tried.end()
    }

    async fn finish_account_deletions(&self) -> Result<(), HousekeepingError> {
        let mut tried = Tried::default();
        for account in self.publisher.store.accounts_in_deletion(PAGE).await? {
            // Refused while something of it is left: a later tick comes back.
            if let Some(Ok(())) = tried.step(self.publisher.store.finish_account_deletion(account).await) {
                tracing::info!("an account was deleted with everything in it");
            }
        }
        tried.end()
    }

    async fn renew_manifests(&self) -> Result<(), HousekeepingError> {
        let now = self.publisher.seams.clock.now();
        let renewed = self.publisher.store.renew_manifests(now + RENEW_BEFORE, now, PAGE).await?;
        if renewed > 0 {
            tracing::info!(videos = renewed, "manifests that end soon are published again");
        }
        Ok(())
    }
}
