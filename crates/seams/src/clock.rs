//! Time as the shell sees it.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

/// Wall time in UTC, and waiting.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The current instant, UTC.
    fn now(&self) -> Timestamp;

    /// Waits at least `duration`. Cancel by dropping the future.
    async fn sleep(&self, duration: Duration);
}
