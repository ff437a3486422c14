//! What is to go wrong, decided by seed and operation number.

use std::io;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Opens a file for writing, creating or cutting it.
    Open,
    Write,
    Sync,
    /// Writes a file anew, in one step.
    Replace,
    Rename,
    /// Makes a folder.
    Folder,
    Remove,
    List,
    /// Another program writes (ffmpeg): what it wrote is known to nobody but itself.
    Foreign,
    /// A place that is no disk operation, such as a database commit: a kill may fall on it, and a
    /// failure if it is meant for this very number.
    Point,
}

/// What goes wrong on a disk, and when.
#[derive(Debug, Clone, Default)]
pub struct FaultPlan {
    /// Decides everything that is left to chance, what a crash leaves too.
    pub seed: u64,
    /// The member dies at this operation, counted from 1.
    pub kill_at: Option<u64>,
    /// This operation fails.
    pub fail_at: Option<u64>,
    /// Of a thousand operations, how many fail by chance.
    pub fail_per_mille: u32,
}

/// What becomes of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    GoOn,
    Fail(Failure),
    /// The member dies here. `done`: after the operation had its whole effect, unacknowledged;
    /// else before it.
    Kill {
        done: bool,
    },
}

/// How an operation fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    InputOutput,
    NoSpace,
}

impl From<Failure> for io::Error {
    fn from(failure: Failure) -> Self {
        // Linux: EIO, ENOSPC.
        Self::from_raw_os_error(match failure {
            Failure::InputOutput => 5,
            Failure::NoSpace => 28,
        })
    }
}

impl FaultPlan {
    /// Nothing goes wrong; `seed` decides what a later crash leaves.
    #[must_use]
    pub fn calm(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// The member dies at operation `kill_at`.
    #[must_use]
    pub fn kill(seed: u64, kill_at: u64) -> Self {
        Self { seed, kill_at: Some(kill_at), ..Self::default() }
    }

    /// Operation `fail_at` fails, and no other.
    #[must_use]
    pub fn fail(seed: u64, fail_at: u64) -> Self {
        Self { seed, fail_at: Some(fail_at), ..Self::default() }
    }

    /// Randomness of this plan for one purpose: an operation's number, or 0 for the crash.
    pub(super) fn chance(&self, purpose: u64) -> ChaCha20Rng {
        let mut chance = ChaCha20Rng::seed_from_u64(self.seed);
        chance.set_stream(purpose);
        chance
    }

    pub(super) fn verdict(&self, number: u64, kind: Kind) -> Verdict {
        let mut chance = self.chance(number);
        if self.kill_at == Some(number) {
            return Verdict::Kill { done: chance.next_u32().is_multiple_of(2) };
        }
        let by_chance = chance.next_u32() % 1000 < self.fail_per_mille;
        if self.fail_at == Some(number) || (by_chance && kind != Kind::Point) {
            let full = kind != Kind::List && kind != Kind::Remove && chance.next_u32().is_multiple_of(2);
            return Verdict::Fail(if full { Failure::NoSpace } else { Failure::InputOutput });
        }
        Verdict::GoOn
    }
}
