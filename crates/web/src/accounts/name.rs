//! Names of accounts: which are allowed, and which count as the same.
//!
//! Allowed: 2 to 30 characters; ASCII letters, digits, and single dashes or dots between them; a letter first.
//! Names are kept in lower case, so that a capital `I` never stands beside an `l`. Two names are the same when
//! they fold to the same text: separators dropped, `0` as `o`, `1` as `l`.

use std::fmt;

use store::fold::fold_name;

/// Shortest name, in characters.
pub const NAME_MIN_CHARS: usize = 2;
/// Longest name, in characters.
pub const NAME_MAX_CHARS: usize = 30;

/// Names, folded, that could be taken for the member itself.
const RESERVED: [&str; 14] = [
    "admin",
    "administrator",
    "anonymous",
    "ecot",
    "help",
    "moderator",
    "operator",
    "postmaster",
    "root",
    "security",
    "support",
    "system",
    "treasurer",
    "webmaster",
];

/// An account's name, in lower case, within the rules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName(String);

/// Why a text is not a name, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRefusal {
    /// Fewer than [`NAME_MIN_CHARS`] characters.
    TooShort,
    /// More than [`NAME_MAX_CHARS`] characters.
    TooLong,
    /// The first character is not a letter.
    NoLetterFirst,
    /// A character that is neither a letter, a digit nor a separator, or a separator at the end or beside another.
    Characters,
    /// A name that could be taken for the member itself.
    Reserved,
}

impl NameRefusal {
    /// The code that pages and the API show.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "name-too-short",
            Self::TooLong => "name-too-long",
            Self::NoLetterFirst => "name-no-letter-first",
            Self::Characters => "name-characters",
            Self::Reserved => "name-reserved",
        }
    }
}

impl AccountName {
    /// Reads a typed name; spaces around it are dropped, capitals become small letters.
    ///
    /// # Errors
    /// The first rule of [`NameRefusal`] that the text breaks.
    pub fn parse(typed: &str) -> Result<Self, NameRefusal> {
        let name = typed.trim().to_ascii_lowercase();
        let count = name.chars().count();
        if count < NAME_MIN_CHARS {
            return Err(NameRefusal::TooShort);
        }
        if count > NAME_MAX_CHARS {
            return Err(NameRefusal::TooLong);
        }
        if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Err(NameRefusal::NoLetterFirst);
        }
        let mut after_separator = false;
        for character in name.chars() {
            let separator = is_separator(character);
            let allowed = character.is_ascii_lowercase() || character.is_ascii_digit() || separator;
            if !allowed || (separator && after_separator) {
                return Err(NameRefusal::Characters);
            }
            after_separator = separator;
        }
        if after_separator {
            return Err(NameRefusal::Characters);
        }
        if RESERVED.contains(&fold_name(&name).as_str()) {
            return Err(NameRefusal::Reserved);
        }
        Ok(Self(name))
    }

    /// The name as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text under which the name must be unique.
    pub fn folded(&self) -> String {
        fold_name(&self.0)
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

const fn is_separator(character: char) -> bool {
    matches!(character, '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_refuses_with_its_own_code() {
        let rows = [
            ("a", NameRefusal::TooShort),
            ("a234567890123456789012345678901", NameRefusal::TooLong),
            ("1ana", NameRefusal::NoLetterFirst),
            ("-ana", NameRefusal::NoLetterFirst),
            ("an a", NameRefusal::Characters),
            ("an--a", NameRefusal::Characters),
            ("ana.", NameRefusal::Characters),
            ("anà", NameRefusal::Characters),
            ("аna", NameRefusal::NoLetterFirst),
            ("an_a", NameRefusal::Characters),
            ("r-0.0-t", NameRefusal::Reserved),
        ];
        for (typed, refusal) in rows {
            assert_eq!(AccountName::parse(typed), Err(refusal), "{typed}");
        }
    }

    #[test]
    fn names_that_look_alike_are_the_same() {
        let first = AccountName::parse(" Paul.Zero0 ").map(|name| name.folded());
        let second = AccountName::parse("pau1-zeroo").map(|name| name.folded());
        assert_eq!(first, Ok("paulzeroo".to_owned()));
        assert_eq!(first, second);
    }
}
