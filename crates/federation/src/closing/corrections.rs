//! What members get or pay of earlier periods: docs/RULES.md, "Which bills count", 6.

use std::collections::BTreeMap;

use purse::cost::Period;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};
use purse::split::Member;

use crate::facts::Facts;
use crate::hash::Hash;
use crate::roll::Roll;
use crate::rounds::majority;

/// The corrections that the roster approved for a period, by name; all whom they name are members in it.
pub(super) fn corrections_of(
    facts: &Facts,
    roll: &Roll,
    period: &Period,
    members: &BTreeMap<MemberId, Member>,
) -> Vec<Hash> {
    let roster = roll.roster(period);
    let counts = facts.corrections.iter().filter(|(name, correction)| {
        correction.fact.counts_in == period.first_day()
            && roster.contains(&correction.at.author)
            && correction.fact.lines.iter().all(|line| members.contains_key(&line.member))
            && facts.approvals(name, Some(&correction.at.author), &roster) >= majority(roster.len())
            && facts.stands(name, correction)
    });
    counts.map(|(name, _)| *name).collect()
}

/// What each member gets or pays by corrections.
///
/// # Errors
/// [`MoneyRefusal::TooLarge`].
pub(super) fn corrected(facts: &Facts, corrections: &[Hash]) -> Result<BTreeMap<MemberId, Money>, MoneyRefusal> {
    let mut sums: BTreeMap<MemberId, Money> = BTreeMap::new();
    let counts = corrections.iter().filter_map(|name| facts.corrections.get(name));
    for line in counts.flat_map(|correction| &correction.fact.lines) {
        let sum = sums.entry(line.member).or_default();
        *sum = sum.plus(line.amount)?;
    }
    Ok(sums)
}
