//! Banned words with their replacements.

use super::finding::Finding;
use super::tables::{Banned, Scope};
use super::tree::Tree;

/// Kinds of files that are read for words.
const READ: &[&str] = &["", "rs", "md", "ts", "mjs", "js", "css", "html", "ftl", "sql", "toml", "sh", "yml"];
/// Files that must name the banned words, and the licence, which is not ours to edit.
const EXEMPT: &[&str] = &["docs/STYLE.md", "docs/GLOSSARY.md", "LICENSE", "xtask/src/tidy/"];

pub fn check(tree: &Tree, banned: &[Banned], findings: &mut Vec<Finding>) {
    for file in tree.files.iter().filter(|file| !EXEMPT.iter().any(|exempt| file.path.starts_with(exempt))) {
        names(&file.path, banned, findings);
        let Some((extension, text)) = file.source() else {
            continue;
        };
        if !READ.contains(&extension) {
            continue;
        }
        let code = file.path.starts_with("crates/") || file.path.starts_with("xtask/");
        let here: Vec<(&Banned, Phrase)> = banned
            .iter()
            .filter(|word| word.scope == Scope::Everywhere || (code && word.scope == Scope::Code))
            .map(|word| (word, Phrase::of(&word.phrase)))
            .collect();
        for (index, line) in text.lines().enumerate() {
            let line = Line::of(line);
            for (word, _) in here.iter().filter(|(_, phrase)| line.contains(phrase)) {
                let message = format!("'{}': say {}", word.phrase, word.instead);
                findings.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
}

fn names(path: &str, banned: &[Banned], findings: &mut Vec<Finding>) {
    for word in banned.iter().filter(|word| word.scope == Scope::Names) {
        let phrase = Phrase::of(&word.phrase);
        if path.split('/').any(|part| Line::of(part).contains(&phrase)) {
            findings.push(Finding::new(path, 0, format!("a name with '{}': use {}", word.phrase, word.instead)));
        }
    }
}

/// A banned word or words. Those in capitals are looked for as they are.
struct Phrase {
    exact: bool,
    words: Vec<String>,
}

impl Phrase {
    fn of(text: &str) -> Self {
        let exact = text.chars().all(|letter| !letter.is_lowercase());
        Self { exact, words: words(text, exact).into_iter().flatten().collect() }
    }
}

/// A line, split once for all phrases.
struct Line {
    exact: Vec<Option<String>>,
    any: Vec<Option<String>>,
}

impl Line {
    fn of(text: &str) -> Self {
        Self { exact: words(text, true), any: words(text, false) }
    }

    /// Whether the words of `phrase` stand here one after the other, in any spelling of identifiers (`forNow`, `for_now`),
    /// singular or plural.
    fn contains(&self, phrase: &Phrase) -> bool {
        let line = if phrase.exact { &self.exact } else { &self.any };
        line.windows(phrase.words.len()).any(|window| {
            window.iter().zip(&phrase.words).all(|(found, wanted)| {
                found.as_deref().is_some_and(|found| found == wanted || found.strip_suffix('s') == Some(wanted))
            })
        })
    }
}

/// The words of a line; `None` stands where something else than a space, `_` or `-` separates two.
fn words(line: &str, exact: bool) -> Vec<Option<String>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    for letter in line.chars().chain([' ']) {
        let camel = !exact && previous.is_lowercase() && letter.is_uppercase();
        let inside = letter.is_alphanumeric() || letter == '\'';
        if (camel || !inside) && !word.is_empty() {
            words.push(Some(std::mem::take(&mut word)));
        }
        if inside {
            word.extend(if exact { vec![letter] } else { letter.to_lowercase().collect() });
        } else if !matches!(letter, ' ' | '_' | '-' | '*' | '`') {
            words.push(None);
        }
        previous = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ban(phrase: &str, scope: Scope) -> Banned {
        Banned { phrase: phrase.to_owned(), instead: "other".to_owned(), scope }
    }

    fn findings(path: &str, text: &str, word: Banned) -> usize {
        let mut findings = Vec::new();
        check(&Tree::of(&[(path, text)]), &[word], &mut findings);
        findings.len()
    }

    #[test]
    fn a_banned_word_is_found_in_every_spelling_of_an_identifier() {
        for text in ["a rung", "two rungs", "rung_name", "topRung", "RungName", "`rung`"] {
            assert_eq!(findings("docs/a.md", text, ban("rung", Scope::Everywhere)), 1, "{text}");
        }
        for text in ["wrung", "strung out", "rungo"] {
            assert_eq!(findings("docs/a.md", text, ban("rung", Scope::Everywhere)), 0, "{text}");
        }
    }

    #[test]
    fn a_phrase_does_not_reach_over_the_end_of_a_sentence() {
        assert_eq!(findings("README.md", "it works for now", ban("for now", Scope::Everywhere)), 1);
        assert_eq!(findings("README.md", "what it is for. Now read on", ban("for now", Scope::Everywhere)), 0);
    }

    #[test]
    fn a_word_in_capitals_is_matched_in_capitals_only() {
        assert_eq!(findings("a.rs", "// TODO later", ban("TODO", Scope::Everywhere)), 1);
        assert_eq!(findings("a.rs", "// a todo list", ban("TODO", Scope::Everywhere)), 0);
    }

    #[test]
    fn a_banned_name_is_found_in_paths_and_not_in_text() {
        assert_eq!(findings("crates/web/src/utils.rs", "", ban("util", Scope::Names)), 1);
        assert_eq!(findings("crates/web/src/pages.rs", "util", ban("util", Scope::Names)), 0);
    }

    #[test]
    fn a_word_of_the_code_is_free_in_documents() {
        assert_eq!(findings("docs/a.md", "budget", ban("budget", Scope::Code)), 0);
        assert_eq!(findings("crates/a.rs", "budget", ban("budget", Scope::Code)), 1);
    }
}
