//! The list of what is too long, which may only shrink.

use std::collections::BTreeMap;
use std::fmt;

use super::finding::Finding;
use super::lengths::{Length, MAX_FILE_LINES, MAX_FUNCTION_LINES};

const PATH: &str = "xtask/ratchet.txt";
const HEADER: &str = "\
# What is longer than docs/STYLE.md allows (functions 70 lines, files 250), with its length. A line
# may be lowered (cargo xtask tidy --shrink does it) or removed, never raised or added.
";

/// From `path` or `path function` to the length that is tolerated.
#[derive(Debug, Default)]
pub struct Ratchet {
    entries: BTreeMap<String, usize>,
}

impl Ratchet {
    pub fn parse(text: &str, findings: &mut Vec<Finding>) -> Self {
        let mut entries = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            match line.rsplit_once(' ').and_then(|(what, lines)| Some((what, lines.parse().ok()?))) {
                Some((what, lines)) => drop(entries.insert(what.to_owned(), lines)),
                None => findings.push(Finding::new(PATH, index + 1, "a line is: path [function] length")),
            }
        }
        Self { entries }
    }

    /// Lowers what got shorter, removes what fits; raises and adds nothing.
    pub fn shrink(&mut self, lengths: &[Length]) {
        let now: BTreeMap<String, &Length> = lengths.iter().map(|length| (length.key(), length)).collect();
        self.entries.retain(|what, lines| match now.get(what) {
            Some(length) if length.is_over() => {
                *lines = (*lines).min(length.lines);
                true
            }
            _ => false,
        });
    }

    pub fn compare(&self, lengths: &[Length], findings: &mut Vec<Finding>) {
        let mut unused = self.entries.clone();
        for length in lengths.iter().filter(|length| length.is_over()) {
            let mut say = |message: String| findings.push(Finding::new(&length.path, length.line, message));
            let lines = length.lines;
            match unused.remove(&length.key()) {
                None => match &length.function {
                    Some(name) => say(format!("{name} has {lines} lines; at most {MAX_FUNCTION_LINES}")),
                    None => say(format!("{lines} lines; at most {MAX_FILE_LINES}")),
                },
                Some(allowed) if lines > allowed => say(format!("{lines} lines, and {PATH} allows {allowed}")),
                Some(allowed) if lines < allowed => say(format!("{lines} lines: lower {allowed} in {PATH}")),
                Some(_) => {}
            }
        }
        for what in unused.keys() {
            findings.push(Finding::new(PATH, 0, format!("'{what}' is not too long any more: remove its line")));
        }
    }
}

impl fmt::Display for Ratchet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        self.entries.iter().try_for_each(|(what, lines)| writeln!(f, "{what} {lines}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> Length {
        Length { path: "a.rs".to_owned(), line: 7, function: Some("f".to_owned()), lines }
    }

    fn findings(ratchet: &str, lengths: &[Length]) -> Vec<String> {
        let mut findings = Vec::new();
        Ratchet::parse(ratchet, &mut findings).compare(lengths, &mut findings);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_long_function_is_found_unless_the_list_has_its_length() {
        assert_eq!(findings("", &[function(71)]), ["a.rs:7: f has 71 lines; at most 70"]);
        assert!(findings("a.rs f 71\n", &[function(71)]).is_empty());
        assert!(findings("", &[function(70)]).is_empty());
    }

    #[test]
    fn the_list_may_only_shrink() {
        assert_eq!(findings("a.rs f 80\n", &[function(81)]), ["a.rs:7: 81 lines, and xtask/ratchet.txt allows 80"]);
        assert_eq!(findings("a.rs f 80\n", &[function(79)]), ["a.rs:7: 79 lines: lower 80 in xtask/ratchet.txt"]);
        assert_eq!(findings("a.rs f 80\n", &[function(60)]).len(), 1);
    }

    #[test]
    fn shrinking_lowers_and_removes_and_never_raises() {
        let mut ratchet = Ratchet::parse("a.rs f 80\nb.rs 300\nc.rs 400\n", &mut Vec::new());
        let long = Length { path: "c.rs".to_owned(), line: 0, function: None, lines: 500 };
        ratchet.shrink(&[function(75), long]);
        assert_eq!(ratchet.to_string(), format!("{HEADER}a.rs f 75\nc.rs 400\n"));
    }

    #[test]
    fn a_line_that_is_no_entry_is_found() {
        assert_eq!(findings("a.rs many\n", &[]).len(), 1);
    }
}
