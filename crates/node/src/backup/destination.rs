//! The folder that backups are in.
//!
//! - `sealed/` holds files named by the SHA-256 of their bytes, as an object store;
//! - `backups/NUMBER` is the record of a backup, written last: what stands there is whole;
//! - `underway` lists what a backup that was interrupted had sealed already.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use carry::id::ObjectHash;
use futures::{Stream, TryStreamExt};
use objects::{Objects, ObjectsError, Stored};
use seams::{Disk, Seams};
use sha2::{Digest, Sha256};

use super::inventory::SealedFile;
use super::journal::UNDERWAY;
use super::names::Name;
use super::record::{self, Line, Record};

/// Folder of the sealed files.
const SEALED: &str = "sealed";
/// Folder of the records.
const RECORDS: &str = "backups";
/// The largest list of sealed files that is read, in bytes.
const LIST_LIMIT: u64 = 512 << 20;

/// What is sealed already, by its name.
pub type Known = HashMap<Name, SealedFile>;

/// A folder with backups.
#[derive(Clone)]
pub struct Destination {
    pub(super) sealed: Objects,
    pub(super) disk: Arc<dyn Disk>,
    /// Where it is on the disk: empty, or a path that ends with a slash.
    folder: String,
}

/// The folder cannot be used, or what is in it is not what it says.
#[derive(Debug, thiserror::Error)]
pub enum DestinationError {
    #[error("the folder of the backups: {0}")]
    Disk(#[from] io::Error),
    #[error("the folder of the backups: {0}")]
    Objects(#[from] ObjectsError),
    #[error("there is no backup in this folder")]
    Empty,
    #[error("there is no backup {0} in this folder")]
    NoSuch(u64),
    #[error("the record of backup {0} is damaged")]
    Record(u64),
    #[error("the list of backup {0} is damaged or gone")]
    List(u64),
}

impl Destination {
    /// Opens `disk`, with the other seams of the program.
    ///
    /// # Errors
    /// [`DestinationError::Objects`].
    pub fn open(seams: &Seams, disk: Arc<dyn Disk>) -> Result<Self, DestinationError> {
        Self::within(&Seams { disk, ..seams.clone() }, "")
    }

    /// Opens the folder `folder` of the disk of `seams`: a path that ends with a slash.
    ///
    /// # Errors
    /// [`DestinationError::Objects`].
    pub fn within(seams: &Seams, folder: &str) -> Result<Self, DestinationError> {
        let sealed = Objects::open(seams, &format!("{folder}{SEALED}"), 0)?;
        Ok(Self { sealed, disk: Arc::clone(&seams.disk), folder: folder.to_owned() })
    }

    /// The sealed files, each named by its hash.
    #[must_use]
    pub const fn sealed(&self) -> &Objects {
        &self.sealed
    }

    /// Where an interrupted backup notes what it has sealed.
    pub(super) fn underway(&self) -> String {
        format!("{}{UNDERWAY}", self.folder)
    }

    fn path(&self, number: u64) -> String {
        format!("{}{RECORDS}/{}", self.folder, record::file_name(number))
    }

    /// The numbers of the backups that are whole, in order.
    ///
    /// # Errors
    /// [`DestinationError::Disk`].
    pub async fn numbers(&self) -> Result<Vec<u64>, DestinationError> {
        let names = self.disk.list(&format!("{}{RECORDS}", self.folder)).await?;
        let mut numbers: Vec<u64> = names.iter().filter_map(|name| record::number(name)).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// The record of a backup.
    ///
    /// # Errors
    /// [`DestinationError`].
    pub async fn record(&self, number: u64) -> Result<Record, DestinationError> {
        let path = self.path(number);
        if self.disk.len(&path).await?.is_none() {
            return Err(DestinationError::NoSuch(number));
        }
        let text = self.disk.read(&path, 0..record::LIMIT).await?;
        std::str::from_utf8(&text).ok().and_then(Record::parse).ok_or(DestinationError::Record(number))
    }

    /// Makes a backup whole: from here on it is there.
    ///
    /// # Errors
    /// [`DestinationError::Disk`].
    pub async fn put_record(&self, number: u64, record: &Record) -> Result<(), DestinationError> {
        Ok(self.disk.replace(&self.path(number), Bytes::from(record.to_string())).await?)
    }

    /// Takes a backup out of those that are there; its files stay until they are removed.
    ///
    /// # Errors
    /// [`DestinationError::Disk`].
    pub async fn remove_record(&self, number: u64) -> Result<(), DestinationError> {
        Ok(self.disk.remove(&self.path(number)).await?)
    }

    /// The sealed files that a backup has, its inventory and its list among them.
    ///
    /// # Errors
    /// [`DestinationError`].
    pub async fn files(&self, number: u64) -> Result<Vec<Line>, DestinationError> {
        let damaged = || DestinationError::List(number);
        let record = self.record(number).await?;
        if record.list.bytes > LIST_LIMIT {
            return Err(damaged());
        }
        let Some(pieces) = self.sealed.bytes(record.list.hash).await? else { return Err(damaged()) };
        let list = pieces.map_ok(|piece| piece.to_vec()).try_concat().await?;
        if ObjectHash::from_bytes(Sha256::digest(&list).into()) != record.list.hash {
            return Err(damaged());
        }
        let text = String::from_utf8(list).map_err(|_| damaged())?;
        let mut lines = text.lines().map(|line| line.parse().map_err(|_| damaged())).collect::<Result<Vec<_>, _>>()?;
        lines.extend([record.list, record.inventory].map(|file| Line { file, name: None }));
        Ok(lines)
    }

    /// What the newest backup has, and what an interrupted one had sealed.
    ///
    /// # Errors
    /// [`DestinationError`]; a damaged list is not one: what it has is sealed again.
    pub async fn known(&self) -> Result<Known, DestinationError> {
        let mut known = Known::new();
        if let Some(&newest) = self.numbers().await?.last() {
            match self.files(newest).await {
                Ok(lines) => known.extend(lines.iter().filter_map(Line::named)),
                Err(DestinationError::List(_) | DestinationError::Record(_)) => {
                    tracing::warn!(backup = newest, "its list is damaged: everything is sealed again");
                }
                Err(error) => return Err(error),
            }
        }
        let underway = self.underway();
        let length = self.disk.len(&underway).await?.unwrap_or(0);
        let text = self.disk.read(&underway, 0..length.min(LIST_LIMIT)).await;
        let text = if length == 0 { Bytes::new() } else { text? };
        // A crash may have cut or torn a line: then its file is sealed again.
        let lines = text.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
        known.extend(lines.filter_map(|line| line.parse::<Line>().ok()).filter_map(|line| line.named()));
        Ok(known)
    }

    /// Whether a sealed file is there, with its size.
    ///
    /// # Errors
    /// [`DestinationError::Objects`].
    pub async fn has(&self, file: SealedFile) -> Result<bool, DestinationError> {
        Ok(self.sealed.size(file.hash).await? == Some(file.bytes))
    }

    /// Whether a sealed file is there with every byte. Reads it.
    ///
    /// # Errors
    /// [`DestinationError::Objects`].
    pub async fn is_whole(&self, file: SealedFile) -> Result<bool, DestinationError> {
        Ok(self.sealed.rehash(file.hash).await? == Some(Stored { hash: file.hash, bytes: file.bytes }))
    }

    /// Stores the bytes of a stream, durably, under the name that is their hash.
    ///
    /// # Errors
    /// [`ObjectsError::Source`] when the stream fails, else what the folder says.
    pub async fn put(&self, pieces: impl Stream<Item = io::Result<Bytes>> + Send) -> Result<SealedFile, ObjectsError> {
        let staged = self.sealed.stage_stream(pieces).await?;
        let hold = self.sealed.hold().await;
        let stored = self.sealed.publish(staged, &hold).await?;
        Ok(SealedFile { hash: stored.hash, bytes: stored.bytes })
    }

    /// Removes the sealed files that are not in `kept`; answers how many.
    ///
    /// # Errors
    /// [`DestinationError::Objects`].
    pub async fn remove_all_but(&self, kept: &BTreeSet<ObjectHash>) -> Result<u64, DestinationError> {
        let mut left = Vec::new();
        let mut found = self.sealed.list();
        while let Some(file) = found.try_next().await? {
            if !kept.contains(&file.hash) {
                left.push(file.hash);
            }
        }
        let sweep = self.sealed.sweep().await;
        for hash in &left {
            self.sealed.delete(*hash, &sweep).await?;
        }
        Ok(u64::try_from(left.len()).unwrap_or(u64::MAX))
    }
}
