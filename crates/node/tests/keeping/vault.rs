//! A place for backups, and a phrase that opens them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use jiff::SignedDuration;
use node::backup::phrase::Phrase;
use node::backup::{Backup, BackupError, Destination, Made, OpenError, Opened};
use node::restore::{Restore, RestoreError, Restored};
use objects::Objects;
use seams::real::RealDisk;
use seams::{Disk, Seams};
use store::Store;
use testkit::{SeededEntropy, VirtualClock};

use crate::member::{BEGIN, database, seams_on};

/// What stands in the configuration of the members that are backed up.
pub const CONFIGURATION: &str = "[member]\nname = \"Les vidéos\"\n";

pub struct Vault {
    pub disk: Arc<dyn Disk>,
    pub phrase: Phrase,
    pub keep: usize,
    pub verify: bool,
    pub clock: VirtualClock,
}

impl Vault {
    /// A folder on the real disk.
    pub fn new(folder: &Path) -> Self {
        Self::on(Arc::new(RealDisk::open(folder).unwrap()))
    }

    pub fn on(disk: Arc<dyn Disk>) -> Self {
        let clock = VirtualClock::new(BEGIN.parse().unwrap());
        Self { disk, phrase: Phrase::draw(&SeededEntropy::new(77)), keep: 14, verify: false, clock }
    }

    pub fn phrase(seed: u64) -> Phrase {
        Phrase::draw(&SeededEntropy::new(seed))
    }

    /// Backs up the member whose data are in `data`, with SQLite.
    pub async fn back_up(&self, data: &Path) -> Result<Made, BackupError> {
        self.back_up_with(data, &format!("sqlite:{}", database(data).display())).await
    }

    /// The same, with its database elsewhere.
    pub async fn back_up_with(&self, data: &Path, url: &str) -> Result<Made, BackupError> {
        let seams = seams_on(data, &self.clock, 11);
        let backup = Backup {
            store: Store::open_read_only(url).await.unwrap(),
            objects: Objects::open(&seams, node::member::OBJECTS_FOLDER, 0).unwrap(),
            disk: Arc::clone(&seams.disk),
            clock: Arc::clone(&seams.clock),
            configuration: Bytes::from_static(CONFIGURATION.as_bytes()),
            recipient: self.phrase.recipient(),
            trial: None,
            carried: HashSet::new(),
            above: 0,
            to: Destination::open(&seams, Arc::clone(&self.disk)).unwrap(),
            keep: self.keep,
            verify: self.verify,
        };
        let made = backup.make(&|_| {}).await;
        backup.store.close().await;
        made
    }

    /// Opens backup `number`, or the newest.
    pub async fn open(&self, number: Option<u64>) -> Result<Opened, OpenError> {
        let seams = Seams {
            clock: Arc::new(self.clock.clone()),
            entropy: Arc::new(SeededEntropy::new(12)),
            disk: Arc::clone(&self.disk),
            mailer: Arc::new(seams::real::NoMailer),
        };
        Opened::open(Destination::open(&seams, Arc::clone(&self.disk)).unwrap(), number, &self.phrase).await
    }

    /// A restore of the newest backup into `data`.
    pub async fn restore_into(&self, data: &Path, clock: &VirtualClock) -> Result<Restore, OpenError> {
        Ok(Restore {
            backup: self.open(None).await?,
            seams: seams_on(data, clock, 13),
            database: format!("sqlite:{}", database(data).display()),
            skip_damaged: false,
            uploads_live: SignedDuration::from_hours(48),
            carriers: None,
        })
    }

    /// Restores the newest backup into `data`.
    pub async fn restore(&self, data: &Path, clock: &VirtualClock) -> Result<Restored, RestoreError> {
        self.restore_into(data, clock).await?.run(&|_| {}).await
    }
}

/// The sealed files in a vault's folder, in order.
pub fn sealed_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for shard in std::fs::read_dir(folder.join("sealed")).unwrap() {
        let shard = shard.unwrap();
        if shard.file_name() != "staging" {
            files.extend(std::fs::read_dir(shard.path()).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    files.sort();
    files
}
