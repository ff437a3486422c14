//! PeerTube's metrics as Prometheus reads them, scraped again and again into one file.
//!
//! Two of them are bytes: what players fetched over HTTP, a counter for each video and way of playing, which begins at 0
//! when PeerTube is restarted; and what the files of all local videos take.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{BadLine, Home, Homes, ImportRefusal, LineRefusal, SHOWN_LINES, Sum};
use crate::usage::{Hour, Unit};

/// Hours between two scrapes, at most: a month.
pub const MAX_GAP_HOURS: i64 = 744;

/// Counters of one scrape, at most.
pub const MAX_SERIES: usize = 1_000_000;

/// What begins the line before each scrape.
const SCRAPED: &str = "# scraped ";

const DELIVERED: &str = "peertube_playback_http_downloaded_bytes_total{";
const STORED: &str = "peertube_video_bytes_total{";
const OF_LOCAL_VIDEOS: &str = "videoOrigin=\"local\"";

/// What the scrapes of PeerTubes say, as far as they were read.
#[derive(Debug, Clone)]
pub struct Scrapes<M> {
    homes: Homes<M>,
    /// The last complete scrape of each host.
    before: BTreeMap<String, Scrape>,
    now: Option<(String, Scrape)>,
    sums: BTreeMap<(Hour, Home<M>, Unit), u64>,
    unknown: BTreeMap<String, u64>,
    lines: u64,
    begun: u64,
    bad: u64,
    shown: Vec<BadLine>,
}

#[derive(Debug, Clone)]
struct Scrape {
    at: Timestamp,
    /// Each counter by its labels.
    delivered: BTreeMap<String, u64>,
    stored: Option<u64>,
}

impl<M: Ord + Clone> Scrapes<M> {
    #[must_use]
    pub const fn new(homes: Homes<M>) -> Self {
        Self {
            homes,
            before: BTreeMap::new(),
            now: None,
            sums: BTreeMap::new(),
            unknown: BTreeMap::new(),
            lines: 0,
            begun: 0,
            bad: 0,
            shown: Vec::new(),
        }
    }

    /// Reads a line without its end. A line that cannot be read is counted, and no reason to stop.
    ///
    /// # Errors
    /// The first [`ImportRefusal`] that applies.
    pub fn line(&mut self, line: &[u8]) -> Result<(), ImportRefusal> {
        self.lines += 1;
        match self.read(line) {
            Ok(read) => read,
            Err(why) => {
                self.bad += 1;
                if self.shown.len() < SHOWN_LINES {
                    self.shown.push(BadLine { line: self.lines, why });
                }
                Ok(())
            }
        }
    }

    fn read(&mut self, line: &[u8]) -> Result<Result<(), ImportRefusal>, LineRefusal> {
        if line.len() > super::MAX_LINE_BYTES {
            return Err(LineRefusal::TooLong);
        }
        let text = std::str::from_utf8(line).map_err(|_| LineRefusal::NoText)?.trim();
        if let Some(scraped) = text.strip_prefix(SCRAPED) {
            let (at, host) = scraped.split_once(' ').unwrap_or((scraped, ""));
            let at: Timestamp = at.parse().map_err(|_| LineRefusal::Time)?;
            return Ok(self.begin(at, host.trim()));
        }
        let (of_delivered, of_stored) = (text.strip_prefix(DELIVERED), text.strip_prefix(STORED));
        let Some(metric) = of_delivered.or(of_stored) else { return Ok(Ok(())) };
        // A label may have any character in quotation marks; the value has neither brackets nor quotation marks.
        let (labels, value) = metric.rsplit_once('}').ok_or(LineRefusal::Shape)?;
        let value = value.split_whitespace().next().unwrap_or_default().parse().map_err(|_| LineRefusal::Bytes)?;
        let Some((_, scrape)) = &mut self.now else { return Ok(Err(ImportRefusal::NoScrape)) };
        if of_delivered.is_some() {
            if scrape.delivered.len() >= MAX_SERIES {
                return Ok(Err(ImportRefusal::TooManySeries));
            }
            scrape.delivered.insert(labels.to_owned(), value);
        } else if labels.contains(OF_LOCAL_VIDEOS) {
            scrape.stored = Some(value);
        }
        Ok(Ok(()))
    }

    fn begin(&mut self, at: Timestamp, host: &str) -> Result<(), ImportRefusal> {
        self.end()?;
        self.begun += 1;
        if let Some(before) = self.before.get(host) {
            let passed = at.as_second() - before.at.as_second();
            if passed <= 0 {
                return Err(ImportRefusal::Backwards);
            }
            if passed > MAX_GAP_HOURS * 3_600 {
                return Err(ImportRefusal::Gap);
            }
        }
        self.now = Some((host.to_owned(), Scrape { at, delivered: BTreeMap::new(), stored: None }));
        Ok(())
    }

    /// Counts what the last scrape says, and gives the hours in order.
    ///
    /// # Errors
    /// The first [`ImportRefusal`] that applies.
    pub fn sums(&mut self) -> Result<Vec<Sum<M>>, ImportRefusal> {
        self.end()?;
        let sum = |((hour, of, unit), quantity): (&(Hour, Home<M>, Unit), &u64)| {
            let Home { home, service } = of.clone();
            Sum { hour: *hour, home, service, unit: unit.clone(), quantity: *quantity }
        };
        let mut sums: Vec<Sum<M>> = self.sums.iter().map(sum).collect();
        sums.sort();
        Ok(sums)
    }

    /// The scrape that was read is complete: what it counts more than the one before it was used between the two.
    fn end(&mut self) -> Result<(), ImportRefusal> {
        let Some((host, now)) = self.now.take() else { return Ok(()) };
        // PeerTube did not answer: the next scrape is compared with the one before.
        if now.delivered.is_empty() && now.stored.is_none() {
            return Ok(());
        }
        let before = self.before.get(&host).cloned();
        if let Some(before) = before {
            let delivered = delivered(&before, &now).ok_or(ImportRefusal::TooLarge)?;
            match self.homes.get(&host).cloned() {
                Some(home) => self.count(&home, delivered, &before, &now)?,
                None => {
                    let sum = self.unknown.entry(host.clone()).or_insert(0);
                    *sum = sum.saturating_add(delivered);
                }
            }
        }
        self.before.insert(host, now);
        Ok(())
    }

    fn count(&mut self, home: &Home<M>, delivered: u64, before: &Scrape, now: &Scrape) -> Result<(), ImportRefusal> {
        let middle = before.at.as_second().midpoint(now.at.as_second());
        let hour = Timestamp::from_second(middle).map_or_else(|_| Hour::of(now.at), Hour::of);
        self.add(hour, home, Unit::Byte, delivered)?;
        let (first, end) = (Hour::of(before.at).number(), Hour::of(now.at).number());
        // Hours that end after the scrape before and until this one; each has what the nearer of the two says.
        for hour in (first..end).filter_map(Hour::from_number) {
            let ended = hour.start().as_second() + 3_600;
            let nearer = if ended - before.at.as_second() < now.at.as_second() - ended { before } else { now };
            if let Some(stored) = nearer.stored {
                self.add(hour, home, Unit::ByteHour, stored)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, hour: Hour, home: &Home<M>, unit: Unit, quantity: u64) -> Result<(), ImportRefusal> {
        if quantity == 0 {
            return Ok(());
        }
        let key = (hour, home.clone(), unit);
        if self.sums.len() >= super::MAX_ROWS && !self.sums.contains_key(&key) {
            return Err(ImportRefusal::TooManyRows);
        }
        let sum = self.sums.entry(key).or_insert(0);
        *sum = sum.checked_add(quantity).ok_or(ImportRefusal::TooLarge)?;
        Ok(())
    }

    /// Lines so far, all of them.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// Scrapes that were begun, of all hosts.
    #[must_use]
    pub const fn begun(&self) -> u64 {
        self.begun
    }

    /// Hosts that no home is known for, and the bytes that players fetched of them.
    #[must_use]
    pub const fn unknown(&self) -> &BTreeMap<String, u64> {
        &self.unknown
    }

    /// How many lines were not read, and the first of them.
    #[must_use]
    pub fn bad(&self) -> (u64, &[BadLine]) {
        (self.bad, &self.shown)
    }
}

/// A counter that became smaller began again; none beyond 2^64 - 1.
fn delivered(before: &Scrape, now: &Scrape) -> Option<u64> {
    now.delivered.iter().try_fold(0_u64, |sum, (labels, value)| {
        let more = value.checked_sub(before.delivered.get(labels).copied().unwrap_or(0)).unwrap_or(*value);
        sum.checked_add(more)
    })
}
