//! Evidence of a period: what homes' audits and canaries found, day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use purse::cost::Period;
use purse::id::MemberId;

use super::{At, Place};
use crate::entry::{AuditRow, Audits, Canaries, CanaryRow};

/// What the logs say of it. Rows are kept of the period alone; the last day of each author always.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// By home, carrier and day.
    audits: BTreeMap<(MemberId, MemberId, Date), At<AuditRow>>,
    /// By home, carrier and day, then by canary.
    canaries: BTreeMap<(MemberId, MemberId, Date), BTreeMap<MemberId, At<CanaryRow>>>,
    /// The last day that authors told of: by audits, and as canaries.
    told: BTreeMap<(MemberId, Kind), Date>,
}

/// Which evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Audits,
    Canaries,
}

impl Evidence {
    fn tells(&mut self, at: Place, kind: Kind, day: Date) {
        let last = self.told.entry((at.author, kind)).or_insert(day);
        *last = (*last).max(day);
    }

    pub(super) fn audited(&mut self, at: Place, fact: Audits, period: Option<&Period>) {
        self.tells(at, Kind::Audits, fact.day);
        if has(period, fact.day) {
            for row in fact.rows {
                first(&mut self.audits, (at.author, row.carrier, fact.day), At { at, fact: row });
            }
        }
    }

    pub(super) fn watched(&mut self, at: Place, fact: Canaries, period: Option<&Period>) {
        self.tells(at, Kind::Canaries, fact.day);
        if has(period, fact.day) {
            for row in fact.rows {
                let said = self.canaries.entry((row.home, row.carrier, fact.day)).or_default();
                first(said, at.author, At { at, fact: row });
            }
        }
    }

    /// The last day of which an author told.
    #[must_use]
    pub fn told(&self, author: MemberId, kind: Kind) -> Option<Date> {
        self.told.get(&(author, kind)).copied()
    }

    /// How carriers answered their homes: home, carrier, day, in this order.
    pub fn audits(&self) -> impl Iterator<Item = ((MemberId, MemberId, Date), &AuditRow)> {
        self.audits.iter().map(|(key, row)| (*key, &row.fact))
    }

    /// How a carrier answered a home on a day.
    #[must_use]
    pub fn audit(&self, home: MemberId, carrier: MemberId, day: Date) -> Option<&AuditRow> {
        self.audits.get(&(home, carrier, day)).map(|row| &row.fact)
    }

    /// The days with canaries: home, carrier, day, in this order, with what each canary says. No canary watches what it
    /// carries or is home of itself, so its word on that does not count.
    pub fn canaries(&self) -> impl Iterator<Item = ((MemberId, MemberId, Date), Vec<(MemberId, CanaryRow)>)> {
        self.canaries.iter().map(|((home, carrier, day), said)| {
            let others = said.iter().filter(|(canary, _)| *canary != home && *canary != carrier);
            ((*home, *carrier, *day), others.map(|(canary, row)| (*canary, row.fact)).collect())
        })
    }
}

fn has(period: Option<&Period>, day: Date) -> bool {
    period.is_some_and(|period| (period.first_day()..period.end_day()).contains(&day))
}

/// Keeps what stands first in the author's logs, in whatever order the two came.
fn first<K: Ord, T>(known: &mut BTreeMap<K, At<T>>, key: K, new: At<T>) {
    match known.get_mut(&key) {
        Some(old) if new.at < old.at => *old = new,
        Some(_) => {}
        None => drop(known.insert(key, new)),
    }
}
