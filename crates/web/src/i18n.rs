//! The two languages of the pages: which one a visitor gets, and the words of each.
//!
//! Messages live in `locales/{en,fr}/*.ftl`; numbers, sizes, durations, dates and amounts are written by [`format`].
//! What it keeps true: a page never mixes languages, and a missing message is a bug that stops the tests
//! (`view::samples` renders every page in both languages).

pub mod format;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader};
use unic_langid::langid;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        customise: |bundle| {
            bundle.set_use_isolating(false);
            if bundle.locales.first().is_some_and(|locale| locale.language == FRENCH.language) {
                bundle.set_transform(Some(tied));
            }
        },
    };
}

static ENGLISH: LanguageIdentifier = langid!("en");
static FRENCH: LanguageIdentifier = langid!("fr");

/// Longest `Accept-Language` header that is read, in bytes; browsers send far less.
const ACCEPT_LANGUAGE_LIMIT: usize = 512;

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English, also what a visitor gets who asked for neither.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Every language, in the order in which the footer offers them.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The language tag, as in `lang="fr"` and in the cookie.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// The language of a tag (`fr`, `fr-CA`), if the pages have it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// The language for a request: the cookie's if there is one, else the visitor's preferred one, else English.
    pub fn negotiate(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        if let Some(lang) = cookie.and_then(Self::from_tag) {
            return lang;
        }
        let header = accept_language.filter(|header| header.len() <= ACCEPT_LANGUAGE_LIMIT).unwrap_or_default();
        let mut best: Option<(u16, Self)> = None;
        for item in header.split(',') {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1000), thousandths);
            let (Some(lang), Some(weight)) = (Self::from_tag(tag), weight) else {
                continue;
            };
            if weight > 0 && best.is_none_or(|(found, _)| weight > found) {
                best = Some((weight, lang));
            }
        }
        best.map_or(Self::default(), |(_, lang)| lang)
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::En => &ENGLISH,
            Self::Fr => &FRENCH,
        }
    }

    /// The message of `key`.
    ///
    /// # Panics
    /// If the key is in neither language: a bug, which the tests over all samples find.
    pub fn text(self, key: &str) -> String {
        self.lookup(key, None)
    }

    /// The message of `key` with one argument.
    pub fn text_with(self, key: &str, name: &'static str, value: impl std::fmt::Display) -> String {
        let arguments = HashMap::from([(Cow::Borrowed(name), FluentValue::from(value.to_string()))]);
        self.lookup(key, Some(&arguments))
    }

    /// The message of `key` with several arguments.
    pub fn text_with_all<const N: usize>(self, key: &str, values: [(&'static str, String); N]) -> String {
        let values = values.map(|(name, value)| (Cow::Borrowed(name), FluentValue::from(value)));
        self.lookup(key, Some(&HashMap::from(values)))
    }

    /// The message of `key` about a number of things: `$count` chooses the plural form, `$shown` is the number as
    /// this language writes it.
    pub fn text_count(self, key: &str, count: u64) -> String {
        let arguments = HashMap::from([
            (Cow::Borrowed("count"), FluentValue::from(count)),
            (Cow::Borrowed("shown"), FluentValue::from(format::number(self, count))),
        ]);
        self.lookup(key, Some(&arguments))
    }

    fn lookup(self, key: &str, arguments: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
        let found = LOCALES.try_lookup_complete(self.identifier(), key, arguments);
        assert!(found.is_some(), "no message `{key}` in language `{}`", self.tag());
        found.unwrap_or_default()
    }
}

/// French sets a space before its double signs and inside its quotation marks, at which no line may break: those who write
/// the messages type an ordinary one. What is filled in stays as it is.
fn tied(text: &str) -> Cow<'_, str> {
    const TIED: [(&str, &str); 6] = [
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
        (" :", "\u{a0}:"),
        (" ;", "\u{202f};"),
        (" !", "\u{202f}!"),
        (" ?", "\u{202f}?"),
    ];
    let loose = |text: &str| TIED.iter().any(|(loose, _)| text.contains(loose));
    if !loose(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(TIED.iter().fold(text.to_owned(), |text, (loose, tied)| text.replace(loose, tied)))
}

/// The thousandths of a quality value of HTTP (`0.8` is 800); `None` if it is not one.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, decimals) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: u16 = whole.parse().ok().filter(|&whole| whole <= 1)?;
    let padded: u16 = format!("{decimals:0<3}").parse().ok()?;
    Some((whole * 1000 + padded).min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_french_begins_with_a_sign_and_what_is_filled_in_stays_as_it_is() {
        assert_eq!(Lang::Fr.text("home-why"), "Pourquoi ici\u{202f}?");
        assert_eq!(Lang::En.text("home-why"), "Why here?");
        let found = Lang::Fr.text_with("search-found", "query", "qui ? moi !");
        assert_eq!(found, "Résultats pour «\u{a0}qui ? moi !\u{a0}»");
    }
}
