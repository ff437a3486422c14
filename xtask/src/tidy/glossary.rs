//! docs/GLOSSARY.md: each word once, and the words that it replaces.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::tables::{Banned, Scope, rows};
use super::tree::Tree;

const GLOSSARY: &str = "docs/GLOSSARY.md";
const HEADER: &[&str] = &["word", "meaning", "never"];

/// Each row has a word and a meaning; no word stands twice, none is both defined and banned.
pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let Some(rows) = tree.text(GLOSSARY).and_then(|text| rows(text, HEADER)) else {
        findings.push(Finding::new(GLOSSARY, 0, format!("has no table | {} |", HEADER.join(" | "))));
        return;
    };
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        let [defined, meaning, _] = row.cells[..] else {
            findings.push(Finding::new(GLOSSARY, row.line, "a row has: word, meaning, never"));
            continue;
        };
        if defined.is_empty() || meaning.is_empty() {
            findings.push(Finding::new(GLOSSARY, row.line, "a word needs a meaning"));
        }
        for word in list(defined) {
            if let Some(line) = places.insert(word, row.line) {
                findings.push(Finding::new(GLOSSARY, row.line, format!("'{word}' is defined at line {line} already")));
            }
        }
    }
    for row in &rows {
        for never in row.cells.get(2).into_iter().flat_map(|cell| list(cell)) {
            if let Some(line) = places.get(never) {
                findings.push(Finding::new(
                    GLOSSARY,
                    row.line,
                    format!("'{never}' is banned here and defined at line {line}"),
                ));
            }
        }
    }
}

/// The last column as banned words.
pub fn banned(tree: &Tree) -> Vec<Banned> {
    let rows = tree.text(GLOSSARY).and_then(|text| rows(text, HEADER)).unwrap_or_default();
    let of_row = |cells: &[&str]| -> Vec<Banned> {
        let [defined, _, never] = cells else {
            return Vec::new();
        };
        let banned = |phrase: &str| Banned {
            phrase: phrase.to_owned(),
            instead: list(defined).collect::<Vec<_>>().join(", "),
            scope: Scope::Everywhere,
        };
        list(never).map(banned).collect()
    };
    rows.iter().flat_map(|row| of_row(&row.cells)).collect()
}

/// The words of a cell: separated by commas, without the mark of what is not built yet.
fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.trim_end_matches('°').split(',').map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(rows: &str) -> Vec<String> {
        let text = format!("| word | meaning | never |\n| --- | --- | --- |\n{rows}");
        let mut findings = Vec::new();
        check(&Tree::of(&[(GLOSSARY, &text)]), &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_word_defined_twice_is_found() {
        let found = findings("| fund ° | the balance | |\n| dues, fund | money in | |\n");
        assert_eq!(found, ["docs/GLOSSARY.md:4: 'fund' is defined at line 3 already"]);
    }

    #[test]
    fn a_word_without_a_meaning_is_found() {
        assert_eq!(findings("| fund | | |\n").len(), 1);
    }

    #[test]
    fn a_word_that_is_defined_and_banned_is_found() {
        let found = findings("| fund | the balance | reserve |\n| reserve | idle | |\n");
        assert_eq!(found, ["docs/GLOSSARY.md:3: 'reserve' is banned here and defined at line 4"]);
    }

    #[test]
    fn a_missing_table_is_found() {
        let mut findings = Vec::new();
        check(&Tree::of(&[(GLOSSARY, "nothing")]), &mut findings);
        assert_eq!(findings.len(), 1);
    }
}
