//! From text and environment to a [`Config`].

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::error::Place;
use super::schema::Section;
use super::{Config, ConfigError};

/// The beginning of every variable that overrides a setting.
const VARIABLE_PREFIX: &str = "ECOT_";
/// How alike a known name must be to be suggested: 0 is nothing in common, 1 is equal.
const SUGGEST_FROM: f64 = 0.6;

/// Where each value came from, by section and key.
type Places = BTreeMap<(String, String), Place>;

pub(super) fn read(text: &str, environment: impl IntoIterator<Item = (String, String)>) -> Result<Config, ConfigError> {
    let mut places = known_names(text)?;
    let mut table: Table = text.parse().map_err(|error| syntax(text, &error))?;
    for (name, value) in environment {
        override_one(&mut table, &mut places, &name, value)?;
    }
    for ((section, key), place) in places {
        let value = table.get(&section).and_then(|table| table.get(&key)).cloned();
        let fault = value.and_then(|value| Config::fault(&section, &key, value));
        if let Some(message) = fault {
            let key = format!("{section}.{key}");
            return Err(ConfigError::Value { place, key, message });
        }
    }
    table.try_into().map_err(|error| syntax(text, &error))
}

/// Refuses every name that no setting has; else the line of each key.
fn known_names(text: &str) -> Result<Places, ConfigError> {
    let document = DeTable::parse(text).map_err(|error| syntax(text, &error))?;
    let mut places = Places::new();
    for (name, value) in document.get_ref() {
        let at = line(text, name.span().start);
        let Some(section) = section(name.get_ref()) else {
            return Err(ConfigError::UnknownSection {
                line: at,
                name: name.get_ref().to_string(),
                nearest: nearest(name.get_ref(), Config::SECTIONS.iter().map(|known| known.name)),
            });
        };
        let DeValue::Table(keys) = value.get_ref() else {
            let message = format!("`{}` is a section: write [{}]", section.name, section.name);
            return Err(ConfigError::Syntax { line: at, message });
        };
        for (key, _) in keys {
            let at = line(text, key.span().start);
            if !section.keys.iter().any(|known| known.name == key.get_ref().as_ref()) {
                return Err(ConfigError::UnknownKey {
                    line: at,
                    section: section.name.to_owned(),
                    name: key.get_ref().to_string(),
                    nearest: nearest(key.get_ref(), section.keys.iter().map(|known| known.name)),
                });
            }
            let place = (section.name.to_owned(), key.get_ref().to_string());
            places.insert(place, Place::Line(at));
        }
    }
    Ok(places)
}

/// Applies one environment variable. Variables of other programs are left alone; one that begins
/// like a section of ours and names no setting is refused.
fn override_one(table: &mut Table, places: &mut Places, name: &str, value: String) -> Result<(), ConfigError> {
    let Some(rest) = name.strip_prefix(VARIABLE_PREFIX) else {
        return Ok(());
    };
    let rest = rest.to_ascii_lowercase();
    let of_section = |section: &&&Section| rest.strip_prefix(section.name).is_some_and(|rest| rest.starts_with('_'));
    let Some(section) = Config::SECTIONS.iter().find(of_section) else {
        return Ok(());
    };
    let wanted = &rest[section.name.len() + 1..];
    let Some(key) = section.keys.iter().find(|known| known.name == wanted) else {
        let full = |key: &str| variable(section.name, key);
        let nearest = nearest(wanted, section.keys.iter().map(|known| known.name));
        let nearest = nearest.map(|key| full(&key));
        return Err(ConfigError::UnknownVariable { name: name.to_owned(), nearest });
    };
    let keys = table.entry(section.name).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(keys) = keys {
        keys.insert(key.name.to_owned(), typed(section.name, key.name, value));
    }
    let place = (section.name.to_owned(), key.name.to_owned());
    places.insert(place, Place::Variable(name.to_owned()));
    Ok(())
}

/// The variable that overrides a setting.
pub(super) fn variable(section: &str, key: &str) -> String {
    format!("{VARIABLE_PREFIX}{section}_{key}").to_ascii_uppercase()
}

/// The text of a variable as the TOML value that the setting's default shows: numbers and lists as
/// in the file, all else as plain text.
fn typed(section: &str, key: &str, text: String) -> Value {
    let defaults = Table::try_from(Config::default()).unwrap_or_default();
    let default = defaults.get(section).and_then(|section| section.get(key));
    let plain = matches!(default, None | Some(Value::String(_)));
    let parsed = format!("value = {text}").parse::<Table>().ok();
    match parsed.and_then(|mut table| table.remove("value")) {
        Some(value) if !plain => value,
        _ => Value::String(text),
    }
}

fn section(name: &str) -> Option<&'static Section> {
    Config::SECTIONS.iter().copied().find(|section| section.name == name)
}

fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> Option<String> {
    known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness > SUGGEST_FROM)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, known)| known.to_owned())
}

fn syntax(text: &str, error: &toml::de::Error) -> ConfigError {
    let line = error.span().map_or(1, |span| line(text, span.start));
    ConfigError::Syntax { line, message: error.message().to_owned() }
}

/// The number of the line that `offset` (in bytes) lies in, from 1.
fn line(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
