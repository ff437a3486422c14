use jiff::Timestamp;

/// A whole token.
const TOKEN_MICRO: u64 = 1_000_000;

/// A token bucket: lets a burst pass at once, and a rate for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// Millionths of a token.
    level_micro: u64,
    at: Timestamp,
}

impl Bucket {
    /// A bucket with `burst` tokens.
    #[must_use]
    pub fn full(burst: u32, now: Timestamp) -> Self {
        Self { level_micro: u64::from(burst) * TOKEN_MICRO, at: now }
    }

    /// Takes a token if there is one. Since the last call `per_second` came each second, and the bucket holds `burst` at
    /// most. A clock that went back brings none.
    pub fn take(&mut self, now: Timestamp, per_second: u32, burst: u32) -> bool {
        let passed_us = u64::try_from(now.as_microsecond().saturating_sub(self.at.as_microsecond())).unwrap_or(0);
        let came = passed_us.saturating_mul(u64::from(per_second));
        self.level_micro = self.level_micro.saturating_add(came).min(u64::from(burst) * TOKEN_MICRO);
        self.at = now;
        if self.level_micro < TOKEN_MICRO {
            return false;
        }
        self.level_micro -= TOKEN_MICRO;
        true
    }
}
