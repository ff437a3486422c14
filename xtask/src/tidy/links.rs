//! Links between documents.

use super::finding::Finding;
use super::tree::Tree;

const DECISIONS: &str = "docs/decisions/";

/// Relative links of every Markdown file lead to a file or folder and to a heading in it; the index
/// of decisions names every decision.
pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let documents = tree.files.iter().filter(|file| file.path.ends_with(".md"));
    for (file, text) in documents.filter_map(|file| Some((file, file.text.as_deref()?))) {
        for (line, target) in links(text) {
            if let Err(message) = follow(tree, &file.path, target) {
                findings.push(Finding::new(&file.path, line, message));
            }
        }
    }
    let index = format!("{DECISIONS}README.md");
    let listed = tree.text(&index).unwrap_or_default();
    for file in tree.files.iter().filter(|file| file.path.starts_with(DECISIONS) && file.path != index) {
        if !listed.contains(&format!("({})", &file.path[DECISIONS.len()..])) {
            findings.push(Finding::new(&index, 0, format!("does not list {}", file.path)));
        }
    }
}

/// Targets of `[text](target)`, with their line, outside code.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut links = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        let outside = line.split('`').step_by(2).flat_map(|part| part.split("](").skip(1));
        links.extend(outside.filter_map(|rest| Some((index + 1, rest.split_once(')')?.0))));
    }
    links
}

fn follow(tree: &Tree, from: &str, target: &str) -> Result<(), String> {
    let target = target.trim_start_matches('<').trim_end_matches('>');
    if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = if path.is_empty() { from.to_owned() } else { join(folder, path) };
    if !tree.has(&path) {
        return Err(format!("'{target}' leads nowhere"));
    }
    match tree.text(&path) {
        Some(text) if !heading.is_empty() && !headings(text).contains(&heading.to_owned()) => {
            Err(format!("'{target}': there is no such heading"))
        }
        _ => Ok(()),
    }
}

/// `path` seen from `folder`, without `.` and `..`.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Headings as the names that a link gives them: lower case, spaces as `-`, no punctuation.
fn headings(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.starts_with('#'));
    let name = |line: &str| -> String {
        let kept = line.trim_start_matches('#').trim().chars();
        let kept = kept.filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).flat_map(char::to_lowercase).collect()
    };
    lines.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let files = [
            ("docs/a.md", text),
            ("docs/decisions/README.md", "[b](b.md)"),
            ("docs/decisions/b.md", "# The key's place\n"),
        ];
        let mut findings = Vec::new();
        check(&Tree::of(&files), &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        assert_eq!(findings("see\n[x](nothing.md)"), ["docs/a.md:2: 'nothing.md' leads nowhere"]);
        assert!(findings("[x](decisions/b.md) [y](../docs) [z](https://example.org)").is_empty());
    }

    #[test]
    fn a_heading_that_is_not_there_is_found() {
        assert_eq!(findings("[x](decisions/b.md#nothing)").len(), 1);
        assert!(findings("[x](decisions/b.md#the-keys-place)").is_empty());
        assert!(findings("# A b\n[x](#a-b)").is_empty());
    }

    #[test]
    fn a_link_in_code_is_no_link() {
        assert!(findings("`[x](nothing.md)`\n```\n[x](nothing.md)\n```\n").is_empty());
    }

    #[test]
    fn a_decision_that_the_index_does_not_list_is_found() {
        let mut findings = Vec::new();
        check(&Tree::of(&[("docs/decisions/README.md", ""), ("docs/decisions/c.md", "")]), &mut findings);
        assert_eq!(findings[0].to_string(), "docs/decisions/README.md: does not list docs/decisions/c.md");
    }
}
