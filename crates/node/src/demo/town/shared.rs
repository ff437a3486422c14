//! The federation's name: connections to it go to a house that answers, as those to a name with several addresses do.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use federation::charter::DEFAULT;
use seams::Clock;
use seams::real::RealClock;
use tokio::io::{self, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use super::TownError;

/// The name, which is the charter's.
pub const NAME: &str = "ecot.localhost";
/// What a house is asked, to see whether it answers.
const QUESTION: &[u8] = b"GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
/// How long a house has for the first byte of its answer.
const PATIENCE: Duration = Duration::from_millis(500);
/// Connections at a time; who comes beyond waits.
const MOST: usize = 256;

/// Listens until it is dropped.
pub struct Shared {
    port: u16,
    _listens: AbortOnDropHandle<()>,
}

impl Shared {
    /// Listens at a port of this machine for houses at others.
    ///
    /// # Errors
    /// [`TownError::NoName`] if the port is taken.
    pub async fn listen(port: u16, houses: Vec<u16>) -> Result<Self, TownError> {
        let taken = |cause| TownError::NoName { port, cause };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(taken)?;
        let hand = Arc::new(Hand { houses, next: AtomicUsize::new(0) });
        let listens = tokio::spawn(hand.hand_on(listener));
        Ok(Self { port, _listens: AbortOnDropHandle::new(listens) })
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("http://{NAME}:{}", self.port)
    }

    /// The charter that is shipped, with this name in it.
    pub fn charter(&self) -> String {
        DEFAULT.replace("address = \"\"", &format!("address = \"{NAME}:{}\"", self.port))
    }
}

/// Gives connections to houses, each time beginning with the next one.
struct Hand {
    houses: Vec<u16>,
    next: AtomicUsize,
}

impl Hand {
    async fn hand_on(self: Arc<Self>, listener: TcpListener) {
        let (open, room) = (TaskTracker::new(), Arc::new(tokio::sync::Semaphore::new(MOST)));
        loop {
            let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
            // A connection that broke before it was taken is nobody's.
            let Ok((near, _)) = listener.accept().await else { continue };
            let hand = Arc::clone(&self);
            open.spawn(async move {
                // Whichever end broke it off, the other one sees that.
                let _ = hand.connect(near).await;
                drop(place);
            });
        }
    }

    async fn connect(&self, mut near: TcpStream) -> io::Result<()> {
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        for turn in 0..self.houses.len() {
            let house = SocketAddr::from((Ipv4Addr::LOCALHOST, self.houses[(first + turn) % self.houses.len()]));
            if answers(house).await {
                let mut far = TcpStream::connect(house).await?;
                return io::copy_bidirectional(&mut near, &mut far).await.map(|_bytes| ());
            }
        }
        near.shutdown().await
    }
}

/// Whether a house answers: one that is stopped takes connections and says nothing.
async fn answers(house: SocketAddr) -> bool {
    let asked = async {
        let mut asked = TcpStream::connect(house).await?;
        asked.write_all(QUESTION).await?;
        asked.read_u8().await
    };
    tokio::select! {
        answer = asked => answer.is_ok(),
        () = RealClock.sleep(PATIENCE) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes connections; says its name to each, or nothing.
    async fn house(says: Option<&'static [u8]>) -> (u16, AbortOnDropHandle<()>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serves = tokio::spawn(async move {
            let mut silent = Vec::new();
            loop {
                let (mut near, _) = listener.accept().await.unwrap();
                match says {
                    Some(name) => near.write_all(name).await.unwrap(),
                    None => silent.push(near),
                }
            }
        });
        (port, AbortOnDropHandle::new(serves))
    }

    #[tokio::test]
    async fn a_connection_goes_to_a_house_that_answers_whoever_else_is_silent_or_gone() {
        let (silent, _silent) = house(None).await;
        let (one, _one) = house(Some(b"1")).await;
        let (two, _two) = house(Some(b"2")).await;
        let (gone, closed) = house(None).await;
        drop(closed);
        let (port, free) = house(None).await;
        drop(free);
        let shared = loop {
            // The port is free once the task that had it has ended.
            match Shared::listen(port, vec![silent, one, gone, two]).await {
                Ok(shared) => break shared,
                Err(_) => tokio::task::yield_now().await,
            }
        };
        assert_eq!(shared.address(), format!("http://ecot.localhost:{port}"));
        let mut heard = Vec::new();
        for _ in 0..4 {
            let mut asked = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
            heard.push(asked.read_u8().await.unwrap());
        }
        heard.sort_unstable();
        assert_eq!(heard, b"1122");
    }
}
