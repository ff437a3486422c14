//! The checked-in list of bugs.

use std::fs;
use std::path::Path;

use toml::Table;

/// Stands in `planted` for the condition that this bug is the chosen one.
pub(super) const GUARD: &str = "MUTANT";

/// A bug that a test must catch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mutant {
    /// Name of its file without `.toml`.
    pub(super) name: String,
    /// The file in which it is planted, from the top of the repository.
    pub(super) file: String,
    /// Text that stands exactly once in that file.
    pub(super) original: String,
    /// What stands there instead, with [`GUARD`] in it.
    pub(super) planted: String,
    pub(super) test: Test,
}

/// One test of one test file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Test {
    /// Name of the test file, which is its cargo target's name; CRATE/NAME where several crates have one of that name.
    pub(super) target: String,
    /// Name of the function.
    pub(super) function: String,
}

/// Every bug of the folder, in order of name.
pub(super) fn read(folder: &Path) -> Result<Vec<Mutant>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut mutants = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        mutants.push(parse(name, &text).map_err(|problem| format!("{}: {problem}", path.display()))?);
    }
    mutants.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(mutants)
}

fn parse(name: &str, text: &str) -> Result<Mutant, String> {
    let mut table: Table = text.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let mut take = |key: &str| match table.remove(key) {
        Some(toml::Value::String(value)) if !value.trim().is_empty() => Ok(value),
        _ => Err(format!("`{key}` is to be a text")),
    };
    let why = take("why")?;
    let test = take("test")?;
    let (target, function) = test.split_once("::").ok_or("`test` is to be TEST_FILE::FUNCTION")?;
    let mutant = Mutant {
        name: name.to_owned(),
        file: take("file")?,
        original: take("original")?,
        planted: take("planted")?,
        test: Test { target: target.to_owned(), function: function.to_owned() },
    };
    if let Some(unknown) = table.keys().next() {
        return Err(format!("unknown key `{unknown}`"));
    }
    if why.split_whitespace().count() < 5 {
        return Err("`why` is to say what the bug would do to a person".to_owned());
    }
    if !mutant.planted.contains(GUARD) {
        return Err(format!("`planted` has no {GUARD}: it would always be active"));
    }
    Ok(mutant)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        file = "a.rs"
        original = "sync();"
        planted = "if !MUTANT { sync(); }"
        test = "fault::an_upload"
        why = "An acknowledged upload would be lost."
    "#;

    #[test]
    fn a_planted_bug_is_read_with_all_that_it_says() {
        let mutant = parse("no-sync", GOOD).unwrap();
        assert_eq!((mutant.name.as_str(), mutant.file.as_str()), ("no-sync", "a.rs"));
        assert_eq!(mutant.test.function, "an_upload");
    }

    #[test]
    fn a_planted_bug_that_says_too_little_or_too_much_is_refused() {
        for (from, to) in [
            ("file = \"a.rs\"", ""),
            ("MUTANT", "true"),
            ("fault::an_upload", "an_upload"),
            ("An acknowledged upload would be lost.", "bad"),
            ("file =", "color = \"red\"\nfile ="),
        ] {
            assert!(parse("x", &GOOD.replace(from, to)).is_err(), "{from} -> {to}");
        }
    }
}
