use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use seams::real::RealClock;
use tokio_util::sync::CancellationToken;

use super::runtime::runtime;
use super::serving::{Serving, Signals};
use crate::cli::{Exit, Failure};
use crate::config::Config;
use crate::logs;
use crate::member::Member;

/// Run the member until SIGTERM or SIGINT; SIGHUP reads the certificate again.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

impl Serve {
    pub fn run(self) -> Result<(), Failure> {
        let config = Config::load_here(&self.config)?;
        logs::install(&config.logs)?;
        let text = std::fs::read(&self.config).map_err(|error| Failure::new(Exit::Configuration, error))?;
        runtime()?.block_on(serve(&config, text.into()))
    }
}

/// Serves; `text` is the configuration file, which goes into backups.
async fn serve(config: &Config, text: Bytes) -> Result<(), Failure> {
    let mut signals = Signals::listen()?;
    let serving = Serving::start(config, Arc::new(RealClock)).await?;
    // Nobody else has set it.
    let _ = serving.member.backing.configuration.set(text);
    greet_operator(&serving.member).await?;
    let (tls, router) = (serving.tls.clone(), serving.member.router());
    let stop = CancellationToken::new();
    let mut running = std::pin::pin!(serving.run(router, stop.clone()));
    tokio::select! {
        ended = &mut running => return ended,
        () = signals.until_stop(tls.as_ref()) => stop.cancel(),
    }
    running.await
}

/// While nobody has an account, whoever starts the member may make the operator's: the link is printed, not logged.
async fn greet_operator(member: &Member) -> Result<(), Failure> {
    if member.store.account_count().await? == 0 {
        let link = web::accounts::operator_link(&member.app, None).await?;
        let words = "Nobody has an account yet. This link makes the operator's, once, within a day:";
        // Without a terminal the link can be had by starting again.
        let _ = writeln!(std::io::stderr(), "{words}\n{link}");
    }
    Ok(())
}
