//! What each object cost on one member: docs/RULES.md, "The cost on one member".
//!
//! Expenses and the capacity that they give make a rate, a rate times its use is an object's cost.
//! What nobody used is idle. Used and idle are the expenses, exactly.

mod expense;
mod period;
mod refusal;
mod report;

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

pub use expense::{Capacity, CapacityUnit, Expense, MAX_CAPACITY};
pub use period::Period;
pub use refusal::CostRefusal;
pub use report::{CostReport, KindCost, ObjectCost, Rounded, UnitCost};

use crate::id::ObjectHash;
use crate::money::{Fraction, Money};
use crate::usage::{Pool, Unit};

/// What one object used of one unit in the period: the sum of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectUse {
    pub object: ObjectHash,
    pub unit: Unit,
    pub quantity: u128,
}

/// What the expenses of one unit give in the period.
struct Offered {
    pool: Pool,
    expenses: i128,
    capacity: u128,
}

/// The period's expenses by unit, and those that name no capacity, by pool.
#[derive(Default)]
struct Bills {
    offered: BTreeMap<Unit, Offered>,
    without_capacity: BTreeMap<Pool, i128>,
}

/// The cost of every object in the period.
///
/// `expenses` may reach beyond the period: their part of it counts. An expense that was reversed and
/// its reversal are left out by the caller. `used` may name an object and unit more than once.
///
/// # Errors
/// [`CostRefusal`], with the expense that it is about.
pub fn one_member_cost(period: &Period, expenses: &[Expense], used: &[ObjectUse]) -> Result<CostReport, CostRefusal> {
    let bills = bills(period, expenses)?;
    let mut uses: BTreeMap<&Unit, BTreeMap<ObjectHash, u128>> = BTreeMap::new();
    for each in used {
        let of_object = uses.entry(&each.unit).or_default().entry(each.object).or_default();
        *of_object = of_object.checked_add(each.quantity).ok_or(CostRefusal::TooLarge)?;
    }
    let mut report = CostReport::default();
    for (pool, minor) in bills.without_capacity {
        report.without_capacity.insert(pool, money(minor)?);
    }
    for (unit, objects) in &uses {
        let quantity =
            objects.values().try_fold(0, |sum: u128, each| sum.checked_add(*each)).ok_or(CostRefusal::TooLarge)?;
        let line = unit_cost(unit, bills.offered.get(*unit), quantity)?;
        for (object, quantity) in objects {
            let kinds = &mut report.objects.entry(*object).or_default().kinds;
            kinds.insert((*unit).clone(), object_cost(&line, *quantity));
        }
        report.units.insert((*unit).clone(), line);
    }
    for (unit, offered) in &bills.offered {
        if !report.units.contains_key(unit) {
            report.units.insert(unit.clone(), unit_cost(unit, Some(offered), 0)?);
        }
    }
    let parts = report.units.values().map(|line| line.expenses);
    report.expenses =
        Money::sum(parts.chain(report.without_capacity.values().copied())).map_err(|_| CostRefusal::TooLarge)?;
    report.assert_whole();
    Ok(report)
}

fn bills(period: &Period, expenses: &[Expense]) -> Result<Bills, CostRefusal> {
    let mut bills = Bills::default();
    for expense in expenses {
        expense.check()?;
        let Some(part) = expense.part_of(period) else {
            continue;
        };
        let Some((unit, capacity)) = part.capacity else {
            *bills.without_capacity.entry(expense.pool).or_default() += part.common_part;
            continue;
        };
        let pool = expense.pool;
        let offered = Offered { pool, expenses: 0, capacity: 0 };
        let offered = bills.offered.entry(unit).or_insert(offered);
        if offered.pool != pool {
            return Err(CostRefusal::UnitInTwoPools { expense: expense.id });
        }
        offered.expenses += part.common_part;
        let sum = offered.capacity.checked_add(capacity);
        offered.capacity = sum.ok_or(CostRefusal::TooLarge)?;
    }
    Ok(bills)
}

/// E, C and U of one unit: `used = E x min(U, C) / C`, `idle = E - used`.
fn unit_cost(unit: &Unit, offered: Option<&Offered>, quantity: u128) -> Result<UnitCost, CostRefusal> {
    let expenses = money(offered.map_or(0, |offered| offered.expenses))?;
    let capacity = offered.map_or(0, |offered| offered.capacity);
    let used =
        if capacity == 0 { Fraction::zero() } else { expenses.fraction() * ratio(quantity.min(capacity), capacity) };
    Ok(UnitCost {
        pool: offered.map(|offered| offered.pool).or_else(|| unit.pool()),
        expenses,
        capacity,
        quantity,
        overuse: quantity.saturating_sub(capacity),
        idle: expenses.fraction() - &used,
        used,
    })
}

/// An object's part of a unit. When more was used than the capacity, every object is charged the same
/// part of its use, C / U, and the rest is its overuse: nobody's order of arrival decides.
fn object_cost(line: &UnitCost, quantity: u128) -> KindCost {
    let over = if line.quantity == 0 { Fraction::zero() } else { whole(quantity) * ratio(line.overuse, line.quantity) };
    let cost = match line.rate() {
        Some(rate) => rate * (whole(quantity) - &over),
        None => Fraction::zero(),
    };
    KindCost { quantity, overuse: over, cost }
}

fn money(minor: i128) -> Result<Money, CostRefusal> {
    let minor = i64::try_from(minor).map_err(|_| CostRefusal::TooLarge)?;
    Money::from_minor(minor).map_err(|_| CostRefusal::TooLarge)
}

fn whole(quantity: u128) -> Fraction {
    Fraction::from_integer(BigInt::from(quantity))
}

fn ratio(numerator: u128, denominator: u128) -> Fraction {
    Fraction::new(BigInt::from(numerator), BigInt::from(denominator))
}
