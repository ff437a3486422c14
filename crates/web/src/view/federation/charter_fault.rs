//! Why a text is no charter, in words, with its line.

use federation::charter::{CharterRefusal, Fault, MAX_BYTES, TextFault};

use crate::i18n::{Lang, format};

/// Characters of a line that are shown.
const SHOWN: usize = 80;

/// The sentence: what is wrong and what to write instead.
pub(super) fn words(lang: Lang, refusal: &CharterRefusal) -> String {
    let named = |key: &str, name: &str| lang.text_with(key, "name", name);
    match refusal {
        CharterRefusal::TooLong => {
            let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
            lang.text_with("charter-no-length", "limit", format::number(lang, limit))
        }
        CharterRefusal::Text(fault) => of_text(lang, fault),
        CharterRefusal::NotWhole(pool) => named("charter-no-whole", pool),
        CharterRefusal::NoSuchPool(name) => named("charter-no-pool", name),
        CharterRefusal::NoSuchKey(name) => named("charter-no-key", name),
        CharterRefusal::NoUnit(name) => named("charter-no-unit", name),
        CharterRefusal::MoreThanAll => lang.text("charter-no-more-than-all"),
        CharterRefusal::FloorAboveCap => lang.text("charter-no-floor-above-cap"),
        CharterRefusal::UseOfSeveralUnits(pool) => named("charter-no-several-units", pool),
        CharterRefusal::Negative => lang.text("charter-no-negative"),
        CharterRefusal::Majority => lang.text("charter-no-majority"),
        CharterRefusal::NoCosigner => lang.text("charter-no-cosigner"),
    }
}

fn of_text(lang: Lang, fault: &TextFault) -> String {
    let Some(line) = fault.line.map(|line| format::number(lang, u64::try_from(line).unwrap_or(u64::MAX))) else {
        return match &fault.fault {
            Fault::Missing(name) => lang.text_with("charter-no-part", "name", name),
            _ => lang.text("charter-no-text"),
        };
    };
    let shown = if fault.text.chars().count() > SHOWN {
        fault.text.chars().take(SHOWN).chain(['…']).collect()
    } else {
        fault.text.clone()
    };
    match &fault.fault {
        Fault::Missing(name) => {
            lang.text_with_all("charter-no-field", [("line", line), ("text", shown), ("name", name.clone())])
        }
        Fault::Unknown { name, known } => lang.text_with_all(
            "charter-no-such-field",
            [("line", line), ("name", name.clone()), ("known", known.join(", "))],
        ),
        Fault::Format => lang.text_with("charter-no-format", "line", line),
        Fault::Shape if shown.is_empty() => lang.text_with("charter-no-shape-there", "line", line),
        Fault::Shape => lang.text_with_all("charter-no-shape", [("line", line), ("text", shown)]),
        Fault::Value => lang.text_with_all("charter-no-value", [("line", line), ("text", shown)]),
    }
}

/// One of each.
pub(super) fn samples() -> Vec<CharterRefusal> {
    let text = |line: Option<usize>, text: &str, fault| {
        let told = "TOML parse error".to_owned();
        CharterRefusal::Text(Box::new(TextFault { line, text: text.to_owned(), fault, told }))
    };
    let name = || "flor".to_owned();
    vec![
        CharterRefusal::TooLong,
        text(Some(36), "floor =", Fault::Shape),
        text(Some(36), "", Fault::Shape),
        text(None, "", Fault::Shape),
        text(Some(34), "[solidarity]", Fault::Missing(name())),
        text(None, "", Fault::Missing(name())),
        text(Some(36), "flor = 1", Fault::Unknown { name: name(), known: vec!["cap".to_owned(), "floor".to_owned()] }),
        text(Some(6), "format = \"other\"", Fault::Format),
        text(Some(36), "floor = 0.5", Fault::Value),
        CharterRefusal::NotWhole(name()),
        CharterRefusal::NoSuchPool(name()),
        CharterRefusal::NoSuchKey(name()),
        CharterRefusal::NoUnit(name()),
        CharterRefusal::MoreThanAll,
        CharterRefusal::FloorAboveCap,
        CharterRefusal::UseOfSeveralUnits(name()),
        CharterRefusal::Negative,
        CharterRefusal::Majority,
        CharterRefusal::NoCosigner,
    ]
}

#[cfg(test)]
mod tests {
    use federation::charter::{Charter, DEFAULT};

    use super::*;

    #[test]
    fn each_reason_is_said_in_both_languages_without_the_words_of_the_reader_of_toml() {
        for lang in Lang::ALL {
            for refusal in samples() {
                let words = words(lang, &refusal);
                assert!(words.ends_with('.') && !words.contains("TOML parse error"), "{words}");
            }
        }
    }

    #[test]
    fn a_line_is_named_as_the_text_has_it() {
        let refusal = Charter::parse(&DEFAULT.replace("floor = \"0.5 %\"", "floor = half")).unwrap_err();
        let words = Lang::ALL.map(|lang| words(lang, &refusal));
        assert!(words.iter().all(|words| words.contains("36") && words.contains("floor = half")), "{words:?}");
    }
}
