//! Weighted rendezvous hashing: which of many comes first for a thing, in proportion to their weights.
//!
//! Each contender draws a number u between 0 and 1 for the thing, by a hash, and its score is weight / -log(u); the highest
//! wins (Schindelhauer and Schomaker, "Weighted distributed hash tables", SPAA 2005). Who comes or goes changes no other's
//! score, so that only its own share moves, and another weight moves only what that contender wins or loses.
//!
//! In whole numbers, since every machine must come to the same order: log to base 2, which scales all scores alike, in
//! units of 2^-48, by squaring.

use sha2::{Digest, Sha256};

use crate::id::ID_BYTES;

/// What is drawn for, so that two uses of one thing are independent. Half of a block of SHA-256: with a contender's
/// id a whole one, which is hashed once for all things.
pub type Purpose = [u8; 32];

/// Bits after the point of a logarithm.
const FRACTION_BITS: u32 = 48;
/// By how much a weight is shifted before it is divided: as far as 128 bits allow.
const SCORE_BITS: u32 = 60;
/// Bits after the point of a number between 1 and 2 that is squared.
const MANTISSA_BITS: u32 = 62;
/// u is an odd number of at most this many bits, divided by 2^65.
const DRAWN_BITS: u32 = 65;

/// One that draws.
#[derive(Clone)]
pub struct Contender(Sha256);

impl Contender {
    /// This one, by the 32 bytes of its id, for this purpose.
    #[must_use]
    pub fn new(purpose: &Purpose, id: &[u8; ID_BYTES]) -> Self {
        Self(Sha256::new().chain_update(purpose).chain_update(id))
    }

    /// Its score for `thing`; with a weight of 0 it is 0, which nobody else's is.
    #[must_use]
    pub fn score(&self, thing: &[u8], weight: u64) -> u128 {
        let digest: [u8; 32] = self.0.clone().chain_update(thing).finalize().into();
        let [a, b, c, d, e, f, g, h, ..] = digest;
        (u128::from(weight) << SCORE_BITS) / minus_log2(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

/// -log2 of (2 x drawn + 1) / 2^65, in units of 2^-48, rounded up: at least 1, at most 65 x 2^48.
fn minus_log2(drawn: u64) -> u128 {
    let odd = (u128::from(drawn) << 1) | 1;
    let whole = odd.ilog2();
    let mut mantissa =
        if whole > MANTISSA_BITS { odd >> (whole - MANTISSA_BITS) } else { odd << (MANTISSA_BITS - whole) };
    let mut log = u128::from(whole);
    for _ in 0..FRACTION_BITS {
        mantissa = (mantissa * mantissa) >> MANTISSA_BITS;
        let carry = mantissa >> (MANTISSA_BITS + 1);
        mantissa >>= carry;
        log = (log << 1) | carry;
    }
    (u128::from(DRAWN_BITS) << FRACTION_BITS) - log
}

#[cfg(test)]
#[expect(clippy::float_arithmetic, clippy::as_conversions, reason = "compared with the logarithm of the processor")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn as_float(drawn: u64) -> f64 {
        if drawn < 1 << 62 {
            return 65.0 - (2.0 * drawn as f64 + 1.0).log2();
        }
        // Near 1 the number itself has too few digits.
        let below_one = (2.0 * (u64::MAX - drawn) as f64 + 1.0) / 65_f64.exp2();
        -(-below_one).ln_1p() / std::f64::consts::LN_2
    }

    #[test]
    fn the_logarithm_of_the_ends_is_never_zero_and_never_more_than_65() {
        assert_eq!(minus_log2(u64::MAX), 1);
        assert_eq!(minus_log2(0), 65 << FRACTION_BITS);
        // (2^64 + 1) / 2^65 is a half and very little more.
        assert_eq!(minus_log2(1 << 63), 1 << FRACTION_BITS);
    }

    #[test]
    fn a_weight_of_nothing_scores_nothing_and_no_weight_overflows() {
        let contender = Contender::new(&[1; 32], &[2; 32]);
        assert_eq!(contender.score(b"thing", 0), 0);
        assert!(contender.score(b"thing", 1) > 0);
        assert!(contender.score(b"thing", u64::MAX) > contender.score(b"thing", u64::MAX / 2));
    }

    #[test]
    fn a_score_is_the_same_on_every_machine_for_ever() {
        let score =
            |purpose, member, thing: &[u8], weight| Contender::new(&[purpose; 32], &[member; 32]).score(thing, weight);
        assert_eq!(score(1, 2, b"thing", 1_000_000_000), VECTORS[0]);
        assert_eq!(score(2, 2, b"thing", 1_000_000_000), VECTORS[1]);
        assert_eq!(score(1, 3, b"thing", 1_000_000_000), VECTORS[2]);
        assert_eq!(score(1, 2, b"other", 1_000_000_000), VECTORS[3]);
    }

    /// From another program, by the description at the head of the file.
    const VECTORS: [u128; 4] = [2_506_334_771_083, 2_226_333_478_333, 2_262_253_577_301, 864_564_077_256];

    proptest! {
        #[test]
        fn the_logarithm_is_that_of_the_processor(drawn in any::<u64>()) {
            let ours = minus_log2(drawn) as f64 / 48_f64.exp2();
            prop_assert!((ours - as_float(drawn)).abs() < 1e-13, "{ours} {}", as_float(drawn));
        }

        #[test]
        fn who_draws_more_never_has_a_larger_logarithm(one in any::<u64>(), other in any::<u64>()) {
            let (less, more) = (one.min(other), one.max(other));
            prop_assert!(minus_log2(less) >= minus_log2(more));
        }
    }
}
