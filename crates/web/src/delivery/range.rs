//! Single byte ranges (RFC 9110, section 14).

use std::ops::Range;

/// What a request asks of bytes whose length is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// All of them: no range, one that we do not serve (several at once), or no range at all in
    /// the sense of the RFC.
    Whole,
    /// These; not empty and inside the bytes.
    Part(Range<u64>),
    /// None that exist.
    Outside,
}

impl Asked {
    /// Reads the value of a Range header for `length` bytes.
    pub(crate) fn read(header: Option<&str>, length: u64) -> Self {
        let Some(set) = header.and_then(|value| value.trim().strip_prefix("bytes=")) else {
            return Self::Whole;
        };
        let Some((first, last)) = set.split_once('-') else {
            return Self::Whole;
        };
        match (number(first), number(last)) {
            (Digits::None, Digits::Some(suffix)) if suffix > 0 && length > 0 => {
                Self::Part(length.saturating_sub(suffix)..length)
            }
            (Digits::None, Digits::Some(_)) => Self::Outside,
            (Digits::Some(first), Digits::None) if first < length => Self::Part(first..length),
            (Digits::Some(first), Digits::Some(last)) if first <= last && first < length => {
                Self::Part(first..last.saturating_add(1).min(length))
            }
            (Digits::Some(first), Digits::Some(last)) if first > last => Self::Whole,
            (Digits::Some(_), Digits::None | Digits::Some(_)) => Self::Outside,
            _ => Self::Whole,
        }
    }
}

enum Digits {
    None,
    Some(u64),
    Other,
}

/// A number too large for any object is as good as the largest.
fn number(text: &str) -> Digits {
    let text = text.trim_matches([' ', '\t']);
    if text.is_empty() {
        Digits::None
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Digits::Some(text.parse().unwrap_or(u64::MAX))
    } else {
        Digits::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        let cases = [
            (None, Asked::Whole),
            (Some("bytes=0-0"), Asked::Part(0..1)),
            (Some("bytes=2-5"), Asked::Part(2..6)),
            (Some("bytes=2-"), Asked::Part(2..10)),
            (Some("bytes=-3"), Asked::Part(7..10)),
            (Some("bytes=-99"), Asked::Part(0..10)),
            (Some("bytes=8-99"), Asked::Part(8..10)),
            (Some("bytes=8-99999999999999999999999"), Asked::Part(8..10)),
            (Some("bytes= 2 - 5 "), Asked::Part(2..6)),
            (Some("bytes=10-"), Asked::Outside),
            (Some("bytes=10-12"), Asked::Outside),
            (Some("bytes=99999999999999999999999-"), Asked::Outside),
            (Some("bytes=-0"), Asked::Outside),
            (Some("bytes=5-2"), Asked::Whole),
            (Some("bytes=0-1,4-5"), Asked::Whole),
            (Some("bytes=a-b"), Asked::Whole),
            (Some("bytes=-"), Asked::Whole),
            (Some("bytes=+1-2"), Asked::Whole),
            (Some("items=0-1"), Asked::Whole),
            (Some("bytes=1"), Asked::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(Asked::read(header, 10), expected, "{header:?}");
        }
    }

    #[test]
    fn of_nothing_no_range_exists() {
        for header in ["bytes=0-", "bytes=-1", "bytes=0-0"] {
            assert_eq!(Asked::read(Some(header), 0), Asked::Outside, "{header}");
        }
    }

    proptest! {
        #[test]
        fn a_part_is_never_empty_and_never_outside(header in "bytes=[0-9 ,-]{0,24}", length in 0_u64..1000) {
            if let Asked::Part(part) = Asked::read(Some(&header), length) {
                prop_assert!(part.start < part.end && part.end <= length, "{part:?}");
            }
        }
    }
}
