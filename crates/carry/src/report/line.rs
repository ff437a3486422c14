//! One line: keys with values, as a dictionary of structured fields (RFC 9651) has them.

use super::{LINE_KEYS, ReportRefusal};

/// The keys and values of a line, as they stand there; of strings what is between their marks.
pub(super) struct Line<'a>(Vec<(&'a str, Value<'a>)>);

enum Value<'a> {
    /// A string without escapes; one with some is of no key that we read.
    Text(&'a str),
    /// A number, a token, a list, or nothing at all.
    Token(&'a str),
}

impl<'a> Line<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, ReportRefusal> {
        let mut keys: Vec<(&str, Value<'_>)> = Vec::new();
        let mut rest = text;
        loop {
            let (key, value, after) = entry(rest).ok_or(ReportRefusal::Malformed)?;
            if keys.len() == LINE_KEYS {
                return Err(ReportRefusal::TooManyKeys);
            }
            if keys.iter().any(|(known, _)| *known == key) {
                return Err(ReportRefusal::Twice);
            }
            keys.push((key, value));
            match after.strip_prefix(',') {
                Some(after) => rest = after,
                None if after.is_empty() => return Ok(Self(keys)),
                None => return Err(ReportRefusal::Malformed),
            }
        }
    }

    /// The string of a key.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.0.iter().find_map(|(known, value)| match value {
            Value::Text(text) if *known == key => Some(*text),
            _ => None,
        })
    }

    /// The number or token of a key.
    pub(super) fn token(&self, key: &str) -> Option<&'a str> {
        self.0.iter().find_map(|(known, value)| match value {
            Value::Token(token) if *known == key => Some(*token),
            _ => None,
        })
    }
}

/// The first key with its value, and what stands behind it.
fn entry(text: &str) -> Option<(&str, Value<'_>, &str)> {
    let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.*".contains(c);
    let end = text.find(|c| !named(c)).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    if !key.starts_with(|c: char| c.is_ascii_lowercase() || c == '*') {
        return None;
    }
    let Some(rest) = rest.strip_prefix('=') else { return Some((key, Value::Token(""), rest)) };
    if let Some(rest) = rest.strip_prefix('"') {
        let (text, rest) = string(rest)?;
        return Some((key, Value::Text(text), rest));
    }
    let end = match rest.strip_prefix('(') {
        // What is in a list is not read, and has no bracket in what players write.
        Some(list) => list.find(')').map(|end| end + 2)?,
        None => rest.find(',').unwrap_or(rest.len()),
    };
    let (token, rest) = rest.split_at(end);
    (!token.is_empty()).then_some((key, Value::Token(token), rest))
}

/// What stands before the mark that ends a string, and what behind it.
fn string(text: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (place, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&text[..place], &text[place + 1..])),
            _ => {}
        }
    }
    None
}
