//! What the fund's account can pay creditors now, and the bank file of it.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};

use super::closing::pro_rata;
use super::draft::Faces;
use super::due::{Due, Way};
use super::{Party, Settlement};
use crate::bank::{CreditTransfer, CreditorReference, Holder, Identifier, IdentifierRefusal, Order};
use crate::note::Number;

/// A transfer that the fund's account can make now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    pub number: Number,
    pub member: MemberId,
    /// More than 0, at most what is open of the note.
    pub amount: Money,
}

/// Why a transfer cannot be ordered. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum OrderFault {
    #[error("who holds the fund has no card with an IBAN")]
    NoAccount,
    #[error("this member has no card with an IBAN")]
    NoCreditor(MemberId),
    /// Who holds the fund is owed something itself, and has one account for both.
    #[error("this member is paid from its own account: no transfer is made, it enters that it was paid")]
    SameAccount(MemberId),
    #[error(transparent)]
    Identifier(#[from] IdentifierRefusal),
}

impl Settlement {
    /// What the fund's account can pay: the money in it that is not the fund's, to the oldest period's creditors first, and to
    /// those of one period as much as each is owed. The fund lends nothing but what is too small to be paid yet.
    ///
    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn ready(&self) -> Result<Vec<Ready>, MoneyRefusal> {
        let small = Money::sum(self.waiting.values().chain(self.next.values()).copied())?;
        let lent = Money::ZERO.minus(small)?.max(Money::ZERO).min(self.fund.max(Money::ZERO));
        let mut left = self.cash.minus(self.fund)?.plus(lent)?;
        let mut periods: BTreeMap<usize, BTreeMap<usize, Money>> = BTreeMap::new();
        for (place, due) in self.notes.iter().enumerate().filter(|(_, due)| due.way() == Way::Gets) {
            let open = self.open_by_fund(due);
            if open > Money::ZERO {
                periods.entry(due.period).or_default().insert(place, open);
            }
        }
        let mut ready = Vec::new();
        for open in periods.values() {
            for (place, amount) in pro_rata(left, open)? {
                left = left.minus(amount)?;
                let due = &self.notes[place];
                ready.push(Ready { number: due.number, member: due.member, amount });
            }
        }
        Ok(ready)
    }

    /// What of a credit note comes from the fund's account: not what debtors are to pay to its creditor themselves.
    fn open_by_fund(&self, due: &Due) -> Money {
        let to = Party::Member(due.member);
        let planned = self.planned.iter().filter(|plan| plan.period == due.period && plan.to == to);
        let by_members = planned.map(|plan| match plan.from {
            Party::Fund => 0,
            Party::Member(from) => {
                let owed = self.note(plan.period, &from).map_or(0, |due| due.uncovered().minor());
                owed.min(plan.amount.minor() - plan.paid.minor())
            }
        });
        let rest = due.open().minor() - by_members.sum::<i64>();
        Money::from_minor(rest).unwrap_or_default().max(Money::ZERO)
    }
}

/// The bank file of transfers from the fund's account. `message` is another one for each file; what cannot be ordered is
/// told beside it.
///
/// # Errors
/// [`OrderFault::NoAccount`].
pub fn order(
    ready: &[Ready],
    holder: &MemberId,
    faces: &Faces,
    message: Identifier,
    (created, execution): (DateTime, Date),
) -> Result<(Order, Vec<OrderFault>), OrderFault> {
    let account = |member: &MemberId| faces.get(member).and_then(|face| face.account());
    let (debtor, _) = account(holder).ok_or(OrderFault::NoAccount)?;
    let transfer = |ready: &Ready| -> Result<CreditTransfer, OrderFault> {
        let (creditor, creditor_bic) = account(&ready.member).ok_or(OrderFault::NoCreditor(ready.member))?;
        if creditor.iban == debtor.iban {
            return Err(OrderFault::SameAccount(ready.member));
        }
        let number = ready.number.to_string();
        Ok(CreditTransfer {
            debtor: debtor.clone(),
            creditor,
            creditor_bic,
            amount: ready.amount,
            reference: reference(ready.number),
            end_to_end: number.parse()?,
            execution,
        })
    };
    let (mut transfers, mut faults) = (Vec::new(), Vec::new());
    for one in ready {
        match transfer(one) {
            Ok(transfer) => transfers.push(transfer),
            Err(fault) => faults.push(fault),
        }
    }
    let initiator = Holder { ..debtor }.name;
    Ok((Order { message, created, initiator, transfers }, faults))
}

/// The reference under which a note is paid.
///
/// # Panics
/// Never: a number has a year, a month and a place, which are digits and fewer than a reference may have.
#[must_use]
pub fn reference(number: Number) -> CreditorReference {
    match CreditorReference::of_note(&number.to_string()) {
        Ok(reference) => reference,
        Err(refusal) => unreachable!("note {number} has no reference: {refusal}"),
    }
}
