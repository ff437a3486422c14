//! What is wrong with a text, so that each language can say it.

use std::fmt;

/// A text that is no charter: where, and what of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFault {
    /// The line, from 1; none if it is the whole text.
    pub line: Option<usize>,
    /// The line's text.
    pub text: String,
    pub fault: Fault,
    /// All of it, as the reader of TOML says it, in English.
    pub told: String,
}

/// What cannot be in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not TOML: a quote, a bracket or an equals sign is missing, or a name stands there twice.
    Shape,
    /// A field or section is missing, in the section that begins with the line.
    Missing(String),
    /// There is no field or section of this name here.
    Unknown { name: String, known: Vec<String> },
    /// The format is another than this program's.
    Format,
    /// A value of another kind, or out of its bounds.
    Value,
}

impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told)
    }
}

impl TextFault {
    /// Of what the reader of TOML found in a text.
    pub(super) fn of(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map(|span| span.start).filter(|at| *at < text.len());
        let fault = fault(text, error.message());
        // What is missing in the whole text is missing nowhere.
        let line = at.and_then(|at| text.get(..at)).map(|before| before.matches('\n').count());
        let line = line.filter(|line| *line > 0 || !matches!(fault, Fault::Missing(_)));
        let shown = line.and_then(|line| text.lines().nth(line)).unwrap_or_default();
        Self {
            line: line.map(|line| line.saturating_add(1)),
            text: shown.trim().to_owned(),
            fault,
            told: error.to_string().trim_end().to_owned(),
        }
    }
}

/// The reader of TOML gives its reasons as sentences only: those of serde for fields begin always alike.
fn fault(text: &str, message: &str) -> Fault {
    let named = |begin: &str| message.strip_prefix(begin).map(quoted);
    if text.parse::<toml::Table>().is_err() {
        Fault::Shape
    } else if let Some(names) = named("missing field ") {
        Fault::Missing(names.into_iter().next().unwrap_or_default())
    } else if let Some(names) = named("unknown field ") {
        let mut names = names.into_iter();
        Fault::Unknown { name: names.next().unwrap_or_default(), known: names.collect() }
    } else if message.starts_with("unknown variant ") {
        Fault::Format
    } else {
        Fault::Value
    }
}

/// What stands between backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
