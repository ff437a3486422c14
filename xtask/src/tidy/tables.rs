//! Tables of Markdown, and the two of docs/STYLE.md that are rules.

use super::finding::Finding;
use super::tree::Tree;

const STYLE: &str = "docs/STYLE.md";

/// A row: its line and its cells, trimmed.
pub struct Row<'a> {
    pub line: usize,
    pub cells: Vec<&'a str>,
}

/// The rows of the first table whose header has exactly these cells.
pub fn rows<'a>(text: &'a str, header: &[&str]) -> Option<Vec<Row<'a>>> {
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| cells(line).is_some_and(|found| found == header))?;
    let body = lines.iter().enumerate().skip(start + 2);
    Some(body.map_while(|(index, line)| Some(Row { line: index + 1, cells: cells(line)? })).collect())
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

/// Where a word is banned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Everywhere,
    Code,
    Names,
}

/// A word or phrase, what to say instead, where.
#[derive(Debug, Clone)]
pub struct Banned {
    pub phrase: String,
    pub instead: String,
    pub scope: Scope,
}

/// What docs/STYLE.md (and the glossary's last column) rule.
pub struct Style {
    /// Crates from the one that uses none to the one that may use all: name, kind.
    pub order: Vec<(String, String)>,
    pub banned: Vec<Banned>,
}

impl Style {
    pub fn read(tree: &Tree, findings: &mut Vec<Finding>) -> Self {
        let text = tree.text(STYLE).unwrap_or_default();
        let mut table = |header: &[&str]| {
            rows(text, header).unwrap_or_else(|| {
                findings.push(Finding::new(STYLE, 0, format!("has no table | {} |", header.join(" | "))));
                Vec::new()
            })
        };
        let order = table(&["crate", "kind"]);
        let words = table(&["not", "but", "where"]);
        let order = order.iter().filter(|row| row.cells.len() == 2);
        let mut style = Self {
            order: order.map(|row| (row.cells[0].to_owned(), row.cells[1].to_owned())).collect(),
            banned: Vec::new(),
        };
        for row in words {
            match Banned::from_row(&row) {
                Some(banned) => style.banned.push(banned),
                None => findings.push(Finding::new(STYLE, row.line, "a banned word has: word, replacement, where")),
            }
        }
        style.banned.extend(super::glossary::banned(tree));
        style
    }
}

impl Banned {
    fn from_row(row: &Row) -> Option<Self> {
        let [phrase, instead, scope] = row.cells[..] else {
            return None;
        };
        let scope = match scope {
            "everywhere" => Scope::Everywhere,
            "code" => Scope::Code,
            "names" => Scope::Names,
            _ => return None,
        };
        Some(Self { phrase: phrase.to_owned(), instead: instead.to_owned(), scope })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_found_by_its_header_and_ends_at_the_first_other_line() {
        let text = "x\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | |\n\n| 5 | 6 |\n";
        let rows = rows(text, &["a", "b"]).unwrap();
        assert_eq!(rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(), [["1", "2"], ["3", ""]]);
        assert_eq!(rows[1].line, 5);
    }

    #[test]
    fn a_missing_table_and_an_unknown_place_are_reported() {
        let tree = Tree::of(&[(STYLE, "| not | but | where |\n| --- | --- | --- |\n| foo | bar | sometimes |\n")]);
        let mut findings = Vec::new();
        Style::read(&tree, &mut findings);
        let messages: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(messages[0].contains("| crate | kind |"));
        assert!(messages[1].starts_with("docs/STYLE.md:3"));
    }
}
