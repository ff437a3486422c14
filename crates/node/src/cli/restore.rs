use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::SignedDuration;
use peers::client::SystemNames;
use seams::Seams;
use seams::real::{NoMailer, RealDisk, seams};

use super::phrase;
use super::progress::Line;
use super::runtime::runtime;
use crate::backing::{Found, Gathering};
use crate::backup::phrase::Phrase;
use crate::backup::{Destination, Opened, inventory::Inventory};
use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::member::{Lock, authorities, database_url, lock, make_folder};
use crate::restore::{self, Arrived, Carriers, Remote, RemoteError, RestoreError, RestoreRefusal, Restored, Standing};

/// Make a member of a backup again, in an empty data folder and a new database.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The configuration is the new machine's; the old one is put beside the data for reading. Everyone signs in again and \
makes API tokens anew. What was changed after the backup was made is as it was then. An interrupted restore goes on \
with the same command. With --from-federation nothing is needed but the phrase, the address of any member of the \
federation, and the name, id or host of the lost one.")]
pub struct Restore {
    /// The configuration file of the new member.
    #[arg(long, value_name = "FILE", required_unless_present = "data")]
    config: Option<PathBuf>,
    /// Without a configuration file: the data folder, with SQLite in it.
    #[arg(long, value_name = "FOLDER", conflicts_with = "config")]
    data: Option<PathBuf>,
    /// The folder that the backups are in.
    #[arg(long, value_name = "FOLDER", required_unless_present = "from_federation")]
    from: Option<PathBuf>,
    /// Take the newest backup that other members keep: the address of any of them.
    #[arg(long, value_name = "URL", conflicts_with_all = ["from", "number", "list"], requires = "member")]
    from_federation: Option<String>,
    /// The lost member: its name, its id, or the host of its address.
    #[arg(long, value_name = "NAME", requires = "from_federation")]
    member: Option<String>,
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
        let config = match (&self.config, &self.data) {
            (Some(file), _) => Config::load_here(file)?,
            (None, Some(data)) => Config::without_file(data)?,
            (None, None) => return Err(Failure::new(Exit::Usage, "--config or --data says where to restore to")),
        };
        let phrase = phrase::read(self.phrase_file.as_deref())?;
        runtime()?.block_on(async {
            match (&self.from, &self.from_federation, &self.member) {
                (_, Some(first), Some(name)) => self.restore_remote(&config, &phrase, (first, name)).await,
                (Some(from), ..) => self.restore_folder(&config, &phrase, from).await,
                _ => Err(Failure::new(Exit::Usage, "--from or --from-federation says where the backup is")),
            }
        })
    }

    async fn restore_folder(&self, config: &Config, phrase: &Phrase, from: &Path) -> Result<(), Failure> {
        if !from.is_dir() {
            return Err(Failure::new(Exit::Usage, format!("there is no folder {}", from.display())));
        }
        let disk = RealDisk::open(from).map_err(RestoreError::Disk)?;
        let seams = seams(disk, Arc::new(NoMailer));
        let from = Destination::open(&seams, Arc::clone(&seams.disk))?;
        let backup = Opened::open(from, self.number, phrase).await.map_err(RestoreError::Open)?;
        if self.list {
            return print(&listed(&backup.inventory));
        }
        let place = Place::take(config)?;
        self.restore(config, place, backup).await
    }

    async fn restore_remote(
        &self,
        config: &Config,
        phrase: &Phrase,
        (first, name): (&str, &str),
    ) -> Result<(), Failure> {
        let place = Place::take(config)?;
        if restore::standing(place.seams.disk.as_ref()).await.map_err(RestoreError::Disk)? == Standing::Other {
            return Err(RestoreError::from(RestoreRefusal::NotEmpty).into());
        }
        let remote = Remote { first, name, carriers: carriers(config)? };
        let line = Line::new();
        let show = |done, of| line.show(|| format!("{done} of {of} pieces"));
        let arrived = remote.arrive(&place.seams, phrase, &show).await;
        line.end();
        let Arrived { backup, found, gathering } = match arrived {
            Ok(arrived) => arrived,
            Err(error) => {
                // Where something was gathered, it stays.
                if matches!(error, RemoteError::Find(_)) && !place.was_there {
                    place.lock.remove_with_folder(&config.member.data);
                }
                return Err(Failure::new(Exit::Data, error));
            }
        };
        print(&gathered(&found, &gathering))?;
        self.restore(config, place, backup).await
    }

    async fn restore(&self, config: &Config, place: Place, backup: Opened) -> Result<(), Failure> {
        let Place { seams, lock, was_there } = place;
        let hours = i64::try_from(config.uploads.expire_hours).unwrap_or(i64::MAX / 3_600);
        let restore = restore::Restore {
            backup,
            database: database_url(config, &seams)?,
            seams,
            skip_damaged: self.skip_damaged,
            uploads_live: SignedDuration::from_hours(hours),
            carriers: Some(carriers(config)?),
        };
        let line = Line::new();
        let show = |progress: restore::Progress| line.show(|| format!("{} of {} files", progress.done, progress.of));
        let restored = restore.run(&show).await;
        line.end();
        if matches!(restored, Err(RestoreError::Refused(_))) && !was_there {
            lock.remove_with_folder(&config.member.data);
        }
        let restored = restored?;
        print(&told(&restored))?;
        if restored.check.is_clean() {
            return Ok(());
        }
        Err(Failure::new(Exit::Damage, "the member is restored, and not whole; the report says where"))
    }
}

/// The new data folder, for this process alone.
struct Place {
    seams: Seams,
    lock: Lock,
    was_there: bool,
}

impl Place {
    fn take(config: &Config) -> Result<Self, Failure> {
        let data = &config.member.data;
        let was_there = data.exists();
        make_folder(data).map_err(RestoreError::Disk)?;
        let lock = lock(config)?;
        let seams = seams(RealDisk::open(data).map_err(RestoreError::Disk)?, Arc::new(NoMailer));
        Ok(Self { seams, lock, was_there })
    }
}

/// How other members are asked, as configured.
fn carriers(config: &Config) -> Result<Carriers, Failure> {
    let (allow_private, authorities) = (config.federation.allow_private, authorities(config)?);
    Ok(Carriers { names: Arc::new(SystemNames), allow_private, authorities })
}

fn gathered(found: &Found, gathering: &Gathering) -> String {
    let Found { backup, agreeing, answered, .. } = found;
    let mut text = format!(
        "backup {}, of which {agreeing} of {answered} members that answered tell the same: {} pieces\n",
        backup.number, gathering.pieces
    );
    if *agreeing == 1 {
        text.push_str("only one member answered: if it is not to be trusted, ask another one by --from-federation\n");
    }
    for (member, pieces) in &gathering.from {
        text.push_str(&format!("{pieces} pieces from member {member}\n"));
    }
    for member in &gathering.altered {
        text.push_str(&format!("member {member} handed out a piece that was altered; another one had it\n"));
    }
    text
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
