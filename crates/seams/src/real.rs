//! The real clock, randomness, disk and the mailer of a member without a relay.
//!
//! This module is the only one that may read the ambient clock and the operating system's
//! generator; `clippy.toml` bans both elsewhere.

mod disk;
mod file;
mod files;
mod path;
mod syncs;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use rand::TryRng;
#[expect(clippy::disallowed_types, reason = "the one reader of the system's generator")]
use rand::rngs::SysRng;

pub use disk::RealDisk;
pub use syncs::{Kernel, Syncs};

use crate::{Clock, Entropy, Mail, MailError, Mailer, Seams};

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealClock;

#[async_trait]
impl Clock for RealClock {
    #[allow(clippy::disallowed_methods, reason = "the one reader of the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[allow(clippy::disallowed_methods, reason = "the one place that waits on the machine's timer")]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealEntropy;

impl Entropy for RealEntropy {
    /// # Panics
    /// When the operating system has no randomness to give: no key made afterwards could be
    /// trusted, and nothing the caller does would help.
    #[allow(clippy::disallowed_methods, reason = "the one reader of the system's generator")]
    fn fill(&self, out: &mut [u8]) {
        let filled = SysRng.try_fill_bytes(out);
        assert!(filled.is_ok(), "the operating system gives no randomness: {filled:?}");
    }
}

/// The mailer of a member for which no relay is configured.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn send(&self, _mail: Mail) -> Result<(), MailError> {
        Err(MailError::NotConfigured)
    }
}

/// The seams of a running member whose data folder is `disk`.
pub fn seams(disk: RealDisk, mailer: Arc<dyn Mailer>) -> Seams {
    Seams { clock: Arc::new(RealClock), entropy: Arc::new(RealEntropy), disk: Arc::new(disk), mailer }
}
