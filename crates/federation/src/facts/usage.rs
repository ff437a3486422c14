//! Usage of all members, summed as it arrives.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry::Vacant;

use jiff::Timestamp;
use purse::cost::Period;
use purse::id::MemberId;
use purse::usage::{Charged, Counted, Day, Hour, Unit, VIDEO_SERVICE};

use super::{Facts, Place};
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

/// What is charged of an account in the period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChargedUse {
    pub hours: BTreeMap<Hour, u64>,
    /// Claimed within the allowance, and not seen by the home.
    pub disputed: u128,
    /// Claimed beyond the allowance: shown, never charged.
    pub beyond: u128,
}

/// What both sides say of an account on a UTC day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    pub day: Day,
    /// 0 also if the carrier said nothing.
    pub claim: u128,
    pub observation: Option<u128>,
    /// None while the home may still speak.
    pub charged: Option<u128>,
    pub disputed: u128,
    pub beyond: u128,
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

    /// What the carrier claimed of an account in an hour; 0 also if it said nothing.
    #[must_use]
    pub fn claimed_in(&self, account: &Account, hour: Hour) -> u64 {
        let claimed = self.accounts.get(account).and_then(|sides| sides.claim.hours.get(&hour));
        claimed.copied().unwrap_or(0)
    }

    /// What is charged of an account, when nothing more is waited for. `allowance` is what the home allowed for a day, of
    /// accounts that allowances are for.
    #[must_use]
    pub fn charged(&self, account: &Account, tolerance: u16, allowance: impl Fn(Day) -> Option<u64>) -> ChargedUse {
        let mut charged = ChargedUse::default();
        for counted in self.days(account, allowance) {
            if let Charged::Known { hours, disputed, beyond } = counted.charged(tolerance, Timestamp::MAX) {
                charged.hours.extend(hours);
                charged.disputed += disputed;
                charged.beyond += beyond;
            }
        }
        charged
    }

    /// What the home saw, by day.
    fn observed(&self, account: &Account) -> BTreeMap<Day, u128> {
        let mut observed: BTreeMap<Day, u128> = BTreeMap::new();
        for (hour, quantity) in self.accounts.get(account).into_iter().flat_map(|sides| &sides.observation.hours) {
            *observed.entry(hour.day()).or_insert(0) += u128::from(*quantity);
        }
        observed
    }

    fn days(&self, account: &Account, allowance: impl Fn(Day) -> Option<u64>) -> Vec<Counted> {
        let Some(sides) = self.accounts.get(account) else { return Vec::new() };
        let observed = self.observed(account);
        let mut days: Vec<Counted> = Vec::new();
        for (hour, quantity) in &sides.claim.hours {
            let day = hour.day();
            if days.last().is_none_or(|last| last.day != day) {
                let (claim, observation) = (BTreeMap::new(), observed.get(&day).copied());
                days.push(Counted { day, claim, observation, allowance: allowance(day) });
            }
            if let Some(last) = days.last_mut() {
                last.claim.insert(*hour, *quantity);
            }
        }
        days
    }
}

impl Facts {
    /// What both sides say of an account, and what is charged of it, day by day; at the time `now`.
    #[must_use]
    pub fn days(&self, account: &Account, tolerance: u16, now: Timestamp) -> Vec<CountedDay> {
        let mut days: BTreeMap<Day, CountedDay> = BTreeMap::new();
        for counted in self.usage.days(account, self.allowances_of(account)) {
            let claim = counted.claim.values().copied().map(u128::from).sum();
            let (charged, disputed, beyond) = match counted.charged(tolerance, now) {
                Charged::Waiting => (None, 0, 0),
                Charged::Known { hours, disputed, beyond } => {
                    (Some(hours.values().copied().map(u128::from).sum()), disputed, beyond)
                }
            };
            let (day, observation) = (counted.day, counted.observation);
            days.insert(day, CountedDay { day, claim, observation, charged, disputed, beyond });
        }
        for (day, seen) in self.usage.observed(account) {
            let alone = CountedDay { day, claim: 0, observation: Some(seen), charged: Some(0), disputed: 0, beyond: 0 };
            days.entry(day).or_insert(alone);
        }
        days.into_values().collect()
    }

    fn allowances_of(&self, account: &Account) -> impl Fn(Day) -> Option<u64> {
        let Account { home, carrier, service, unit } = account;
        let limited = home != carrier && service == VIDEO_SERVICE && *unit == Unit::Byte;
        move |day: Day| self.carrying.allowance(home, carrier, day.date()).filter(|_| limited)
    }

    /// What is charged of an account, within what its home allowed for delivery of its videos.
    #[must_use]
    pub fn charged(&self, account: &Account, tolerance: u16) -> ChargedUse {
        self.usage.charged(account, tolerance, self.allowances_of(account))
    }
}
