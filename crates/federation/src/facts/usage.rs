//! Usage of all members, summed as it arrives.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry::{Occupied, Vacant};

use jiff::Timestamp;
use purse::cost::Period;
use purse::id::MemberId;
use purse::usage::{Charged, Counted, Day, Hour, Unit};

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

#[derive(Debug, Clone, Default)]
struct Sides {
    claims: BTreeMap<Hour, u64>,
    observations: BTreeMap<Hour, u64>,
}

impl UsageSums {
    /// Adds what an author counted in an hour. Only the first row for an account and hour counts.
    pub(super) fn add(&mut self, author: MemberId, usage: Usage, period: &Period) {
        let hour = usage.hour;
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
            let hours = match usage.side {
                Side::Claim => &mut sides.claims,
                Side::Observation => &mut sides.observations,
            };
            match hours.entry(hour) {
                Vacant(first) => {
                    first.insert(row.quantity);
                }
                Occupied(_) => *self.repeated.entry(author).or_insert(0) += 1,
            }
        }
    }

    /// Every account that anybody told of.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.keys()
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
        for (hour, quantity) in &sides.observations {
            *observed.entry(hour.day()).or_insert(0) += u128::from(*quantity);
        }
        let mut days: Vec<Counted> = Vec::new();
        for (hour, quantity) in &sides.claims {
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
