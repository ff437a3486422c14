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
    /// Every object that used something.
    pub objects: BTreeMap<ObjectHash, ObjectCost>,
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

/// What one object cost, by unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObjectCost {
    pub kinds: BTreeMap<Unit, KindCost>,
}

/// An object's use of one unit.
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
        Some(self.expenses.fraction() / Fraction::from_integer(BigInt::from(self.capacity)))
    }
}

impl ObjectCost {
    /// All kinds together, minor units, exact.
    #[must_use]
    pub fn total(&self) -> Fraction {
        self.kinds.values().fold(Fraction::zero(), |sum, kind| sum + &kind.cost)
    }

    /// Adds what another object used, as a video adds its objects.
    pub fn add(&mut self, other: &Self) {
        for (unit, kind) in &other.kinds {
            let mine = self.kinds.entry(unit.clone()).or_insert_with(|| KindCost {
                quantity: 0,
                overuse: Fraction::zero(),
                cost: Fraction::zero(),
            });
            mine.quantity = mine.quantity.saturating_add(kind.quantity);
            mine.overuse += &kind.overuse;
            mine.cost += &kind.cost;
        }
    }
}

impl CostReport {
    /// The cost of several objects together, such as those of a video; an object that used nothing
    /// or is named twice adds nothing.
    #[must_use]
    pub fn cost_of(&self, objects: impl IntoIterator<Item = ObjectHash>) -> ObjectCost {
        let objects: std::collections::BTreeSet<ObjectHash> = objects.into_iter().collect();
        let mut sum = ObjectCost::default();
        for cost in objects.iter().filter_map(|object| self.objects.get(object)) {
            sum.add(cost);
        }
        sum
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
    /// lower id, idle last. They add up to the expenses.
    #[must_use]
    pub fn rounded(&self) -> Rounded {
        // None sorts before Some, so the idle part's key is the pair that sorts last.
        let objects = self.objects.iter().map(|(id, cost)| ((false, Some(*id)), cost.total()));
        let mut parts: Vec<_> = objects.collect();
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
        let objects: Fraction = self.objects.values().map(ObjectCost::total).sum();
        let used = self.used();
        assert!(objects == used, "objects cost {objects}, units were used for {used}");
        let whole = used + self.idle();
        assert!(whole == self.expenses.fraction(), "{whole} are not the expenses");
    }
}
