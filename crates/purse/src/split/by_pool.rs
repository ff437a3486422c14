//! Each member's line by pool, in cents that add up to it: what a note and a page show.

use std::collections::BTreeMap;

use super::{Books, SplitRefusal, charges_of, credit, result, solidarity};
use crate::money::{Fraction, Money, largest_remainder};
use crate::usage::Pool;

/// One member's result by pool. Amounts of 0 are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ByPool {
    /// What it is owed for what it carried; together its credit. What is taken back of earlier periods is negative.
    pub credits: BTreeMap<Pool, Money>,
    /// What the keys charge it; with `solidarity` its charge.
    pub charges: BTreeMap<Pool, Money>,
    /// What cap and floor change in that, and what it carries for others: positive is borne more.
    pub solidarity: Money,
}

/// What a charge is made of. Pools come before solidarity where ties are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Pool(Pool),
    Solidarity,
}

/// Every member's result by pool, each column rounded by largest remainder to the member's line of [`super::split`].
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn by_pool<M: Ord + Clone>(books: &Books<'_, M>) -> Result<BTreeMap<M, ByPool>, SplitRefusal> {
    super::refusal::check(books)?;
    let credited = credit::credit(books);
    let mut by_keys: BTreeMap<M, BTreeMap<Pool, Fraction>> = BTreeMap::new();
    for (pool, sum) in &credited.pools {
        for (member, charge) in charges_of(books, *pool, sum, &books.rules.mix(*pool)) {
            by_keys.entry(member).or_default().insert(*pool, charge);
        }
    }
    let sums = books.members.keys().map(|member| {
        let sum: Fraction = by_keys.get(member).into_iter().flat_map(BTreeMap::values).sum();
        (member.clone(), sum)
    });
    let carried = solidarity::carry(books, sums.collect());
    let (after, credits) = (carried.charges.clone(), &credited.of_pools);
    let split = result::in_cents(books, &credited.credits, carried)?;
    let parts = |(member, line): (&M, &super::Line)| {
        let owed: Vec<(Pool, Fraction)> =
            credits.get(member).into_iter().flatten().map(|(pool, part)| (*pool, part.clone())).collect();
        let mut borne: Vec<(Part, Fraction)> =
            by_keys.get(member).into_iter().flatten().map(|(pool, part)| (Part::Pool(*pool), part.clone())).collect();
        let keys: Fraction = borne.iter().map(|(_, part)| part).sum();
        borne.push((Part::Solidarity, after.get(member).cloned().unwrap_or_default() - keys));
        let mut of = ByPool { credits: some(largest_remainder(line.credit, &owed)), ..ByPool::default() };
        for (part, amount) in some(largest_remainder(line.charge, &borne)) {
            match part {
                Part::Pool(pool) => drop(of.charges.insert(pool, amount)),
                Part::Solidarity => of.solidarity = amount,
            }
        }
        (member.clone(), of)
    };
    Ok(split.lines.iter().map(parts).collect())
}

fn some<K: Ord>(parts: Vec<(K, Money)>) -> BTreeMap<K, Money> {
    parts.into_iter().filter(|(_, amount)| *amount != Money::ZERO).collect()
}
