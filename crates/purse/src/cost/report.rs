//! The report: exact fractions of minor units, and their cents.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::id::ObjectHash;
use crate::money::{Fraction, Money, largest_remainder};
use crate::usage::{Pool, Unit};

/// The cost of a period on one member.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CostReport {
    /// The sum of the common parts that fall into the period.
    pub expenses: Money,
    /// By unit of usage.
    pub units: BTreeMap<Unit, UnitCost>,
    /// Common parts of bills that name no capacity, by pool; all of it is idle.
    pub without_capacity: BTreeMap<Pool, Money>,
}

/// One unit: what it cost, what it gave, what was used of it. Amounts in minor units, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCost {
    /// None for a service's own unit that no expense gives.
    pub pool: Option<Pool>,
    /// E.
    pub expenses: Money,
    /// C, in the unit.
    pub capacity: u128,
    /// U, in the unit: all that was used, above the capacity too.
    pub quantity: u128,
    /// What of U is above C, at cost 0.
    pub overuse: u128,
    /// Rate x what was used of the capacity.
    pub used: Fraction,
    /// E less that.
    pub idle: Fraction,
}

/// What one use cost, an object's or a video's, by unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UseCost {
    pub kinds: BTreeMap<Unit, KindCost>,
}

/// A use of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindCost {
    /// In the unit.
    pub quantity: u128,
    /// What of it is above the capacity, at cost 0; exact.
    pub overuse: Fraction,
    /// Minor units, exact.
    pub cost: Fraction,
}

/// The report in whole minor units that add up to the expenses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounded {
    pub objects: BTreeMap<ObjectHash, Money>,
    pub idle: Money,
}

impl UnitCost {
    /// E / C; none without a capacity.
    #[must_use]
    pub fn rate(&self) -> Option<Fraction> {
        if self.capacity == 0 {
            return None;
        }
        Some(self.expenses.fraction() / whole(self.capacity))
    }

    /// The cost of a part of what was used. When more was used than the capacity, every part is charged
    /// the same share of its use, C / U, and the rest is its overuse: nobody's order of arrival decides.
    #[must_use]
    pub fn cost_of(&self, quantity: u128) -> KindCost {
        let over = if self.quantity == 0 {
            Fraction::zero()
        } else {
            whole(quantity) * whole(self.overuse) / whole(self.quantity)
        };
        let cost = match self.rate() {
            Some(rate) => rate * (whole(quantity) - &over),
            None => Fraction::zero(),
        };
        KindCost { quantity, overuse: over, cost }
    }
}

impl UseCost {
    /// All kinds together, minor units, exact.
    #[must_use]
    pub fn total(&self) -> Fraction {
        self.kinds.values().fold(Fraction::zero(), |sum, kind| sum + &kind.cost)
    }
}

impl CostReport {
    /// The cost of what an object or a video used, by unit; a unit may be named more than once. It must be
    /// among what the report was made of: then the costs of all objects are what was used, exactly.
    #[must_use]
    pub fn cost_of(&self, used: impl IntoIterator<Item = (Unit, u128)>) -> UseCost {
        let mut quantities = BTreeMap::<Unit, u128>::new();
        for (unit, quantity) in used {
            let sum = quantities.entry(unit).or_default();
            *sum = sum.saturating_add(quantity);
        }
        let kind = |(unit, quantity)| {
            let line = self.units.get(&unit)?;
            Some((unit, line.cost_of(quantity)))
        };
        UseCost { kinds: quantities.into_iter().filter_map(kind).collect() }
    }

    /// What objects used, minor units, exact.
    #[must_use]
    pub fn used(&self) -> Fraction {
        self.units.values().fold(Fraction::zero(), |sum, line| sum + &line.used)
    }

    /// What nobody used, bills without a capacity among it; minor units, exact.
    #[must_use]
    pub fn idle(&self) -> Fraction {
        let without = self.without_capacity.values().map(|money| money.fraction());
        without.chain(self.units.values().map(|line| line.idle.clone())).sum()
    }

    /// Whole minor units by largest remainder: every object's total and the idle sum, ties to the
    /// lower id, idle last. They add up to the expenses. `objects` are all that used something.
    #[must_use]
    pub fn rounded(&self, objects: &BTreeMap<ObjectHash, UseCost>) -> Rounded {
        // None sorts before Some, so the idle part's key is the pair that sorts last.
        let costs = objects.iter().map(|(id, cost)| ((false, Some(*id)), cost.total()));
        let mut parts: Vec<_> = costs.collect();
        parts.push(((true, None), self.idle()));
        let mut rounded = Rounded { objects: BTreeMap::new(), idle: Money::ZERO };
        for ((_, object), money) in largest_remainder(self.expenses, &parts) {
            match object {
                Some(object) => {
                    rounded.objects.insert(object, money);
                }
                None => rounded.idle = money,
            }
        }
        rounded
    }

    /// Money is at stake: a report that does not add up must not be shown.
    pub(super) fn assert_whole(&self) {
        for (unit, line) in &self.units {
            let all = line.cost_of(line.quantity).cost;
            assert!(all == line.used, "all of {unit} costs {all}, and {} was used", line.used);
        }
        let whole = self.used() + self.idle();
        assert!(whole == self.expenses.fraction(), "{whole} are not the expenses");
    }
}

fn whole(quantity: u128) -> Fraction {
    Fraction::from_integer(BigInt::from(quantity))
}
