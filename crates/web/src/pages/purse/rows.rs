//! Tables of usage as treasurers hand them in: docs/formats/usage-import.md, "Tables".

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use federation::entry::Side;
use purse::id::MemberId;
use purse::usage::{Hour, Unit, VIDEO_SERVICE};

use crate::i18n::Lang;
use crate::pages::names::Names;

/// Bad lines that are shown, at most.
pub(super) const SHOWN_LINES: usize = 20;

/// Sums of one file, at most: a month of hours of some hundred homes and services.
const MAX_SUMS: usize = 200_000;

/// Bytes of a service's name, at most.
const MAX_SERVICE_BYTES: usize = 32;

const COLUMNS: [&str; 6] = ["hour", "home", "carrier", "service", "unit", "quantity"];

/// What this member counted, on which side, with whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) side: Side,
    pub(super) hour: Hour,
    pub(super) other: MemberId,
    pub(super) service: String,
    pub(super) unit: Unit,
}

/// Why a row is refused. Closed; in the order in which it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowRefusal {
    /// Not six columns, or not UTF-8.
    Columns,
    Hour,
    /// The hour's month is closed, or the hour is not over.
    Month,
    Member(String),
    Service,
    Unit,
    Quantity,
    /// Between two other members.
    Foreign,
    /// The own use that this program counts by itself.
    Counted,
    TooLarge,
}

impl RowRefusal {
    /// In words.
    pub(super) fn text(&self, lang: Lang) -> String {
        lang.text(match self {
            Self::Member(name) => return lang.text_with("row-member", "name", name),
            Self::Columns => "row-columns",
            Self::Hour => "row-hour",
            Self::Month => "row-month",
            Self::Service => "row-service",
            Self::Unit => "row-unit",
            Self::Quantity => "row-quantity",
            Self::Foreign => "row-foreign",
            Self::Counted => "row-counted",
            Self::TooLarge => "row-too-large",
        })
    }
}

/// What a row is looked at by.
pub(super) struct Terms {
    pub(super) names: Names,
    pub(super) me: MemberId,
    /// Hours that may be told now, half-open.
    pub(super) from: Hour,
    pub(super) until: Hour,
}

/// What was read of a file.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) sums: BTreeMap<Key, u64>,
    /// The first [`SHOWN_LINES`].
    pub(super) refused: Vec<(u64, RowRefusal)>,
    pub(super) refused_count: u64,
}

impl Rows {
    pub(super) fn refuse(&mut self, line: u64, why: RowRefusal) {
        self.refused_count += 1;
        if self.refused.len() < SHOWN_LINES {
            self.refused.push((line, why));
        }
    }

    /// Adds to a sum.
    pub(super) fn add(&mut self, key: Key, quantity: u64) -> Result<(), RowRefusal> {
        if self.sums.len() >= MAX_SUMS && !self.sums.contains_key(&key) {
            return Err(RowRefusal::TooLarge);
        }
        let sum = self.sums.get(&key).copied().unwrap_or(0);
        let sum = sum.checked_add(quantity).ok_or(RowRefusal::TooLarge)?;
        self.sums.insert(key, sum);
        Ok(())
    }
}

impl Terms {
    /// Reads a table; none if it has not the columns.
    pub(super) fn table(&self, bytes: &[u8]) -> Option<Rows> {
        let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let delimiter = if head.contains(&b';') { b';' } else { b',' };
        let mut table = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
        let headings = table.headers().ok()?.clone();
        let place = |column: &str| headings.iter().position(|heading| heading.trim_start_matches('\u{feff}') == column);
        let mut places = Vec::new();
        for column in COLUMNS {
            places.push(place(column)?);
        }
        let mut rows = Rows::default();
        let mut record = StringRecord::new();
        loop {
            let line = table.position().line();
            match table.read_record(&mut record) {
                Ok(false) => return Some(rows),
                Ok(true) => {
                    let read = self.row(&record, &places).and_then(|(key, quantity)| rows.add(key, quantity));
                    let line = record.position().map_or(line, csv::Position::line);
                    if let Err(why) = read {
                        rows.refuse(line, why);
                    }
                }
                Err(_) => rows.refuse(line, RowRefusal::Columns),
            }
        }
    }

    fn row(&self, record: &StringRecord, places: &[usize]) -> Result<(Key, u64), RowRefusal> {
        let field = |column: usize| places.get(column).and_then(|place| record.get(*place)).map(str::trim);
        let all: Option<Vec<&str>> = (0..COLUMNS.len()).map(field).collect();
        let Some([hour, home, carrier, service, unit, quantity]) = all.as_deref() else {
            return Err(RowRefusal::Columns);
        };
        let hour: Hour = hour.parse().map_err(|_| RowRefusal::Hour)?;
        let member = |name: &str| self.names.find(name).ok_or_else(|| RowRefusal::Member(name.to_owned()));
        let (home, carrier) = (member(home)?, member(carrier)?);
        let unit = unit.parse().map_err(|_| RowRefusal::Unit)?;
        let key = self.key((home, carrier), service, unit, hour)?;
        Ok((key, quantity.parse().map_err(|_| RowRefusal::Quantity)?))
    }

    /// What this member says of use between two: its claim if it carries, its observation if it is home.
    pub(super) fn key(
        &self,
        (home, carrier): (MemberId, MemberId),
        service: &str,
        unit: Unit,
        hour: Hour,
    ) -> Result<Key, RowRefusal> {
        if hour < self.from || hour >= self.until {
            return Err(RowRefusal::Month);
        }
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=MAX_SERVICE_BYTES).contains(&service.len()) || !service.bytes().all(plain) {
            return Err(RowRefusal::Service);
        }
        let (side, other) = if carrier == self.me {
            (Side::Claim, home)
        } else if home == self.me {
            (Side::Observation, carrier)
        } else {
            return Err(RowRefusal::Foreign);
        };
        if other == self.me && service == VIDEO_SERVICE {
            return Err(RowRefusal::Counted);
        }
        Ok(Key { side, hour, other, service: service.to_owned(), unit })
    }
}

#[cfg(test)]
mod tests;
