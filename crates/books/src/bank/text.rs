//! Texts as banks carry them.

use sepa::{Transliteration, transliterate};
use unicode_normalization::UnicodeNormalization;

/// The most characters of a name in a transfer (EPC132-08, `Nm`).
pub const MAX_NAME_CHARS: usize = sepa::validate::MAX_NAME_LEN;

/// A text that a bank carries, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted {
    /// Letters without accents, digits, single spaces and `/-?:().,'+`.
    pub text: String,
    /// Characters became others.
    pub replaced: bool,
    /// The end was cut off.
    pub cut: bool,
}

/// Rewrites `text` with the characters that every bank in SEPA carries, and cuts it to `max_chars` characters.
///
/// As EPC217-08 says: `é` becomes `e`, `&` becomes `+`, and what has no rule becomes `.`. Typographers' marks, which it forgets
/// and French names are full of, become the plain ones before; accents that stand apart from their letters are joined to them.
#[must_use]
pub fn fit(text: &str, max_chars: usize) -> Fitted {
    let plain: String = text.nfc().map(plain).collect();
    let carried = transliterate(&plain, Transliteration::Epc);
    let whole = carried.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = whole.chars().take(max_chars).collect();
    Fitted { replaced: whole != text, cut: short.len() < whole.len(), text: short.trim_end().to_owned() }
}

/// The plain mark for one of typographers, or the character itself.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' => '\'',
        '\u{201c}'..='\u{201f}' | '«' | '»' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        _ => c,
    }
}

/// Whether a name still says something: a letter or a digit is left.
pub(super) fn says_something(fitted: &str) -> bool {
    fitted.chars().any(|c| c.is_ascii_alphanumeric())
}
