//! Whether a request is of this time, and new.
//!
//! A request is good from the window before its `created` on until its `expires`. While it is, its nonce is remembered;
//! what is older than that is refused without a memory. A memory that begins, because the member started, refuses what
//! was signed before: it may have been taken by the process before. Should the clock go back, what was forgotten
//! meanwhile stays refused.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::limits::WINDOW;
use crate::refusal::Refusal;
use crate::signature::{NONCE_BYTES, RequestParameters};

/// The requests of one member that were taken.
#[derive(Debug, Clone)]
pub struct Memory {
    /// Of what was created before, in seconds since 1970, nothing is known any more.
    floor: i64,
    /// By `created` and nonce, which the signature binds to each other.
    seen: BTreeSet<(i64, [u8; NONCE_BYTES])>,
}

impl Memory {
    /// A memory that begins now.
    #[must_use]
    pub fn new(began: Timestamp) -> Self {
        Self { floor: began.as_second(), seen: BTreeSet::new() }
    }

    /// How many requests are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether none is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// Whether a request may be taken now.
    ///
    /// # Errors
    /// From [`Refusal::FromTheFuture`] to [`Refusal::Replayed`].
    pub fn check(&self, request: &RequestParameters, now: Timestamp) -> Result<(), Refusal> {
        let now_s = now.as_second();
        if request.created > now_s.saturating_add(window_s()) {
            Err(Refusal::FromTheFuture)
        } else if now_s > request.expires {
            Err(Refusal::Expired)
        } else if request.created < self.floor {
            Err(Refusal::Forgotten)
        } else if self.seen.contains(&(request.created, request.nonce)) {
            Err(Refusal::Replayed)
        } else {
            Ok(())
        }
    }

    /// Remembers a request that passed [`Memory::check`], and forgets what cannot come again.
    ///
    /// # Errors
    /// [`Refusal::MemoryFull`] when `most` are remembered.
    pub fn remember(&mut self, request: &RequestParameters, now: Timestamp, most: usize) -> Result<(), Refusal> {
        self.floor = self.floor.max(now.as_second().saturating_sub(window_s()));
        self.seen = self.seen.split_off(&(self.floor, [0; NONCE_BYTES]));
        if self.seen.len() >= most {
            return Err(Refusal::MemoryFull);
        }
        self.seen.insert((request.created, request.nonce));
        Ok(())
    }
}

fn window_s() -> i64 {
    i64::try_from(WINDOW.as_secs()).unwrap_or(i64::MAX)
}
