//! Backing: the running member's own sealed backups, which other members keep for it.
//! docs/decisions/0015-the-sealed-backup-is-carried.md.
//!
//! What it does: makes a backup at night, and when the operator asks, into a folder of the data folder; says so in the
//! member's log; hands out pieces to whoever knows their hash; tells, sealed to the operator, where a member's pieces lie; and
//! proves once a month that all of it can be restored.

mod due;
mod gathered;
mod mailing;
mod nightly;
mod recipient;
mod serve;
mod source;
mod trial;

use std::sync::{Arc, OnceLock};

use age::x25519::{Identity, Recipient};
use bytes::Bytes;
use exchange::backing::PieceFailure;
use exchange::{ExchangeFailure, Membership};
use objects::{Objects, ObjectsError};
use seams::Seams;
use store::{Store, StoreError};
use tokio::sync::{Mutex, Semaphore};

use crate::backup::{BackupError, Destination, DestinationError, OpenError};
use crate::check::CheckError;
use crate::restore::{FETCHING_BACK, RestoreError};

pub use gathered::{GatherError, Gathering, gather};
pub use nightly::{Last, is_due};
pub use recipient::{from_bytes, to_bytes};
pub use serve::{WHEREABOUTS_BYTES, WHEREABOUTS_PATH, WHEREABOUTS_TYPE};
pub use source::{FindError, Found, find};

/// The folder of the member's own sealed backups, in the data folder.
pub const BACKUP_FOLDER: &str = "backup/";
/// The private half of the key with which the machine opens its own backups in a trial restore, in age's form.
const TRIAL_KEY: &str = "backup/trial.key";
/// The largest file of a key, in bytes.
const KEY_LIMIT: u64 = 256;
/// Pieces that are handed out at the same time.
const PIECES_AT_ONCE: usize = 16;

/// What a member needs for its own backups.
pub struct Backing {
    pub membership: Arc<Membership>,
    pub store: Store,
    /// The member's objects: its own, and pieces that it keeps for others.
    pub objects: Objects,
    pub seams: Seams,
    /// The configuration file, for the operator to read after a restore.
    pub configuration: OnceLock<Bytes>,
    /// None while the operator has not said to whom backups are sealed.
    own: Option<Own>,
    at_once: Arc<Semaphore>,
    /// Makes one backup at a time, or one trial.
    making: Mutex<()>,
}

/// Where the member's own backups are, and to whom they are sealed.
struct Own {
    recipient: Recipient,
    destination: Destination,
}

/// Why a backup was not made or tried. The next time may have more success.
#[derive(Debug, thiserror::Error)]
pub enum BackingError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Exchange(#[from] ExchangeFailure),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Destination(#[from] DestinationError),
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    #[error("the data folder: {0}")]
    Disk(#[from] std::io::Error),
    #[error("the key for trial restores is damaged; remove it, and the next backup makes another")]
    TrialKey,
    #[error(transparent)]
    Piece(#[from] PieceFailure),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error(transparent)]
    Check(#[from] CheckError),
}

impl Backing {
    /// Opens the folder of the member's own backups.
    ///
    /// # Errors
    /// [`DestinationError`].
    pub fn open(
        membership: Arc<Membership>,
        store: Store,
        objects: Objects,
        seams: Seams,
        recipient: Option<Recipient>,
    ) -> Result<Self, DestinationError> {
        let own = recipient.map(|recipient| -> Result<Own, DestinationError> {
            Ok(Own { recipient, destination: Destination::within(&seams, BACKUP_FOLDER)? })
        });
        let own = own.transpose()?;
        let (at_once, making) = (Arc::new(Semaphore::new(PIECES_AT_ONCE)), Mutex::default());
        let configuration = OnceLock::new();
        Ok(Self { membership, store, objects, seams, configuration, own, at_once, making })
    }

    /// Fetches back what a restore left with others, while anything is left.
    ///
    /// # Errors
    /// [`BackingError`]; the next call goes on.
    pub async fn fetch_back(&self) -> Result<(), BackingError> {
        let disk = &self.seams.disk;
        if disk.len(FETCHING_BACK).await?.is_none() {
            return Ok(());
        }
        let back = self.membership.fetch_back(&self.objects, disk).await?;
        if back.is_some_and(|back| back.missing.is_empty()) {
            disk.remove(FETCHING_BACK).await?;
            tracing::info!("everything that others carry of this member's videos is here again");
        }
        Ok(())
    }

    /// The key with which the machine opens its own backups, made the first time.
    async fn trial_key(&self) -> Result<Identity, BackingError> {
        let disk = self.seams.disk.as_ref();
        if let Some(length) = disk.len(TRIAL_KEY).await? {
            let text = disk.read(TRIAL_KEY, 0..length.min(KEY_LIMIT)).await?;
            let text = std::str::from_utf8(&text).map_err(|_| BackingError::TrialKey)?;
            return text.trim_end().parse().map_err(|_| BackingError::TrialKey);
        }
        let phrase = crate::backup::phrase::Phrase::draw(self.seams.entropy.as_ref());
        disk.replace(TRIAL_KEY, Bytes::from(format!("{}\n", *phrase.age_key()))).await?;
        Ok(phrase.identity())
    }
}
