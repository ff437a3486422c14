//! Which bills count in a period, and for how much.

use std::collections::BTreeMap;

use purse::cost::Period;
use purse::id::MemberId;
use purse::money::Money;
use purse::split::{Bill, Rules};

use crate::entry::{Expense, Offered};
use crate::facts::{At, Facts, Place};
use crate::hash::Hash;
use crate::roll::Roll;
use crate::rounds::majority;

/// An entry about money that does not count, or not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAside {
    pub name: Hash,
    pub at: Place,
    pub why: WhyAside,
}

/// Why an entry does not count. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum WhyAside {
    #[error("its author took it back")]
    Reversed,
    #[error("its author is no member in the period")]
    NoMember,
    #[error("the charter does not know its unit, or knows it in another pool")]
    Unit,
    #[error("there is no estimate of its author for its pool and unit")]
    NoEstimate,
    #[error("its estimate was not approved by more than half of the members")]
    NotApproved,
    /// So much of its common part is above the estimate, and nobody approved it.
    #[error("{} of its common part are above its estimate", .0)]
    Above(Money),
}

/// What counts of the bills and gifts of a period, and what was set aside.
pub(super) struct Counting<'a> {
    pub(super) facts: &'a Facts,
    pub(super) roll: &'a Roll,
    pub(super) rules: &'a Rules,
    pub(super) period: &'a Period,
}

impl Counting<'_> {
    pub(super) fn bills(&self) -> (Vec<Bill<MemberId>>, Vec<SetAside>) {
        let (mut bills, mut aside) = (Vec::new(), Vec::new());
        let mut left: BTreeMap<Hash, Money> = BTreeMap::new();
        for (name, expense) in self.in_order() {
            let counts = self.whether(name, expense, expense.fact.pool, expense.fact.capacity.as_ref());
            let counted = counts.and_then(|()| self.common_part(name, expense, &mut left));
            let above = |counted: Money| expense.fact.common_part.minus(counted).unwrap_or_default();
            match counted {
                Err(why) => aside.push(SetAside { name: *name, at: expense.at, why }),
                Ok(counted) => {
                    if counted < expense.fact.common_part {
                        let why = WhyAside::Above(above(counted));
                        aside.push(SetAside { name: *name, at: expense.at, why });
                    }
                    let costed = purse::cost::Expense { common_part: counted, ..expense.fact.costed() };
                    bills.extend(self.part(expense.at.author, &costed));
                }
            }
        }
        for (name, gift) in &self.facts.gifts {
            match self.whether(name, gift, gift.fact.pool, gift.fact.capacity.as_ref()) {
                Err(why) => aside.push(SetAside { name: *name, at: gift.at, why }),
                Ok(()) => bills.extend(self.part(gift.at.author, &gift.fact.costed())),
            }
        }
        aside.retain(|entry| self.is_of_period(&entry.name));
        (bills, aside)
    }

    /// Bills of one estimate are counted from the earliest on, so that everybody cuts the same one.
    fn in_order(&self) -> Vec<(&Hash, &At<Expense>)> {
        let mut bills: Vec<_> = self.facts.expenses.iter().collect();
        bills.sort_by_key(|(name, expense)| (expense.fact.span.from, expense.fact.span.to, **name));
        bills
    }

    /// What of a bill falls into the period; none if no day of it does. An entry is checked before it is one.
    fn part(&self, carrier: MemberId, costed: &purse::cost::Expense) -> Option<Bill<MemberId>> {
        Bill::of(carrier, costed, self.period).ok().flatten()
    }

    fn whether<T>(
        &self,
        name: &Hash,
        entry: &At<T>,
        pool: purse::usage::Pool,
        capacity: Option<&Offered>,
    ) -> Result<(), WhyAside> {
        let standing = self.roll.members.get(&entry.at.author);
        let there = standing.is_some_and(|standing| {
            let (from, to) = standing.days();
            self.period.days_of(from, to) > 0
        });
        let unit = capacity.and_then(|offered| offered.unit.used_as(pool));
        if !self.facts.stands(name, entry) {
            Err(WhyAside::Reversed)
        } else if !there {
            Err(WhyAside::NoMember)
        } else if unit.is_some_and(|unit| self.rules.pool_of(&unit) != Some(pool)) {
            Err(WhyAside::Unit)
        } else {
            Ok(())
        }
    }

    /// The lesser of the bill's common part and what earlier bills left of its estimate; the whole, if the members approved
    /// the bill itself.
    fn common_part(
        &self,
        name: &Hash,
        expense: &At<Expense>,
        left: &mut BTreeMap<Hash, Money>,
    ) -> Result<Money, WhyAside> {
        let bill = &expense.fact;
        let estimate = self.facts.estimates.get(&bill.estimate).filter(|estimate| {
            let unit = |capacity: Option<&Offered>| capacity.map(|offered| offered.unit.clone());
            estimate.at.author == expense.at.author
                && estimate.fact.pool == bill.pool
                && unit(estimate.fact.capacity.as_ref()) == unit(bill.capacity.as_ref())
                && self.facts.stands(&bill.estimate, estimate)
        });
        let estimate = estimate.ok_or(WhyAside::NoEstimate)?;
        if self.approved(name, expense, bill.span.from, false) {
            return Ok(bill.common_part);
        }
        if !self.approved(&bill.estimate, estimate, estimate.fact.span.from, true) {
            return Err(WhyAside::NotApproved);
        }
        let left = left.entry(bill.estimate).or_insert(estimate.fact.common_part);
        let counted = bill.common_part.min(*left);
        *left = left.minus(counted).unwrap_or_default();
        Ok(counted)
    }

    /// By more than half of those who were members on a day. Who asks for an estimate is for it; that a bill is above its
    /// estimate, the others have to say too, and so its author's own word counts only if it is given.
    fn approved<T>(&self, name: &Hash, entry: &At<T>, day: jiff::civil::Date, author_is_for_it: bool) -> bool {
        let members = self.roll.on(day);
        let author = author_is_for_it.then_some(&entry.at.author);
        self.facts.approvals(name, author, &members) >= majority(members.len())
    }

    fn is_of_period(&self, name: &Hash) -> bool {
        let touches = |span: &crate::entry::Span| self.period.days_of(span.from, span.to) > 0;
        let bill = self.facts.expenses.get(name).is_some_and(|expense| touches(&expense.fact.span));
        bill || self.facts.gifts.get(name).is_some_and(|gift| touches(&gift.fact.span))
    }
}
