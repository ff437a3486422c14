//! Codes that no format needs to escape, and free text that every format must.

use std::fmt;
use std::str::FromStr;

/// Characters of a [`Code`]: as many as an end-to-end id of a transfer has.
pub const MAX_CODE_CHARS: usize = 35;

/// Characters of a [`MemberCode`].
pub const MAX_MEMBER_CODE_CHARS: usize = 12;

/// Characters of a name or a reason. The rest is cut off, for programs that refuse long lines.
pub const MAX_TEXT_CHARS: usize = 120;

/// Why a text is no code. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum CodeRefusal {
    /// Empty, or longer than this kind of code.
    #[error("a code has 1 to 35 characters, a member's 1 to 12")]
    Length,
    /// Another character than this kind of code has, or one of `- _ .` at its beginning, where a table's cell would begin
    /// with it.
    #[error("a code is written in A-Z, a-z, 0-9, and behind the first of these - _ and .; a member's in A-Z and 0-9")]
    Alphabet,
}

/// What a record, an attachment or a note is called: 1 to [`MAX_CODE_CHARS`] of `A-Z a-z 0-9 - _ .`, the
/// first a letter or a digit; such as `2026-10-003`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

/// What a member is called in names of accounts: 1 to [`MAX_MEMBER_CODE_CHARS`] of `A-Z 0-9`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberCode(String);

macro_rules! code {
    ($name:ident, $most:expr, $allowed:expr) => {
        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = CodeRefusal;

            fn from_str(text: &str) -> Result<Self, CodeRefusal> {
                if text.is_empty() || text.len() > $most {
                    return Err(CodeRefusal::Length);
                }
                let allowed: fn(u8) -> bool = $allowed;
                if !text.bytes().all(allowed) || !text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
                    return Err(CodeRefusal::Alphabet);
                }
                Ok(Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

code!(Code, MAX_CODE_CHARS, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
code!(MemberCode, MAX_MEMBER_CODE_CHARS, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());

impl Code {
    /// What the opening balances of a year are called: `AN-2026-01-01`.
    pub(super) fn opening(first: jiff::civil::Date) -> Self {
        Self(format!("AN-{first}"))
    }
}

/// Free text on one line: whatever ends a line or does not print is a space, spaces are single, at most
/// [`MAX_TEXT_CHARS`]. What else a format gives a meaning to, that format replaces.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    let printed = text.chars().map(|letter| if is_blank(letter) { ' ' } else { letter }).collect::<String>();
    let single = printed.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    single.chars().take(MAX_TEXT_CHARS).collect::<String>().trim_end().to_owned()
}

/// Control characters, line and paragraph separators, every space, and what turns the order of letters around.
fn is_blank(letter: char) -> bool {
    letter.is_control()
        || letter.is_whitespace()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_of_a_code_has_a_text_that_meets_it() {
        for (text, refusal) in [
            ("".to_owned(), CodeRefusal::Length),
            ("a".repeat(36), CodeRefusal::Length),
            ("a b".to_owned(), CodeRefusal::Alphabet),
            ("a)".to_owned(), CodeRefusal::Alphabet),
            ("é".to_owned(), CodeRefusal::Alphabet),
            ("-1".to_owned(), CodeRefusal::Alphabet),
            (".a".to_owned(), CodeRefusal::Alphabet),
        ] {
            assert_eq!(text.parse::<Code>(), Err(refusal), "{text}");
        }
        assert_eq!("a".parse::<MemberCode>(), Err(CodeRefusal::Alphabet));
        assert_eq!("ABCDEFGHIJKLM".parse::<MemberCode>(), Err(CodeRefusal::Length));
    }

    #[test]
    fn free_text_becomes_one_line_of_single_spaces() {
        assert_eq!(one_line(" a\tb\r\n\u{2028}c\u{202e}  d "), "a b c d");
        assert_eq!(one_line(&"é".repeat(500)).chars().count(), MAX_TEXT_CHARS);
        assert_eq!(one_line("\u{0}\u{7}"), "");
    }
}
