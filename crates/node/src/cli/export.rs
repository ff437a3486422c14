use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use exchange::{NotExported, Office};
use peers::Identity;
use store::Store;

use super::check::existing;
use super::runtime::runtime;
use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::export::ExportFolder;
use crate::keys::MemberKeys;
use crate::member::database_url;

/// Write the federation's logs into a folder, as auditors read them; a running member may go on.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
`ecot closing verify --logs FOLDER --period 2026-11 --federation HASH` recomputes a closed period from it, on any machine. \
What was in the folder before stays, and is replaced where it has the same name.")]
pub struct Export {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Where to; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// Leave out what entries refer to: bills, minutes.
    #[arg(long)]
    without_documents: bool,
}

impl Export {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        let federation = runtime()?.block_on(self.export(&config))?;
        let told = writeln!(std::io::stdout(), "federation {federation}\n{}", self.to.display());
        told.map_err(|error| Failure::new(Exit::Failed, error))
    }

    /// Gives the federation's name.
    async fn export(&self, config: &Config) -> Result<federation::Hash, Failure> {
        let seams = existing(config)?;
        let keys = MemberKeys::read(seams.disk.as_ref()).await.map_err(|error| Failure::new(Exit::Data, error))?;
        let keys = keys.ok_or_else(|| Failure::new(Exit::Data, "there is no member in the data folder yet"))?;
        let store = Store::open_read_only(&database_url(config, &seams)?).await?;
        let identity = Arc::new(Identity { member: keys.id, key: keys.signing() });
        let opened = Office::open(store.clone(), Arc::clone(&seams.clock), Arc::clone(&seams.entropy), identity).await;
        let opened = opened.map_err(|error| Failure::new(Exit::Data, error))?;
        let office = opened.ok_or_else(|| Failure::new(Exit::Data, "this member is in no federation"))?;
        std::fs::create_dir_all(&self.to).map_err(|error| Failure::new(Exit::Failed, error))?;
        let written = office.export(&mut ExportFolder(self.to.clone()), !self.without_documents).await;
        written.map_err(|error| match error {
            NotExported::Exchange(error) => Failure::new(Exit::Data, error),
            NotExported::Place(_) => Failure::new(Exit::Failed, error),
        })?;
        let federation = office.desk().await.federation();
        store.close().await;
        Ok(federation)
    }
}
