//! The HTTP server: accepts connections, keeps them within limits, hands requests to the router.
//!
//! We accept ourselves, because the limits that keep a small machine alive (connections in all and
//! by address, time to send a head, time without progress) lie below HTTP, and because reloading
//! a certificate and stopping without cutting anyone need a hand on every connection.

mod addresses;
mod client;
mod connection;
mod progress;
mod timer;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use seams::Clock;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Http;
use crate::tls::Tls;
use addresses::Addresses;

pub use connection::Connection;

/// How long accepting rests after the system refused (out of file descriptors, mostly).
const ACCEPT_REST: Duration = Duration::from_millis(100);
/// Connections that the system queues while we are busy.
const BACKLOG: u32 = 1_024;

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// A retry helps once the other program is gone.
    #[error("{0} is in use by another program; stop that one or set another address in http.listen")]
    Taken(SocketAddr),
    /// A retry does not help.
    #[error("{0} may not be used by this user; ports below 1024 need a permission of the system")]
    Forbidden(SocketAddr),
    /// A retry does not help.
    #[error("{0} is no address of this machine; set http.listen")]
    Elsewhere(SocketAddr),
    /// A retry may help.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
}

/// A bound socket, not yet accepting.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<Tls>,
    limits: Http,
    clock: Arc<dyn Clock>,
}

impl Server {
    /// Takes the address. Connections made from now on wait until [`Server::run`].
    pub fn bind(http: &Http, tls: Option<Tls>, clock: Arc<dyn Clock>) -> Result<Self, ServerError> {
        let wanted = http.listen;
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AddrInUse => ServerError::Taken(wanted),
            io::ErrorKind::PermissionDenied => ServerError::Forbidden(wanted),
            io::ErrorKind::AddrNotAvailable => ServerError::Elsewhere(wanted),
            _ => ServerError::Listen(wanted, error),
        };
        let listener = listen(wanted).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        Ok(Self { listener, address, tls, limits: http.clone(), clock })
    }

    /// The address that was taken, with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop`, then finishes the requests under way, for at most the configured time.
    pub async fn run(self, router: Router, stop: CancellationToken) {
        let tracker = TaskTracker::new();
        let cut = CancellationToken::new();
        let clock = Arc::clone(&self.clock);
        let connection = Connection::new(&self.limits, self.tls, router, clock, stop.clone(), cut.clone());
        let room = usize::try_from(self.limits.connections).unwrap_or(usize::MAX);
        let slots = Arc::new(Semaphore::new(room.min(Semaphore::MAX_PERMITS)));
        let addresses = Addresses::new(self.limits.connections_per_address);
        let accepting = accept(self.listener, connection, slots, addresses, &tracker);
        tokio::select! {
            () = stop.cancelled() => {}
            () = accepting => {}
        }
        tracker.close();
        let limit = Duration::from_secs(self.limits.stop_seconds);
        tokio::select! {
            () = tracker.wait() => {}
            () = self.clock.sleep(limit) => {
                tracing::warn!(connections = tracker.len(), "cut at the end of the stop limit");
                cut.cancel();
                tracker.wait().await;
            }
        }
    }
}

/// Accepts for ever.
async fn accept(
    listener: TcpListener,
    connection: Connection,
    slots: Arc<Semaphore>,
    addresses: Addresses,
    tracker: &TaskTracker,
) {
    loop {
        // Never closed, so this cannot fail.
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
            return;
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "the system gives no connection");
                connection.clock.sleep(ACCEPT_REST).await;
                continue;
            }
        };
        let place = if connection.proxies.trusts(peer.ip()) {
            None
        } else {
            match addresses.enter(peer.ip()) {
                Some(place) => Some(place),
                None => {
                    metrics::counter!("ecot_connections_refused_total").increment(1);
                    continue;
                }
            }
        };
        // Responses are written whole; waiting for more would only add delay. If the option is refused, the connection
        // is already gone, and reading says so.
        let _ = stream.set_nodelay(true);
        let connection = connection.clone();
        tracker.spawn(async move {
            connection.serve(stream, peer.ip()).await;
            drop((slot, place));
        });
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that listens")]
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => tokio::net::TcpSocket::new_v4()?,
        SocketAddr::V6(_) => tokio::net::TcpSocket::new_v6()?,
    };
    // A restart must not wait until the system forgot the connections of the former process.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
