//! A clock that moves only when told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use seams::Clock;
use tokio::sync::oneshot;

/// Turns given to other tasks after each sleeper is woken, so that it acts before the next wakes.
const TURNS_AFTER_WAKING: usize = 16;

/// Virtual time. Clones share it. Sleepers wake in the order of their time, then of their call.
#[derive(Debug, Clone)]
pub struct VirtualClock {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    calls: u64,
    sleepers: BTreeMap<(Timestamp, u64), oneshot::Sender<()>>,
}

impl VirtualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let state = State { now, calls: 0, sleepers: BTreeMap::new() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Moves on by `duration`. Each sleeper that is due on the way wakes at its own time and gets
    /// turns to act, and to sleep again, before the next one.
    ///
    /// # Panics
    /// When time would leave what a timestamp can hold.
    pub async fn advance(&self, duration: Duration) {
        let end = self.state().now.checked_add(duration).expect("virtual time stays in range");
        while self.wake_next(end) {
            for _ in 0..TURNS_AFTER_WAKING {
                tokio::task::yield_now().await;
            }
        }
        self.state().now = end;
    }

    /// Moves to the next sleeper's time and wakes it; says whether there was one.
    pub async fn advance_to_next(&self) -> bool {
        let woken = self.wake_next(Timestamp::MAX);
        for _ in 0..TURNS_AFTER_WAKING {
            tokio::task::yield_now().await;
        }
        woken
    }

    /// How many wait.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.state().sleepers.len()
    }

    fn wake_next(&self, end: Timestamp) -> bool {
        let mut state = self.state();
        let Some(first) = state.sleepers.first_entry() else {
            return false;
        };
        let (due, _) = *first.key();
        if due > end {
            return false;
        }
        // A sleeper that went away meanwhile is no reason to stop.
        let _gone = first.remove().send(());
        state.now = state.now.max(due);
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        self.state().now
    }

    async fn sleep(&self, duration: Duration) {
        let (key, woken) = {
            let mut state = self.state();
            let due = state.now.checked_add(duration).unwrap_or(Timestamp::MAX);
            state.calls += 1;
            let key = (due, state.calls);
            let (wake, woken) = oneshot::channel();
            state.sleepers.insert(key, wake);
            (key, woken)
        };
        let _leave = Leave { clock: self, key };
        // The sender is dropped only by waking, or with the clock: then time is over.
        let _woken = woken.await;
    }
}

/// Takes a sleeper that was dropped, or woken, out of the queue.
struct Leave<'a> {
    clock: &'a VirtualClock,
    key: (Timestamp, u64),
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.clock.state().sleepers.remove(&self.key);
    }
}
