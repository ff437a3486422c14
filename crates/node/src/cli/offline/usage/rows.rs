//! The rows of the federation's usage, as a table.

use std::collections::BTreeMap;
use std::path::PathBuf;

use csv::Writer;
use purse::usage::{Hour, Unit};
use serde_json::{Value, json};

use crate::cli::offline::refusal::RowRefusal;
use crate::cli::offline::table::{Row, TableError, read};

pub const COLUMNS: [&str; 6] = ["hour", "home", "carrier", "service", "unit", "quantity"];

/// Rows of a result, at most.
const MAX_ROWS: usize = 10_000_000;

/// Sums by hour, home, carrier, service and unit.
#[derive(Default)]
pub struct Rows(BTreeMap<(Hour, String, String, String, Unit), u64>);

impl Rows {
    /// Adds to a row.
    pub fn add(&mut self, key: (Hour, String, String, String, Unit), quantity: u64) -> Result<(), RowRefusal> {
        if self.0.len() >= MAX_ROWS && !self.0.contains_key(&key) {
            return Err(RowRefusal::TooManySums);
        }
        let sum = self.0.entry(key).or_insert(0);
        *sum = sum.checked_add(quantity).ok_or(RowRefusal::TooMany)?;
        Ok(())
    }

    /// The rows of tables that have these columns already.
    pub fn of_tables(files: &[PathBuf]) -> Result<Self, TableError> {
        let mut rows = Self::default();
        for file in files {
            read(file, &COLUMNS, |row: &Row<'_>| {
                let hour = row.parse("hour")?;
                let (home, carrier, service) = (row.name("home")?, row.name("carrier")?, row.name("service")?);
                rows.add((hour, home, carrier, service, row.parse("unit")?), row.parse("quantity")?)
            })?;
        }
        Ok(rows)
    }

    fn fields(&self) -> impl Iterator<Item = [String; 6]> {
        self.0.iter().map(|((hour, home, carrier, service, unit), quantity)| {
            let names = [home, carrier, service].map(Clone::clone);
            let [home, carrier, service] = names;
            [hour.to_string(), home, carrier, service, unit.to_string(), quantity.to_string()]
        })
    }

    pub fn as_csv(&self) -> String {
        let mut table = Writer::from_writer(Vec::new());
        let rows = std::iter::once(COLUMNS.map(str::to_owned)).chain(self.fields());
        let written = rows.map(|row| table.write_record(row)).collect::<Result<Vec<()>, _>>();
        assert!(written.is_ok(), "a table in memory takes every row of six fields");
        let bytes = table.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Quantities are texts, for some readers of JSON round numbers beyond 2^53.
    pub fn as_json(&self) -> Value {
        let row = |fields: [String; 6]| {
            let named: serde_json::Map<String, Value> =
                COLUMNS.iter().map(ToString::to_string).zip(fields.map(Value::String)).collect();
            Value::Object(named)
        };
        json!({ "rows": self.fields().map(row).collect::<Vec<_>>() })
    }
}
