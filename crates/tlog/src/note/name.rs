//! Names of keys and of logs.

use std::fmt;

use super::KeyRefusal;

/// Bytes of a name, at most.
pub const MAX_NAME_BYTES: usize = 255;

/// The name of a key, and of a log (its origin): 1 to 255 bytes without spaces of Unicode, control characters or `+`.
///
/// C2SP only recommends this form for an origin; here a log's key is named as the log, so both have one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// # Errors
    /// [`KeyRefusal::NameMalformed`].
    pub fn parse(text: &str) -> Result<Self, KeyRefusal> {
        let foreign = |letter: char| letter.is_whitespace() || letter < '\u{20}' || letter == '+';
        if text.is_empty() || text.len() > MAX_NAME_BYTES || text.contains(foreign) {
            return Err(KeyRefusal::NameMalformed);
        }
        Ok(Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
