//! What one member may use of another.

use std::time::Duration;

/// Time by which a request's `created` may lie before or after the clock of who reads it.
pub const WINDOW: Duration = Duration::from_secs(300);
/// Requests that a member may make in a second, over a long time.
pub const REQUESTS_PER_SECOND: u32 = 10;
/// Requests that a member may make at once after a rest.
pub const BURST: u32 = 100;
/// Requests of a member that are worked on at the same time.
pub const AT_ONCE: u32 = 4;
/// Requests of a member that are remembered: as many as it can make while one of them could come again. So the memory
/// is never full before the rate refuses.
pub const REMEMBERED: usize = 8_192;
/// Bytes of a request's body.
pub const REQUEST_BYTES: usize = 1 << 20;
/// Bytes of an answer's body.
pub const ANSWER_BYTES: usize = 16 << 20;
/// Bytes of a member's requests and of the answers to them in a UTC day. A request that begins below it is answered.
pub const BYTES_PER_DAY: u64 = 8 << 30;
/// Bytes of each header field that is part of a signature.
pub const FIELD_BYTES: usize = 1_024;
/// Bytes of a path with its query.
pub const TARGET_BYTES: usize = 2_048;
/// Time for a whole body.
pub const BODY_TIME: Duration = Duration::from_secs(60);
/// In each such span of a body ...
pub const SPAN: Duration = Duration::from_secs(5);
/// ... so many bytes must come, or the body its end: 1 KiB a second.
pub const SPAN_BYTES: usize = 5 << 10;

/// The limits of a member, in the units of the constants of the same names, which are the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub requests_per_second: u32,
    pub burst: u32,
    pub at_once: u32,
    pub remembered: usize,
    pub request_bytes: usize,
    pub answer_bytes: usize,
    pub bytes_per_day: u64,
    pub pace: Pace,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_second: REQUESTS_PER_SECOND,
            burst: BURST,
            at_once: AT_ONCE,
            remembered: REMEMBERED,
            request_bytes: REQUEST_BYTES,
            answer_bytes: ANSWER_BYTES,
            bytes_per_day: BYTES_PER_DAY,
            pace: Pace::default(),
        }
    }
}

/// How fast a body must come at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Time for all of it.
    pub whole: Duration,
    pub span: Duration,
    /// Bytes in each span.
    pub span_bytes: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { whole: BODY_TIME, span: SPAN, span_bytes: SPAN_BYTES }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_refuses_before_the_memory_is_full() {
        let longest_s = 2 * WINDOW.as_secs();
        let most = u64::from(BURST) + u64::from(REQUESTS_PER_SECOND) * longest_s;
        assert!(REMEMBERED > usize::try_from(most).unwrap());
    }
}
