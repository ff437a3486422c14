//! Usage of all members, summed as it arrives.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry::Vacant;

use jiff::Timestamp;
use purse::cost::Period;
use purse::id::MemberId;
use purse::usage::{Charged, Counted, Day, Hour, Unit};

use super::Place;
use crate::entry::{Side, Usage};

/// Who used what of whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    pub home: MemberId,
    pub carrier: MemberId,
    pub service: String,
    pub unit: Unit,
}

/// Claims and observations by account and hour.
#[derive(Debug, Clone, Default)]
pub struct UsageSums {
    accounts: BTreeMap<Account, Sides>,
    /// Rows for an hour that its author had told of before: they count for nothing.
    pub repeated: BTreeMap<MemberId, u64>,
}

/// What a member said of an account in the period, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// In the account's unit.
    pub quantity: u128,
    /// Rows that count, each in an entry of its own.
    pub rows: u64,
    /// Where the first of these entries stands.
    pub first: Place,
    /// Where the last one stands.
    pub last: Place,
}

#[derive(Debug, Clone, Default)]
struct Sides {
    claim: OneSide,
    observation: OneSide,
}

#[derive(Debug, Clone, Default)]
struct OneSide {
    hours: BTreeMap<Hour, u64>,
    /// The first place and the last.
    places: Option<(Place, Place)>,
}

impl OneSide {
    /// Whether the hour is told of for the first time.
    fn add(&mut self, at: Place, hour: Hour, quantity: u64) -> bool {
        let Vacant(first) = self.hours.entry(hour) else { return false };
        first.insert(quantity);
        let (first, last) = self.places.unwrap_or((at, at));
        self.places = Some((first.min(at), last.max(at)));
        true
    }

    fn told(&self) -> Option<Told> {
        let (first, last) = self.places?;
        let quantity = self.hours.values().copied().map(u128::from).sum();
        Some(Told { quantity, rows: u64::try_from(self.hours.len()).unwrap_or(u64::MAX), first, last })
    }
}

impl UsageSums {
    /// Adds what an author counted in an hour. Only the first row for an account and hour counts.
    pub(super) fn add(&mut self, at: Place, usage: Usage, period: &Period) {
        let (author, hour) = (at.author, usage.hour);
        if hour < period.first_hour() || hour >= period.end_hour() {
            return;
        }
        for row in usage.rows {
            let (home, carrier) = match usage.side {
                Side::Claim => (row.other, author),
                Side::Observation => (author, row.other),
            };
            let account = Account { home, carrier, service: row.service, unit: row.unit };
            let sides = self.accounts.entry(account).or_default();
            let side = match usage.side {
                Side::Claim => &mut sides.claim,
                Side::Observation => &mut sides.observation,
            };
            if !side.add(at, hour, row.quantity) {
                *self.repeated.entry(author).or_insert(0) += 1;
            }
        }
    }

    /// Every account that anybody told of.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.keys()
    }

    /// What the carrier claimed and the home observed of an account, as far as they said something.
    #[must_use]
    pub fn told(&self, account: &Account) -> (Option<Told>, Option<Told>) {
        let sides = self.accounts.get(account);
        sides.map_or((None, None), |sides| (sides.claim.told(), sides.observation.told()))
    }

    /// What is charged of an account in each hour, and what of it is disputed, when nothing more is waited for.
    #[must_use]
    pub fn charged(&self, account: &Account, tolerance: u16) -> (BTreeMap<Hour, u64>, u128) {
        let (mut hours, mut disputed) = (BTreeMap::new(), 0);
        for counted in self.days(account) {
            if let Charged::Known { hours: of_day, disputed: of_claim } = counted.charged(tolerance, Timestamp::MAX) {
                hours.extend(of_day);
                disputed += of_claim;
            }
        }
        (hours, disputed)
    }

    fn days(&self, account: &Account) -> Vec<Counted> {
        let Some(sides) = self.accounts.get(account) else { return Vec::new() };
        let mut observed: BTreeMap<Day, u128> = BTreeMap::new();
        for (hour, quantity) in &sides.observation.hours {
            *observed.entry(hour.day()).or_insert(0) += u128::from(*quantity);
        }
        let mut days: Vec<Counted> = Vec::new();
        for (hour, quantity) in &sides.claim.hours {
            let day = hour.day();
            if days.last().is_none_or(|last| last.day != day) {
                days.push(Counted { day, claim: BTreeMap::new(), observation: observed.get(&day).copied() });
            }
            if let Some(last) = days.last_mut() {
                last.claim.insert(*hour, *quantity);
            }
        }
        days
    }
}
