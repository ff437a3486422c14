//! Folding: two spellings that people take for the same become the same text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most words of a search.
pub const SEARCH_WORDS: usize = 8;

/// Most characters of a word that are indexed.
pub const WORD_CHARS: usize = 64;

/// The text in lower case without accents: compatibility forms decomposed (NFKD), combining marks
/// left out, then lower case; white space at either end is cut.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    lower.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().trim().to_owned()
}

/// An account's name as it is compared: folded, without what stands between letters, and with the digits that look like
/// a letter taken for it, so that nobody passes for another by `paul.0` beside `paulo`.
#[must_use]
pub fn fold_name(name: &str) -> String {
    let plain = fold(name);
    let kept = plain.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '_'));
    kept.map(|c| match c {
        '0' => 'o',
        '1' => 'l',
        other => other,
    })
    .collect()
}

/// An e-mail address as it is compared: in lower case, and no more. Accents stay, because two addresses that differ by
/// one are two people's.
#[must_use]
pub fn fold_email(email: &str) -> String {
    email.trim().to_ascii_lowercase()
}

/// The folded words of a text: runs of letters and digits, each cut at [`WORD_CHARS`].
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD_CHARS).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_compatibility_forms_fold_away() {
        for (text, folded) in [
            ("Écot", "ecot"),
            ("  E\u{301}COT ", "ecot"),
            ("ﬁlm Ⅳ", "film iv"),
            ("İstanbul", "istanbul"),
            ("Straße", "straße"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn names_that_look_alike_are_the_same() {
        for (name, folded) in [("Paul.0", "paulo"), ("p-a_u l0", "paulo"), ("I1", "il"), ("Zoé", "zoe")] {
            assert_eq!(fold_name(name), folded);
        }
    }

    #[test]
    fn addresses_that_differ_by_an_accent_are_two() {
        assert_eq!(fold_email(" Zoe@Example.org "), "zoe@example.org");
        assert_ne!(fold_email("zoé@example.org"), fold_email("zoe@example.org"));
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("L'été, 2026 — «vélo»!"), ["l", "ete", "2026", "velo"]);
        assert_eq!(words("…"), Vec::<String>::new());
    }

    #[test]
    fn a_long_word_is_cut() {
        assert_eq!(words(&"a".repeat(500)), ["a".repeat(WORD_CHARS)]);
    }
}
