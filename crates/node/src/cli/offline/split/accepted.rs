//! Bills under the estimates that were accepted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use purse::cost::{Expense, Period};
use purse::expense::{self, Entry, Estimate, Gift, Raise, Record, RecordRefusal};
use purse::id::EntryId;
use purse::money::Money;
use purse::split::Bill;
use purse::usage::{Pool, Unit};

/// What of a bill does not count in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub member: String,
    pub pool: Pool,
    /// In the table of expenses.
    pub line: u64,
    /// What counts.
    pub part: Money,
    /// What does not.
    pub cut: Money,
}

/// What an estimate is found by.
type Of = (String, Pool, Option<Unit>);

/// The estimates, and the bills that count under them in the order of their lines.
#[derive(Default)]
pub struct Accepted {
    record: Record<String>,
    /// By member, pool and unit, then by days: the one that begins last first, and of those the one that ends first.
    estimates: BTreeMap<Of, BTreeMap<(std::cmp::Reverse<Date>, Date), EntryId>>,
    lines: BTreeMap<EntryId, u64>,
    /// Bills that belong to no estimate.
    astray: Vec<(u64, String, Expense)>,
}

impl Accepted {
    /// Takes a row of the estimates. The second of the same member, pool, unit and days is a raise.
    pub fn estimate(&mut self, line: u64, member: String, expected: Expense) -> Result<(), RecordRefusal> {
        let id = id(1, line);
        expected.check().map_err(RecordRefusal::Expense)?;
        let of = self.estimates.entry(of(&member, &expected)).or_default();
        let days = (std::cmp::Reverse(expected.from), expected.to);
        match of.get(&days).copied() {
            // A raise by nothing changes nothing.
            Some(_) if expected.common_part == Money::ZERO => Ok(()),
            Some(estimate) => {
                let raise = Raise { estimate, by: expected.common_part, on: expected.from };
                self.record.add(id, Entry::Raise(raise))
            }
            None => {
                of.insert(days, id);
                self.record.add(id, Entry::Estimate(Estimate { member, expected }))
            }
        }
    }

    /// Takes a row of the expenses.
    pub fn bill(&mut self, line: u64, member: String, expense: Expense) -> Result<(), RecordRefusal> {
        expense.check().map_err(RecordRefusal::Expense)?;
        let (id, on) = (id(2, line), expense.from);
        self.lines.insert(id, line);
        if expense.common_part == Money::ZERO {
            return self.record.add(id, Entry::Gift(Gift { member, worth: expense, on }));
        }
        let around = |((from, to), _): &(&(std::cmp::Reverse<Date>, Date), &EntryId)| {
            from.0 <= expense.from && *to >= expense.to
        };
        let estimate =
            self.estimates.get(&of(&member, &expense)).and_then(|of| of.iter().find(around)).map(|(_, id)| *id);
        if estimate.is_none() {
            self.astray.push((line, member, expense));
            return Ok(());
        }
        let bill = expense::Bill { member, expense, estimate, on, original: None };
        self.record.add(id, Entry::Bill(bill))
    }

    /// What counts in the period, and what is cut.
    pub fn counts(self, period: &Period) -> Result<(Vec<Bill<String>>, Vec<Cut>), RecordRefusal> {
        let (mut bills, mut cuts) = (Vec::new(), Vec::new());
        for counts in self.record.counts(period)? {
            let line = self.lines.get(&counts.entry).copied().unwrap_or(0);
            if counts.cut != Money::ZERO {
                let Bill { carrier, pool, common_part, .. } = counts.part.clone();
                cuts.push(Cut { member: carrier, pool, line, part: common_part, cut: counts.cut });
            }
            bills.push(counts.part);
        }
        for (line, member, expense) in self.astray {
            let bill = Bill::of(member, &expense, period).map_err(RecordRefusal::Expense)?;
            let Some(bill) = bill else { continue };
            let (member, pool, cut) = (bill.carrier.clone(), bill.pool, bill.common_part);
            cuts.push(Cut { member, pool, line, part: Money::ZERO, cut });
            // What it gives is there all the same.
            bills.push(Bill { common_part: Money::ZERO, ..bill });
        }
        cuts.sort_by_key(|cut| cut.line);
        Ok((bills, cuts))
    }
}

fn of(member: &str, expense: &Expense) -> Of {
    let unit = expense.capacity.as_ref().and_then(|capacity| capacity.unit.used_as(expense.pool));
    (member.to_owned(), expense.pool, unit)
}

/// A name for a row of a table: nothing outside of this command sees it.
fn id(table: u8, line: u64) -> EntryId {
    let mut bytes = [0; 32];
    bytes[0] = table;
    bytes[24..].copy_from_slice(&line.to_be_bytes());
    EntryId::from_bytes(bytes)
}
