//! All chance of a run, from its seed.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The ChaCha20 stream of a seed.
#[derive(Debug, Clone)]
pub struct Dice(ChaCha20Rng);

impl Dice {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// From 0 to `end` - 1; 0 if there is nothing to choose from. The small bias of the remainder changes no verdict.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end.max(1)
    }

    /// From `first` to `last`, both of them possible.
    pub fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    pub fn place(&mut self, end: usize) -> usize {
        usize::try_from(self.below(wide(end))).unwrap_or(0)
    }

    pub fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// So many different ones of `0..end`, in an order by chance.
    pub fn some_of(&mut self, many: usize, end: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..end).collect();
        for place in (1..all.len()).rev() {
            let other = self.place(place + 1);
            all.swap(place, other);
        }
        all.truncate(many);
        all
    }
}

/// A count as the wide number that sizes and places are.
#[must_use]
pub fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A size or place as an index.
#[must_use]
pub fn index(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
