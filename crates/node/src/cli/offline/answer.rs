//! How these commands answer: a table for people, or JSON.

use std::io::Write;

use num_traits::ToPrimitive;
use purse::money::Fraction;
use serde_json::{Number, Value};

use crate::cli::{Exit, Failure};

/// Prints the answer.
pub fn print(text: &str) -> Result<(), Failure> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::new(Exit::Failed, error))
}

pub fn print_json(value: &Value) -> Result<(), Failure> {
    print(&format!("{value:#}\n"))
}

/// Lines whose columns stand below each other: names to the left, figures to the right.
pub fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let fields = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let width = |column: usize| {
        let widths = fields(column).map(|field| field.chars().count());
        widths.chain([headings[column].chars().count()]).max().unwrap_or(0)
    };
    let figures =
        |column: usize| fields(column).all(|field| field.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    let columns: Vec<(usize, bool)> = (0..headings.len()).map(|column| (width(column), figures(column))).collect();
    let line = |fields: &[String]| {
        let padded = fields.iter().zip(&columns).map(|(field, (width, figures))| match figures {
            true => format!("{field:>width$}"),
            false => format!("{field:<width$}"),
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let headings: Vec<String> = headings.iter().map(ToString::to_string).collect();
    std::iter::once(&headings).chain(rows).map(|row| line(row)).collect()
}

/// An exact value as the nearest number that JSON carries. For figures that nobody pays by.
pub fn number(value: &Fraction) -> Value {
    value.to_f64().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}
