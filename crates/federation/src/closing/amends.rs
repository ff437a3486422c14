//! What a correction is to say when a closed period counted what it should not have, or left out what came too late: the
//! period as it would have been, less as it was.
//!
//! A draft for people, who may write other lines; what counts is what they approve.

use std::collections::{BTreeMap, BTreeSet};

use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal, largest_remainder};

use super::recompute::{Closing, ClosingRefusal, Ground, recompute};
use super::report::{Report, ReportLine};
use crate::entry::{CorrectionLine, Expense};
use crate::facts::At;
use crate::hash::Hash;

/// What an entry changes in a closed period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// The bill or gift is taken out.
    Without(Hash),
    /// The bill came too late for the period, and is put in.
    With(Hash, Box<At<Expense>>),
}

/// What each member is to get or to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amends {
    /// Ascending by member, nothing together; who gets and pays nothing is left out.
    pub lines: Vec<CorrectionLine>,
    /// What is in the keeper's line beside its own difference: the fund, the deficit and who is no member any more are no
    /// part of a correction, so what they would get is the keeper's to keep, and what they would pay its to bear (negative).
    pub kept: Money,
}

/// The period as it would have been. `ground` is that of the report that closed it.
///
/// # Errors
/// [`ClosingRefusal`].
pub fn recompute_otherwise(ground: &Ground<'_>, otherwise: &Otherwise) -> Result<Closing, ClosingRefusal> {
    let mut facts = ground.facts.clone();
    match otherwise {
        Otherwise::Without(name) => {
            facts.expenses.remove(name);
            facts.gifts.remove(name);
        }
        Otherwise::With(name, bill) => {
            facts.expenses.insert(*name, At::clone(bill));
        }
    }
    recompute(&Ground { facts: &facts, ..*ground })
}

/// What a correction gives each member for a period that closed as `closed` and would have been `other`. `keeper` is the
/// member whose bill it is; `there` are the members of the period in which the correction is to count, `keeper` among them.
///
/// # Errors
/// [`MoneyRefusal`], if a sum is too large.
pub fn amends(
    closed: &Report,
    other: &Report,
    keeper: MemberId,
    there: &BTreeSet<MemberId>,
) -> Result<Amends, MoneyRefusal> {
    let differences = match nothing_carried(closed, other, keeper) {
        Some(charges) => given_back(closed.total, &charges, keeper)?,
        None => differences(closed, other)?,
    };
    let mut lines: BTreeMap<MemberId, Money> = BTreeMap::new();
    let mut kept = Money::ZERO;
    for (member, amount) in differences {
        if there.contains(&member) {
            lines.insert(member, amount);
        }
    }
    let rest = Money::ZERO.minus(Money::sum(lines.values().copied())?)?;
    if rest != Money::ZERO {
        let own = lines.entry(keeper).or_default();
        *own = own.plus(rest)?;
        kept = rest;
    }
    assert!(Money::sum(lines.values().copied()) == Ok(Money::ZERO), "a correction gives as much as it takes");
    let lines = lines.into_iter().filter(|(_, amount)| *amount != Money::ZERO);
    Ok(Amends { lines: lines.map(|(member, amount)| CorrectionLine { member, amount }).collect(), kept })
}

/// Each member's net as it would have been, less as it was.
fn differences(closed: &Report, other: &Report) -> Result<BTreeMap<MemberId, Money>, MoneyRefusal> {
    let members: BTreeSet<MemberId> = closed.lines.iter().chain(&other.lines).map(|line| line.member).collect();
    let net = |report: &Report, member| report.line(&member).map_or(Money::ZERO, |line| line.net);
    members.into_iter().map(|member| Ok((member, net(other, member).minus(net(closed, member))?))).collect()
}

/// The charges of a period in which nothing but the keeper's bill was carried, and without it nothing at all: then the
/// floors, which would still be paid into the fund, are no reason to hold back what members paid for that bill.
fn nothing_carried(closed: &Report, other: &Report, keeper: MemberId) -> Option<Vec<(MemberId, Money)>> {
    let only = |line: &ReportLine| line.member == keeper || line.credit == Money::ZERO;
    let alone = other.total == Money::ZERO && closed.total > Money::ZERO && closed.lines.iter().all(only);
    let charges: Vec<(MemberId, Money)> = closed.lines.iter().map(|line| (line.member, line.charge)).collect();
    let charged = charges.iter().all(|(_, charge)| *charge >= Money::ZERO)
        && charges.iter().any(|(_, charge)| *charge > Money::ZERO);
    (alone && charged).then_some(charges)
}

/// What members paid for the keeper's bill goes back to each: its charge, or where floors brought more than the bill, its
/// part of what the keeper was credited.
fn given_back(
    total: Money,
    charges: &[(MemberId, Money)],
    keeper: MemberId,
) -> Result<BTreeMap<MemberId, Money>, MoneyRefusal> {
    let paid = Money::sum(charges.iter().map(|(_, charge)| *charge))?;
    let back = paid.min(total);
    let part = |charge: &Money| back.fraction() * charge.fraction() / paid.fraction();
    let parts: Vec<_> = charges.iter().map(|(member, charge)| (*member, part(charge))).collect();
    let mut lines: BTreeMap<MemberId, Money> = largest_remainder(back, &parts).into_iter().collect();
    let own = lines.entry(keeper).or_default();
    *own = own.minus(back)?;
    Ok(lines)
}
