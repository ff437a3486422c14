//! Logs line by line, with bounded memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use purse::import::{BadLine, Format, Home, Homes, ImportRefusal, MAX_LINE_BYTES, Reading, Scrapes, Sum};
use seams::entropy::random;
use seams::real::RealEntropy;
use serde_json::{Value, json};

use super::rows::Rows;
use super::{Kind, ReadUsage};
use crate::cli::offline::refusal::RowRefusal;
use crate::cli::offline::table::{Row, TableError, read as read_table};

/// Why logs were not read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    #[error(transparent)]
    Homes(#[from] TableError),
    #[error("cannot read {}: {cause}", file.display())]
    Unreadable { file: PathBuf, cause: std::io::Error },
    #[error("{} line {line}: {refusal}", file.display())]
    Refused { file: PathBuf, line: u64, refusal: ImportRefusal },
    #[error("{}: nothing in it is of this format", file.display())]
    NothingOfIt { file: PathBuf },
    #[error("{0}")]
    Rows(RowRefusal),
}

/// What was not counted.
#[derive(Default)]
pub struct Notes {
    bad: u64,
    /// The first of them: file, line, why.
    shown: Vec<(String, u64, String)>,
    unknown: BTreeMap<String, u64>,
    beyond: u64,
}

/// The two ways to read lines.
enum Reader {
    Log(Format, Box<Reading<String>>),
    Metrics(Box<Scrapes<String>>),
}

pub fn read(command: &ReadUsage) -> Result<(Rows, Notes), LogError> {
    let homes = homes(command.homes.as_deref())?;
    let mut reader = match command.format {
        Kind::Peertube => Reader::Metrics(Box::new(Scrapes::new(homes))),
        Kind::Caddy => Reader::Log(Format::Caddy, Box::new(Reading::new(homes, random(&RealEntropy)))),
        Kind::Nginx | Kind::Csv => Reader::Log(Format::Combined, Box::new(Reading::new(homes, random(&RealEntropy)))),
    };
    // The line of the reading with which each file begins.
    let mut begins = Vec::new();
    for file in &command.files {
        begins.push((file, reader.lines()));
        read_file(file, &mut reader)?;
    }
    let lines = reader.lines();
    let end = |refusal| {
        let (file, first) = begins.last().map_or((PathBuf::new(), 0), |(file, first)| ((*file).clone(), *first));
        LogError::Refused { file, line: lines - first, refusal }
    };
    let sums = match &mut reader {
        Reader::Log(_, reading) => Ok(reading.sums()),
        Reader::Metrics(scrapes) => scrapes.sums(),
    };
    let sums = sums.map_err(end)?;
    let carrier = command.carrier.clone().unwrap_or_default();
    let mut rows = Rows::default();
    for Sum { hour, home, service, unit, quantity } in sums {
        rows.add((hour, home, carrier.clone(), service, unit), quantity).map_err(LogError::Rows)?;
    }
    Ok((rows, reader.notes(&begins)))
}

fn homes(file: Option<&Path>) -> Result<Homes<String>, TableError> {
    let mut homes = Homes::default();
    let Some(file) = file else { return Ok(homes) };
    read_table(file, &["host", "home", "service"], |row: &Row<'_>| {
        let (host, home, service) = (row.name("host")?, row.name("home")?, row.name("service")?);
        match homes.insert(&host, Home { home, service }) {
            Some(_) => Err(RowRefusal::Twice(host)),
            None => Ok(()),
        }
    })?;
    Ok(homes)
}

fn read_file(file: &Path, reader: &mut Reader) -> Result<(), LogError> {
    let unreadable = |cause| LogError::Unreadable { file: file.to_owned(), cause };
    let (before, first) = (reader.counted(), reader.lines());
    let mut lines: Box<dyn BufRead> = match file.to_str() {
        Some("-") => Box::new(BufReader::new(std::io::stdin())),
        _ => Box::new(BufReader::new(File::open(file).map_err(unreadable)?)),
    };
    let mut line = Vec::new();
    while next_line(&mut lines, &mut line).map_err(unreadable)? {
        let read = reader.line(&line);
        read.map_err(|refusal| LogError::Refused { file: file.to_owned(), line: reader.lines() - first, refusal })?;
    }
    if reader.lines() > first && reader.counted() == before {
        return Err(LogError::NothingOfIt { file: file.to_owned() });
    }
    Ok(())
}

/// The next line without its end, one byte more than a line may have at most; whether there was one.
fn next_line(lines: &mut dyn BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    let most = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(2);
    if lines.take(most).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > MAX_LINE_BYTES {
        lines.skip_until(b'\n')?;
    }
    Ok(true)
}

impl Reader {
    fn line(&mut self, line: &[u8]) -> Result<(), ImportRefusal> {
        match self {
            Self::Log(format, reading) => reading.line(*format, line),
            Self::Metrics(scrapes) => scrapes.line(line),
        }
    }

    fn lines(&self) -> u64 {
        match self {
            Self::Log(_, reading) => reading.lines(),
            Self::Metrics(scrapes) => scrapes.lines(),
        }
    }

    /// What of the format was found.
    fn counted(&self) -> u64 {
        match self {
            Self::Log(_, reading) => reading.counted(),
            Self::Metrics(scrapes) => scrapes.begun(),
        }
    }

    fn notes(&self, begins: &[(&PathBuf, u64)]) -> Notes {
        let (bad, shown) = match self {
            Self::Log(_, reading) => reading.bad(),
            Self::Metrics(scrapes) => scrapes.bad(),
        };
        let (unknown, beyond) = match self {
            Self::Log(_, reading) => reading.unknown(),
            Self::Metrics(scrapes) => (scrapes.unknown(), 0),
        };
        let place = |bad: &BadLine| {
            let of = begins.iter().rev().find(|(_, first)| *first < bad.line);
            let (file, first) = of.map_or((String::new(), 0), |(file, first)| (file.display().to_string(), *first));
            (file, bad.line - first, bad.why.to_string())
        };
        Notes { bad, shown: shown.iter().map(place).collect(), unknown: unknown.clone(), beyond }
    }
}

impl Notes {
    /// Puts itself beside the rows.
    pub fn beside(&self, rows: Value) -> Value {
        let shown = |(file, line, why): &(String, u64, String)| json!({ "file": file, "line": line, "why": why });
        let unknown = |(host, bytes): (&String, &u64)| json!({ "host": host, "bytes": bytes.to_string() });
        let mut value = rows;
        value["bad_lines"] = json!(self.bad);
        value["first_bad_lines"] = self.shown.iter().map(shown).collect();
        value["unknown_hosts"] = self.unknown.iter().map(unknown).collect();
        value["bytes_of_more_unknown_hosts"] = json!(self.beyond.to_string());
        value
    }

    /// To people, on standard error.
    pub fn tell(&self) {
        let mut text = String::new();
        if self.bad > 0 {
            text += &format!("{} lines could not be read and are not counted; the first are:\n", self.bad);
            for (file, line, why) in &self.shown {
                text += &format!("  {file} line {line}: {why}\n");
            }
        }
        if !self.unknown.is_empty() {
            text += "Hosts that are not in the table of homes, and the bytes sent under them, which are not counted:\n";
            for (host, bytes) in &self.unknown {
                text += &format!("  {host} {bytes}\n");
            }
            if self.beyond > 0 {
                text += &format!("  and more hosts, together {}\n", self.beyond);
            }
        }
        // If standard error is gone, the rows are still right.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}
