//! The clock of the demonstration: the machine's, and ahead of it by what it was moved. A federation's begins behind it, so
//! that its first month ends today.

use std::time::Duration;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use seams::Clock;
use seams::real::RealClock;
use tokio::sync::watch;

/// Runs as fast as the machine's clock and can be moved on, never back: what the member wrote down stays in the past.
pub struct SteeredClock {
    ahead: watch::Sender<SignedDuration>,
}

impl SteeredClock {
    /// A clock that is `ahead` of the machine's; less than nothing is behind.
    #[must_use]
    pub fn new(ahead: SignedDuration) -> Self {
        Self { ahead: watch::Sender::new(ahead) }
    }

    /// How far it is ahead.
    pub fn ahead(&self) -> SignedDuration {
        *self.ahead.borrow()
    }

    /// Moves on by `duration`. Who sleeps until a moment that is past then wakes at once.
    pub fn forward(&self, duration: Duration) {
        let duration = SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX);
        self.ahead.send_modify(|ahead| *ahead = ahead.saturating_add(duration));
    }
}

#[async_trait]
impl Clock for SteeredClock {
    fn now(&self) -> Timestamp {
        RealClock.now().checked_add(self.ahead()).unwrap_or(Timestamp::MAX)
    }

    async fn sleep(&self, duration: Duration) {
        // Before the end is computed, so that no move in between is missed.
        let mut moves = self.ahead.subscribe();
        let end = self.now().checked_add(duration).unwrap_or(Timestamp::MAX);
        loop {
            let Ok(left) = Duration::try_from(end.duration_since(self.now())) else { return };
            tokio::select! {
                () = RealClock.sleep(left) => return,
                // The sender lives as long as the clock, so this is a move.
                _ = moves.changed() => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::FutureExt;

    use super::*;

    const MONTH: Duration = Duration::from_secs(30 * 24 * 3_600);

    #[tokio::test]
    async fn it_goes_on_from_where_it_was_moved_to() {
        let clock = SteeredClock::new(SignedDuration::try_from(MONTH).unwrap());
        let before = clock.now();
        assert!(before.duration_since(RealClock.now()) > SignedDuration::from_hours(29 * 24));
        clock.forward(MONTH);
        assert!(clock.now().duration_since(before) >= SignedDuration::try_from(MONTH).unwrap());
        assert_eq!(clock.ahead(), SignedDuration::try_from(2 * MONTH).unwrap());
    }

    #[tokio::test]
    async fn a_move_wakes_those_whose_time_has_come_and_no_others() {
        let clock = Arc::new(SteeredClock::new(SignedDuration::ZERO));
        let mut day = std::pin::pin!(clock.sleep(Duration::from_secs(24 * 3_600)));
        let mut year = std::pin::pin!(clock.sleep(12 * MONTH));
        assert!((&mut day).now_or_never().is_none());
        assert!((&mut year).now_or_never().is_none());
        clock.forward(MONTH);
        day.await;
        assert!((&mut year).now_or_never().is_none());
        clock.forward(11 * MONTH);
        year.await;
    }
}
