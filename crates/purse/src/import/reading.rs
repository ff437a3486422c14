//! Lines of logs, summed.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::homes::plain;
use super::{Hit, Home, Homes, ImportRefusal, LineRefusal, caddy, combined};
use crate::usage::{Carried, HOURS_PER_DAY, Hour, MIN_VIEWERS, Row, Unit, close_hour, end_of_day};

/// Bytes of a line, at most; a line of Caddy has all headers of its request and answer.
pub const MAX_LINE_BYTES: usize = 65_536;

/// Hours of homes and services, at most: five years of 20 virtual hosts.
pub const MAX_ROWS: usize = 1_000_000;

/// Unknown hosts that are named, at most. Whoever asks may name any host.
pub const MAX_UNKNOWN: usize = 100;

/// Bad lines that are shown, at most.
pub const SHOWN_LINES: usize = 5;

/// Bytes of an hour, at most, so that those of a day fit into a row.
const MAX_HOUR: u64 = u64::MAX / HOURS_PER_DAY.unsigned_abs();

/// How a log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// nginx's and Apache's combined format, with or without the virtual host in front.
    Combined,
    /// Caddy's JSON.
    Caddy,
}

/// What a home used of a service in an hour.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum<M> {
    pub hour: Hour,
    pub home: M,
    pub service: String,
    pub unit: Unit,
    pub quantity: u64,
}

/// A line that was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine {
    /// From 1, over all lines of the reading.
    pub line: u64,
    pub why: LineRefusal,
}

/// Bytes delivered, as far as they were read. Which line came first changes no sum.
#[derive(Debug, Clone)]
pub struct Reading<M> {
    homes: Homes<M>,
    salt: [u8; 32],
    hours: BTreeMap<(Home<M>, Hour), Delivered>,
    unknown: BTreeMap<String, u64>,
    /// Bytes of hosts that are not named any more.
    beyond: u64,
    lines: u64,
    others: u64,
    bad: u64,
    shown: Vec<BadLine>,
}

/// What tells viewers apart: a part of the SHA-256 of the salt and an address.
type Mark = [u8; 8];

/// An hour of one home and service.
#[derive(Debug, Clone, Default)]
struct Delivered {
    bytes: u64,
    /// Salted marks of the first viewers, as many as make an hour no small count.
    viewers: Vec<Mark>,
}

impl<M: Ord + Clone> Reading<M> {
    /// A reading of nothing yet. `salt` is random, and kept nowhere.
    #[must_use]
    pub const fn new(homes: Homes<M>, salt: [u8; 32]) -> Self {
        Self {
            homes,
            salt,
            hours: BTreeMap::new(),
            unknown: BTreeMap::new(),
            beyond: 0,
            lines: 0,
            others: 0,
            bad: 0,
            shown: Vec::new(),
        }
    }

    /// Reads a line without its end. A line that cannot be read is counted, and no reason to stop.
    ///
    /// # Errors
    /// The first [`ImportRefusal`] that applies.
    pub fn line(&mut self, format: Format, line: &[u8]) -> Result<(), ImportRefusal> {
        self.lines += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            self.others += 1;
            return Ok(());
        }
        match self.read(format, line) {
            Ok(counted) => counted,
            Err(why) => {
                self.bad += 1;
                if self.shown.len() < SHOWN_LINES {
                    self.shown.push(BadLine { line: self.lines, why });
                }
                Ok(())
            }
        }
    }

    fn read(&mut self, format: Format, line: &[u8]) -> Result<Result<(), ImportRefusal>, LineRefusal> {
        if line.len() > MAX_LINE_BYTES {
            return Err(LineRefusal::TooLong);
        }
        let text = std::str::from_utf8(line).map_err(|_| LineRefusal::NoText)?.trim_end();
        match format {
            Format::Combined => Ok(self.count(&combined::read(text)?)),
            Format::Caddy => {
                let Some(entry) = caddy::read(text)? else {
                    self.others += 1;
                    return Ok(Ok(()));
                };
                let (hour, bytes) = (entry.hour()?, entry.bytes()?);
                Ok(self.count(&Hit { hour, host: entry.host(), address: entry.address(), bytes }))
            }
        }
    }

    fn count(&mut self, hit: &Hit<'_>) -> Result<(), ImportRefusal> {
        let Some(home) = self.homes.get(hit.host) else { return self.count_unknown(hit) };
        let key = (home.clone(), hit.hour);
        if self.hours.len() >= MAX_ROWS && !self.hours.contains_key(&key) {
            return Err(ImportRefusal::TooManyRows);
        }
        let hour = self.hours.entry(key).or_default();
        let bytes = hour.bytes.checked_add(hit.bytes).filter(|bytes| *bytes <= MAX_HOUR);
        hour.bytes = bytes.ok_or(ImportRefusal::TooLarge)?;
        let known = u64::try_from(hour.viewers.len()).unwrap_or(u64::MAX);
        if known < MIN_VIEWERS {
            let mark = mark(&self.salt, hit.address);
            if !hour.viewers.contains(&mark) {
                hour.viewers.push(mark);
            }
        }
        Ok(())
    }

    /// The hosts that come first in byte order stay named, so that the order of lines decides nothing.
    fn count_unknown(&mut self, hit: &Hit<'_>) -> Result<(), ImportRefusal> {
        let sum = self.unknown.entry(plain(hit.host)).or_insert(0);
        *sum = sum.checked_add(hit.bytes).ok_or(ImportRefusal::TooLarge)?;
        if self.unknown.len() > MAX_UNKNOWN
            && let Some((_, bytes)) = self.unknown.pop_last()
        {
            self.beyond = self.beyond.checked_add(bytes).ok_or(ImportRefusal::TooLarge)?;
        }
        Ok(())
    }

    /// The hours in order, small counts merged as docs/formats/usage.md says: an hour with fewer than five viewers waits for
    /// one of its day with five of its own, or for the day's last.
    #[must_use]
    pub fn sums(&self) -> Vec<Sum<M>> {
        let mut sums = Vec::new();
        let mut waits: Option<(&Home<M>, Carried)> = None;
        for ((home, hour), delivered) in &self.hours {
            // What waits is of another home and service, or of this one.
            let (other, same) = match waits.take() {
                Some((of, carried)) if of == home => (None, Some(carried)),
                other => (other, None),
            };
            sums.extend(other.and_then(|(of, carried)| Some(sum(of, end_of_day(carried)?))));
            let viewers = u64::try_from(delivered.viewers.len()).unwrap_or(u64::MAX);
            let closed = close_hour(same, *hour, delivered.bytes, viewers);
            sums.extend(closed.old.into_iter().chain(closed.row).map(|row| sum(home, row)));
            waits = closed.carried.map(|carried| (home, carried));
        }
        sums.extend(waits.and_then(|(of, carried)| Some(sum(of, end_of_day(carried)?))));
        sums.sort();
        sums
    }

    /// Hosts that no home is known for, and the bytes sent under them: the first [`MAX_UNKNOWN`] in byte order, and the
    /// bytes of all others together.
    #[must_use]
    pub const fn unknown(&self) -> (&BTreeMap<String, u64>, u64) {
        (&self.unknown, self.beyond)
    }

    /// How many lines were not read, and the first of them.
    #[must_use]
    pub fn bad(&self) -> (u64, &[BadLine]) {
        (self.bad, &self.shown)
    }

    /// Lines so far, all of them.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// Lines that were read and counted, of unknown hosts too; not empty ones, nor those of other logs of the same server.
    #[must_use]
    pub const fn counted(&self) -> u64 {
        self.lines - self.bad - self.others
    }
}

fn sum<M: Clone>(of: &Home<M>, row: Row) -> Sum<M> {
    let Home { home, service } = of.clone();
    Sum { hour: row.hour, home, service, unit: Unit::Byte, quantity: row.quantity }
}

fn mark(salt: &[u8; 32], address: &str) -> Mark {
    let digest = Sha256::new().chain_update(salt).chain_update(address).finalize();
    digest.first_chunk().copied().unwrap_or_default()
}
