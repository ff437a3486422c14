//! Units of usage and the pools that they belong to.

use std::fmt;
use std::str::FromStr;

/// Bytes of the name of a service's own unit, at most.
pub const MAX_UNIT_BYTES: usize = 32;

/// A kind of cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pool {
    Delivery,
    Storage,
    Encoding,
    Plant,
    Commons,
}

/// What a quantity of usage counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `byte`: body bytes of object responses handed to the kernel.
    Byte,
    /// `byte_hour`: bytes of an object committed at an hour's end.
    ByteHour,
    /// `pixel_ms`: width x height x duration in milliseconds of an output rendition.
    PixelMs,
    /// A service's own: 1 to [`MAX_UNIT_BYTES`] of `a-z0-9_`.
    Own(String),
}

/// Why a text is no unit, pool or key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum UnitRefusal {
    #[error("a unit is 1 to 32 characters long")]
    Length,
    #[error("a unit is written in a-z, 0-9 and _")]
    Alphabet,
    #[error("there is no such pool")]
    NoSuchPool,
    #[error("there is no such key")]
    NoSuchKey,
}

impl Unit {
    /// The pool of the unit; of a service's own unit the charter says it.
    #[must_use]
    pub const fn pool(&self) -> Option<Pool> {
        match self {
            Self::Byte => Some(Pool::Delivery),
            Self::ByteHour => Some(Pool::Storage),
            Self::PixelMs => Some(Pool::Encoding),
            Self::Own(_) => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Byte => "byte",
            Self::ByteHour => "byte_hour",
            Self::PixelMs => "pixel_ms",
            Self::Own(name) => name,
        })
    }
}

impl FromStr for Unit {
    type Err = UnitRefusal;

    fn from_str(text: &str) -> Result<Self, UnitRefusal> {
        match text {
            "byte" => Ok(Self::Byte),
            "byte_hour" => Ok(Self::ByteHour),
            "pixel_ms" => Ok(Self::PixelMs),
            own => own_name(own).map(Self::Own),
        }
    }
}

/// The name of a service's own unit.
pub(crate) fn own_name(text: &str) -> Result<String, UnitRefusal> {
    if text.is_empty() || text.len() > MAX_UNIT_BYTES {
        return Err(UnitRefusal::Length);
    }
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    if !text.bytes().all(plain) {
        return Err(UnitRefusal::Alphabet);
    }
    Ok(text.to_owned())
}

impl fmt::Display for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delivery => "delivery",
            Self::Storage => "storage",
            Self::Encoding => "encoding",
            Self::Plant => "plant",
            Self::Commons => "commons",
        })
    }
}

impl FromStr for Pool {
    type Err = UnitRefusal;

    fn from_str(text: &str) -> Result<Self, UnitRefusal> {
        match text {
            "delivery" => Ok(Self::Delivery),
            "storage" => Ok(Self::Storage),
            "encoding" => Ok(Self::Encoding),
            "plant" => Ok(Self::Plant),
            "commons" => Ok(Self::Commons),
            _ => Err(UnitRefusal::NoSuchPool),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_pools_are_written_as_they_are_read() {
        for text in ["byte", "byte_hour", "pixel_ms", "pad_minute"] {
            assert_eq!(text.parse::<Unit>().map(|unit| unit.to_string()), Ok(text.to_owned()));
        }
        for text in ["delivery", "storage", "encoding", "plant", "commons"] {
            assert_eq!(text.parse::<Pool>().map(|pool| pool.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn each_refusal_of_a_unit_has_a_text_that_meets_it() {
        assert_eq!("".parse::<Unit>(), Err(UnitRefusal::Length));
        assert_eq!("x".repeat(33).parse::<Unit>(), Err(UnitRefusal::Length));
        assert_eq!("GB".parse::<Unit>(), Err(UnitRefusal::Alphabet));
        assert_eq!("energy".parse::<Pool>(), Err(UnitRefusal::NoSuchPool));
    }
}
