//! The member stops when another process has become it.

use std::time::Duration;

use seams::Clock;
use store::Alone;

/// How often it is looked whether we still are the member. Between a server's restart and the next look two processes
/// may be; leases keep jobs apart for that long.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Returns once another process is the member.
pub async fn until_taken(alone: &mut Alone, clock: &dyn Clock) {
    loop {
        clock.sleep(LOOK_EVERY).await;
        match alone.holds().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::error!(%error, "it is not known whether another ecot uses the database"),
        }
    }
}
