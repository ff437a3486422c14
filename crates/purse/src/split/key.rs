//! Step 5: the rules that share a pool's sum, as weights of the members.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use num_bigint::BigInt;
use num_traits::Zero;

use super::{Books, Member, unit_of};
use crate::cost::Period;
use crate::money::Fraction;
use crate::usage::{Hour, Pool, UnitRefusal};

/// A rule that shares a sum. Use is always charged use on other members' carriers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `use`: as much as was used.
    Use,
    /// `coincident_peak`: what was used in the twentieth of the hours that were busiest for all together.
    CoincidentPeak,
    /// `own_p95`: the 95th percentile of a member's own hours.
    OwnP95,
    /// `equal`: alike, by days of membership.
    Equal,
    /// `adherents`: by adherents and days of membership.
    Adherents,
    /// `means`: by means and days of membership.
    Means,
    /// `airport`: the Shapley value of what is sized to the largest need.
    Airport,
}

impl Key {
    pub const ALL: [Self; 7] =
        [Self::Use, Self::CoincidentPeak, Self::OwnP95, Self::Equal, Self::Adherents, Self::Means, Self::Airport];

    pub(super) const fn counts_use(&self) -> bool {
        matches!(self, Self::Use | Self::CoincidentPeak | Self::OwnP95 | Self::Airport)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Use => "use",
            Self::CoincidentPeak => "coincident_peak",
            Self::OwnP95 => "own_p95",
            Self::Equal => "equal",
            Self::Adherents => "adherents",
            Self::Means => "means",
            Self::Airport => "airport",
        })
    }
}

impl FromStr for Key {
    type Err = UnitRefusal;

    fn from_str(text: &str) -> Result<Self, UnitRefusal> {
        Self::ALL.into_iter().find(|key| key.to_string() == text).ok_or(UnitRefusal::NoSuchKey)
    }
}

/// The members' weights; they are never all zero.
pub(crate) fn weights<M: Ord + Clone>(books: &Books<'_, M>, pool: Pool, key: Key) -> BTreeMap<M, Fraction> {
    let by_day = |of: fn(&Member) -> i64| {
        let weigh = |member: &Member| whole(u128::from(member.days_in(&books.period))) * BigInt::from(of(member));
        books.members.iter().map(|(id, member)| (id.clone(), weigh(member))).collect()
    };
    let weights: BTreeMap<M, Fraction> = match key {
        Key::Equal => by_day(|_| 1),
        Key::Adherents => by_day(|member| i64::from(member.adherents)),
        Key::Means => by_day(|member| member.means.minor()),
        by_use => weights_of_use(books, pool, by_use),
    };
    if weights.values().any(|weight| !weight.is_zero()) {
        return weights;
    }
    let alike = |(id, member): (&M, &Member)| (id.clone(), whole(u128::from(member.in_roster(&books.period))));
    books.members.iter().map(alike).collect()
}

/// By hours, of the one unit that the pool has; all zero if it has another number of them.
fn weights_of_use<M: Ord + Clone>(books: &Books<'_, M>, pool: Pool, key: Key) -> BTreeMap<M, Fraction> {
    let none = BTreeMap::new();
    let unit = unit_of(books, pool);
    let hours_of = |id: &M| unit.as_ref().and_then(|unit| books.used.hours(unit, id)).unwrap_or(&none);
    let hours: BTreeMap<M, &BTreeMap<Hour, u128>> = books.members.keys().map(|id| (id.clone(), hours_of(id))).collect();
    let count = usize::try_from(books.period.hours()).unwrap_or(usize::MAX);
    let each = |weigh: &dyn Fn(&BTreeMap<Hour, u128>) -> u128| {
        hours.iter().map(|(id, hours)| (id.clone(), whole(weigh(hours)))).collect()
    };
    match key {
        Key::CoincidentPeak => {
            let busiest = busiest(hours.values().copied(), count.div_ceil(20));
            each(&|hours| busiest.iter().filter_map(|hour| hours.get(hour)).sum())
        }
        Key::OwnP95 => each(&|hours| percentile(hours, count)),
        Key::Airport => {
            let needs = hours.iter().map(|(id, hours)| (id.clone(), hours.values().copied().max().unwrap_or(0)));
            airport(&needs.collect())
        }
        _ => each(&|hours| hours.values().sum()),
    }
}

/// So many hours with the largest sum over all members, ties to the earlier. Hours without use change nothing.
pub(crate) fn busiest<'a>(all: impl Iterator<Item = &'a BTreeMap<Hour, u128>>, many: usize) -> Vec<Hour> {
    let mut sums: BTreeMap<Hour, u128> = BTreeMap::new();
    for (hour, quantity) in all.flatten() {
        *sums.entry(*hour).or_insert(0) += quantity;
    }
    let mut order: Vec<(Hour, u128)> = sums.into_iter().collect();
    order.sort_by(|(early, one), (late, other)| other.cmp(one).then(early.cmp(late)));
    order.into_iter().take(many).map(|(hour, _)| hour).collect()
}

/// The `(floor(count / 20) + 1)`-th largest of `count` hours, of which those that are missing are 0.
pub(crate) fn percentile(hours: &BTreeMap<Hour, u128>, count: usize) -> u128 {
    let mut values: Vec<u128> = hours.values().copied().collect();
    values.sort_unstable_by(|one, other| other.cmp(one));
    values.get(count / 20).copied().unwrap_or(0)
}

/// The Shapley value of the game whose cost is the largest need: each stretch between two needs is shared alike by all
/// who need it (Littlechild and Owen, Management Science 20 (1973), 370-372).
#[must_use]
pub fn airport<M: Ord + Clone>(needs: &BTreeMap<M, u128>) -> BTreeMap<M, Fraction> {
    let mut order: Vec<(&M, u128)> = needs.iter().map(|(id, need)| (id, *need)).collect();
    order.sort_by_key(|(_, need)| *need);
    let (mut below, mut value) = (0, Fraction::zero());
    let mut values = BTreeMap::new();
    for (place, (id, need)) in order.iter().enumerate() {
        let sharers = BigInt::from(order.len() - place);
        value += Fraction::new(BigInt::from(need - below), sharers);
        below = *need;
        values.insert((*id).clone(), value.clone());
    }
    values
}

impl Member {
    /// Days of membership in the period.
    pub(super) fn days_in(&self, period: &Period) -> u32 {
        period.days_of(self.from, self.to)
    }

    /// Who was there when the period began closes it.
    pub(super) fn in_roster(&self, period: &Period) -> bool {
        self.from <= period.first_day() && self.to > period.first_day()
    }

    /// Days of membership in the period, each as a part of its calendar year.
    pub(super) fn years_in(&self, period: &Period) -> Fraction {
        let (first, last) = (period.first_day().year(), period.end_day().year());
        let years = (first..=last).filter_map(|year| Some((year, Date::new(year, 1, 1).ok()?)));
        let parts = years.map(|(year, begin)| {
            let end = Date::new(year.saturating_add(1), 1, 1).unwrap_or(Date::MAX);
            let days = period.days_of(self.from.max(begin), self.to.min(end));
            Fraction::new(BigInt::from(days), BigInt::from(begin.days_in_year()))
        });
        parts.sum()
    }
}

fn whole(quantity: u128) -> Fraction {
    Fraction::from_integer(BigInt::from(quantity))
}
