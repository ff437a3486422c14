//! When a failed job is tried again.

use jiff::SignedDuration;

/// Attempts that fail before a job is given up.
pub const ATTEMPTS: u64 = 6;
/// The first wait; each later one is twice as long.
const FIRST_SECONDS: i64 = 5;
/// The longest wait.
const LONGEST_SECONDS: i64 = 60 * 60;

/// How long to wait after an attempt failed, the `failures`th that did (from 1); none when that was the last.
pub fn wait_after(failures: u64) -> Option<SignedDuration> {
    if failures >= ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from(failures.saturating_sub(1)).unwrap_or(u32::MAX);
    let factor = 2_i64.checked_pow(doublings).unwrap_or(i64::MAX);
    Some(SignedDuration::from_secs(FIRST_SECONDS.saturating_mul(factor).min(LONGEST_SECONDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_the_last_attempt_has_none() {
        let waits: Vec<_> = (1..=ATTEMPTS).map(wait_after).collect();
        let seconds = [5, 10, 20, 40, 80].map(|seconds| Some(SignedDuration::from_secs(seconds)));
        assert_eq!(waits[..5], seconds);
        assert_eq!(waits[5], None);
    }
}
