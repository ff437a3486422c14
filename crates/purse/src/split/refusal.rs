//! Why a period is not split.

use std::collections::BTreeMap;

use super::{Books, Mix};
use crate::money::Money;
use crate::usage::{Pool, Unit};

/// Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SplitRefusal {
    /// Nobody was a member when the period began.
    #[error("nobody was a member when the period began")]
    EmptyRoster,
    /// Negative means.
    #[error("the means of a member are negative")]
    NegativeMeans,
    /// A cap of more than all means, a floor above the cap, a reserve of more than all, or a negative minimum.
    #[error("the charter's cap, floor, idle reserve or minimum of the fund is impossible")]
    ImpossibleRules,
    /// A key that counts use, for a pool with several units or none.
    #[error("the charter shares a pool by use, and the pool has not exactly one unit")]
    UseOfSeveralUnits,
    /// A bill of a member that is not in the list.
    #[error("a bill is of a member that is not in the list")]
    UnknownCarrier,
    /// A bill whose unit the charter does not know, or knows in another pool.
    #[error("the unit of a bill does not belong to its pool")]
    UnitOfAnotherPool,
    /// Use by or of a member that is not in the list.
    #[error("usage names a member that is not in the list")]
    UnknownUser,
    /// Use in a unit that the charter does not know.
    #[error("usage has a unit that the charter does not know")]
    UnknownUnit,
    /// Use in an hour outside the period.
    #[error("usage is of an hour outside the period")]
    HourOutside,
    /// A sum beyond every amount or quantity.
    #[error("a sum of the period is too large")]
    TooLarge,
}

pub(super) fn check<M: Ord + Clone>(books: &Books<'_, M>) -> Result<(), SplitRefusal> {
    check_members_and_rules(books)?;
    check_bills(books)?;
    let (mut members, mut units, mut hours) = books.used.named();
    refuse_if(members.any(|id| !books.members.contains_key(id)), SplitRefusal::UnknownUser)?;
    refuse_if(units.any(|unit| books.rules.pool_of(unit).is_none()), SplitRefusal::UnknownUnit)?;
    let (first, end) = (books.period.first_hour(), books.period.end_hour());
    refuse_if(hours.any(|hour| hour < first || hour >= end), SplitRefusal::HourOutside)
}

fn check_members_and_rules<M: Ord + Clone>(books: &Books<'_, M>) -> Result<(), SplitRefusal> {
    let rules = books.rules;
    let roster = books.members.values().any(|member| member.in_roster(&books.period));
    refuse_if(!roster, SplitRefusal::EmptyRoster)?;
    refuse_if(books.members.values().any(|member| member.means < Money::ZERO), SplitRefusal::NegativeMeans)?;
    let impossible = rules.cap_per_mille > 1_000
        || rules.floor_per_mille > rules.cap_per_mille
        || rules.idle_reserve_per_mille > 1_000
        || rules.fund_minimum < Money::ZERO;
    refuse_if(impossible, SplitRefusal::ImpossibleRules)?;
    let vague = |(pool, mix): (&Pool, &Mix)| mix.counts_use() && rules.units_of(*pool).len() != 1;
    refuse_if(rules.pools.iter().any(vague), SplitRefusal::UseOfSeveralUnits)
}

fn check_bills<M: Ord + Clone>(books: &Books<'_, M>) -> Result<(), SplitRefusal> {
    let mut sums: BTreeMap<(&M, &Unit), u128> = BTreeMap::new();
    for bill in books.bills {
        refuse_if(!books.members.contains_key(&bill.carrier), SplitRefusal::UnknownCarrier)?;
        let given = bill.capacity.as_ref();
        let astray = given.is_some_and(|(unit, _)| books.rules.pool_of(unit) != Some(bill.pool));
        refuse_if(astray, SplitRefusal::UnitOfAnotherPool)?;
        let Some((unit, capacity)) = given else { continue };
        let sum = sums.entry((&bill.carrier, unit)).or_default();
        *sum = sum.checked_add(*capacity).ok_or(SplitRefusal::TooLarge)?;
    }
    Ok(())
}

fn refuse_if(wrong: bool, refusal: SplitRefusal) -> Result<(), SplitRefusal> {
    if wrong { Err(refusal) } else { Ok(()) }
}
