//! What a period cost on one member, and each object in it: docs/RULES.md, "The cost on one member".
//!
//! Expenses and the capacity that they give make a rate, the rate times its use is an object's cost.
//! What nobody used is idle. Used and idle are the expenses, exactly.

mod expense;
mod period;
mod refusal;
mod report;

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

pub(crate) use expense::by_days;
pub use expense::{Capacity, CapacityUnit, Expense, MAX_CAPACITY};
pub use period::Period;
pub(crate) use period::days;
pub use refusal::CostRefusal;
pub use report::{CostReport, KindCost, Rounded, UnitCost, UseCost};

use crate::money::{Fraction, Money};
use crate::usage::{Pool, Unit};

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

/// What the period cost, by unit. What one object or video cost is then [`CostReport::cost_of`] its use.
///
/// `expenses` may reach beyond the period: their part of it counts. An expense that was reversed and
/// its reversal are left out by the caller. `used` is all that was used in the period, by unit.
///
/// # Errors
/// [`CostRefusal`], with the expense that it is about.
pub fn one_member_cost(
    period: &Period,
    expenses: &[Expense],
    used: &BTreeMap<Unit, u128>,
) -> Result<CostReport, CostRefusal> {
    let bills = bills(period, expenses)?;
    let mut report = CostReport::default();
    for (pool, minor) in bills.without_capacity {
        report.without_capacity.insert(pool, money(minor)?);
    }
    for unit in used.keys().chain(bills.offered.keys()) {
        let quantity = used.get(unit).copied().unwrap_or_default();
        report.units.insert(unit.clone(), unit_cost(unit, bills.offered.get(unit), quantity)?);
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

fn money(minor: i128) -> Result<Money, CostRefusal> {
    let minor = i64::try_from(minor).map_err(|_| CostRefusal::TooLarge)?;
    Money::from_minor(minor).map_err(|_| CostRefusal::TooLarge)
}

fn ratio(numerator: u128, denominator: u128) -> Fraction {
    Fraction::new(BigInt::from(numerator), BigInt::from(denominator))
}
