use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use objects::Objects;
use seams::Seams;
use seams::real::{NoMailer, RealDisk, seams};
use store::Store;

use super::progress::Line;
use super::runtime::runtime;
use crate::check::{self, CheckError, Counts, Patience, Report};
use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::member::{DATABASE_FILE, OBJECTS_FOLDER, database_url};

/// Read everything that the member keeps and say what is missing, altered or left over; a running member may go on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing is changed. Every object is read to its last byte, which takes as long as reading the disk. \
Exit code 7 says that something was found; each finding says what to do.")]
pub struct Check {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The member is stopped: what looks wrong is not looked at again some seconds later.
    #[arg(long)]
    stopped: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        let report = runtime()?.block_on(check(&config, self.stopped))?;
        let text = if self.json {
            report.to_json().map(|json| json + "\n").map_err(|error| Failure::new(Exit::Failed, error))?
        } else {
            report.to_string()
        };
        let written = std::io::stdout().write_all(text.as_bytes());
        written.map_err(|error| Failure::new(Exit::Failed, error))?;
        if report.is_clean() {
            return Ok(());
        }
        Err(Failure::new(Exit::Damage, "the member's data do not agree with themselves; the report says where"))
    }
}

async fn check(config: &Config, stopped: bool) -> Result<Report, Failure> {
    let seams = existing(config)?;
    let url = database_url(config, &seams)?;
    if config.database.url.is_none() && seams.disk.len(DATABASE_FILE).await.map_err(CheckError::Disk)?.is_none() {
        let why = format!("there is no database in {}", config.member.data.display());
        return Err(Failure::new(Exit::Data, why));
    }
    let check = check::Check {
        store: Store::open_read_only(&url).await?,
        objects: Objects::open(&seams, OBJECTS_FOLDER, 0).map_err(CheckError::Objects)?,
        disk: Arc::clone(&seams.disk),
        clock: Arc::clone(&seams.clock),
        patience: if stopped { Patience { looks: 0, pause: Duration::ZERO } } else { Patience::default() },
    };
    let line = Line::new();
    let report = check.run(&|counts| line.show(|| progress(counts))).await?;
    line.end();
    check.store.close().await;
    Ok(report)
}

/// The seams of a member whose data folder is there already.
pub(super) fn existing(config: &Config) -> Result<Seams, Failure> {
    let data = &config.member.data;
    if !data.is_dir() {
        return Err(Failure::new(Exit::Data, format!("there is no data folder {}", data.display())));
    }
    let disk = RealDisk::open(data).map_err(|error| Failure::new(Exit::Data, error))?;
    Ok(seams(disk, Arc::new(NoMailer)))
}

fn progress(counts: &Counts) -> String {
    let Counts { manifests, videos, objects, expected_objects, object_bytes, .. } = *counts;
    let megabytes = object_bytes / 1_000_000;
    format!("{manifests} manifests, {videos} videos, {objects} of {expected_objects} objects ({megabytes} MB)")
}

impl From<CheckError> for Failure {
    fn from(error: CheckError) -> Self {
        Self::new(Exit::Data, error)
    }
}
