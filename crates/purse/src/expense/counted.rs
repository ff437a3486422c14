//! What the entries count in a period.
//!
//! Everything is a difference of two states: what had fallen due by the period's end, as the entries stood then, less what
//! had by its beginning, as they stood at that time. So the periods add up whatever comes later: a raise makes up for what
//! a bill could not count before, and a reversal takes back what it did.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::record::unit_of;
use super::{Bill, Entry, Gift, Record, RecordRefusal};
use crate::cost::{Expense, Period, by_days, days};
use crate::id::EntryId;
use crate::money::Money;
use crate::split;

/// What a bill or a gift counts in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts<M> {
    pub entry: EntryId,
    /// As the split takes it; negative where more is taken back than falls due.
    pub part: split::Bill<M>,
    /// What of the period's part is above what was accepted: it does not count until a vote says so. Negative where a
    /// raise makes up for what was cut before.
    pub cut: Money,
}

/// A gift in kind to be thanked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thanked<M> {
    pub entry: EntryId,
    pub member: M,
    /// What of its worth falls into the period. It is never repaid.
    pub worth: Money,
}

/// A bill or gift as the days of it count.
struct Due<'a, M> {
    member: &'a M,
    expense: &'a Expense,
    on: Date,
    reversed: Option<Date>,
}

impl<M: Ord + Clone> Record<M> {
    /// What each bill and gift counts in the period, in the order of the record; those that count nothing and give nothing
    /// are left out.
    ///
    /// # Errors
    /// [`RecordRefusal::TooLarge`].
    pub fn counts(&self, period: &Period) -> Result<Vec<Counts<M>>, RecordRefusal> {
        let (begin, end) = (period.first_day(), period.end_day());
        let (before, after) = (self.accepted(begin), self.accepted(end));
        let mut counts = Vec::new();
        for (id, due) in self.due() {
            let at = |day, accepted: &BTreeMap<EntryId, i128>| due.fallen(accepted.get(id).copied().unwrap_or(0), day);
            let part = at(end, &after) - at(begin, &before);
            let real = i128::from(due.expense.common_part.minor());
            let whole = due.fallen(real, end) - due.fallen(real, begin);
            let capacity = due.capacity(period);
            if part != 0 || whole != 0 || capacity.as_ref().is_some_and(|(_, given)| *given > 0) {
                let (carrier, pool) = (due.member.clone(), due.expense.pool);
                let part = split::Bill { carrier, pool, common_part: money(part)?, capacity };
                let cut = money(whole)?.minus(part.common_part).map_err(|_| RecordRefusal::TooLarge)?;
                counts.push(Counts { entry: *id, part, cut });
            }
        }
        Ok(counts)
    }

    /// The gifts in kind of which days lie in the period.
    ///
    /// # Errors
    /// [`RecordRefusal::TooLarge`].
    pub fn gifts(&self, period: &Period) -> Result<Vec<Thanked<M>>, RecordRefusal> {
        let mut gifts = Vec::new();
        for id in &self.order {
            let Some(Entry::Gift(gift)) = self.entries.get(id) else { continue };
            let due = self.of_gift(id, gift);
            let worth = i128::from(gift.worth.amount.minor());
            let part = money(due.fallen(worth, period.end_day()) - due.fallen(worth, period.first_day()))?;
            if part != Money::ZERO {
                gifts.push(Thanked { entry: *id, member: gift.member.clone(), worth: part });
            }
        }
        Ok(gifts)
    }

    /// How much of its common part each bill counts, as the record stands at the beginning of `day`: up to the estimate's
    /// part of its days, and all bills under an estimate together up to the estimate. Who was written first counts first.
    #[must_use]
    pub fn accepted(&self, day: Date) -> BTreeMap<EntryId, i128> {
        let mut limits = BTreeMap::<EntryId, i128>::new();
        for entry in self.entries.values() {
            if let Entry::Raise(raise) = entry
                && raise.on < day
            {
                *limits.entry(raise.estimate).or_default() += i128::from(raise.by.minor());
            }
        }
        let mut taken = BTreeMap::<EntryId, i128>::new();
        let mut accepted = BTreeMap::new();
        for id in &self.order {
            let Some(Entry::Bill(bill)) = self.entries.get(id) else { continue };
            if !self.of_bill(id, bill).counts_at(day) {
                continue;
            }
            let mut counted = i128::from(bill.expense.common_part.minor());
            if let Some((under, estimate)) = bill.estimate.and_then(|under| Some((under, self.estimate(&under)?))) {
                let expected = &estimate.expected;
                let limit = i128::from(expected.common_part.minor()) + limits.get(&under).copied().unwrap_or(0);
                let of_days = fallen(expected, limit, bill.expense.to) - fallen(expected, limit, bill.expense.from);
                let taken = taken.entry(under).or_default();
                counted = counted.min(of_days).min(limit - *taken);
                *taken += counted;
            }
            accepted.insert(*id, counted);
        }
        accepted
    }

    fn due(&self) -> impl Iterator<Item = (&EntryId, Due<'_, M>)> {
        self.order.iter().filter_map(|id| match self.entries.get(id)? {
            Entry::Bill(bill) => Some((id, self.of_bill(id, bill))),
            Entry::Gift(gift) => Some((id, self.of_gift(id, gift))),
            Entry::Estimate(_) | Entry::Raise(_) | Entry::Reversal(_) => None,
        })
    }

    fn of_bill<'a>(&self, id: &EntryId, bill: &'a Bill<M>) -> Due<'a, M> {
        let reversed = self.reversed.get(id).copied();
        Due { member: &bill.member, expense: &bill.expense, on: bill.on, reversed }
    }

    fn of_gift<'a>(&self, id: &EntryId, gift: &'a Gift<M>) -> Due<'a, M> {
        let reversed = self.reversed.get(id).copied();
        Due { member: &gift.member, expense: &gift.worth, on: gift.on, reversed }
    }
}

impl<M> Due<'_, M> {
    fn counts_at(&self, day: Date) -> bool {
        self.on < day && self.reversed.is_none_or(|reversed| reversed >= day)
    }

    /// What of `whole` has fallen due at the beginning of `day`.
    fn fallen(&self, whole: i128, day: Date) -> i128 {
        if self.counts_at(day) { fallen(self.expense, whole, day) } else { 0 }
    }

    /// What it gives in the period. A bill that gave its capacity in other periods still counts among the bills of its
    /// unit: with a capacity of 0.
    fn capacity(&self, period: &Period) -> Option<(crate::usage::Unit, u128)> {
        let unit = unit_of(self.expense)?;
        let given = self.expense.part_of(period).filter(|_| self.counts_at(period.end_day()));
        Some(given.and_then(|part| part.capacity).unwrap_or((unit, 0)))
    }
}

/// `floor(whole x days / all days)` of the expense at the beginning of `day`; `whole` is not negative.
fn fallen(expense: &Expense, whole: i128, day: Date) -> i128 {
    let (passed, all) = (days(expense.from, expense.to.min(day)), days(expense.from, expense.to));
    let whole = u128::try_from(whole).unwrap_or(0);
    i128::try_from(by_days(whole, passed, all)).unwrap_or(i128::MAX)
}

fn money(minor: i128) -> Result<Money, RecordRefusal> {
    let minor = i64::try_from(minor).map_err(|_| RecordRefusal::TooLarge)?;
    Money::from_minor(minor).map_err(|_| RecordRefusal::TooLarge)
}
