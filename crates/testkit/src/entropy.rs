//! Randomness from a seed.

use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use seams::Entropy;

/// The ChaCha20 stream of a seed. It prints the seed, so that the output of a failed test says how
/// to run it again.
#[derive(Debug)]
pub struct SeededEntropy {
    stream: Mutex<ChaCha20Rng>,
}

impl SeededEntropy {
    /// The stream of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        println!("entropy seed: {seed}");
        Self { stream: Mutex::new(ChaCha20Rng::seed_from_u64(seed)) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, out: &mut [u8]) {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(out);
    }
}
