use std::io::Write;
use std::path::PathBuf;

use super::beside;
use super::runtime::runtime;
use crate::cli::{Exit, Failure};
use crate::config::Config;

/// Print a link that signs an operator in, once, within a day: for one whose password is lost.
#[derive(Debug, clap::Args)]
pub struct OperatorLink {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The name of the operator's account.
    #[arg(long, value_name = "NAME")]
    user: String,
}

impl OperatorLink {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        let link = runtime()?.block_on(self.make(&config))?;
        writeln!(std::io::stdout(), "{link}").map_err(|error| Failure::new(Exit::Failed, error))
    }

    async fn make(self, config: &Config) -> Result<String, Failure> {
        let (store, seams) = beside::open(config).await?;
        let account = beside::account(&store, &self.user).await?;
        if !account.operator {
            let why = format!("{} is no operator; another operator can make them one", self.user);
            return Err(Failure::new(Exit::Failed, why));
        }
        Ok(web::accounts::operator_link_at(&config.base_url(), &store, &seams, Some(account.id)).await?)
    }
}
