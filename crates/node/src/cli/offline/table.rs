//! Tables in CSV as people hand them in: RFC 4180 with a line of headings, separated by commas or, as spreadsheets of
//! many languages do, by semicolons. Columns stand in any order, and those that nobody asked for are passed over.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::refusal::RowRefusal;

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
    #[error("{} line {line}: this is not UTF-8; save the file as UTF-8", file.display())]
    NoText { file: PathBuf, line: u64 },
    #[error("{} line {line}: {have} fields where the first line has {want}", file.display())]
    Fields { file: PathBuf, line: u64, have: u64, want: u64 },
    #[error("{} is no table: {cause}", file.display())]
    NoTable { file: PathBuf, cause: csv::Error },
    #[error("{} line {line}: {refusal}", file.display())]
    Row { file: PathBuf, line: u64, refusal: RowRefusal },
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
    pub fn parse<T: FromStr>(&self, column: &'static str) -> Result<T, RowRefusal>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.text(column);
        text.parse().map_err(|why: T::Err| RowRefusal::Value { column, text: text.to_owned(), why: why.to_string() })
    }

    /// A name: not empty, and not too long.
    pub fn name(&self, column: &'static str) -> Result<String, RowRefusal> {
        match self.text(column) {
            "" => Err(RowRefusal::Empty { column }),
            name if name.len() > MAX_NAME => Err(RowRefusal::TooLong { column, most: MAX_NAME }),
            name => Ok(name.to_owned()),
        }
    }
}

/// Reads `file`, whose headings must name `columns`, and does `each` with every row; what it refuses is told with the line.
pub fn read(
    file: &Path,
    columns: &[&'static str],
    mut each: impl FnMut(&Row<'_>) -> Result<(), RowRefusal>,
) -> Result<(), TableError> {
    let unreadable = |cause| TableError::Unreadable { file: file.to_owned(), cause };
    let (headings, rest) = open(file).map_err(unreadable)?;
    let delimiter = if headings.contains(';') && !headings.contains(',') { b';' } else { b',' };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).from_reader(headings.as_bytes().chain(rest));
    let at = |error: csv::Error| of_csv(file, error);
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
        each(&row).map_err(|refusal| TableError::Row { file: file.to_owned(), line: row.line(), refusal })?;
    }
    Ok(())
}

fn of_csv(file: &Path, error: csv::Error) -> TableError {
    let (file, line) = (file.to_owned(), error.position().map_or(1, csv::Position::line));
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => TableError::NoText { file, line },
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            TableError::Fields { file, line, have: *len, want: *expected_len }
        }
        _ => TableError::NoTable { file, cause: error },
    }
}

/// The first line, without the mark that some programs begin UTF-8 with, and the rest.
fn open(file: &Path) -> std::io::Result<(String, impl Read)> {
    let mut rest = BufReader::new(File::open(file)?);
    let mut headings = String::new();
    rest.by_ref().take(MAX_HEADINGS).read_line(&mut headings)?;
    Ok((headings.trim_start_matches('\u{feff}').to_owned(), rest))
}
