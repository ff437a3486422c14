//! The entries in the order in which they were written.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Bill, Entry, Estimate, Gift, Raise, RecordRefusal, Reversal};
use crate::cost::Expense;
use crate::id::EntryId;
use crate::money::Money;
use crate::usage::Unit;

/// Entries of one record, at most.
pub const MAX_ENTRIES: usize = 1_000_000;

/// What was written down, checked entry by entry. `M` is the id of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<M> {
    pub(super) order: Vec<EntryId>,
    pub(super) entries: BTreeMap<EntryId, Entry<M>>,
    /// By what it reverses.
    pub(super) reversed: BTreeMap<EntryId, Date>,
    /// The limit of each estimate with all its raises.
    limits: BTreeMap<EntryId, Money>,
}

impl<M> Default for Record<M> {
    fn default() -> Self {
        Self { order: Vec::new(), entries: BTreeMap::new(), reversed: BTreeMap::new(), limits: BTreeMap::new() }
    }
}

impl<M: Ord + Clone> Record<M> {
    /// Takes an entry; `id` is what later entries name it by.
    ///
    /// # Errors
    /// The first [`RecordRefusal`] that applies; then the record is as before.
    pub fn add(&mut self, id: EntryId, entry: Entry<M>) -> Result<(), RecordRefusal> {
        self.add_within(id, entry, MAX_ENTRIES)
    }

    fn add_within(&mut self, id: EntryId, entry: Entry<M>, most: usize) -> Result<(), RecordRefusal> {
        refuse_if(self.order.len() >= most, RecordRefusal::TooMany)?;
        refuse_if(self.entries.contains_key(&id), RecordRefusal::Twice(id))?;
        match &entry {
            Entry::Estimate(Estimate { expected, .. }) => {
                expected.check().map_err(RecordRefusal::Expense)?;
                self.limits.insert(id, expected.common_part);
            }
            Entry::Raise(raise) => {
                let limit = self.raised(raise)?;
                self.limits.insert(raise.estimate, limit);
            }
            Entry::Bill(bill) => self.check_bill(bill)?,
            Entry::Gift(Gift { worth, .. }) => {
                worth.check().map_err(RecordRefusal::Expense)?;
                refuse_if(worth.common_part != Money::ZERO, RecordRefusal::RepaidGift)?;
            }
            Entry::Reversal(reversal) => {
                self.check_reversal(reversal)?;
                self.reversed.insert(reversal.of, reversal.on);
            }
        }
        self.order.push(id);
        self.entries.insert(id, entry);
        Ok(())
    }

    /// What was written under an id.
    #[must_use]
    pub fn get(&self, id: &EntryId) -> Option<&Entry<M>> {
        self.entries.get(id)
    }

    pub(super) fn estimate(&self, id: &EntryId) -> Option<&Estimate<M>> {
        match self.entries.get(id) {
            Some(Entry::Estimate(estimate)) => Some(estimate),
            _ => None,
        }
    }

    fn raised(&self, raise: &Raise) -> Result<Money, RecordRefusal> {
        refuse_if(raise.by <= Money::ZERO, RecordRefusal::NoRaise)?;
        let limit = self.limits.get(&raise.estimate).ok_or(RecordRefusal::NoEstimate(raise.estimate))?;
        limit.plus(raise.by).map_err(|_| RecordRefusal::TooLarge)
    }

    fn check_bill(&self, bill: &Bill<M>) -> Result<(), RecordRefusal> {
        bill.expense.check().map_err(RecordRefusal::Expense)?;
        let Some(under) = bill.estimate else { return Ok(()) };
        let Estimate { member, expected } = self.estimate(&under).ok_or(RecordRefusal::NoEstimate(under))?;
        let same =
            *member == bill.member && expected.pool == bill.expense.pool && unit_of(expected) == unit_of(&bill.expense);
        refuse_if(!same, RecordRefusal::AnotherEstimate(under))?;
        let outside = bill.expense.from < expected.from || bill.expense.to > expected.to;
        refuse_if(outside, RecordRefusal::DaysOutside(under))
    }

    fn check_reversal(&self, reversal: &Reversal) -> Result<(), RecordRefusal> {
        let of = reversal.of;
        let on = match self.entries.get(&of).ok_or(RecordRefusal::NothingToReverse(of))? {
            Entry::Bill(bill) => bill.on,
            Entry::Gift(gift) => gift.on,
            Entry::Estimate(_) | Entry::Raise(_) | Entry::Reversal(_) => {
                return Err(RecordRefusal::NotReversible(of));
            }
        };
        refuse_if(self.reversed.contains_key(&of), RecordRefusal::ReversedBefore(of))?;
        refuse_if(reversal.on < on, RecordRefusal::BeforeItsEntry(of))
    }
}

/// The unit of usage that it serves.
pub(super) fn unit_of(expense: &Expense) -> Option<Unit> {
    expense.capacity.as_ref().and_then(|capacity| capacity.unit.used_as(expense.pool))
}

fn refuse_if(wrong: bool, refusal: RecordRefusal) -> Result<(), RecordRefusal> {
    if wrong { Err(refusal) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::usage::Pool;

    #[test]
    fn a_record_that_is_full_takes_nothing_more() {
        let day = date(2026, 11, 1);
        let worth = Expense {
            id: 1,
            pool: Pool::Plant,
            amount: Money::ZERO,
            common_part: Money::ZERO,
            from: day,
            to: date(2026, 12, 1),
            capacity: None,
        };
        let gift = Entry::Gift(Gift { member: 1, worth, on: day });
        let mut record = Record::default();
        let id = |mark| EntryId::from_bytes([mark; 32]);
        assert_eq!(record.add_within(id(1), gift.clone(), 1), Ok(()));
        assert_eq!(record.add_within(id(2), gift, 1), Err(RecordRefusal::TooMany));
    }
}
