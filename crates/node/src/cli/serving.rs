//! A member with its server, from the address that it takes to the last bytes that it counts.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use seams::Clock;
use seams::real::RealClock;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::cli::{Exit, Failure};
use crate::config::{Config, Http};
use crate::member::{Member, StartError};
use crate::server::{Server, ServerError};
use crate::tls::{Tls, TlsError};

/// How long background work is given to end after the last connection.
const WORK_LIMIT: Duration = Duration::from_secs(10);

/// A started member whose address is taken; nobody is answered until [`Serving::run`].
pub struct Serving {
    pub member: Member,
    pub tls: Option<Tls>,
    server: Server,
    stop_limit: Duration,
}

impl Serving {
    /// Takes the address and starts the member on this machine, with this clock for what the member writes down.
    ///
    /// # Errors
    /// What the operator has to change.
    pub async fn start(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let tls = match (&config.http.tls_certificate, &config.http.tls_key) {
            (Some(certificate), Some(key)) => Some(Tls::load(certificate, key)?),
            _ => None,
        };
        // The address first: what is taken is found out before anything else is touched. Connections are timed by the
        // machine's own clock, whatever the member's says.
        let server = Server::bind(&config.http, tls.clone(), Arc::new(RealClock))?;
        let address = server.address();
        // Port 0 is only a wish; links need the real one.
        let config = &Config { http: Http { listen: address, ..config.http.clone() }, ..config.clone() };
        let member = Member::start(config, clock).await?;
        let stop_limit = Duration::from_secs(config.http.stop_seconds) + WORK_LIMIT;
        tracing::info!(%address, url = config.base_url(), "ready");
        Ok(Self { member, tls, server, stop_limit })
    }

    /// Answers with `router` and does the member's own work until `stop`, then ends both without cutting what was
    /// accepted.
    ///
    /// # Errors
    /// When the last counts could not be written, or another process has become this member.
    pub async fn run(self, router: Router, stop: CancellationToken) -> Result<(), Failure> {
        let Self { member, server, stop_limit, .. } = self;
        let working = CancellationToken::new();
        let serving = async {
            server.run(router, stop.clone()).await;
            working.cancel();
        };
        let late = async {
            stop.cancelled().await;
            tracing::info!("stopping");
            RealClock.sleep(stop_limit).await;
        };
        let another = CancellationToken::new();
        let watching = async {
            member.until_another().await;
            another.cancel();
            stop.cancel();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            _ = async { tokio::join!(serving, member.run(working.clone())) } => {}
            () = late => tracing::warn!("work was cut off; it goes on at the next start"),
            () = watching => {}
        }
        member.finish().await.map_err(|error| Failure::new(Exit::Data, error))?;
        if another.is_cancelled() {
            return Err(StartError::NotAlone.into());
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// The signals by which a member is told what to do.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    /// Listens from now on; none of the signals ends the process any more.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn listen() -> Result<Self, Failure> {
        let to = |kind| signal(kind).map_err(|error| Failure::new(Exit::Failed, error));
        Ok(Self {
            terminate: to(SignalKind::terminate())?,
            interrupt: to(SignalKind::interrupt())?,
            hang_up: to(SignalKind::hangup())?,
        })
    }

    /// Returns when the member is to stop; reads the certificate again as often as it is told to.
    pub async fn until_stop(&mut self, tls: Option<&Tls>) {
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
