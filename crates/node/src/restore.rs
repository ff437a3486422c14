//! A member, made of a backup again.
//!
//! 1. The inventory is opened and its signature verified; that every file is there is looked up.
//!    Nothing was written until here.
//! 2. The marker is put into the empty data folder. While it stands there, no member starts.
//! 3. Objects and uploads are opened and written, each hash verified on the way.
//! 4. Key, configuration and rows are put; then the sequence floor and what else follows from time
//!    having passed.
//! 5. Everything is checked, and the marker goes.
//!
//! A crash in between leaves the marker, and the same command goes on. A backup that turns out to
//! be damaged is refused, and what was written of it is removed.

mod carried;
mod marker;
mod remote;
mod write;

use std::io;
use std::time::Duration;

use bytes::Bytes;
use carry::id::MemberId;
use exchange::ExchangeFailure;
use jiff::{SignedDuration, Timestamp};
use objects::{Objects, ObjectsError};
use seams::Seams;
use store::copy::CopyRefusal;
use store::{EveryCommit, Store, StoreError};

use crate::backup::inventory::{Inventory, What};
use crate::backup::{OpenError, Opened};
use crate::check::{Check, CheckError, Patience, Report};
use crate::keys::KEY_FOLDER;
use crate::member::{DATABASE_FOLDER, OBJECTS_FOLDER};

pub use carried::Carriers;
use marker::Marker;
pub use marker::{MARKER, Standing, is_unfinished, standing};
pub use remote::{Arrived, Remote, RemoteError};

/// Seconds by which the first sequence after a restore lies above everything that may have been
/// signed: more than a clock that was wrong, or a video that was changed each second, can have
/// gone ahead.
pub const SEQUENCE_MARGIN_SECONDS: u64 = 3_600;

/// Where the configuration of the lost member is put, for the operator to read.
pub const FORMER_CONFIGURATION: &str = "former-configuration.toml";
/// Stands in the data folder while objects that others carry are still to be fetched back.
pub const FETCHING_BACK: &str = "fetching-back";
/// Where pieces of a backup are gathered that come from other members, in the data folder.
pub const ARRIVING: &str = "arriving/";
const ARRIVING_FOLDER: &str = "arriving";
/// Where the files of uploads and originals are.
const UPLOADS: &str = "uploads";

/// Everything that a restore may have written.
const WRITTEN: [&str; 5] = [OBJECTS_FOLDER, UPLOADS, KEY_FOLDER, DATABASE_FOLDER, FORMER_CONFIGURATION];

/// Why a backup is not restored, in the order in which it is checked. Nothing of it is left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RestoreRefusal {
    #[error("the data folder is not empty; restore into an empty one")]
    NotEmpty,
    /// The number of that backup.
    #[error("a restore of backup {0} was begun here; go on with that one, or empty the data folder")]
    Another(u64),
    #[error("the database has something in it; restore into a new one")]
    DatabaseNotNew,
    #[error("the clock of this machine is behind the time at which the backup was made")]
    Clock,
    /// Missing, cut or altered.
    #[error(
        "{0} of the backup is damaged; an earlier backup may be whole (--number), or go on without it \
             (--skip-damaged)"
    )]
    Damaged(What),
    /// Without these there is no member.
    #[error("{0} of the backup is damaged; an earlier backup may be whole (--number)")]
    DamagedCore(What),
    #[error("the rows of the backup: {0}")]
    Rows(CopyRefusal),
}

/// A restore did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error(transparent)]
    Refused(#[from] RestoreRefusal),
    /// The backup does not open. Nothing was written.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The same command goes on.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The same command goes on.
    #[error("the objects: {0}")]
    Objects(#[from] ObjectsError),
    /// The same command goes on.
    #[error("the data folder: {0}")]
    Disk(#[from] io::Error),
    /// The same command goes on.
    #[error("what others carry: {0}")]
    Carried(#[from] ExchangeFailure),
    #[error("everything is restored, and could not be checked: {0}")]
    Check(#[from] CheckError),
}

/// What is restored, and where to.
pub struct Restore {
    pub backup: Opened,
    /// The new data folder is the disk of these.
    pub seams: Seams,
    /// Of the new database.
    pub database: String,
    /// Go on without objects and uploads that are damaged in the backup.
    pub skip_damaged: bool,
    /// How long uploads under way are kept from now on.
    pub uploads_live: SignedDuration,
    /// How those are asked who carry objects that the backup only names; none: these objects are left out.
    pub carriers: Option<Carriers>,
}

/// What was restored.
#[derive(Debug, Clone)]
pub struct Restored {
    pub member: MemberId,
    pub number: u64,
    pub taken_at: Timestamp,
    pub objects: u64,
    pub uploads: u64,
    /// Files that are not restored: the lost member had lost them, or the backup did.
    pub without: Vec<What>,
    /// The least sequence that the member signs from now on.
    pub sequence_floor: u64,
    pub check: Report,
}

/// How far a restore is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub of: usize,
}

impl Restore {
    /// Restores, or goes on with a restore that was interrupted.
    ///
    /// # Errors
    /// [`RestoreError`].
    pub async fn run(&self, progress: &(dyn Fn(Progress) + Sync)) -> Result<Restored, RestoreError> {
        let inventory = &self.backup.inventory;
        let resumed = self.may_begin().await?;
        if !self.skip_damaged
            && let Some((entry, _)) = self.backup.first_missing().await?
        {
            return Err(damaged(entry.what).into());
        }
        let marker = Marker { number: inventory.number, inventory: self.backup.file.hash };
        marker.put(self.seams.disk.as_ref()).await?;
        let mut written = match self.write(resumed, progress).await {
            Err(error @ RestoreError::Refused(_)) => {
                self.remove_all().await?;
                return Err(error);
            }
            other => other?,
        };
        let store = Store::open(&self.database, std::sync::Arc::new(EveryCommit)).await?;
        let objects = Objects::open(&self.seams, OBJECTS_FOLDER, 0)?;
        written.without.extend(self.fetch_back(&store, &objects).await?);
        let check = Check {
            store: store.clone(),
            objects,
            disk: self.seams.disk.clone(),
            clock: self.seams.clock.clone(),
            // Nobody else is at work.
            patience: Patience { looks: 0, pause: Duration::ZERO },
        };
        let check = check.run(&|_| {}).await?;
        store.close().await;
        if written.without.iter().any(|what| matches!(what, What::Carried(_))) {
            self.seams.disk.replace(FETCHING_BACK, Bytes::new()).await?;
        }
        self.seams.disk.remove(ARRIVING_FOLDER).await?;
        Marker::done(self.seams.disk.as_ref()).await?;
        Ok(Restored {
            member: inventory.member,
            number: inventory.number,
            taken_at: taken_at(inventory),
            objects: written.objects,
            uploads: written.uploads,
            without: written.without,
            sequence_floor: written.floor,
            check,
        })
    }

    /// Whether something may be written here, and whether an interrupted restore goes on.
    async fn may_begin(&self) -> Result<bool, RestoreError> {
        let disk = self.seams.disk.as_ref();
        let resumed = match standing(disk).await? {
            Standing::Empty => false,
            Standing::Unfinished(Some(marker)) if marker.inventory == self.backup.file.hash => true,
            Standing::Unfinished(Some(marker)) => return Err(RestoreRefusal::Another(marker.number).into()),
            Standing::Unfinished(None) | Standing::Other => return Err(RestoreRefusal::NotEmpty.into()),
        };
        if !resumed && !Store::is_new(&self.database).await? {
            return Err(RestoreRefusal::DatabaseNotNew.into());
        }
        if self.seams.clock.now() < taken_at(&self.backup.inventory) {
            return Err(RestoreRefusal::Clock.into());
        }
        Ok(resumed)
    }

    /// Removes what was written, the marker last.
    async fn remove_all(&self) -> io::Result<()> {
        for path in WRITTEN.into_iter().chain([MARKER]) {
            self.seams.disk.remove(path).await?;
        }
        Ok(())
    }
}

/// The refusal for a damaged file of this kind.
fn damaged(what: What) -> RestoreRefusal {
    match what {
        What::Rows | What::Key | What::Configuration => RestoreRefusal::DamagedCore(what),
        What::Upload(_) | What::Object(_) | What::Carried(_) => RestoreRefusal::Damaged(what),
    }
}

fn taken_at(inventory: &Inventory) -> Timestamp {
    let seconds = i64::try_from(inventory.taken_at).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}
