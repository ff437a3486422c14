//! Which entries a settlement counts, and when.

use std::collections::BTreeMap;

use federation::Hash;
use federation::entry::{Dispute, Payment};
use federation::facts::Place;
use jiff::civil::Date;
use purse::id::MemberId;

use super::Ground;

/// An entry that counts nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unplaced {
    pub entry: Hash,
    pub at: Place,
    pub why: WhyUnplaced,
}

/// Why an entry counts nowhere. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum WhyUnplaced {
    #[error("no closed period has this report")]
    NoReport,
    #[error(
        "neither who paid nor who was paid held the fund on that day, and the charter has no transfers between members"
    )]
    NotByFund,
    #[error("the member has no note of that period on which it pays, or of which it is paid")]
    NoNote,
}

/// What an entry does. Those of one day are taken in order of their names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub(super) day: Date,
    pub(super) name: Hash,
    /// Of the entry that it takes back, if it does.
    pub(super) back: Option<Hash>,
    pub(super) at: Place,
    /// The place of its report's period.
    pub(super) period: usize,
    pub(super) does: Does,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Does {
    Pays { from: MemberId, to: MemberId, payment: Payment },
    Disputes { debtor: MemberId, dispute: Dispute },
}

/// Events by the period whose report is the first to know them; those that no report knows come last.
pub(super) type Events = BTreeMap<usize, Vec<Event>>;

pub(super) fn events(ground: &Ground<'_>) -> (Events, Vec<Unplaced>) {
    let mut found = Found { ground, events: Events::new(), unplaced: Vec::new() };
    for (name, entry) in &ground.facts.payments {
        let does = Does::Pays { from: entry.fact.from, to: entry.at.author, payment: entry.fact };
        found.add(*name, entry.at, entry.fact.report, (entry.fact.day, does), ground.facts.taken_back(name, entry));
    }
    for (name, entry) in &ground.facts.disputes {
        let does = Does::Disputes { debtor: entry.at.author, dispute: entry.fact };
        // It has no day: it counts from when the logs have it.
        found.add(*name, entry.at, entry.fact.report, (Date::MIN, does), ground.facts.taken_back(name, entry));
    }
    for events in found.events.values_mut() {
        events.sort_by_key(|event| (event.day, event.name));
    }
    (found.events, found.unplaced)
}

struct Found<'a> {
    ground: &'a Ground<'a>,
    events: Events,
    unplaced: Vec<Unplaced>,
}

impl Found<'_> {
    fn add(
        &mut self,
        name: Hash,
        at: Place,
        report: Hash,
        (day, does): (Date, Does),
        back: Option<&federation::facts::TakenBack>,
    ) {
        let Some(period) = self.ground.periods.iter().position(|period| period.hash == report) else {
            return self.unplaced.push(Unplaced { entry: name, at, why: WhyUnplaced::NoReport });
        };
        // Nothing counts for a note before it is issued.
        let known = self.known(at).max(period + 1);
        let taken = back.map(|back| (self.known(back.at).max(known), back));
        if taken.is_some_and(|(later, _)| later == known) {
            return;
        }
        let event = Event { day, name, back: None, at, period, does };
        self.events.entry(known).or_default().push(event);
        if let Some((later, back)) = taken {
            let event = Event { day: back.on, name: back.name, back: Some(name), at: back.at, ..event };
            self.events.entry(later).or_default().push(event);
        }
    }

    /// The place of the first period whose report has the entry below its cuts.
    fn known(&self, at: Place) -> usize {
        let below =
            |cut: &federation::closing::Cut| (cut.member, cut.log) == (at.author, at.log) && at.place < cut.size;
        let first = self.ground.periods.iter().position(|period| period.report.cuts.iter().any(below));
        first.unwrap_or(self.ground.periods.len())
    }
}
