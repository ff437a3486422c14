//! Sealing everything that a backup needs and that the destination does not have.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use objects::ObjectsError;
use seams::Disk;
use store::copy::Needs;
use tokio_util::io::ReaderStream;

use super::destination::{DestinationError, Known};
use super::inventory::{Entry, SealedFile, What};
use super::journal::Journal;
use super::make::{Backup, BackupError, Made, Progress};
use super::names::{Name, Names};
use super::plain;
use super::record::Line;
use super::sealed::seal;
use crate::keys::{KEY_FILE, NEXT_FILE};

/// How often it begins again because the member removed what the rows named.
pub(super) const TRIES: u32 = 5;
/// Bytes of rows on their way from the database to the encryption.
const PIPE_BYTES: usize = 1 << 20;

/// Everything that a backup has.
pub(super) struct Gathered {
    /// Seconds since 1970; the rows are not older.
    pub(super) taken_at: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) lines: Vec<Line>,
}

/// What became of one file.
enum Copied {
    Sealed(SealedFile),
    /// The member does not have it, or not whole.
    Damaged,
    /// The member removed it meanwhile, and its rows no longer name it.
    Gone,
}

/// A backup while it is made.
pub(super) struct Making<'a> {
    pub(super) backup: &'a Backup,
    pub(super) names: Names,
    pub(super) known: Known,
    pub(super) journal: Journal,
    pub(super) made: Made,
    pub(super) progress: &'a (dyn Fn(Progress) + Sync),
}

impl Making<'_> {
    /// Seals everything that is not sealed yet.
    pub(super) async fn gather(&mut self) -> Result<Gathered, BackupError> {
        for _try in 0..TRIES {
            let taken_at = u64::try_from(self.backup.clock.now().as_second()).unwrap_or(0);
            self.made.damaged.clear();
            let Some(entries) = self.try_gather().await? else { continue };
            self.made.files = u64::try_from(entries.len()).unwrap_or(u64::MAX);
            let name = |entry: &Entry| self.names.of(&entry.what, entry.bytes);
            let line = |entry: &Entry| entry.sealed.map(|file| Line { file, name: name(entry) });
            let lines = entries.iter().filter_map(line).collect();
            return Ok(Gathered { taken_at, entries, lines });
        }
        Err(BackupError::Restless)
    }

    async fn try_gather(&mut self) -> Result<Option<Vec<Entry>>, BackupError> {
        let (rows, needs) = self.rows().await?;
        let mut entries = vec![rows];
        // A key is being changed: the rows may say that it signs, and its file is not in its place yet.
        if self.backup.disk.len(NEXT_FILE).await.map_err(BackupError::Disk)?.is_some() {
            return Ok(None);
        }
        let key = read(self.backup.disk.as_ref(), KEY_FILE).await.map_err(BackupError::Disk)?;
        entries.push(self.small(What::Key, key).await?);
        entries.push(self.small(What::Configuration, self.backup.configuration.clone()).await?);
        let uploads = needs.uploads.iter().map(|(id, bytes)| (What::Upload(*id), *bytes));
        let objects = needs.objects.iter().map(|(hash, bytes)| (What::Object(*hash), *bytes));
        let of = needs.uploads.len() + needs.objects.len();
        // Uploads first: an object stays for its time of grace.
        for (done, (what, bytes)) in uploads.chain(objects).enumerate() {
            if let What::Object(hash) = what
                && self.backup.carried.contains(&hash)
            {
                entries.push(Entry { what: What::Carried(hash), bytes, sealed: None });
                continue;
            }
            (self.progress)(Progress { done, of, new_bytes: self.made.new_bytes });
            let sealed = match self.copy(what, bytes).await? {
                Copied::Sealed(file) => Some(file),
                Copied::Gone => return Ok(None),
                Copied::Damaged => {
                    self.made.damaged.push(what);
                    None
                }
            };
            entries.push(Entry { what, bytes, sealed });
        }
        Ok(Some(entries))
    }

    /// The rows, sealed on their way, and what they need.
    async fn rows(&mut self) -> Result<(Entry, Needs), BackupError> {
        let (mut pipe, from) = tokio::io::duplex(PIPE_BYTES);
        let store = &self.backup.store;
        let copy = async move {
            let copied = store.dump_for_backup(&mut pipe).await;
            drop(pipe);
            copied
        };
        let sealed = self.backup.to.put(seal(ReaderStream::new(from), self.backup.recipients()));
        let (copied, file) = tokio::join!(copy, sealed);
        // A folder that is full broke the pipe: that is what is to be told.
        let file = file.map_err(DestinationError::from)?;
        let (copied, needs) = copied?;
        self.count(file);
        Ok((Entry { what: What::Rows, bytes: copied.bytes, sealed: Some(file) }, needs))
    }

    /// Seals what is sealed anew each time.
    async fn small(&mut self, what: What, bytes: Bytes) -> Result<Entry, BackupError> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let sealed = self.backup.to.put(seal(plain::bytes(bytes), self.backup.recipients()));
        let file = sealed.await.map_err(DestinationError::from)?;
        self.count(file);
        Ok(Entry { what, bytes: length, sealed: Some(file) })
    }

    /// Seals an upload or an object, unless it is sealed already.
    async fn copy(&mut self, what: What, bytes: u64) -> Result<Copied, BackupError> {
        let name = self.names.of(&what, bytes);
        if let Some(file) = name.and_then(|name| self.known.get(&name)).copied() {
            let to = &self.backup.to;
            let usable = if self.backup.verify { to.is_whole(file).await? } else { to.has(file).await? };
            if usable {
                return Ok(Copied::Sealed(file));
            }
        }
        let Some(plain) = self.backup.plain(what, bytes).await else {
            return self.backup.why_absent(what, bytes).await;
        };
        match self.backup.to.put(seal(plain, self.backup.recipients())).await {
            Ok(file) => {
                self.count(file);
                if let Some(name) = name {
                    self.remember(name, file).await?;
                }
                Ok(Copied::Sealed(file))
            }
            // One bad place of the member's disk must not stand in the way of all backups.
            Err(ObjectsError::Source(error)) => {
                tracing::warn!(?what, %error, "it cannot be copied");
                self.backup.why_absent(what, bytes).await
            }
            Err(error) => Err(DestinationError::from(error).into()),
        }
    }

    fn count(&mut self, file: SealedFile) {
        self.made.new_files += 1;
        self.made.new_bytes += file.bytes;
    }

    async fn remember(&mut self, name: Name, file: SealedFile) -> Result<(), BackupError> {
        self.known.insert(name, file);
        let added = self.journal.add(Line { file, name: Some(name) }).await;
        Ok(added.map_err(DestinationError::from)?)
    }
}

/// A small file of the data folder.
async fn read(disk: &dyn Disk, path: &str) -> io::Result<Bytes> {
    let length = disk.len(path).await?.ok_or(io::ErrorKind::NotFound)?;
    disk.read(path, 0..length).await
}

impl Backup {
    /// The bytes of an upload or an object, if they are there.
    async fn plain(&self, what: What, bytes: u64) -> Option<BoxStream<'static, io::Result<Bytes>>> {
        match what {
            What::Rows | What::Key | What::Configuration | What::Carried(_) => None,
            What::Upload(id) => {
                let disk = Arc::clone(&self.disk);
                Some(plain::file(disk, web::uploads::file_path(id), bytes))
            }
            What::Object(hash) => match self.objects.bytes(hash).await {
                Ok(pieces) => pieces.map(|pieces| plain::object(pieces, hash, bytes)),
                Err(error) => {
                    tracing::warn!(%error, "it cannot be copied");
                    None
                }
            },
        }
    }

    /// Whether the member still names what it does not have.
    async fn why_absent(&self, what: What, bytes: u64) -> Result<Copied, BackupError> {
        let store = &self.store;
        let named = match what {
            What::Rows | What::Key | What::Configuration | What::Carried(_) => true,
            What::Object(hash) => !store.object_standing(hash).await?.videos.is_empty(),
            What::Upload(id) => {
                let standing = store.upload_standing(id).await?;
                let open = standing.upload.filter(|upload| upload.video.is_none());
                open.is_some_and(|upload| upload.offset_bytes >= bytes) || standing.original_bytes == Some(bytes)
            }
        };
        Ok(if named { Copied::Damaged } else { Copied::Gone })
    }
}
