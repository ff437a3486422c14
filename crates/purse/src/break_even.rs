//! A year's plan of an association: what comes in, what it costs, and how many adherents at which fee carry it.
//! docs/RULES.md, "Break-even".
//!
//! What is counted, adherents or lines, is a *unit*; income and costs may grow with one.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::money::{Fraction, MAX_MINOR, Money};

/// Lines of a plan, at most, of each kind.
pub const MAX_LINES: usize = 1_000;

/// Years over which hardware counts, at most.
pub const MAX_YEARS: u32 = 30;

/// So much of a unit, so many times a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Income {
    pub label: String,
    /// The unit that pays it.
    pub of: String,
    /// Each time.
    pub amount: Money,
    /// From 1 to 366.
    pub times: u16,
}

/// What a line of costs grows with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Nothing: so much a year.
    Fixed,
    /// So much a year for each of a unit.
    Each(String),
    /// Bought once and used for so many years, from 1 to [`MAX_YEARS`].
    Over(u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    pub label: String,
    /// Not negative.
    pub amount: Money,
    pub basis: Basis,
}

/// Help in kind; it is named beside the result and is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiftInKind {
    pub label: String,
    pub worth: Money,
}

/// A year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// How many there are of each unit.
    pub units: BTreeMap<String, u32>,
    pub incomes: Vec<Income>,
    pub costs: Vec<Cost>,
    pub gifts: Vec<GiftInKind>,
}

/// Why a plan has no result. Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PlanRefusal {
    #[error("a plan has at most {MAX_LINES} incomes, costs and gifts each")]
    TooManyLines,
    #[error("'{0}' is of a unit that the plan does not count")]
    UnknownUnit(String),
    #[error("'{0}' has a negative amount")]
    Negative(String),
    #[error("'{0}' is paid 1 to 366 times a year")]
    Times(String),
    #[error("'{0}' counts over 1 to {MAX_YEARS} years")]
    Years(String),
    #[error("the plan has no income '{0}'")]
    NoIncome(String),
    #[error("a sum of the plan is too large")]
    TooLarge,
}

/// The year's sums. Costs are exact, for hardware is divided by years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub income: Money,
    /// Each line of costs, in the order of the plan; minor units, exact.
    pub lines: Vec<Fraction>,
    /// All of them, rounded up to the cent: a plan does not look better than it is.
    pub costs: Money,
    /// Income less costs.
    pub result: Money,
    /// What gifts in kind are worth; they need not be paid for, and are not in the result.
    pub gifts: Money,
}

impl Plan {
    /// # Errors
    /// The first [`PlanRefusal`] that applies.
    pub fn balance(&self) -> Result<Balance, PlanRefusal> {
        self.check()?;
        let lines: Vec<Fraction> = self.costs.iter().map(|cost| self.a_year(cost)).collect();
        let income = minor(&self.incomes.iter().map(|income| self.earned(income)).sum())?;
        let costs = minor(&lines.iter().sum::<Fraction>().ceil().to_integer())?;
        let gifts = Money::sum(self.gifts.iter().map(|gift| gift.worth)).map_err(|_| PlanRefusal::TooLarge)?;
        let result = income.minus(costs).map_err(|_| PlanRefusal::TooLarge)?;
        Ok(Balance { income, lines, costs, result, gifts })
    }

    /// How many units must pay the income `label`, at `fee` each time, so that the year costs no more than it brings; all
    /// else as planned. None if no number does, or only one beyond 2^32 - 1.
    ///
    /// # Errors
    /// The first [`PlanRefusal`] that applies.
    pub fn smallest_count(&self, label: &str, fee: Money) -> Result<Option<u32>, PlanRefusal> {
        let mut none = self.with_fee(label, fee)?;
        let of = self.income(label)?.of.clone();
        let count = |plan: &mut Self, count| plan.units.insert(of.clone(), count);
        count(&mut none, 0);
        let missing = -none.exact()?;
        if !missing.is_positive() {
            return Ok(Some(0));
        }
        // The result is a straight line in the count.
        let mut one = none.clone();
        count(&mut one, 1);
        let each = one.exact()? + &missing;
        Ok(if each.is_positive() { (missing / each).ceil().to_integer().to_u32() } else { None })
    }

    /// The smallest whole number of cents that `count` units must pay each time as the income `label`, so that the year
    /// costs no more than it brings. None if none of them pays, or no amount is large enough.
    ///
    /// # Errors
    /// The first [`PlanRefusal`] that applies.
    pub fn smallest_fee(&self, label: &str, count: u32) -> Result<Option<Money>, PlanRefusal> {
        let mut free = self.with_fee(label, Money::ZERO)?;
        let income = self.income(label)?;
        free.units.insert(income.of.clone(), count);
        let missing = -free.exact()?;
        if !missing.is_positive() {
            return Ok(Some(Money::ZERO));
        }
        let paid = BigInt::from(count) * BigInt::from(income.times);
        if paid.is_zero() {
            return Ok(None);
        }
        let fee = missing.ceil().to_integer().div_ceil(&paid);
        Ok(fee.to_i64().and_then(|fee| Money::from_minor(fee).ok()))
    }

    /// The smallest fee for each of these counts: what a treasurer lays before the assembly.
    ///
    /// # Errors
    /// The first [`PlanRefusal`] that applies.
    pub fn fees(&self, label: &str, counts: &BTreeSet<u32>) -> Result<BTreeMap<u32, Option<Money>>, PlanRefusal> {
        counts.iter().map(|count| Ok((*count, self.smallest_fee(label, *count)?))).collect()
    }

    /// Income less costs, exactly; minor units.
    fn exact(&self) -> Result<Fraction, PlanRefusal> {
        self.check()?;
        let income: BigInt = self.incomes.iter().map(|income| self.earned(income)).sum();
        let costs: Fraction = self.costs.iter().map(|cost| self.a_year(cost)).sum();
        Ok(Fraction::from_integer(income) - costs)
    }

    fn income(&self, label: &str) -> Result<&Income, PlanRefusal> {
        let found = self.incomes.iter().find(|income| income.label == label);
        found.ok_or_else(|| PlanRefusal::NoIncome(label.to_owned()))
    }

    fn with_fee(&self, label: &str, fee: Money) -> Result<Self, PlanRefusal> {
        self.check()?;
        self.income(label)?;
        let mut plan = self.clone();
        if let Some(income) = plan.incomes.iter_mut().find(|income| income.label == label) {
            income.amount = fee;
        }
        Ok(plan)
    }

    fn earned(&self, income: &Income) -> BigInt {
        BigInt::from(self.count(&income.of)) * BigInt::from(income.amount.minor()) * BigInt::from(income.times)
    }

    fn a_year(&self, cost: &Cost) -> Fraction {
        let amount = cost.amount.fraction();
        match &cost.basis {
            Basis::Fixed => amount,
            Basis::Each(unit) => amount * BigInt::from(self.count(unit)),
            Basis::Over(years) => amount / BigInt::from((*years).max(1)),
        }
    }

    fn count(&self, unit: &str) -> u32 {
        self.units.get(unit).copied().unwrap_or(0)
    }

    fn check(&self) -> Result<(), PlanRefusal> {
        let lines = self.incomes.len().max(self.costs.len()).max(self.gifts.len());
        if lines > MAX_LINES {
            return Err(PlanRefusal::TooManyLines);
        }
        let of_income = self.incomes.iter().map(|income| (&income.label, Some(&income.of)));
        let of_cost = self.costs.iter().map(|cost| match &cost.basis {
            Basis::Each(unit) => (&cost.label, Some(unit)),
            Basis::Fixed | Basis::Over(_) => (&cost.label, None),
        });
        let counted = |unit: Option<&String>| unit.is_none_or(|unit| self.units.contains_key(unit));
        first(
            of_income.chain(of_cost),
            |(_, unit)| !counted(*unit),
            |(label, _)| PlanRefusal::UnknownUnit(label.clone()),
        )?;
        let incomes = self.incomes.iter().map(|income| (&income.label, income.amount));
        let costs = self.costs.iter().map(|cost| (&cost.label, cost.amount));
        let gifts = self.gifts.iter().map(|gift| (&gift.label, gift.worth));
        let amounts = incomes.chain(costs).chain(gifts);
        first(amounts, |(_, amount)| *amount < Money::ZERO, |(label, _)| PlanRefusal::Negative(label.clone()))?;
        let odd = |income: &&Income| !(1..=366).contains(&income.times);
        first(self.incomes.iter(), odd, |income| PlanRefusal::Times(income.label.clone()))?;
        let odd = |cost: &&Cost| matches!(cost.basis, Basis::Over(years) if !(1..=MAX_YEARS).contains(&years));
        first(self.costs.iter(), odd, |cost| PlanRefusal::Years(cost.label.clone()))
    }
}

/// The refusal of the first that is wrong.
fn first<T>(
    mut all: impl Iterator<Item = T>,
    wrong: impl Fn(&T) -> bool,
    refusal: impl Fn(T) -> PlanRefusal,
) -> Result<(), PlanRefusal> {
    all.find(wrong).map_or(Ok(()), |found| Err(refusal(found)))
}

fn minor(sum: &BigInt) -> Result<Money, PlanRefusal> {
    let within = sum.to_i64().filter(|minor| minor.abs() <= MAX_MINOR);
    within.and_then(|minor| Money::from_minor(minor).ok()).ok_or(PlanRefusal::TooLarge)
}
