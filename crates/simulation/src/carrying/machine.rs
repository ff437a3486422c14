//! A member's machine: what it knows of the logs, what lies on its disk, and what it counted.

use std::collections::BTreeMap;

use federation::facts::{Facts, Place};
use federation::{Hash, entry::Entry};
use purse::id::MemberId;
use purse::usage::{Day, Hour};

use super::plan::Site;
use crate::clock::{Minute, hour};
use crate::dice::wide;

/// A video that a carrier has.
#[derive(Debug, Clone, Copy)]
pub struct Stored {
    pub bytes: u64,
    /// When all of it was here.
    pub since: Minute,
    /// Whether it lies on the disk, or is only said to.
    pub real: bool,
}

/// What a member counted of others in an hour: bytes, and how many of these made-up viewers took.
pub type Counts = BTreeMap<(Hour, usize), (u64, u64)>;

#[derive(Debug, Clone)]
pub struct Machine {
    pub number: usize,
    pub id: MemberId,
    pub site: Site,
    pub facts: Facts,
    /// Entries of each member's log that are here.
    pub read: Vec<usize>,
    pub up: bool,
    pub started: Minute,
    /// When it was lost last, if it was.
    pub stopped: Option<Minute>,
    /// When everybody was asked since the start: for the first time, and last.
    pub asked: Option<(Minute, Minute)>,
    /// When others answered last, since the start.
    pub answered: BTreeMap<usize, Minute>,
    /// By video, of other homes.
    pub stored: BTreeMap<usize, Stored>,
    /// Bytes of what is being fetched.
    pub incoming: BTreeMap<usize, u64>,
    /// What it delivered, by home.
    pub claims: Counts,
    /// What players and members told it, by carrier.
    pub seen: Counts,
    /// The last hour that it has told of.
    pub told: Hour,
    /// Bytes that went over its line in this minute.
    pub line_used: u64,
}

impl Machine {
    #[must_use]
    pub fn new(number: usize, id: MemberId, site: Site, members: usize, at: Minute) -> Self {
        Self {
            number,
            id,
            site,
            facts: Facts::default(),
            read: vec![0; members],
            up: true,
            started: at,
            stopped: None,
            asked: None,
            answered: BTreeMap::new(),
            stored: BTreeMap::new(),
            incoming: BTreeMap::new(),
            claims: Counts::new(),
            seen: Counts::new(),
            told: hour(at - 60),
            line_used: 0,
        }
    }

    /// What its clock says.
    #[must_use]
    pub fn clock(&self, now: Minute) -> Minute {
        now.saturating_add_signed(self.site.ahead)
    }

    #[must_use]
    pub fn hour(&self, now: Minute) -> Hour {
        hour(self.clock(now))
    }

    #[must_use]
    pub fn day(&self, now: Minute) -> Day {
        self.hour(now).day()
    }

    /// Reads what others say, from where it stopped.
    pub fn read(&mut self, author: usize, id: MemberId, log: &[Entry]) {
        let from = self.read[author];
        for (place, entry) in (wide(from)..).zip(log.iter().skip(from)) {
            // What is about use is summed when the month closes.
            if !matches!(entry, Entry::Usage(_)) {
                self.facts.add(Place { author: id, log: 1, place }, Hash::ZERO, entry.clone());
            }
        }
        self.read[author] = self.read[author].max(log.len());
    }

    /// Bytes that it delivered for a home today.
    #[must_use]
    pub fn sent_today(&self, home: usize, now: Minute) -> u64 {
        let day = self.day(now);
        let today = self.claims.range((day.first_hour(), 0)..=(day.last_hour(), usize::MAX));
        today.filter(|((_, whose), _)| *whose == home).map(|(_, (bytes, _))| bytes).sum()
    }

    /// Bytes that a carrier delivered for this home today, as far as it was told.
    #[must_use]
    pub fn seen_today(&self, carrier: usize, now: Minute) -> u64 {
        let day = self.day(now);
        let today = self.seen.range((day.first_hour(), 0)..=(day.last_hour(), usize::MAX));
        today.filter(|((_, who), _)| *who == carrier).map(|(_, (bytes, _))| bytes).sum()
    }

    /// Bytes on its disk.
    #[must_use]
    pub fn on_disk(&self) -> u64 {
        self.stored
            .values()
            .filter(|stored| stored.real)
            .map(|stored| stored.bytes)
            .chain(self.incoming.values().copied())
            .sum()
    }
}
