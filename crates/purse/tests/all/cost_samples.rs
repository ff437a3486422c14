//! Expenses and uses that the cost tests start from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use purse::cost::{Capacity, CapacityUnit, CostRefusal, CostReport, Expense, Period, UseCost, one_member_cost};
use purse::id::ObjectHash;
use purse::money::Money;
use purse::usage::{Pool, Unit};

pub const TB: u128 = 1_000_000_000_000;
pub const GB: u128 = 1_000_000_000;

pub fn november() -> Period {
    Period::months(2026, 11, 1).expect("a month")
}

pub fn object(mark: u8) -> ObjectHash {
    ObjectHash::from_bytes([mark; 32])
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn minor(cents: i64) -> Money {
    Money::from_minor(cents).expect("an amount")
}

/// A bill for November 2026, all of it common.
pub fn bill(id: i64, pool: Pool, cents: i64, capacity: Option<(u64, CapacityUnit)>) -> Expense {
    Expense {
        id,
        pool,
        amount: minor(cents),
        common_part: minor(cents),
        from: day("2026-11-01"),
        to: day("2026-12-01"),
        capacity: capacity.map(|(amount, unit)| Capacity { amount, unit }),
    }
}

/// What one object used of one unit.
pub type ObjectUse = (ObjectHash, Unit, u128);

pub fn used(mark: u8, unit: Unit, quantity: u128) -> ObjectUse {
    (object(mark), unit, quantity)
}

/// The report of all that these objects used.
pub fn report(period: &Period, expenses: &[Expense], uses: &[ObjectUse]) -> Result<CostReport, CostRefusal> {
    let mut sums = BTreeMap::new();
    for (_, unit, quantity) in uses {
        *sums.entry(unit.clone()).or_insert(0) += quantity;
    }
    one_member_cost(period, expenses, &sums)
}

/// What each of them cost.
pub fn objects(report: &CostReport, uses: &[ObjectUse]) -> BTreeMap<ObjectHash, UseCost> {
    let mut of_object = BTreeMap::<ObjectHash, Vec<(Unit, u128)>>::new();
    for (object, unit, quantity) in uses {
        of_object.entry(*object).or_default().push((unit.clone(), *quantity));
    }
    of_object.into_iter().map(|(object, used)| (object, report.cost_of(used))).collect()
}
