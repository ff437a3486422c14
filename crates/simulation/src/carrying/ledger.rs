//! The ledger: what the network really delivered, what really lay on disks, and what went wrong on the way. Written by the network
//! alone; no account of a member enters it.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Minute;

/// To whom bytes went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// A player; a made-up one if it has a maker.
    Viewer { made_up: bool },
    /// Another member, that copies.
    Member(usize),
    /// A member that is not known to be one.
    Unknown,
}

/// Bytes by day of a carrier's or a home's own clock.
type Days = BTreeMap<(usize, usize, Minute), u64>;

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// By home, carrier, and the day by the clock of the home.
    pub by_home_day: Days,
    /// By home, carrier, and the day by the clock of the carrier.
    pub by_carrier_day: Days,
    /// Byte-hours that lay on a carrier's disk for a home.
    pub stored: BTreeMap<(usize, usize), u64>,
    /// Minutes of video that viewers asked for, that they got, and that they waited for although nobody had line left.
    pub asked: u64,
    pub got: u64,
    pub stalled: u64,
    /// Bytes that were delivered of videos that were withdrawn, by who lied.
    pub resurrected: u64,
    /// What must not be, as it was seen: once each.
    pub wrong: BTreeSet<String>,
    /// Minutes for which each member did not answer, by day.
    pub silent: BTreeMap<(usize, Minute), u64>,
}

impl Ledger {
    /// Bytes of a home that a carrier really delivered.
    #[must_use]
    pub fn delivered(&self, home: usize, carrier: usize) -> u64 {
        let of = self.by_home_day.range((home, carrier, 0)..=(home, carrier, Minute::MAX));
        of.map(|(_, bytes)| bytes).sum()
    }

    pub fn wrong(&mut self, what: String) {
        self.wrong.insert(what);
    }
}
