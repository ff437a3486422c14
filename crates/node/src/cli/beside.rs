//! Commands that write into the database of a member, whether it runs or not.

use std::sync::Arc;

use seams::Seams;
use seams::real::{NoMailer, RealDisk, seams};
use store::{Account, EveryCommit, Store};

use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::member::database_url;

/// The database of the configured member, which was started at least once.
pub(super) async fn open(config: &Config) -> Result<(Store, Seams), Failure> {
    let data = &config.member.data;
    if !data.is_dir() {
        let why = format!("there is no data folder {} yet; start the member once", data.display());
        return Err(Failure::new(Exit::Data, why));
    }
    let disk = RealDisk::open(data).map_err(|error| Failure::new(Exit::Data, error))?;
    let seams = seams(disk, Arc::new(NoMailer));
    let store = Store::open(&database_url(config, &seams)?, Arc::new(EveryCommit)).await?;
    Ok((store, seams))
}

/// The account of this name.
pub(super) async fn account(store: &Store, name: &str) -> Result<Account, Failure> {
    let found = store.account_by_name(name).await?;
    found.ok_or_else(|| Failure::new(Exit::Failed, format!("there is no account named {name}")))
}
