//! Which bills count in a period, and for how much: docs/RULES.md, "Which bills count". The sums themselves are the purse's.

use purse::cost::Period;
use purse::expense::{Bill as Billed, Entry as Written, Estimate as Estimated, Gift as Given, Record, RecordRefusal};
use purse::expense::{Reversal as TakenBack, Thanked};
use purse::id::{EntryId, MemberId};
use purse::money::Money;
use purse::split::{Bill, Rules};
use purse::usage::Pool;

use crate::entry::{Offered, Span};
use crate::facts::{Facts, Place};
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
    #[error("its author is no member in the period")]
    NoMember,
    #[error("the charter does not know its unit, or knows it in another pool")]
    Unit,
    #[error("it was not approved by more than half of the members")]
    NotApproved,
    /// An estimate that is not there or does not fit, or a reversal of what cannot be reversed.
    #[error(transparent)]
    Record(RecordRefusal),
    /// So much of its part of the period is above the estimate, and nobody approved it.
    #[error("{} of it are above its estimate", .0)]
    Above(Money),
}

/// What counts of the bills and gifts of a period, and what was set aside.
pub(super) struct Counting<'a> {
    pub(super) facts: &'a Facts,
    pub(super) roll: &'a Roll,
    pub(super) rules: &'a Rules,
    pub(super) period: &'a Period,
}

/// What a period counts.
pub(super) struct Counted {
    pub(super) bills: Vec<Bill<MemberId>>,
    pub(super) gifts: Vec<Thanked<MemberId>>,
    pub(super) aside: Vec<SetAside>,
}

/// One entry on its way into the record.
struct Candidate {
    at: Place,
    name: Hash,
    span: Option<Span>,
    written: Result<Written<MemberId>, WhyAside>,
}

impl Counting<'_> {
    /// # Errors
    /// [`RecordRefusal::TooLarge`].
    pub(super) fn count(&self) -> Result<Counted, RecordRefusal> {
        let (mut record, mut aside) = (Record::default(), Vec::new());
        let mut candidates = self.candidates();
        // Bills of one estimate stand in one log: who was written first counts first, whoever's log is read first.
        candidates.sort_by_key(|candidate| candidate.at);
        for Candidate { at, name, span, written } in candidates {
            let added = written.and_then(|written| record.add(id(&name), written).map_err(WhyAside::Record));
            let of_period = span.is_none_or(|span| self.period.days_of(span.from, span.to) > 0);
            if let (Err(why), true) = (added, of_period) {
                aside.push(SetAside { name, at, why });
            }
        }
        let mut bills = Vec::new();
        for counts in record.counts(self.period)? {
            let name = Hash(*counts.entry.as_bytes());
            if let (true, Some(bill)) = (counts.cut > Money::ZERO, self.facts.expenses.get(&name)) {
                aside.push(SetAside { name, at: bill.at, why: WhyAside::Above(counts.cut) });
            }
            bills.push(counts.part);
        }
        Ok(Counted { bills, gifts: record.gifts(self.period)?, aside })
    }

    fn candidates(&self) -> Vec<Candidate> {
        let facts = self.facts;
        let estimates = facts.estimates.iter().map(|(name, entry)| {
            let fact = &entry.fact;
            let approved = self.approved(name, &entry.at, fact.span.from, true);
            let good = self.known(&entry.at, fact.pool, fact.capacity.as_ref());
            let good = good.and(if approved { Ok(()) } else { Err(WhyAside::NotApproved) });
            let estimate = Estimated { member: entry.at.author, expected: fact.costed() };
            let written = good.map(|()| Written::Estimate(estimate));
            Candidate { at: entry.at, name: *name, span: Some(fact.span), written }
        });
        let bills = facts.expenses.iter().map(|(name, entry)| {
            let fact = &entry.fact;
            let of_its_own = self.approved(name, &entry.at, fact.span.from, false);
            let late = fact.on > fact.span.from && !of_its_own;
            let good = self.known(&entry.at, fact.pool, fact.capacity.as_ref());
            let good = good.and(if late { Err(WhyAside::NotApproved) } else { Ok(()) });
            let bill = Billed {
                member: entry.at.author,
                expense: fact.costed(),
                estimate: (!of_its_own).then(|| id(&fact.estimate)),
                on: fact.on,
                original: None,
            };
            Candidate { at: entry.at, name: *name, span: Some(fact.span), written: good.map(|()| Written::Bill(bill)) }
        });
        let gifts = facts.gifts.iter().map(|(name, entry)| {
            let fact = &entry.fact;
            let gift = Given { member: entry.at.author, worth: fact.costed(), on: fact.span.from };
            let good = self.known(&entry.at, fact.pool, fact.capacity.as_ref());
            Candidate { at: entry.at, name: *name, span: Some(fact.span), written: good.map(|()| Written::Gift(gift)) }
        });
        let reversals = facts
            .reversals()
            .filter(|reversal| facts.expenses.contains_key(&reversal.of) || facts.gifts.contains_key(&reversal.of));
        let reversals = reversals.map(|reversal| Candidate {
            at: reversal.at,
            name: reversal.name,
            span: None,
            written: Ok(Written::Reversal(TakenBack { of: id(&reversal.of), on: reversal.on })),
        });
        estimates.chain(bills).chain(gifts).chain(reversals).collect()
    }

    /// Whether its author is a member in the period, and the charter knows its unit in its pool.
    fn known(&self, at: &Place, pool: Pool, capacity: Option<&Offered>) -> Result<(), WhyAside> {
        let standing = self.roll.members.get(&at.author);
        let there = standing.is_some_and(|standing| {
            let (from, to) = standing.days();
            self.period.days_of(from, to) > 0
        });
        let unit = capacity.and_then(|offered| offered.unit.used_as(pool));
        if !there {
            Err(WhyAside::NoMember)
        } else if unit.is_some_and(|unit| self.rules.pool_of(&unit) != Some(pool)) {
            Err(WhyAside::Unit)
        } else {
            Ok(())
        }
    }

    /// By more than half of those who were members on a day. Who asks for an estimate is for it; that a bill is above its
    /// estimate or late, the others have to say too, and so its author's own word counts only if it is given.
    fn approved(&self, name: &Hash, at: &Place, day: jiff::civil::Date, author_is_for_it: bool) -> bool {
        let members = self.roll.on(day);
        let author = author_is_for_it.then_some(&at.author);
        self.facts.approvals(name, author, &members) >= majority(members.len())
    }
}

fn id(name: &Hash) -> EntryId {
    EntryId::from_bytes(name.0)
}
