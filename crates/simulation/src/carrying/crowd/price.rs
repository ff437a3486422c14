//! What the month of a crowd costs its home: by the split, and by what it needs alone.

use std::collections::BTreeMap;

use federation::charter::{Charter, DEFAULT};
use num_traits::ToPrimitive;
use purse::money::{Fraction, Money};
use purse::split::{Bill, Books, Member, SplitRefusal, Used, alone, split};
use purse::usage::{Pool, Unit};

use super::{Came, Crowd, id};
use crate::clock::{HOUR, begin, end_day, first_day, hour, span};
use crate::crew::cents;

/// Bytes that every other member uses of the next one in each hour of the month.
const BACKGROUND: u64 = 20_000_000_000;

/// Millionths of the currency, for an hour of one viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// What home is charged for the month, by its viewers' hours.
    pub together_micros: u64,
    /// What it would bear if members paid by what each needs alone.
    pub alone_micros: u64,
}

/// The month, in which each member has a bill of so many cents for what it offers and `means_cents` a year.
///
/// # Errors
/// [`SplitRefusal`].
///
/// # Panics
/// If the shipped charter is none.
pub fn price(crowd: &Crowd, came: &Came, bill_cents: u64, means_cents: u64) -> Result<Price, SplitRefusal> {
    let Ok(charter) = Charter::parse(DEFAULT) else { panic!("the shipped charter is none") };
    let Some(period) = span(0).period() else { panic!("the first month of the clock is none") };
    let numbers = 0..crowd.members;
    let member = |number: usize| {
        let member = Member { means: cents(means_cents), adherents: 10, from: first_day(0), to: end_day(0) };
        (id(number), member)
    };
    let members: BTreeMap<_, _> = numbers.clone().map(member).collect();
    let mut used = Used::default();
    for ((carrier, at), bytes) in &came.sent {
        used.add(&id(0), &id(*carrier), &Unit::Byte, hour(at * HOUR), *bytes);
    }
    for number in numbers.clone().skip(1) {
        for at in 0..begin(1) / HOUR {
            let next = id(number % (crowd.members - 1) + 1);
            used.add(&id(number), &next, &Unit::Byte, hour(at * HOUR), BACKGROUND);
        }
    }
    let bill = |number: usize| Bill {
        carrier: id(number),
        pool: Pool::Delivery,
        common_part: cents(bill_cents),
        capacity: Some((Unit::Byte, u128::from(crowd.offer.delivery_bytes))),
    };
    let bills: Vec<Bill<_>> = numbers.map(bill).collect();
    let books =
        Books { period, rules: &charter.rules, members: &members, bills: &bills, used: &used, fund: Money::ZERO };
    let charged = split(&books)?.lines.get(&id(0)).map_or(Money::ZERO, |line| line.charge);
    let needs = alone(&books)?.remove(&id(0)).unwrap_or_default();
    let hours = came.viewer_minutes / 60;
    Ok(Price {
        together_micros: u64::try_from(charged.minor()).unwrap_or(0) * 10_000 / hours.max(1),
        alone_micros: micros(&needs, hours),
    })
}

fn micros(cents: &Fraction, hours: u64) -> u64 {
    let micros = cents * Fraction::from_integer(10_000.into()) / Fraction::from_integer(hours.max(1).into());
    micros.floor().to_integer().to_u64().unwrap_or(0)
}
