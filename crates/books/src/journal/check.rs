//! What must hold of records before they are booked.

use std::collections::{BTreeMap, BTreeSet};

use purse::money::{Money, MoneyRefusal};

use super::{
    BookRefusal, Code, Event, Federation, MAX_ATTACHMENTS, MAX_SHARE_LINES, MemberCode, Owner, Record, Settles, Share,
};

/// The order in which records of one day are booked: what others refer to comes first, corrections last.
pub(super) fn order(record: &Record) -> (jiff::civil::Date, u8, &Code) {
    let rank = match record.event {
        Event::HardwareBought { .. } => 0,
        Event::Correction { .. } => 2,
        _ => 1,
    };
    (record.date, rank, &record.id)
}

/// What of the records before one is needed to check it.
#[derive(Default)]
struct Before<'a> {
    /// Whether each record is a correction.
    corrections: BTreeMap<&'a Code, bool>,
    reversed: BTreeSet<&'a Code>,
    /// What of bought hardware no period bears yet, and whose it is.
    hardware: BTreeMap<&'a Code, (&'a MemberCode, Money)>,
}

/// `records` in [`order`].
pub(super) fn check(federation: &Federation, records: &[&Record]) -> Result<(), BookRefusal> {
    let mut ids = BTreeSet::new();
    if let Some(twice) = records.iter().find(|record| !ids.insert(&record.id)) {
        return Err(BookRefusal::DuplicateId(twice.id.clone()));
    }
    let undone: BTreeSet<&Code> = records.iter().filter_map(|record| reverses(&record.event)).collect();
    let mut before = Before::default();
    for record in records {
        check_lengths(record)?;
        if let Some(stranger) =
            record.event.members().into_iter().find(|member| !federation.members.contains_key(*member))
        {
            return Err(BookRefusal::UnknownMember(record.id.clone(), stranger.clone()));
        }
        check_amounts(record)?;
        check_ways(record)?;
        before.admit(record, undone.contains(&record.id))?;
    }
    Ok(())
}

const fn reverses(event: &Event) -> Option<&Code> {
    match event {
        Event::Correction { reverses, .. } => Some(reverses),
        _ => None,
    }
}

fn check_lengths(record: &Record) -> Result<(), BookRefusal> {
    let long = |share: &Share| share.credits.len().max(share.charges.len()) > MAX_SHARE_LINES;
    let lines = matches!(&record.event, Event::Closing { shares, .. } if shares.values().any(long));
    if record.attachments.len() > MAX_ATTACHMENTS || lines {
        return Err(BookRefusal::TooLong(record.id.clone()));
    }
    Ok(())
}

fn check_amounts(record: &Record) -> Result<(), BookRefusal> {
    let some = |amount: &Money| *amount > Money::ZERO;
    let none_or_some = |amount: &Money| *amount >= Money::ZERO;
    let right = match &record.event {
        Event::Expense { amount, common_part, .. } => {
            some(amount) && none_or_some(common_part) && common_part <= amount
        }
        Event::HardwareBought { amount, .. }
        | Event::HardwareMonths { amount, .. }
        | Event::Contribution { amount, .. } => some(amount),
        Event::Gift(gift) => some(&gift.value),
        Event::Payment { amount, rest, .. } => some(amount) && none_or_some(rest),
        Event::CarriedOver { amount, .. } | Event::TakenUp { amount, .. } => *amount != Money::ZERO,
        Event::Default { fund, creditors, .. } | Event::GivenBack { fund, creditors, .. } => {
            none_or_some(fund) && creditors.values().all(some) && (some(fund) || !creditors.is_empty())
        }
        Event::Closing { shares, .. } => shares.values().all(|share| {
            let lines = share.credits.iter().chain(&share.charges).map(|(_, amount)| amount);
            lines.chain([&share.deficit]).all(none_or_some)
        }),
        Event::Correction { .. } => true,
    };
    if !right {
        return Err(BookRefusal::Amount(record.id.clone()));
    }
    match &record.event {
        Event::Closing { shares, fund, .. } if left_over(shares).map_err(|_| too_large(record))? != *fund => {
            Err(BookRefusal::NotBalanced(record.id.clone()))
        }
        _ => Ok(()),
    }
}

/// Credits and corrections, less charges, solidarity and deficits of all members.
fn left_over(shares: &BTreeMap<MemberCode, Share>) -> Result<Money, MoneyRefusal> {
    Money::sum(shares.values().map(Share::net).collect::<Result<Vec<_>, _>>()?)
}

impl Share {
    /// What the member is owed now (positive) or owes (negative): credits and correction, less charges, solidarity and deficit.
    ///
    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn net(&self) -> Result<Money, MoneyRefusal> {
        let sum = |lines: &[(purse::usage::Pool, Money)]| Money::sum(lines.iter().map(|(_, amount)| *amount));
        sum(&self.credits)?
            .plus(self.correction)?
            .minus(sum(&self.charges)?)?
            .minus(self.solidarity)?
            .minus(self.deficit)
    }
}

fn check_ways(record: &Record) -> Result<(), BookRefusal> {
    let right = match &record.event {
        Event::Payment { from, to, settles, .. } => {
            from != to && (*settles == Settles::Current || *from == Owner::Fund)
        }
        Event::Default { debtor, creditors, .. } | Event::GivenBack { debtor, creditors, .. } => {
            !creditors.contains_key(debtor)
        }
        _ => true,
    };
    if right { Ok(()) } else { Err(BookRefusal::Way(record.id.clone())) }
}

fn too_large(record: &Record) -> BookRefusal {
    BookRefusal::TooLarge(record.id.clone())
}

impl<'a> Before<'a> {
    /// `undone`: a later record reverses this one.
    fn admit(&mut self, record: &'a Record, undone: bool) -> Result<(), BookRefusal> {
        match &record.event {
            Event::HardwareBought { by, amount, .. } => {
                self.hardware.insert(&record.id, (by, *amount));
            }
            Event::HardwareMonths { by, purchase, amount, .. } => {
                let bought = self.hardware.get_mut(purchase).filter(|(owner, _)| *owner == by);
                let (_, left) = bought.ok_or_else(|| BookRefusal::UnknownPurchase(record.id.clone()))?;
                if !undone {
                    let rest = left.minus(*amount).ok().filter(|rest| *rest >= Money::ZERO);
                    *left = rest.ok_or_else(|| BookRefusal::AbovePurchase(record.id.clone()))?;
                }
            }
            Event::Correction { reverses, .. } => self.reverse(record, reverses)?,
            _ => {}
        }
        self.corrections.insert(&record.id, reverses(&record.event).is_some());
        Ok(())
    }

    fn reverse(&mut self, record: &Record, reverses: &'a Code) -> Result<(), BookRefusal> {
        match self.corrections.get(reverses) {
            None => Err(BookRefusal::NothingToReverse(record.id.clone())),
            Some(true) => Err(BookRefusal::ReversesCorrection(record.id.clone())),
            Some(false) if !self.reversed.insert(reverses) => Err(BookRefusal::ReversedTwice(record.id.clone())),
            Some(false) => Ok(()),
        }
    }
}
