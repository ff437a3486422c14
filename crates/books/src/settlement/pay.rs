//! What a payment does to notes.

use federation::entry::Payment;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};

use super::Settlement;
use super::due::Way;
use super::entries::{Event, WhyUnplaced};
use super::movement::{Moved, Party};

/// A payment on its way to notes, or back.
#[derive(Debug, Clone, Copy)]
struct Passing<'a> {
    event: &'a Event,
    from: MemberId,
    to: MemberId,
}

impl Settlement {
    pub(super) fn pay(
        &mut self,
        event: &Event,
        from: MemberId,
        to: MemberId,
        payment: &Payment,
    ) -> Result<Result<(), WhyUnplaced>, MoneyRefusal> {
        let holder = self.holders.iter().rev().find(|(day, _)| *day <= payment.day).map(|(_, holder)| *holder);
        let debit = self.place(event.period, &from, Way::Pays);
        let credit = self.place(event.period, &to, Way::Gets);
        let by_fund = holder.is_some_and(|holder| holder == from || holder == to);
        let assigned = self.assigned.get(event.period).copied().unwrap_or_default();
        if !by_fund && !assigned {
            return Ok(Err(WhyUnplaced::NotByFund));
        }
        let way = Passing { event, from, to };
        let between = match (debit, credit) {
            (Some(_), Some(_)) if !assigned => Money::ZERO,
            (Some(debit), Some(credit)) => self.between(&way, (debit, credit), payment.amount, by_fund)?,
            _ => Money::ZERO,
        };
        let rest = payment.amount.minus(between)?;
        let (arrives, leaves) = (debit.filter(|_| holder == Some(to)), credit.filter(|_| holder == Some(from)));
        match (arrives, leaves) {
            _ if rest == Money::ZERO => {}
            (Some(place), _) => self.arrive(&way, place, rest)?,
            (None, Some(place)) => self.leave_fund(&way, place, rest)?,
            (None, None) => return Ok(Err(WhyUnplaced::NoNote)),
        }
        Ok(Ok(()))
    }

    /// From member to member: what was planned so, and all of it if neither holds the fund. Returns how much.
    fn between(
        &mut self,
        way: &Passing<'_>,
        (debit, credit): (usize, usize),
        amount: Money,
        by_fund: bool,
    ) -> Result<Money, MoneyRefusal> {
        let (from, to) = (Party::Member(way.from), Party::Member(way.to));
        let period = way.event.period;
        let planned = self.planned.iter_mut().find(|plan| (plan.period, plan.from, plan.to) == (period, from, to));
        let back = way.event.back.is_some();
        let fits = match &planned {
            Some(plan) if back => plan.paid,
            Some(plan) => plan.amount.minus(plan.paid)?,
            None => Money::ZERO,
        };
        let fits = amount.min(fits);
        if let Some(plan) = planned {
            plan.paid = if back { plan.paid.minus(fits)? } else { plan.paid.plus(fits)? };
        }
        let amount = if by_fund { fits } else { amount };
        if amount > Money::ZERO {
            self.settle(way, debit, amount)?;
            self.settle(way, credit, amount)?;
            self.record(way, debit, (from, to), amount);
        }
        Ok(amount)
    }

    /// From a debtor to the fund's account.
    fn arrive(&mut self, way: &Passing<'_>, place: usize, amount: Money) -> Result<(), MoneyRefusal> {
        self.plan_paid(way, (Party::Member(way.from), Party::Fund), amount)?;
        let back = way.event.back.is_some();
        self.cash = if back { self.cash.minus(amount)? } else { self.cash.plus(amount)? };
        self.record(way, place, (Party::Member(way.from), Party::Fund), amount);
        self.settle(way, place, amount)
    }

    /// From the fund's account to a creditor.
    fn leave_fund(&mut self, way: &Passing<'_>, place: usize, amount: Money) -> Result<(), MoneyRefusal> {
        self.plan_paid(way, (Party::Fund, Party::Member(way.to)), amount)?;
        let back = way.event.back.is_some();
        self.cash = if back { self.cash.plus(amount)? } else { self.cash.minus(amount)? };
        self.record(way, place, (Party::Fund, Party::Member(way.to)), amount);
        self.settle(way, place, amount)
    }

    fn plan_paid(&mut self, way: &Passing<'_>, (from, to): (Party, Party), amount: Money) -> Result<(), MoneyRefusal> {
        let period = way.event.period;
        let same = |plan: &&mut super::Planned| (plan.period, plan.from, plan.to) == (period, from, to);
        if let Some(plan) = self.planned.iter_mut().find(same) {
            let paid = if way.event.back.is_some() { plan.paid.minus(amount)? } else { plan.paid.plus(amount)? };
            plan.paid = paid.max(Money::ZERO).min(plan.amount);
        }
        Ok(())
    }

    fn record(&mut self, way: &Passing<'_>, place: usize, (from, to): (Party, Party), amount: Money) {
        let Some(due) = self.notes.get(place) else { return };
        let (number, entry) = (due.number, way.event.name);
        let moved = match way.event.back {
            Some(payment) => Moved::Returned { entry, payment, number },
            None => {
                let rest = due.open().minus(amount).unwrap_or_default().max(Money::ZERO);
                Moved::Paid { entry, from, to, amount, number, rest }
            }
        };
        self.happened(way.event.day, moved);
    }

    /// Counts so much as paid of a note, or as no longer paid. What is beyond the note counts for the next one.
    fn settle(&mut self, way: &Passing<'_>, place: usize, amount: Money) -> Result<(), MoneyRefusal> {
        let Some(due) = self.notes.get_mut(place) else { return Ok(()) };
        let (member, pays) = (due.member, due.way() == Way::Pays);
        let (counts, beyond) = if way.event.back.is_some() {
            let beyond = amount.min(due.beyond);
            (Money::ZERO.minus(amount.minus(beyond)?)?, Money::ZERO.minus(beyond)?)
        } else {
            let counts = amount.min(due.open());
            (counts, amount.minus(counts)?)
        };
        due.paid = due.paid.plus(counts)?;
        due.beyond = due.beyond.plus(beyond)?;
        let left = if pays { beyond } else { Money::ZERO.minus(beyond)? };
        self.leave(member, left)?;
        if pays && counts > Money::ZERO {
            self.give_back(place, counts)?;
        }
        self.look_again(place);
        Ok(())
    }
}
