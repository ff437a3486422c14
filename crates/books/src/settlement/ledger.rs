//! The accounts of all members, as they stand after what was followed so far.

use std::collections::{BTreeMap, BTreeSet};

use federation::roll::Roll;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};

use super::due::{Due, Way};
use super::entries::{Does, Event, Events, Unplaced, WhyUnplaced};
use super::movement::{Moved, Movement, Party};
use super::{Ground, SettlementRefusal};

/// A transfer between two members, or with the fund's account, where the charter has transfers between members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The place of the period of which it is.
    pub period: usize,
    pub from: Party,
    pub to: Party,
    /// More than 0.
    pub amount: Money,
    pub paid: Money,
}

/// Every member's account on a day.
#[derive(Debug, Clone)]
pub struct Settlement {
    pub(super) notes: Vec<Due>,
    /// Places among the notes, by period and member.
    pub(super) places: BTreeMap<(usize, MemberId), usize>,
    /// Debit notes of which something is neither paid nor borne.
    pub(super) unpaid: BTreeSet<usize>,
    /// What each creditor of a period can still bear of others' notes, by period.
    pub(super) bearable: Vec<BTreeMap<MemberId, Money>>,
    pub(super) planned: Vec<Planned>,
    /// Too small for a note.
    pub(super) waiting: BTreeMap<MemberId, Money>,
    /// What came up since the last closing and belongs to no note.
    pub(super) next: BTreeMap<MemberId, Money>,
    pub(super) fund: Money,
    pub(super) cash: Money,
    pub(super) movements: Vec<Movement>,
    pub(super) unplaced: Vec<Unplaced>,
    pub(super) assigned: Vec<bool>,
    pub(super) holders: Vec<(Date, MemberId)>,
    /// To which day it was followed.
    pub(super) now: Date,
}

impl Settlement {
    pub(super) fn new(ground: &Ground<'_>, unplaced: Vec<Unplaced>) -> Result<Self, SettlementRefusal> {
        let fund = ground.periods.first().map_or(Money::ZERO, |first| first.report.fund_before);
        let Roll { holders, .. } = ground.roll;
        Ok(Self {
            notes: Vec::new(),
            places: BTreeMap::new(),
            unpaid: BTreeSet::new(),
            bearable: Vec::new(),
            planned: Vec::new(),
            waiting: BTreeMap::new(),
            next: BTreeMap::new(),
            fund,
            cash: fund,
            movements: Vec::new(),
            unplaced,
            assigned: ground.periods.iter().map(|period| period.charter.payment.assignment).collect(),
            holders: holders.clone(),
            now: Date::MIN,
        })
    }

    /// All notes that were issued, in order of number.
    #[must_use]
    pub fn notes(&self) -> &[Due] {
        &self.notes
    }

    /// One member's note of a period.
    #[must_use]
    pub fn note(&self, period: usize, member: &MemberId) -> Option<&Due> {
        self.places.get(&(period, *member)).and_then(|place| self.notes.get(*place))
    }

    /// Transfers of the periods whose charter has them between members.
    #[must_use]
    pub fn planned(&self) -> &[Planned] {
        &self.planned
    }

    /// What waits for a member's next note: what was too small, or came up since; positive is owed to it.
    #[must_use]
    pub fn carried(&self) -> BTreeMap<MemberId, Money> {
        let mut carried = self.waiting.clone();
        for (member, amount) in &self.next {
            let sum = carried.entry(*member).or_default();
            *sum = sum.plus(*amount).unwrap_or(*sum);
        }
        carried.retain(|_, amount| *amount != Money::ZERO);
        carried
    }

    /// The fund: what the last report left in it, less what it bears for debtors.
    #[must_use]
    pub const fn fund(&self) -> Money {
        self.fund
    }

    /// What should be on the fund's account, as the reports and the payments say.
    #[must_use]
    pub const fn cash(&self) -> Money {
        self.cash
    }

    /// All that happened, in the order in which it counts.
    #[must_use]
    pub fn movements(&self) -> &[Movement] {
        &self.movements
    }

    /// Entries that count nowhere.
    #[must_use]
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.unplaced
    }

    /// Takes the events that the closing of a period is the first to know, and writes down what is overdue by then.
    pub(super) fn advance(&mut self, events: &Events, period: usize, to: Date) -> Result<(), SettlementRefusal> {
        // What a report knows of a later day counts with it; what none knows counts on its day.
        let known = period < self.assigned.len();
        let events = events.get(&period).into_iter().flatten().filter(|event| known || event.day <= to);
        let written_down = self.unpaid.iter().filter_map(|place| self.notes.get(*place)).map(|due| due.written_down);
        let days = events.clone().map(|event| event.day).chain(written_down).filter(|day| *day < to);
        let days: BTreeSet<Date> = days.chain([to]).collect();
        let mut events = events.peekable();
        for day in days {
            self.now = self.now.max(day);
            while let Some(event) = events.next_if(|event| event.day <= day || day == to) {
                self.take(event)?;
            }
            self.write_down()?;
        }
        self.assert_balanced();
        Ok(())
    }

    fn take(&mut self, event: &Event) -> Result<(), SettlementRefusal> {
        let done = match event.does {
            Does::Pays { from, to, payment } => self.pay(event, from, to, &payment)?,
            Does::Disputes { debtor, dispute } => self.dispute(event, debtor, dispute.amount)?,
        };
        if let Err(why) = done {
            self.unplaced.push(Unplaced { entry: event.name, at: event.at, why });
        }
        Ok(())
    }

    fn dispute(
        &mut self,
        event: &Event,
        debtor: MemberId,
        amount: Money,
    ) -> Result<Result<(), WhyUnplaced>, MoneyRefusal> {
        let place = self.place(event.period, &debtor, Way::Pays);
        let Some(due) = place.and_then(|place| self.notes.get_mut(place)) else { return Ok(Err(WhyUnplaced::NoNote)) };
        due.disputes = if event.back.is_some() { due.disputes.minus(amount)? } else { due.disputes.plus(amount)? };
        Ok(Ok(()))
    }

    /// The place of a member's note, if it goes this way.
    pub(super) fn place(&self, period: usize, member: &MemberId, way: Way) -> Option<usize> {
        let place = self.places.get(&(period, *member)).copied()?;
        self.notes.get(place).filter(|due| due.way() == way).map(|_| place)
    }

    pub(super) fn happened(&mut self, day: Date, moved: Moved) {
        self.movements.push(Movement { day, moved });
    }

    /// Adds to what the next note of a member begins with.
    pub(super) fn leave(&mut self, member: MemberId, amount: Money) -> Result<(), MoneyRefusal> {
        let sum = self.next.entry(member).or_default();
        *sum = sum.plus(amount)?;
        Ok(())
    }

    /// # Panics
    /// If a cent is missing: then nothing of this may be paid.
    pub(super) fn assert_balanced(&self) {
        let owed: i128 = self.notes.iter().map(Self::owed).sum();
        let left: i128 = self.waiting.values().chain(self.next.values()).map(|amount| i128::from(amount.minor())).sum();
        let all = i128::from(self.fund.minor()) + owed + left;
        assert!(all == i128::from(self.cash.minor()), "the fund's account is not the fund and what members are owed");
    }

    fn owed(due: &Due) -> i128 {
        match due.way() {
            Way::Gets => i128::from(due.open().minor()),
            Way::Pays => -i128::from(due.uncovered().minor()),
        }
    }
}
