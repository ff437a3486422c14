//! A member's world under a test's control: a clock that moves when told, randomness from a seed,
//! mail that is kept, a disk that fails and forgets, a line that breaks off; and a PostgreSQL server for tests.
//!
//! What it is: other implementations of the traits in [`seams`], so that a test runs the very code
//! that a member runs. The fault test (tests/) drives a whole member with them.
//!
//! What it is not: mocks. Nothing here answers in the place of a member's own parts, and nothing of
//! it is shipped.
//!
//! What it keeps true: the same seed and plan give the same decisions at the same operation
//! numbers; a failure prints both.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "this crate runs in tests only: it may stop at the first surprise, and prints its seeds"
)]

pub mod clock;
pub mod disk;
pub mod entropy;
pub mod film;
pub mod line;
pub mod mail;
pub mod postgres;
pub mod transcoder;

use std::sync::Arc;

pub use clock::VirtualClock;
pub use disk::{FaultPlan, SimDisk};
pub use entropy::SeededEntropy;
pub use mail::RecordingMailer;
use seams::Seams;
pub use transcoder::CannedTranscoder;

/// A member's seams under a test's control.
#[derive(Clone)]
pub struct World {
    pub clock: VirtualClock,
    pub entropy: Arc<SeededEntropy>,
    pub disk: SimDisk,
    pub mailer: RecordingMailer,
}

impl World {
    /// A world on `disk`, its randomness under `seed`.
    #[must_use]
    pub fn new(seed: u64, clock: VirtualClock, disk: SimDisk) -> Self {
        Self { clock, entropy: Arc::new(SeededEntropy::new(seed)), disk, mailer: RecordingMailer::default() }
    }

    /// The world as a member receives it.
    #[must_use]
    pub fn seams(&self) -> Seams {
        Seams {
            clock: Arc::new(self.clock.clone()),
            entropy: self.entropy.clone(),
            disk: Arc::new(self.disk.clone()),
            mailer: Arc::new(self.mailer.clone()),
        }
    }
}
