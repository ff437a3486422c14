//! Making a backup.
//!
//! 1. The rows are copied, as of one moment, and with them which files they need.
//! 2. Those files are sealed, unless the destination has them already.
//! 3. If one of them is gone meanwhile and the rows no longer name it, all begins again; what was
//!    sealed counts, so the next round is short.
//! 4. List and inventory are stored, then the record. From here on the backup is there.
//! 5. Backups beyond those that are kept go, and the files that only they had.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::sync::Arc;

use age::x25519::Recipient;
use bytes::Bytes;
use carry::id::ObjectHash;
use objects::{Objects, ObjectsError};
use seams::{Clock, Disk};
use store::{Store, StoreError};

use super::destination::{Destination, DestinationError};
use super::gather::{Gathered, Making, TRIES};
use super::inventory::{Inventory, What};
use super::journal::Journal;
use super::names::Names;
use super::plain;
use super::record::Record;
use super::sealed::seal;
use crate::keys::{KeyError, MemberKeys};

/// Why there is no new backup. Those before are as they were.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Destination(#[from] DestinationError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the objects of the member: {0}")]
    Objects(#[source] ObjectsError),
    #[error("the data folder failed: {0}")]
    Disk(#[source] io::Error),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the member has no key yet; start it once")]
    NoKey,
    /// A retry helps at a quieter time.
    #[error("the member removed what was being copied, or changed its key, {TRIES} times over")]
    Restless,
}

/// What a backup is made of, and where it goes.
pub struct Backup {
    pub store: Store,
    pub objects: Objects,
    /// The data folder.
    pub disk: Arc<dyn Disk>,
    pub clock: Arc<dyn Clock>,
    pub configuration: Bytes,
    pub recipient: Recipient,
    /// Who opens it as well: the machine, for its trial restores.
    pub trial: Option<Recipient>,
    /// Objects that other members hold whole, as carriers: they are only named.
    pub carried: HashSet<ObjectHash>,
    /// The new backup's number is above this one.
    pub above: u64,
    pub to: Destination,
    /// Backups that stay, this one included; at least 1.
    pub keep: usize,
    /// Read what the destination has already, and seal anew what was damaged there.
    pub verify: bool,
}

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    pub number: u64,
    /// Files of the backup: rows, key, configuration, uploads and objects.
    pub files: u64,
    /// Of those, the ones that were not in the destination before.
    pub new_files: u64,
    /// Sealed bytes of the new ones.
    pub new_bytes: u64,
    /// What the member itself does not have any more, or not whole.
    pub damaged: Vec<What>,
    /// Sealed files that were removed, because no kept backup has them.
    pub removed: u64,
}

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
    pub new_bytes: u64,
}

impl Backup {
    /// Makes a backup. One at a time to a destination.
    ///
    /// # Errors
    /// [`BackupError`]; the backups before are whole then.
    pub async fn make(&self, progress: &(dyn Fn(Progress) + Sync)) -> Result<Made, BackupError> {
        let to = &self.to;
        to.sealed.clean_staging().await.map_err(DestinationError::from)?;
        let keys = MemberKeys::read(self.disk.as_ref()).await?.ok_or(BackupError::NoKey)?;
        let number = to.numbers().await?.last().map_or(0, |last| *last).max(self.above) + 1;
        let mut making = Making {
            backup: self,
            names: Names::new(&keys.signing(), &self.named()),
            known: to.known().await?,
            journal: Journal::open(to.disk.as_ref(), &to.underway()).await.map_err(DestinationError::from)?,
            made: Made { number, ..Made::default() },
            progress,
        };
        let Gathered { taken_at, entries, lines } = making.gather().await?;
        let list = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let list = to.put(plain::bytes(list.into())).await.map_err(DestinationError::from)?;
        let inventory = Inventory { member: keys.id, number, taken_at, entries }.sign(&keys.signing());
        let sealed = seal(plain::bytes(inventory.into()), self.recipients());
        let inventory = to.put(sealed).await.map_err(DestinationError::from)?;
        to.put_record(number, &Record { inventory, list }).await?;
        let Making { mut made, .. } = making;
        Journal::remove(to.disk.as_ref(), &to.underway()).await.map_err(DestinationError::from)?;
        made.removed = self.prune().await?;
        Ok(made)
    }

    /// Who opens it.
    pub(super) fn recipients(&self) -> Vec<Recipient> {
        std::iter::once(&self.recipient).chain(&self.trial).cloned().collect()
    }

    /// Who opens it, as names have them.
    fn named(&self) -> String {
        let all: Vec<String> = self.recipients().iter().map(ToString::to_string).collect();
        all.join("\n")
    }

    /// Removes backups beyond those that are kept, then the files that no kept one has.
    async fn prune(&self) -> Result<u64, BackupError> {
        let numbers = self.to.numbers().await?;
        let (old, kept) = numbers.split_at(numbers.len().saturating_sub(self.keep.max(1)));
        for number in old {
            self.to.remove_record(*number).await?;
        }
        let mut needed = BTreeSet::new();
        for number in kept {
            match self.to.files(*number).await {
                Ok(lines) => needed.extend(lines.iter().map(|line| line.file.hash)),
                Err(error @ (DestinationError::List(_) | DestinationError::Record(_))) => {
                    tracing::warn!(%error, "nothing is removed while it is not known what this backup needs");
                    return Ok(0);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(self.to.remove_all_but(&needed).await?)
    }
}
