use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use seams::real::{NoMailer, RealDisk, seams};

use super::phrase;
use super::progress::Line;
use super::runtime::runtime;
use crate::backup::{Destination, Opened, inventory::Inventory};
use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::member::{database_url, lock, make_folder};
use crate::restore::{self, RestoreError, Restored};

/// Make a member of a backup again, in an empty data folder and a new database.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The configuration is the new machine's; the old one is put beside the data for reading. Everyone signs in again and \
makes API tokens anew. What was changed after the backup was made is as it was then. An interrupted restore goes on \
with the same command.")]
pub struct Restore {
    /// The configuration file of the new member.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The folder that the backups are in.
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The file with the operator's recovery phrase; without it, it is read from standard input.
    #[arg(long, value_name = "FILE")]
    phrase_file: Option<PathBuf>,
    /// An earlier backup than the newest, by its number.
    #[arg(long, value_name = "N")]
    number: Option<u64>,
    /// Go on without objects and uploads that are damaged in the backup.
    #[arg(long)]
    skip_damaged: bool,
    /// Restore nothing: print what the backup holds, and in which files.
    #[arg(long)]
    list: bool,
}

impl Restore {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        let phrase = phrase::read(self.phrase_file.as_deref())?;
        if !self.from.is_dir() {
            return Err(Failure::new(Exit::Usage, format!("there is no folder {}", self.from.display())));
        }
        let disk = RealDisk::open(&self.from).map_err(RestoreError::Disk)?;
        let seams = seams(disk, Arc::new(NoMailer));
        runtime()?.block_on(async {
            let from = Destination::open(&seams, Arc::clone(&seams.disk))?;
            let backup = Opened::open(from, self.number, &phrase).await.map_err(RestoreError::Open)?;
            if self.list { print(&listed(&backup.inventory)) } else { self.restore(&config, backup).await }
        })
    }

    async fn restore(&self, config: &Config, backup: Opened) -> Result<(), Failure> {
        let data = &config.member.data;
        let was_there = data.exists();
        make_folder(data).map_err(RestoreError::Disk)?;
        let lock = lock(config)?;
        let seams = seams(RealDisk::open(data).map_err(RestoreError::Disk)?, Arc::new(NoMailer));
        let hours = i64::try_from(config.uploads.expire_hours).unwrap_or(i64::MAX / 3_600);
        let restore = restore::Restore {
            backup,
            database: database_url(config, &seams)?,
            seams,
            skip_damaged: self.skip_damaged,
            uploads_live: SignedDuration::from_hours(hours),
        };
        let line = Line::new();
        let show = |progress: restore::Progress| line.show(|| format!("{} of {} files", progress.done, progress.of));
        let restored = restore.run(&show).await;
        line.end();
        if matches!(restored, Err(RestoreError::Refused(_))) && !was_there {
            lock.remove_with_folder(data);
        }
        let restored = restored?;
        print(&told(&restored))?;
        if restored.check.is_clean() {
            return Ok(());
        }
        Err(Failure::new(Exit::Damage, "the member is restored, and not whole; the report says where"))
    }
}

fn print(text: &str) -> Result<(), Failure> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::new(Exit::Failed, error))
}

fn told(restored: &Restored) -> String {
    let Restored { member, number, taken_at, objects, uploads, without, sequence_floor, check } = restored;
    let mut text = format!(
        "member {member} is restored from backup {number}, made {taken_at}\n\
         {objects} objects, {uploads} uploads and originals; manifests go on from sequence {sequence_floor}\n\
         What people uploaded, changed or deleted after that time is as it was then; tell them.\n\
         The configuration of the lost member is in {} in the data folder.\n\n{check}",
        restore::FORMER_CONFIGURATION
    );
    for what in without {
        text.push_str(&format!("not restored: {what}\n"));
    }
    text
}

/// One line for each file: what it is, its size, and where it lies in the folder.
fn listed(inventory: &Inventory) -> String {
    let mut text = format!("member {}, backup {}\n", inventory.member, inventory.number);
    for entry in &inventory.entries {
        let place = entry.sealed.map(|file| file.hash.to_string());
        let place = place.map_or_else(|| "lost".to_owned(), |hex| format!("sealed/{}/{hex}", &hex[..2]));
        text.push_str(&format!("{} {} {place}\n", entry.what, entry.bytes));
    }
    text
}

impl From<RestoreError> for Failure {
    fn from(error: RestoreError) -> Self {
        Self::new(Exit::Data, error)
    }
}
