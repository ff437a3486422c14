//! Parts of a whole, as people write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// A part in thousandths, written `20 %` or `0.5 %`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PerMille(pub u16);

/// Why a text is no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a part is written like 20 % or 0.5 %, with at most one digit behind the point")]
pub struct ShareRefusal;

impl fmt::Display for PerMille {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (percent, 0) => write!(f, "{percent} %"),
            (percent, tenth) => write!(f, "{percent}.{tenth} %"),
        }
    }
}

impl FromStr for PerMille {
    type Err = ShareRefusal;

    fn from_str(text: &str) -> Result<Self, ShareRefusal> {
        let digits = text.strip_suffix('%').map(str::trim_end).ok_or(ShareRefusal)?;
        let (percent, tenth) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
        if !plain(percent, 3) || !plain(tenth, 1) {
            return Err(ShareRefusal);
        }
        let value = format!("{percent}{tenth}").parse().map_err(|_| ShareRefusal)?;
        Ok(Self(value))
    }
}

impl<'de> Deserialize<'de> for PerMille {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
