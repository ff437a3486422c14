//! A record to count: members by name, bills in euros.

use purse::cost::{Capacity, CapacityUnit, Expense, Period};
use purse::expense::{Bill, Entry, Estimate, Gift, Raise, Record, RecordRefusal, Reversal};
use purse::id::EntryId;
use purse::money::Money;
use purse::usage::Pool;

use crate::cost_samples::day;
use crate::split_samples::euros;

pub fn id(mark: u8) -> EntryId {
    EntryId::from_bytes([mark; 32])
}

/// A delivery bill over these days, all of it common, for 1 TB.
pub fn transit(amount: &str, from: &str, to: &str) -> Expense {
    Expense {
        id: 1,
        pool: Pool::Delivery,
        amount: euros(amount),
        common_part: euros(amount),
        from: day(from),
        to: day(to),
        capacity: Some(Capacity { amount: 1_000, unit: CapacityUnit::Gb }),
    }
}

/// A bill of m1 that counts from its first day on.
pub fn bill(expense: Expense, estimate: Option<u8>) -> Entry<&'static str> {
    let on = expense.from;
    Entry::Bill(Bill { member: "m1", expense, estimate: estimate.map(id), on, original: None })
}

pub fn estimate(expected: Expense) -> Entry<&'static str> {
    Entry::Estimate(Estimate { member: "m1", expected })
}

pub fn gift(worth: Expense) -> Entry<&'static str> {
    let on = worth.from;
    Entry::Gift(Gift { member: "m1", worth: Expense { common_part: Money::ZERO, ..worth }, on })
}

pub fn raise(of: u8, by: &str, on: &str) -> Entry<&'static str> {
    Entry::Raise(Raise { estimate: id(of), by: euros(by), on: day(on) })
}

pub fn reversal(of: u8, on: &str) -> Entry<&'static str> {
    Entry::Reversal(Reversal { of: id(of), on: day(on) })
}

/// The entries with the ids 0, 1, 2 and so on.
pub fn record(entries: impl IntoIterator<Item = Entry<&'static str>>) -> Result<Record<&'static str>, RecordRefusal> {
    let mut record = Record::default();
    for (mark, entry) in (0..).zip(entries) {
        record.add(id(mark), entry)?;
    }
    Ok(record)
}

pub fn month(month: i8) -> Period {
    Period::months(2026, month, 1).expect("a month")
}

/// What all bills count in a period together, and what is cut.
pub fn sums(record: &Record<&'static str>, period: &Period) -> (Money, Money) {
    let counts = record.counts(period).expect("sums");
    let parts = counts.iter().map(|counts| counts.part.common_part);
    let cuts = counts.iter().map(|counts| counts.cut);
    (Money::sum(parts).expect("a sum"), Money::sum(cuts).expect("a sum"))
}
