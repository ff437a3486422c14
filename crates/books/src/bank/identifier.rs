//! Names that the federation gives to files and transfers, and that banks give back unchanged.

use std::fmt;
use std::str::FromStr;

use sepa::ValidationError;

/// The most characters of an identifier (`Max35Text` of ISO 20022).
pub const MAX_IDENTIFIER_CHARS: usize = sepa::validate::MAX_ID_LEN;

/// What banks write where a payer gave no end-to-end id.
const NOT_PROVIDED: &str = "NOTPROVIDED";

/// A message's or a transfer's own name. Unlike other texts it is never rewritten: it comes back as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(String);

/// Why a text is no identifier. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum IdentifierRefusal {
    /// Nothing, or spaces at an end, which banks drop.
    #[error("an identifier for a bank is not empty and has no space at its ends: give it a number or a word")]
    Empty,
    /// The word that says that there is none.
    #[error("banks write NOTPROVIDED where there is no identifier: give another one")]
    Placeholder,
    /// More than [`MAX_IDENTIFIER_CHARS`] characters.
    #[error("an identifier for a bank has at most 35 characters: give a shorter one")]
    TooLong,
    /// A character that banks do not carry.
    #[error(
        "an identifier for a bank has only letters without accents, digits, spaces and / - ? : ( ) . , ' +: write it with these"
    )]
    Character,
    /// A slash at an end, or two together (EPC230-15).
    #[error("an identifier for a bank neither begins nor ends with a slash nor has two together: take them out")]
    Slash,
}

impl Identifier {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// With a number behind it, and so much of its end cut off as that needs.
    pub(super) fn numbered(&self, number: usize) -> Self {
        let suffix = format!("-{number}");
        // All of its characters are ASCII.
        let kept = self.0.get(..self.0.len().min(MAX_IDENTIFIER_CHARS.saturating_sub(suffix.len())));
        Self(format!("{}{suffix}", kept.unwrap_or_default()))
    }
}

impl FromStr for Identifier {
    type Err = IdentifierRefusal;

    fn from_str(text: &str) -> Result<Self, IdentifierRefusal> {
        if text.is_empty() || text.trim() != text {
            return Err(IdentifierRefusal::Empty);
        }
        if text.eq_ignore_ascii_case(NOT_PROVIDED) {
            return Err(IdentifierRefusal::Placeholder);
        }
        match sepa::validate::check_id("identifier", text) {
            Ok(()) => Ok(Self(text.to_owned())),
            Err(ValidationError::TooLong { .. }) => Err(IdentifierRefusal::TooLong),
            Err(ValidationError::SlashRule { .. }) => Err(IdentifierRefusal::Slash),
            // Not in the character set, or not even in XML; the library may add others.
            Err(_) => Err(IdentifierRefusal::Character),
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
