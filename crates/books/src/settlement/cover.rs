//! Who bears what a debtor did not pay, and who gets it back.

use std::collections::BTreeMap;

use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};

use super::Settlement;
use super::closing::pro_rata;
use super::due::{Borne, Due, Way};
use super::movement::Moved;

impl Settlement {
    /// What is overdue beyond the days of grace, and not disputed, falls on the fund, and then on the period's creditors.
    pub(super) fn write_down(&mut self) -> Result<(), MoneyRefusal> {
        let overdue: Vec<usize> = self.unpaid.iter().copied().filter(|place| self.is_written_down(*place)).collect();
        for place in overdue {
            let Some(due) = self.notes.get(place) else { continue };
            let (number, debtor, period) = (due.number, due.member, due.period);
            let open = due.uncovered().minus(due.disputed())?;
            let fund = open.min(self.fund.max(Money::ZERO));
            let creditors = self.bear(place, period, open.minus(fund)?)?;
            self.fund = self.fund.minus(fund)?;
            if let Some(due) = self.notes.get_mut(place) {
                due.cover.fund = due.cover.fund.plus(fund)?;
            }
            if fund > Money::ZERO || !creditors.is_empty() {
                self.happened(self.now, Moved::WrittenDown { number, debtor, fund, creditors });
            }
            self.look_again(place);
        }
        Ok(())
    }

    fn is_written_down(&self, place: usize) -> bool {
        self.notes.get(place).is_some_and(|due| due.written_down <= self.now && due.uncovered() > due.disputed())
    }

    /// Keeps the list of debit notes of which something is neither paid nor borne.
    pub(super) fn look_again(&mut self, place: usize) {
        let open = self.notes.get(place).is_some_and(|due| due.way() == Way::Pays && due.uncovered() > Money::ZERO);
        if open {
            self.unpaid.insert(place);
        } else {
            self.unpaid.remove(&place);
        }
    }

    /// Creditors of a period bear so much of a note, as much as they can. Returns each one's part.
    fn bear(&mut self, place: usize, period: usize, amount: Money) -> Result<BTreeMap<MemberId, Money>, MoneyRefusal> {
        let debtor = self.notes.get(place).map(|due| due.member);
        let mut able = self.bearable.get(period).cloned().unwrap_or_default();
        let own: BTreeMap<MemberId, Money> = debtor.and_then(|debtor| able.remove_entry(&debtor)).into_iter().collect();
        let mut parts = pro_rata(amount, &able)?;
        // What no other can bear is kept back from the debtor itself.
        let others = Money::sum(parts.iter().map(|(_, part)| *part))?;
        parts.extend(pro_rata(amount.minus(others)?, &own)?);
        for (member, part) in &parts {
            let note = self.place(period, member, Way::Gets).and_then(|place| self.notes.get_mut(place));
            let on_note = note.as_ref().map_or(Money::ZERO, |due| due.open()).min(*part);
            if let Some(due) = note {
                due.borne = due.borne.plus(on_note)?;
            }
            let next = part.minus(on_note)?;
            self.leave(*member, Money::ZERO.minus(next)?)?;
            self.can_bear(period, *member, Money::ZERO.minus(*part)?)?;
            if let Some(due) = self.notes.get_mut(place) {
                let borne = due.cover.creditors.entry((period, *member)).or_default();
                *borne = Borne { on_note: borne.on_note.plus(on_note)?, next: borne.next.plus(next)? };
            }
        }
        Ok(parts.into_iter().collect())
    }

    fn can_bear(&mut self, period: usize, member: MemberId, change: Money) -> Result<(), MoneyRefusal> {
        if let Some(able) = self.bearable.get_mut(period) {
            let left = able.entry(member).or_default();
            *left = left.plus(change)?;
        }
        Ok(())
    }

    /// A payment gives back what was borne for the note: to members first, each as much as it bears, and then to the fund.
    pub(super) fn give_back(&mut self, place: usize, amount: Money) -> Result<(), MoneyRefusal> {
        let Some(due) = self.notes.get(place) else { return Ok(()) };
        let (number, debtor) = (due.number, due.member);
        let amount = amount.min(due.cover.sum());
        let borne: BTreeMap<(usize, MemberId), Money> =
            due.cover.creditors.iter().map(|(key, borne)| (*key, borne.sum())).collect();
        let mut creditors: BTreeMap<MemberId, Money> = BTreeMap::new();
        for (key, part) in pro_rata(amount, &borne)? {
            self.relieved(place, key, part)?;
            let sum = creditors.entry(key.1).or_default();
            *sum = sum.plus(part)?;
        }
        let fund = amount.minus(Money::sum(creditors.values().copied())?)?;
        self.fund = self.fund.plus(fund)?;
        if let Some(due) = self.notes.get_mut(place) {
            due.cover.fund = due.cover.fund.minus(fund)?;
        }
        if amount > Money::ZERO {
            self.happened(self.now, Moved::GivenBack { number, debtor, fund, creditors });
        }
        Ok(())
    }

    /// One creditor bears so much less.
    fn relieved(&mut self, place: usize, key: (usize, MemberId), part: Money) -> Result<(), MoneyRefusal> {
        let (period, member) = key;
        let Some(borne) = self.notes.get_mut(place).and_then(|due| due.cover.creditors.get_mut(&key)) else {
            return Ok(());
        };
        let on_note = borne.on_note.min(part);
        let next = part.minus(on_note)?;
        *borne = Borne { on_note: borne.on_note.minus(on_note)?, next: borne.next.minus(next)? };
        if let Some(due) = self.notes.get_mut(place) {
            due.cover.creditors.retain(|_, borne| borne.sum() > Money::ZERO);
        }
        if let Some(due) = self.place(period, &member, Way::Gets).and_then(|place| self.notes.get_mut(place)) {
            due.borne = due.borne.minus(on_note)?;
        }
        self.leave(member, next)?;
        self.can_bear(period, member, part)
    }

    /// A report spent what the fund bears for debtors: then the creditors of that period bear so much of it, of the oldest
    /// notes first.
    pub(super) fn relieve(&mut self, period: usize) -> Result<(), MoneyRefusal> {
        let held = |due: &Due| due.cover.fund > Money::ZERO;
        let covered: Vec<usize> =
            (0..self.notes.len()).filter(|place| self.notes.get(*place).is_some_and(held)).collect();
        for place in covered {
            let missing = Money::ZERO.minus(self.fund)?;
            let Some(due) = self.notes.get(place).filter(|_| missing > Money::ZERO) else { return Ok(()) };
            let (number, debtor) = (due.number, due.member);
            let creditors = self.bear(place, period, missing.min(due.cover.fund))?;
            let moved = Money::sum(creditors.values().copied())?;
            self.fund = self.fund.plus(moved)?;
            if let Some(due) = self.notes.get_mut(place) {
                due.cover.fund = due.cover.fund.minus(moved)?;
            }
            if moved > Money::ZERO {
                self.happened(self.now, Moved::GivenBack { number, debtor, fund: moved, creditors: BTreeMap::new() });
                self.happened(self.now, Moved::WrittenDown { number, debtor, fund: Money::ZERO, creditors });
            }
        }
        Ok(())
    }
}
