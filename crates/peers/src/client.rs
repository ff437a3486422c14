//! Asking other members.
//!
//! A message may arrive more than once: an answer can be lost, and who asks again signs anew. So every message between
//! members is made such that taking it twice does nothing more than taking it once.

pub mod address;
mod exchange;
mod failure;
mod fetch;
mod names;
mod open;
mod player;
pub mod schedule;
mod transport;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use purse::id::MemberId;
use seams::entropy::random;
use seams::{Clock, Entropy};
use tokio::sync::Semaphore;

pub use failure::{Cause, Failure};
pub use fetch::{FETCH_SPAN, FETCH_SPAN_BYTES, Fetch, Pieces};
pub use names::{AddressRefusal, Names, SystemNames};
pub use open::{OpenAsking, OpenClient, OpenTransport};
pub use reqwest::Certificate;
pub use transport::{Answer, Request, Transport, Verb};

use crate::base_url::BaseUrl;
use crate::key::KeyRing;
use crate::limits::Limits;
use exchange::Exchange;
use schedule::{Backoff, Circuit};

/// Time for all tries of a request together.
pub const TOTAL_TIME: Duration = Duration::from_secs(120);
/// Requests that a member makes of another at the same time, the others wait: one fewer than are taken, because a place
/// there is free again only a moment after the answer has arrived here.
pub const ASKED_AT_ONCE: usize = 3;

/// Where the members are, and who.
pub trait Directory: KeyRing {
    /// The address at which `member` is asked; none if it is not known.
    fn base(&self, member: &MemberId) -> Option<BaseUrl>;
}

/// What a client is made of.
pub struct Asking {
    pub directory: Arc<dyn Directory>,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub names: Arc<dyn Names>,
    /// Addresses of this machine and of private networks may be asked, and without encryption: for the demonstration and
    /// for tests.
    pub allow_private: bool,
    /// Authorities whose certificates are taken beside those that this machine trusts: of a federation that has its own.
    pub authorities: Vec<Certificate>,
    pub limits: Limits,
}

/// Asks members over HTTP.
pub struct PeerClient {
    exchange: Exchange,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    directory: Arc<dyn Directory>,
    backoff: Backoff,
    lines: Mutex<BTreeMap<MemberId, Line>>,
}

/// What is known of asking one member; there are as many as members were asked.
struct Line {
    circuit: Circuit,
    places: Arc<Semaphore>,
}

impl Default for Line {
    fn default() -> Self {
        Self { circuit: Circuit::default(), places: Arc::new(Semaphore::new(ASKED_AT_ONCE)) }
    }
}

impl PeerClient {
    /// # Errors
    /// When this machine has no TLS; a retry does not help.
    pub fn new(asking: Asking) -> Result<Self, reqwest::Error> {
        let (clock, entropy) = (Arc::clone(&asking.clock), Arc::clone(&asking.entropy));
        let (directory, backoff) = (Arc::clone(&asking.directory), Backoff::default());
        Ok(Self { exchange: Exchange::new(asking)?, clock, entropy, directory, backoff, lines: Mutex::default() })
    }

    async fn tries(&self, to: &MemberId, base: &BaseUrl, request: &Request) -> Result<Answer, Cause> {
        let places = self.line(to, |line| Arc::clone(&line.places));
        // Never closed, so this only waits.
        let _place = places.acquire().await;
        let mut tried = 0;
        let mut last = None;
        loop {
            if let Err(until) = self.circuit(to, |circuit| circuit.ask(self.clock.now())) {
                return Err(last.unwrap_or(Cause::Resting { until }));
            }
            let cause = match self.exchange.ask(to, base, request).await {
                Ok(answer) => {
                    self.circuit(to, Circuit::answered);
                    return Ok(answer);
                }
                Err(cause) => cause,
            };
            match cause.is_alive() {
                Some(true) => self.circuit(to, Circuit::answered),
                Some(false) => self.circuit(to, |circuit| circuit.failed(self.clock.now())),
                None => {}
            }
            tried += 1;
            if !cause.retry_helps() || tried >= self.backoff.tries {
                return Err(cause);
            }
            last = Some(cause);
            let chance = u64::from_be_bytes(random(&*self.entropy));
            self.clock.sleep(self.backoff.wait(tried, chance)).await;
        }
    }

    fn circuit<T>(&self, of: &MemberId, with: impl FnOnce(&mut Circuit) -> T) -> T {
        self.line(of, |line| with(&mut line.circuit))
    }

    fn line<T>(&self, of: &MemberId, with: impl FnOnce(&mut Line) -> T) -> T {
        with(self.lines.lock().unwrap_or_else(PoisonError::into_inner).entry(*of).or_default())
    }
}

#[async_trait]
impl Transport for PeerClient {
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure> {
        let failed = |cause| Failure::new(to, request, cause);
        let base = self.directory.base(to).ok_or(Cause::NoAddress).map_err(failed)?;
        tokio::select! {
            answer = self.tries(to, &base, request) => answer.map_err(failed),
            () = self.clock.sleep(TOTAL_TIME) => Err(failed(Cause::Silent)),
        }
    }
}
