//! Expenses and uses that the cost tests start from.

use jiff::civil::Date;
use purse::cost::{Capacity, CapacityUnit, Expense, ObjectUse, Period};
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

pub fn used(mark: u8, unit: Unit, quantity: u128) -> ObjectUse {
    ObjectUse { object: object(mark), unit, quantity }
}
