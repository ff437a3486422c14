//! The purse's report by pool, as the pages show it.

use std::collections::BTreeMap;

use num_traits::Zero;
use purse::cost::UnitCost;
use purse::money::Fraction;
use purse::usage::{self, Unit};

use crate::costs::{Month, shown_parts};
use crate::view::Money;
use crate::view::cost::{Pool, Quantity};
use crate::view::treasurer::PoolMonth;

/// What a pool's bills came to, and the unit that its capacity is counted in.
struct Line<'a> {
    expenses: Fraction,
    used: Fraction,
    counted: Option<(&'a Unit, &'a UnitCost)>,
}

impl Line<'_> {
    fn nothing() -> Self {
        Self { expenses: Fraction::zero(), used: Fraction::zero(), counted: None }
    }
}

/// The month's pools; those without expenses and use are left out.
pub(super) fn of_month(month: &Month) -> Vec<PoolMonth> {
    let mut lines = BTreeMap::<usage::Pool, Line<'_>>::new();
    for (unit, line) in &month.report.units {
        let Some(pool) = line.pool else { continue };
        let sums = lines.entry(pool).or_insert_with(Line::nothing);
        sums.expenses += line.expenses.fraction();
        sums.used += &line.used;
        sums.counted = Some((unit, line));
    }
    for (pool, money) in &month.report.without_capacity {
        let sums = lines.entry(*pool).or_insert_with(Line::nothing);
        sums.expenses += money.fraction();
    }
    let row = |(pool, Line { expenses, used, counted: line }): (usage::Pool, Line<'_>)| {
        let [expenses, used, idle] = shown_parts(&expenses, &used);
        PoolMonth {
            pool: shown_pool(pool),
            expenses,
            used,
            idle,
            use_quantity: quantity(month, line, |line: &UnitCost| line.quantity),
            capacity: quantity(month, line, |line: &UnitCost| line.capacity).filter(|_| has_capacity(line)),
            overuse: quantity(month, line, |line: &UnitCost| line.overuse).filter(|_| is_overused(line)),
            use_permille: line.and_then(|(_, line)| permille(line)),
        }
    };
    lines.into_iter().map(row).collect()
}

/// The sum of a column of the page.
pub(super) fn sum(pools: &[PoolMonth], column: impl Fn(&PoolMonth) -> Money) -> Money {
    Money::Exact(pools.iter().map(|pool| column(pool).bar_length()).fold(0, u64::saturating_add))
}

fn has_capacity(line: Option<(&Unit, &UnitCost)>) -> bool {
    line.is_some_and(|(_, line)| line.capacity > 0)
}

fn is_overused(line: Option<(&Unit, &UnitCost)>) -> bool {
    line.is_some_and(|(_, line)| line.overuse > 0)
}

fn permille(line: &UnitCost) -> Option<u64> {
    let share = line.quantity.checked_mul(1000)?.checked_div(line.capacity)?;
    u64::try_from(share).ok()
}

fn quantity(month: &Month, line: Option<(&Unit, &UnitCost)>, of: impl Fn(&UnitCost) -> u128) -> Option<Quantity> {
    line.and_then(|(unit, line)| shown_quantity(month, unit, of(line)))
}

/// A quantity in the unit of its pool; a service's own unit has no words here.
pub(super) fn shown_quantity(month: &Month, unit: &Unit, quantity: u128) -> Option<Quantity> {
    match unit {
        Unit::Byte => Some(Quantity::Bytes(u64::try_from(quantity).unwrap_or(u64::MAX))),
        Unit::ByteHour => Some(Quantity::ByteHours(quantity, month.hour_count())),
        Unit::PixelMs => Some(Quantity::PixelMilliseconds(quantity)),
        Unit::Own(_) => None,
    }
}

/// The pool in the words of the purse.
pub(crate) const fn counted_pool(pool: Pool) -> usage::Pool {
    match pool {
        Pool::Delivery => usage::Pool::Delivery,
        Pool::Storage => usage::Pool::Storage,
        Pool::Encoding => usage::Pool::Encoding,
        Pool::Plant => usage::Pool::Plant,
        Pool::Commons => usage::Pool::Commons,
    }
}

/// The pool in the words of the pages.
pub(crate) const fn shown_pool(pool: usage::Pool) -> Pool {
    match pool {
        usage::Pool::Delivery => Pool::Delivery,
        usage::Pool::Storage => Pool::Storage,
        usage::Pool::Encoding => Pool::Encoding,
        usage::Pool::Plant => Pool::Plant,
        usage::Pool::Commons => Pool::Commons,
    }
}
