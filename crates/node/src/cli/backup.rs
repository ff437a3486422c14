use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use objects::Objects;
use seams::real::{RealDisk, seams};
use store::Store;

use super::check::existing;
use super::progress::Line;
use super::runtime::runtime;
use crate::backup::{Backup, BackupError, Destination, DestinationError, Made, Progress};
use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::logs;
use crate::member::{Lock, OBJECTS_FOLDER, database_url, lock_folder};

/// Seal what the member keeps into a folder elsewhere; the same command again adds only what is new. The member may
/// go on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The folder gets the database, objects, originals, the acknowledged bytes of uploads, the member's key and this \
configuration, encrypted to backup.recipient. Sessions and tokens are left out, and the files that the configuration \
names (certificate, passwords). What people delete stays in the backups that were made before, until --keep removes \
them. Exit code 7 says that the backup is made, and that the member has damage that `ecot check` shows.")]
pub struct MakeBackup {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The folder that the backups are in; best on another machine. It is made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// How many backups stay in the folder, this one included; older ones go, with what only they had.
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    keep: u32,
    /// Read every file that is in the folder already, and seal anew what was damaged there.
    #[arg(long)]
    verify: bool,
}

impl MakeBackup {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        logs::install(&config.logs)?;
        let made = runtime()?.block_on(self.make(&config))?;
        let Made { number, files, new_files, new_bytes, removed, damaged } = &made;
        let written = writeln!(
            std::io::stdout(),
            "backup {number}: {files} files, {new_files} of them new ({new_bytes} bytes); {removed} old ones removed"
        );
        written.map_err(|error| Failure::new(Exit::Failed, error))?;
        let Some(first) = damaged.first() else { return Ok(()) };
        let why = format!(
            "the member itself has lost {} files, which the backup is without, {first} first; ecot check shows them",
            damaged.len()
        );
        Err(Failure::new(Exit::Damage, why))
    }

    async fn make(&self, config: &Config) -> Result<Made, Failure> {
        let Some(recipient) = &config.backup.recipient else {
            let why = "backup.recipient is not set: make an operator's recovery phrase with `ecot phrase`";
            return Err(Failure::new(Exit::Configuration, why));
        };
        let recipient = recipient.parse().map_err(|why: &str| {
            let text = format!("`backup.recipient`: must be what `ecot phrase` printed, age1…: {why}");
            Failure::new(Exit::Configuration, text)
        })?;
        let unreadable = |error| Failure::new(Exit::Configuration, error);
        let configuration = tokio::fs::read(&self.config).await.map_err(unreadable)?.into();
        let member = existing(config)?;
        let (to, _lock) = folder(&self.to, &config.member.data)?;
        let backup = Backup {
            store: Store::open_read_only(&database_url(config, &member)?).await?,
            objects: Objects::open(&member, OBJECTS_FOLDER, 0).map_err(BackupError::Objects)?,
            disk: Arc::clone(&member.disk),
            clock: Arc::clone(&member.clock),
            configuration,
            recipient,
            trial: None,
            carried: HashSet::new(),
            above: 0,
            to,
            keep: usize::try_from(self.keep).unwrap_or(usize::MAX),
            verify: self.verify,
        };
        let line = Line::new();
        let made = backup.make(&|progress| line.show(|| shown(progress))).await?;
        line.end();
        backup.store.close().await;
        Ok(made)
    }
}

/// The destination, for this process alone.
fn folder(path: &Path, data: &Path) -> Result<(Destination, Lock), Failure> {
    let unusable = |error: std::io::Error| {
        Failure::new(Exit::Data, format!("cannot use the folder of the backups {}: {error}", path.display()))
    };
    if is_inside(path, data).map_err(unusable)? {
        let why = "the folder of the backups is in the data folder, and would be lost with it";
        return Err(Failure::new(Exit::Usage, why));
    }
    let disk = RealDisk::open(path).map_err(unusable)?;
    let lock = lock_folder(path).map_err(unusable)?;
    let Some(lock) = lock else {
        let why = format!("another backup is being made to {}", path.display());
        return Err(Failure::new(Exit::Data, why));
    };
    let seams = seams(disk, Arc::new(seams::real::NoMailer));
    Ok((Destination::open(&seams, Arc::clone(&seams.disk))?, lock))
}

/// Whether `path`, which may not be there yet, lies in the folder `data`.
fn is_inside(path: &Path, data: &Path) -> std::io::Result<bool> {
    let path = std::path::absolute(path)?;
    let known = path.ancestors().find_map(|folder| folder.canonicalize().ok());
    Ok(known.is_some_and(|folder| data.canonicalize().is_ok_and(|data| folder.starts_with(data))))
}

fn shown(progress: Progress) -> String {
    let Progress { done, of, new_bytes } = progress;
    format!("{done} of {of} files, {} MB new", new_bytes / 1_000_000)
}

impl From<DestinationError> for Failure {
    fn from(error: DestinationError) -> Self {
        Self::new(Exit::Data, error)
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self::new(Exit::Data, error)
    }
}
