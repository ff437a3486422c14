//! When a member is asked again. Pure: time and chance are arguments.

use std::time::Duration;

use jiff::Timestamp;

/// Tries of one request, the first among them.
pub const TRIES: u32 = 4;
/// The wait after the first try; doubled after each further one, up to the longest.
pub const FIRST_WAIT: Duration = Duration::from_millis(500);
pub const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Failures in a row after which a member is left in peace.
pub const FAILURES: u32 = 5;
/// How long at first; doubled with each further failure, up to the longest.
pub const FIRST_REST: Duration = Duration::from_secs(30);
pub const LONGEST_REST: Duration = Duration::from_secs(900);

/// How often a request is tried, and how long between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    pub tries: u32,
    pub first: Duration,
    pub longest: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { tries: TRIES, first: FIRST_WAIT, longest: LONGEST_WAIT }
    }
}

impl Backoff {
    /// The wait after try `tried`, the first being 1: from half of the doubled wait to all of it, as `chance` has it, so
    /// that those who failed together do not come back together.
    #[must_use]
    pub fn wait(&self, tried: u32, chance: u64) -> Duration {
        let most = doubled(self.first, tried.saturating_sub(1), self.longest);
        let half_ms = u64::try_from(most.as_millis() / 2).unwrap_or(u64::MAX - 1);
        most / 2 + Duration::from_millis(chance % (half_ms + 1))
    }
}

/// `first`, doubled `times`, at most `longest`.
fn doubled(first: Duration, times: u32, longest: Duration) -> Duration {
    1_u32.checked_shl(times).and_then(|factor| first.checked_mul(factor)).unwrap_or(longest).min(longest)
}

/// Whether a member is asked: not for a while after it failed too often in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Circuit {
    failures: u32,
    until: Option<Timestamp>,
}

impl Circuit {
    /// Whether the member may be asked now. After each rest one request may, the others wait for how it ends, or for
    /// another rest should nobody tell.
    ///
    /// # Errors
    /// The end of the rest.
    pub fn ask(&mut self, now: Timestamp) -> Result<(), Timestamp> {
        match self.until {
            Some(until) if now < until => Err(until),
            Some(_) => {
                self.until = Some(self.rest_from(now));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The member said something.
    pub fn answered(&mut self) {
        *self = Self::default();
    }

    /// Nothing came from it.
    pub fn failed(&mut self, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES {
            self.until = Some(self.rest_from(now));
        }
    }

    fn rest_from(&self, now: Timestamp) -> Timestamp {
        let rest = doubled(FIRST_REST, self.failures.saturating_sub(FAILURES), LONGEST_REST);
        now.checked_add(rest).unwrap_or(Timestamp::MAX)
    }
}
