//! What one member used of its limits here.

mod bucket;

use jiff::Timestamp;

pub use bucket::Bucket;

use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::replay::Memory;
use crate::signature::RequestParameters;

const SECONDS_PER_DAY: i64 = 86_400;

/// One member's use of another. It is made when the member's first signature was found good, so that a stranger who
/// uses a member's name uses none of its limits.
#[derive(Debug, Clone)]
pub struct Account {
    memory: Memory,
    requests: Bucket,
    at_once: u32,
    /// UTC days since 1970, and the bytes of that day.
    day: i64,
    bytes: u64,
}

impl Account {
    /// An account that nothing was used of; what was signed before `began` is not taken.
    #[must_use]
    pub fn new(began: Timestamp, now: Timestamp, limits: &Limits) -> Self {
        let requests = Bucket::full(limits.burst, now);
        Self { memory: Memory::new(began), requests, at_once: 0, day: day(now), bytes: 0 }
    }

    /// Takes a request, or says why not. What is taken is followed by one [`Account::leave`].
    ///
    /// # Errors
    /// From [`Refusal::FromTheFuture`] to [`Refusal::MemoryFull`]. A refused request is not remembered; from
    /// [`Refusal::TooManyAtOnce`] on it counts as a request.
    pub fn enter(&mut self, request: &RequestParameters, now: Timestamp, limits: &Limits) -> Result<(), Refusal> {
        self.memory.check(request, now)?;
        if !self.requests.take(now, limits.requests_per_second, limits.burst) {
            return Err(Refusal::TooManyRequests);
        }
        if self.at_once >= limits.at_once {
            return Err(Refusal::TooManyAtOnce);
        }
        if self.bytes_of(now) >= limits.bytes_per_day {
            return Err(Refusal::DaySpent);
        }
        self.memory.remember(request, now, limits.remembered)?;
        self.at_once += 1;
        Ok(())
    }

    /// A request that was taken is answered, or was given up.
    ///
    /// # Panics
    /// When none is under way.
    pub fn leave(&mut self) {
        assert!(self.at_once > 0, "a request that was taken leaves once");
        self.at_once -= 1;
    }

    /// Counts bytes of a request or an answer.
    pub fn count(&mut self, bytes: u64, now: Timestamp) {
        self.bytes = self.bytes_of(now).saturating_add(bytes);
        self.day = day(now);
    }

    /// The bytes that were counted in the UTC day of `now`.
    #[must_use]
    pub fn bytes_of(&self, now: Timestamp) -> u64 {
        if day(now) == self.day { self.bytes } else { 0 }
    }

    /// The requests that are under way.
    #[must_use]
    pub fn at_once(&self) -> u32 {
        self.at_once
    }
}

fn day(now: Timestamp) -> i64 {
    now.as_second().div_euclid(SECONDS_PER_DAY)
}
