//! Writing what a backup has into the new data folder and the new database.

use std::io;
use std::sync::Arc;

use carry::id::ObjectHash;
use futures::TryStreamExt;
use objects::{Objects, ObjectsError};
use store::{EveryCommit, Store, UploadId};
use tokio_util::io::StreamReader;

use super::{FORMER_CONFIGURATION, Progress, Restore, RestoreError, RestoreRefusal, SEQUENCE_MARGIN_SECONDS, damaged};
use crate::backup::inventory::{Entry, SealedFile, What};
use crate::backup::{OpenError, is_altered};
use crate::keys::KEY_FILE;
use crate::member::{DATABASE_FOLDER, OBJECTS_FOLDER};

/// What was written.
#[derive(Default)]
pub(super) struct Written {
    pub(super) objects: u64,
    pub(super) uploads: u64,
    pub(super) without: Vec<What>,
    pub(super) floor: u64,
}

impl Restore {
    /// Writes all of it. `resumed`: some of it may be there already.
    pub(super) async fn write(
        &self,
        resumed: bool,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Written, RestoreError> {
        let objects = Objects::open(&self.seams, OBJECTS_FOLDER, 0)?;
        objects.clean_staging().await?;
        let mut written = Written::default();
        let mut lost_uploads = Vec::new();
        let entries = &self.backup.inventory.entries;
        for (done, entry) in entries.iter().enumerate() {
            progress(Progress { done, of: entries.len() });
            let done = match (entry.what, entry.sealed) {
                (What::Rows | What::Key | What::Configuration | What::Carried(_), _) => continue,
                (_, None) => Err(damaged(entry.what).into()),
                (What::Object(hash), Some(file)) => self.object(&objects, entry, hash, file).await,
                (What::Upload(id), Some(file)) => self.upload(entry, id, file).await,
            };
            // What the lost member had lost is nobody's refusal.
            let skipped = self.skip_damaged || entry.sealed.is_none();
            match (done, entry.what) {
                (Ok(()), What::Upload(_)) => written.uploads += 1,
                (Ok(()), _) => written.objects += 1,
                (Err(RestoreError::Refused(RestoreRefusal::Damaged(_))), what) if skipped => {
                    if let What::Upload(id) = what {
                        self.seams.disk.remove(&web::uploads::file_path(id)).await?;
                        lost_uploads.push(id);
                    }
                    written.without.push(what);
                }
                (Err(error), _) => return Err(error),
            }
        }
        self.seams.disk.replace(KEY_FILE, self.backup.key_file.clone()).await?;
        self.configuration().await?;
        written.floor = self.rows(resumed, &lost_uploads).await?;
        Ok(written)
    }

    async fn object(
        &self,
        objects: &Objects,
        entry: &Entry,
        hash: ObjectHash,
        file: SealedFile,
    ) -> Result<(), RestoreError> {
        // What stands under its name is whole.
        if objects.size(hash).await? == Some(entry.bytes) {
            return Ok(());
        }
        let pieces = self.backup.bytes(file).await.map_err(|error| unopened(entry.what, error))?;
        let staged = match objects.stage_stream(pieces).await {
            Ok(staged) if staged.hash() == hash && staged.bytes() == entry.bytes => staged,
            Ok(_) => return Err(damaged(entry.what).into()),
            Err(ObjectsError::Source(error)) => return Err(unread(entry.what, error)),
            Err(error) => return Err(error.into()),
        };
        let hold = objects.hold().await;
        objects.publish(staged, &hold).await?;
        Ok(())
    }

    async fn upload(&self, entry: &Entry, id: UploadId, file: SealedFile) -> Result<(), RestoreError> {
        let mut pieces = self.backup.bytes(file).await.map_err(|error| unopened(entry.what, error))?;
        let mut into = self.seams.disk.write_from(&web::uploads::file_path(id), 0).await?;
        let mut bytes = 0;
        while let Some(piece) = pieces.try_next().await.map_err(|error| unread(entry.what, error))? {
            bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            into.write(piece).await?;
        }
        if bytes != entry.bytes {
            return Err(damaged(entry.what).into());
        }
        Ok(into.sync().await?)
    }

    /// The configuration is for the operator to read; the member runs with the new one.
    async fn configuration(&self) -> Result<(), RestoreError> {
        let what = What::Configuration;
        let Some(file) = self.backup.inventory.entry(what).and_then(|entry| entry.sealed) else { return Ok(()) };
        let mut pieces = self.backup.bytes(file).await.map_err(|error| unopened(what, error))?;
        let mut into = self.seams.disk.write_from(FORMER_CONFIGURATION, 0).await?;
        while let Some(piece) = pieces.try_next().await.map_err(|error| unread(what, error))? {
            into.write(piece).await?;
        }
        Ok(into.sync().await?)
    }

    /// The rows, and what follows from time having passed; answers the sequence floor.
    async fn rows(&self, resumed: bool, lost: &[UploadId]) -> Result<u64, RestoreError> {
        let store = match self.loaded(resumed).await? {
            Some(store) => store,
            None => self.load().await?,
        };
        let now = self.seams.clock.now();
        let floor = u64::try_from(now.as_second()).unwrap_or(0);
        let until = now.saturating_add(self.uploads_live).map_err(io::Error::other)?;
        let floor = store.settle_restored(floor, SEQUENCE_MARGIN_SECONDS, lost, until).await?;
        store.close().await;
        Ok(floor)
    }

    /// The database of a restore that was interrupted behind its loading. SQLite's is in the data
    /// folder and is made anew instead.
    async fn loaded(&self, resumed: bool) -> Result<Option<Store>, RestoreError> {
        if self.database.starts_with("sqlite:") {
            self.seams.disk.remove(DATABASE_FOLDER).await?;
            self.seams.disk.make_folder(DATABASE_FOLDER).await?;
            return Ok(None);
        }
        if !resumed || Store::is_new(&self.database).await? {
            return Ok(None);
        }
        let store = Store::open(&self.database, Arc::new(EveryCommit)).await?;
        let keys = &self.backup.keys;
        let ours: Vec<[u8; 32]> = [Some(keys.signing()), keys.before()]
            .into_iter()
            .flatten()
            .map(|key| key.verifying_key().to_bytes())
            .collect();
        let signs = store.current_signing_key().await?;
        if signs.is_none_or(|key| !ours.contains(&key.public)) {
            return Err(RestoreRefusal::DatabaseNotNew.into());
        }
        Ok(Some(store))
    }

    async fn load(&self) -> Result<Store, RestoreError> {
        let what = What::Rows;
        let sealed = self.backup.inventory.entry(what).and_then(|entry| entry.sealed);
        let file = sealed.ok_or(damaged(what))?;
        let pieces = self.backup.bytes(file).await.map_err(|error| unopened(what, error))?;
        let mut rows = StreamReader::new(pieces);
        match Store::load(&self.database, Arc::new(EveryCommit), &mut rows).await {
            Ok(Ok((store, _))) => Ok(store),
            Ok(Err(refusal)) => Err(RestoreRefusal::Rows(refusal).into()),
            Err(error) => match &error.cause {
                store::Cause::Copy(source) if is_altered(source) => Err(damaged(what).into()),
                _ => Err(error.into()),
            },
        }
    }
}

/// A file that does not open: damaged, or a failure.
fn unopened(what: What, error: OpenError) -> RestoreError {
    match error {
        OpenError::Missing(_) | OpenError::Altered(_) | OpenError::WrongPhrase => damaged(what).into(),
        other => other.into(),
    }
}

/// A file that cannot be read to its end: damaged, or a failure.
fn unread(what: What, error: io::Error) -> RestoreError {
    if is_altered(&error) { damaged(what).into() } else { error.into() }
}
