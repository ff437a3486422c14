//! ISO 11649 creditor references: a note's number with two check digits, so that a mistyped one is noticed.

use std::fmt;
use std::str::FromStr;

use sepa::{RfReference, RfReferenceError};

/// The most letters and digits of a creditor reference, `RF` and check digits included (ISO 11649).
const MAX_CHARS: usize = sepa::reference::MAX_RF_LEN;

/// What stands between the parts of a note's number or the groups of a reference and carries no meaning.
const SEPARATORS: [char; 5] = [' ', '-', '/', '.', '_'];

/// `RF`, two check digits, and 1 to 21 letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditorReference(RfReference);

/// Why a text is no creditor reference, or a note's number gives none. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ReferenceRefusal {
    /// Shorter or longer than a reference can be.
    #[error(
        "a creditor reference has 5 to 25 letters and digits, a note's number 1 to 21: copy it whole, or number notes more shortly"
    )]
    Length,
    /// Something else than letters without accents and digits.
    #[error("a creditor reference has only letters without accents and digits: take out everything else")]
    Character,
    /// It does not begin with RF.
    #[error("a creditor reference begins with RF: copy it from the note, with its first letters")]
    Prefix,
    /// The check digits do not fit.
    #[error("the check digits do not fit, so the reference was mistyped: compare it with the note")]
    CheckDigits,
}

impl From<RfReferenceError> for ReferenceRefusal {
    fn from(error: RfReferenceError) -> Self {
        match error {
            RfReferenceError::InvalidLength { .. } => Self::Length,
            RfReferenceError::MissingRfPrefix { .. } => Self::Prefix,
            RfReferenceError::InvalidChecksum { .. } => Self::CheckDigits,
            // `InvalidCharacter`; the library may add others, which are then at least refused.
            _ => Self::Character,
        }
    }
}

impl CreditorReference {
    /// The reference of the note with this number: its letters and digits, in capitals; spaces and `-/._` do not count, so
    /// numbers that differ by them alone have the same reference.
    ///
    /// # Errors
    /// [`ReferenceRefusal::Length`], [`ReferenceRefusal::Character`].
    pub fn of_note(number: &str) -> Result<Self, ReferenceRefusal> {
        if number.chars().any(|c| !c.is_ascii_alphanumeric() && !SEPARATORS.contains(&c)) {
            return Err(ReferenceRefusal::Character);
        }
        Ok(Self(RfReference::generate(number)?))
    }

    /// Without spaces, as files carry it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The note's number within it, without spaces and separators.
    #[must_use]
    pub fn number(&self) -> &str {
        self.0.reference()
    }

    /// What of a text a person wrote can be read as references: for each place where one begins, the readings from the
    /// longest to the shortest. There may be several, as nobody marks where a reference ends and its groups have spaces between.
    #[must_use]
    pub fn readings(text: &str) -> Vec<Vec<Self>> {
        let chars: Vec<char> = text.chars().map(|c| c.to_ascii_uppercase()).collect();
        let begins = |at: usize| {
            let free = at.checked_sub(1).and_then(|before| chars.get(before)).is_none_or(|c| !c.is_alphanumeric());
            free && chars.get(at..).is_some_and(|rest| rest.starts_with(&['R', 'F']))
        };
        let places = (0..chars.len()).filter(|at| begins(*at));
        places
            .map(|at| Self::readings_at(chars.get(at..).unwrap_or_default()))
            .filter(|found| !found.is_empty())
            .collect()
    }

    fn readings_at(chars: &[char]) -> Vec<Self> {
        let mut read = String::new();
        let mut readings = Vec::new();
        for (place, c) in chars.iter().enumerate() {
            if c.is_ascii_alphanumeric() && read.len() < MAX_CHARS {
                read.push(*c);
            } else if !c.is_whitespace() && !SEPARATORS.contains(c) {
                break;
            } else {
                continue;
            }
            let ends = chars.get(place + 1).is_none_or(|next| !next.is_alphanumeric());
            if let (true, Ok(reference)) = (ends, read.parse()) {
                readings.insert(0, reference);
            }
        }
        readings
    }

    pub(super) fn inner(&self) -> &RfReference {
        &self.0
    }
}

impl FromStr for CreditorReference {
    type Err = ReferenceRefusal;

    /// With or without spaces between its groups, in capitals or not.
    fn from_str(text: &str) -> Result<Self, ReferenceRefusal> {
        Ok(Self(text.parse()?))
    }
}

/// In groups of four, as paper carries it.
impl fmt::Display for CreditorReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
