use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use seams::Clock;
use seams::real::RealClock;
use std::sync::Arc;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::runtime::runtime;
use crate::cli::{Exit, Failure};
use crate::config::{Config, Http};
use crate::logs;
use crate::member::{Member, StartError};
use crate::server::{Server, ServerError};
use crate::tls::{Tls, TlsError};

/// How long background work is given to end after the last connection.
const WORK_LIMIT: Duration = Duration::from_secs(10);

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
        runtime()?.block_on(serve(&config))
    }
}

async fn serve(config: &Config) -> Result<(), Failure> {
    let mut signals = Signals::listen()?;
    let tls = match (&config.http.tls_certificate, &config.http.tls_key) {
        (Some(certificate), Some(key)) => Some(Tls::load(certificate, key)?),
        _ => None,
    };
    // The address first: what is taken is found out before anything else is touched.
    let server = Server::bind(&config.http, tls.clone(), Arc::new(RealClock))?;
    let address = server.address();
    // Port 0 is only a wish; links need the real one.
    let config = &Config { http: Http { listen: address, ..config.http.clone() }, ..config.clone() };
    let member = Member::start(config).await?;
    greet_operator(&member).await?;
    let stop = CancellationToken::new();
    let working = CancellationToken::new();
    let serving = server.run(member.router(), stop.clone());
    let running = async {
        serving.await;
        working.cancel();
    };
    tracing::info!(%address, url = config.base_url(), "ready");
    {
        let mut all = std::pin::pin!(async { tokio::join!(running, member.run(working.clone())) });
        tokio::select! {
            _ = &mut all => {}
            () = signals.until_stop(tls.as_ref()) => {
                tracing::info!("stopping");
                stop.cancel();
                let limit = Duration::from_secs(config.http.stop_seconds) + WORK_LIMIT;
                tokio::select! {
                    _ = &mut all => {}
                    () = RealClock.sleep(limit) => tracing::warn!("work was cut off; it goes on at the next start"),
                }
            }
        }
    }
    member.finish().await.map_err(|error| Failure::new(Exit::Data, error))?;
    tracing::info!("stopped");
    Ok(())
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

/// The signals by which a member is told what to do.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn listen() -> Result<Self, Failure> {
        let to = |kind| signal(kind).map_err(|error| Failure::new(Exit::Failed, error));
        Ok(Self {
            terminate: to(SignalKind::terminate())?,
            interrupt: to(SignalKind::interrupt())?,
            hang_up: to(SignalKind::hangup())?,
        })
    }

    /// Returns when the member is to stop; reads the certificate again as often as it is told to.
    async fn until_stop(&mut self, tls: Option<&Tls>) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hang_up.recv() => match tls.map(Tls::reload) {
                    Some(Ok(())) => tracing::info!("the certificate was read again"),
                    Some(Err(error)) => tracing::error!(%error, "the former certificate stays"),
                    None => tracing::info!("there is no certificate to read again"),
                },
            }
        }
    }
}

impl From<ServerError> for Failure {
    fn from(error: ServerError) -> Self {
        Self::new(Exit::Address, error)
    }
}

impl From<TlsError> for Failure {
    fn from(error: TlsError) -> Self {
        Self::new(Exit::Configuration, error)
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Config(error) => error.into(),
            other => Self::new(Exit::Data, other),
        }
    }
}
