use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use peers::BaseUrl;
use reqwest::Url;
use seams::real::{NoMailer, RealClock, RealDisk, seams};
use tokio_util::sync::CancellationToken;

use super::runtime::runtime;
use super::serving::Signals;
use crate::cli::{Exit, Failure};
use crate::client::is_this_machine;
use crate::config::{Http, Logs, secret};
use crate::logs;
use crate::member::{lock_folder, make_folder};
use crate::own_machine::{Home, LookFailure, OwnMachine, OwnMachineParts};
use crate::server::{Server, ServerError};

/// Bytes of a gigabyte, as sizes are configured.
const GB: u64 = 1_000_000_000;

/// Hold the videos of your space on a machine of your own, and deliver them if it has a public address.
#[derive(Debug, clap::Args)]
pub struct RunOwnMachine {
    /// The address of the member where your space is.
    #[arg(long, value_name = "URL")]
    home: String,
    /// The file with the token that the page "Who carries my videos" showed.
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
    /// The folder for the copies; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// Address and port on which the reverse proxy finds it.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Where players reach it, such as https://videos.example.org; without it, it only holds.
    #[arg(long, value_name = "URL", value_parser = address)]
    address: Option<BaseUrl>,
    /// Gigabytes that it may hold: the newest videos that fit. Without it, as much as the disk has room for.
    #[arg(long, value_name = "N")]
    limit_gb: Option<u64>,
}

impl RunOwnMachine {
    pub fn run(self) -> Result<(), Failure> {
        logs::install(&Logs::default())?;
        runtime()?.block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Failure> {
        let unusable = |error: std::io::Error| {
            Failure::new(Exit::Data, format!("cannot use the folder {}: {error}", self.data.display()))
        };
        let token = secret("--token-file", &self.token_file)?;
        let home = self.home()?;
        let server = self.bind()?;
        make_folder(&self.data).map_err(unusable)?;
        let lock = lock_folder(&self.data).map_err(unusable)?;
        let Some(_lock) = lock else {
            let words = format!("another ecot is running on the folder {}", self.data.display());
            return Err(Failure::new(Exit::Data, words));
        };
        let seams = seams(RealDisk::open(&self.data).map_err(unusable)?, Arc::new(NoMailer));
        let limit_bytes = self.limit_gb.map_or(u64::MAX, |gb| gb.saturating_mul(GB));
        let parts =
            OwnMachineParts { seams, home: Home::new(home, token)?, address: self.address.clone(), limit_bytes };
        let mut machine = OwnMachine::open(parts).await?;
        let mut signals = Signals::listen()?;
        tracing::info!(address = %server.address(), "ready");
        let stop = CancellationToken::new();
        let router = machine.router();
        let stopping = async {
            signals.until_stop(None).await;
            stop.cancel();
        };
        tokio::join!(stopping, server.run(router, stop.clone()), machine.run(stop.clone()));
        tracing::info!("stopped");
        Ok(())
    }

    /// The home's address: encrypted, because the token goes there, unless it is on this machine.
    fn home(&self) -> Result<&str, Failure> {
        let encrypted = Url::parse(&self.home).is_ok_and(|url| url.scheme() == "https" || is_this_machine(&url));
        let words = "--home must begin with https://: the token goes there";
        if encrypted { Ok(&self.home) } else { Err(Failure::new(Exit::Usage, words)) }
    }

    fn bind(&self) -> Result<Server, Failure> {
        // Whoever stands in front of it is one address for all.
        let http = Http::default();
        let http = Http { listen: self.listen, connections_per_address: http.connections, ..http };
        Server::bind(&http, None, Arc::new(RealClock)).map_err(|error| {
            let words = match error {
                ServerError::Taken(address) => format!("{address} is in use by another program; see --listen"),
                ServerError::Forbidden(address) => format!("{address} may not be used by this user; see --listen"),
                ServerError::Elsewhere(address) => format!("{address} is no address of this machine; see --listen"),
                ServerError::Listen(address, cause) => format!("cannot listen on {address}: {cause}"),
            };
            Failure::new(Exit::Address, words)
        })
    }
}

fn address(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).map_err(|refusal| refusal.to_string())
}

impl From<LookFailure> for Failure {
    fn from(error: LookFailure) -> Self {
        Self::new(Exit::Data, error)
    }
}
