//! How many bits a second a rendition asks for.

/// Segments shorter than this, milliseconds, do not count for the largest rate unless all are:
/// HLS asks for the rate over at least half a target duration.
const COUNTED_MS: u64 = 2_000;

/// The largest (HLS `BANDWIDTH`) and the average rate of segments, bits per second, rounded up. Of each segment: its
/// bytes and its milliseconds.
#[must_use]
pub fn rates(segments: impl Iterator<Item = (u64, u64)> + Clone) -> (u64, u64) {
    let rate = |(bytes, ms): (u64, u64)| bytes.saturating_mul(8_000).div_ceil(ms.max(1));
    let largest = |least: u64| segments.clone().filter(|(_, ms)| *ms >= least).map(rate).max();
    let sum = |sum: (u64, u64), segment: (u64, u64)| (sum.0.saturating_add(segment.0), sum.1.saturating_add(segment.1));
    let average = rate(segments.clone().fold((0, 0), sum));
    (largest(COUNTED_MS).or(largest(0)).unwrap_or(0).max(average), average)
}

#[cfg(test)]
mod tests {
    use super::rates;

    fn of(segments: &[(u64, u64)]) -> (u64, u64) {
        rates(segments.iter().copied())
    }

    #[test]
    fn rates_are_of_segments_that_are_long_enough_to_count() {
        assert_eq!(of(&[(4_000, 4_000), (1_000, 40)]), (9_901, 9_901));
        assert_eq!(of(&[(4_000, 4_000), (2_000, 4_000)]), (8_000, 6_000));
        assert_eq!(of(&[(1_000, 40)]), (200_000, 200_000));
        assert_eq!(of(&[]), (0, 0));
    }
}
