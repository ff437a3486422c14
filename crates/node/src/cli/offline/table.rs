//! Tables in CSV as people hand them in: RFC 4180 with a line of headings, separated by commas or, as spreadsheets of
//! many languages do, by semicolons. Columns stand in any order, and those that nobody asked for are passed over.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord, Trim};

/// Rows of a table, at most: a month of use of a thousand members fits in.
const MAX_ROWS: u64 = 100_000_000;

/// Bytes of the line of headings, at most.
const MAX_HEADINGS: u64 = 4_096;

/// Bytes of a field that is a name, at most.
const MAX_NAME: usize = 200;

/// Why a table was not read. Everything names the file, and what is wrong in a line names the line.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error("cannot read {}: {cause}", file.display())]
    Unreadable { file: PathBuf, cause: std::io::Error },
    #[error("{} has no column '{column}'; its first line must name: {wanted}", file.display())]
    NoColumn { file: PathBuf, column: &'static str, wanted: String },
    #[error("{} has more than {MAX_ROWS} rows", file.display())]
    TooLong { file: PathBuf },
    #[error("{} line {line}: {why}", file.display())]
    Line { file: PathBuf, line: u64, why: String },
}

/// A row, with the names of its columns.
pub struct Row<'a> {
    columns: &'a [&'static str],
    places: &'a [usize],
    record: &'a StringRecord,
}

impl Row<'_> {
    /// Its first line, counted from 1.
    pub fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    /// What stands in a column that was asked for.
    pub fn text(&self, column: &'static str) -> &str {
        let place = self.columns.iter().position(|name| *name == column).map(|at| self.places[at]);
        place.and_then(|place| self.record.get(place)).unwrap_or("")
    }

    /// The same, as something else.
    pub fn parse<T: FromStr>(&self, column: &'static str) -> Result<T, String>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.text(column);
        text.parse().map_err(|error| format!("{column} '{text}': {error}"))
    }

    /// A name: not empty, and not too long.
    pub fn name(&self, column: &'static str) -> Result<String, String> {
        match self.text(column) {
            "" => Err(format!("{column} is empty")),
            name if name.len() > MAX_NAME => Err(format!("{column} is longer than {MAX_NAME} bytes")),
            name => Ok(name.to_owned()),
        }
    }
}

/// Reads `file`, whose headings must name `columns`, and does `each` with every row; what it refuses is told with the line.
pub fn read(
    file: &Path,
    columns: &[&'static str],
    mut each: impl FnMut(&Row<'_>) -> Result<(), String>,
) -> Result<(), TableError> {
    let unreadable = |cause| TableError::Unreadable { file: file.to_owned(), cause };
    let (headings, rest) = open(file).map_err(unreadable)?;
    let delimiter = if headings.contains(';') && !headings.contains(',') { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).from_reader(headings.as_bytes().chain(rest));
    let at = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        match error.into_kind() {
            csv::ErrorKind::Io(cause) => unreadable(cause),
            csv::ErrorKind::Utf8 { .. } => broken(file, line, "this is not UTF-8; save the file as UTF-8".to_owned()),
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                broken(file, line, format!("{len} fields where the first line has {expected_len}"))
            }
            other => broken(file, line, format!("{other:?}")),
        }
    };
    let named = reader.headers().map_err(at)?.clone();
    let place = |column: &&'static str| {
        let found = named.iter().position(|name| name == *column);
        found.ok_or_else(|| TableError::NoColumn { file: file.to_owned(), column, wanted: columns.join(",") })
    };
    let places: Vec<usize> = columns.iter().map(place).collect::<Result<_, _>>()?;
    let mut record = StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).map_err(at)? {
        rows += 1;
        if rows > MAX_ROWS {
            return Err(TableError::TooLong { file: file.to_owned() });
        }
        let row = Row { columns, places: &places, record: &record };
        each(&row).map_err(|why| broken(file, row.line(), why))?;
    }
    Ok(())
}

fn broken(file: &Path, line: u64, why: String) -> TableError {
    TableError::Line { file: file.to_owned(), line, why }
}

/// The first line, without the mark that some programs begin UTF-8 with, and the rest.
fn open(file: &Path) -> std::io::Result<(String, impl Read)> {
    let mut rest = BufReader::new(File::open(file)?);
    let mut headings = String::new();
    rest.by_ref().take(MAX_HEADINGS).read_line(&mut headings)?;
    Ok((headings.trim_start_matches('\u{feff}').to_owned(), rest))
}
