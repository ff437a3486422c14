//! Numbers as ffprobe prints them.

use crate::FrameRate;

/// Microseconds of a decimal number of seconds, such as `-12.345678`; further digits are cut.
pub(super) fn microseconds(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let mut micros: i64 = 0;
    for place in 0..6 {
        let digit = fraction.as_bytes().get(place).map_or(0, |byte| i64::from(byte - b'0'));
        micros = micros * 10 + digit;
    }
    whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(micros).map(|value| sign * value)
}

/// Milliseconds, not below zero, rounded.
pub(super) fn milliseconds(micros: i64) -> u64 {
    u64::try_from((micros + 500) / 1000).unwrap_or(0)
}

/// A decimal number of seconds from milliseconds.
pub(super) fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// A fraction such as `30000/1001` in lowest terms; `None` for `0/0` and what does not fit.
pub(super) fn ratio(text: &str, separator: char) -> Option<(u32, u32)> {
    let (numerator, denominator) = text.split_once(separator)?;
    let (numerator, denominator) = (numerator.parse::<u32>().ok()?, denominator.parse::<u32>().ok()?);
    if numerator == 0 || denominator == 0 {
        return None;
    }
    let mut divisor = (numerator, denominator);
    while divisor.1 != 0 {
        divisor = (divisor.1, divisor.0 % divisor.1);
    }
    Some((numerator / divisor.0, denominator / divisor.0))
}

/// A frame rate.
pub(super) fn frame_rate(text: &str) -> Option<FrameRate> {
    ratio(text, '/').map(|(numerator, denominator)| FrameRate { numerator, denominator })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_read_without_floating_point() {
        assert_eq!(microseconds("12.345678"), Some(12_345_678));
        assert_eq!(microseconds("-0.023220"), Some(-23_220));
        assert_eq!(microseconds("5"), Some(5_000_000));
        assert_eq!(microseconds("1.5000009"), Some(1_500_000));
        for wrong in ["", "N/A", "1e9", "nan", ".", "99999999999999999999"] {
            assert_eq!(microseconds(wrong), None, "{wrong}");
        }
        assert_eq!(seconds(12_045), "12.045");
        assert_eq!(ratio("64:45", ':'), Some((64, 45)));
        assert_eq!(ratio("90000/3003", '/'), Some((30000, 1001)));
        assert_eq!(ratio("0/0", '/'), None);
    }
}
