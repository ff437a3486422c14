//! The roll after some resolutions.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use purse::cost::Period;
use purse::id::MemberId;

use super::absence::Absence;
use super::act::{Seat, Succession};
use crate::facts::LogId;
use crate::hash::Hash;

/// Who is in the federation, and under which charter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The hash of the founding resolution: the federation's name.
    pub federation: Hash,
    /// The last resolution that is adopted.
    pub number: u64,
    pub head: Hash,
    /// Ascending by the day from which each holds.
    pub charters: Vec<(Date, Hash)>,
    /// Who holds the fund from which day on, ascending: its account is the federation's, and what it says of money received
    /// counts.
    pub holders: Vec<(Date, MemberId)>,
    /// All who ever were members.
    pub members: BTreeMap<MemberId, Standing>,
}

/// One who is or was a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub seat: Seat,
    /// The day after its last one, if it goes or went.
    pub to: Option<Date>,
    /// Logs of it that were succeeded to, the first one first; the current one is one more.
    pub successions: Vec<Succession>,
    /// The times in which it was gone, as the others voted, ascending; in the last one it may still be.
    pub gone: Vec<Absence>,
}

impl Roll {
    /// Who votes on the next resolution: all who are in and not on their way out.
    #[must_use]
    pub fn electorate(&self) -> BTreeSet<MemberId> {
        let staying = self.members.iter().filter(|(_, standing)| standing.to.is_none());
        staying.map(|(member, _)| *member).collect()
    }

    /// Who closes a period: the members at its beginning.
    #[must_use]
    pub fn roster(&self, period: &Period) -> BTreeSet<MemberId> {
        self.on(period.first_day())
    }

    /// Who is a member on a day; on those before the founding, the founder.
    #[must_use]
    pub fn on(&self, day: Date) -> BTreeSet<MemberId> {
        let day = self.charters.first().map_or(day, |(founded, _)| day.max(*founded));
        let there = |standing: &Standing| standing.seat.from <= day && standing.to.is_none_or(|to| to > day);
        self.members.iter().filter(|(_, standing)| there(standing)).map(|(member, _)| *member).collect()
    }

    /// The logs of everybody who joined before a period's end, in order: what a proposal for it names. Nothing can be left
    /// out of a closing.
    pub fn logs(&self, period: &Period) -> impl Iterator<Item = LogId> {
        let end = period.end_day();
        let joined = self.members.values().filter(move |standing| standing.seat.from < end);
        joined.flat_map(Standing::logs).map(|(log, _)| log)
    }

    /// Who holds the fund last.
    #[must_use]
    pub fn holder(&self) -> Option<MemberId> {
        self.holders.last().map(|(_, member)| *member)
    }

    /// Who holds the fund on a day.
    #[must_use]
    pub fn holder_on(&self, day: Date) -> Option<MemberId> {
        self.holders.iter().rev().find(|(from, _)| *from <= day).map(|(_, member)| *member)
    }

    /// The charter of a period: what held on its first day. The one of the founding, if there was none yet.
    #[must_use]
    pub fn charter(&self, period: &Period) -> Hash {
        self.charter_on(period.first_day())
    }

    /// The charter that holds on a day.
    #[must_use]
    pub fn charter_on(&self, day: Date) -> Hash {
        let held = self.charters.iter().rev().find(|(from, _)| *from <= day);
        held.or(self.charters.first()).map_or(Hash::ZERO, |(_, charter)| *charter)
    }
}

impl Standing {
    /// Its logs, each with the key with which it began, the first one first.
    pub fn logs(&self) -> impl Iterator<Item = (LogId, [u8; 32])> {
        let member = self.seat.member;
        let later = self.successions.iter().map(|succession| (succession.log, succession.key));
        let logs = std::iter::once((1, self.seat.key)).chain(later);
        logs.map(move |(log, key)| (LogId { member, log }, key))
    }

    /// The number of the log that it writes.
    #[must_use]
    pub fn log(&self) -> u32 {
        self.successions.last().map_or(1, |succession| succession.log)
    }

    /// The key with which its current log began, as far as the roll knows; the log says how it went on.
    #[must_use]
    pub fn key(&self) -> [u8; 32] {
        self.successions.last().map_or(self.seat.key, |succession| succession.key)
    }

    /// The key with which one of its logs began; none if it has no such log.
    #[must_use]
    pub fn first_key(&self, log: u32) -> Option<[u8; 32]> {
        let later = self.successions.iter().find(|succession| succession.log == log).map(|succession| succession.key);
        later.or_else(|| (log == 1).then_some(self.seat.key))
    }

    /// How many entries stand of a log that another one goes on for; none of the log that it writes.
    #[must_use]
    pub fn stands(&self, log: u32) -> Option<u64> {
        let next = self.successions.iter().find(|succession| Some(succession.log) == log.checked_add(1))?;
        Some(next.size)
    }

    /// Days of membership, half-open; without an end as yet.
    #[must_use]
    pub fn days(&self) -> (Date, Date) {
        (self.seat.from, self.to.unwrap_or(Date::MAX))
    }
}
