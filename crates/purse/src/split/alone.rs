//! What members would bear if each had to buy what it uses alone: a comparison, by which nobody pays.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use super::{Books, Mix, SplitRefusal, charge, credit, key, refusal, unit_of};
use crate::money::Fraction;
use crate::usage::{Hour, Pool};

/// For each member, over all pools, the pool's sum x what it needs / what all need together. Needs are of charged use on
/// other members' carriers: of delivery the 95th percentile of the hours, of other pools the largest hour. A pool that has
/// not exactly one unit, or whose unit nobody used of others, is shared as the charter says.
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn alone<M: Ord + Clone>(books: &Books<'_, M>) -> Result<BTreeMap<M, Fraction>, SplitRefusal> {
    refusal::check(books)?;
    let credited = credit::credit(books);
    let mut sums = credited.pools.clone();
    let mut borne: BTreeMap<M, Fraction> = BTreeMap::new();
    for (pool, sum) in &credited.pools {
        let Some((each, together)) = needs(books, *pool).filter(|(_, together)| *together > 0) else { continue };
        sums.remove(pool);
        for (id, need) in each {
            *borne.entry(id).or_default() += sum * Fraction::new(BigInt::from(need), BigInt::from(together));
        }
    }
    for (id, rest) in charge(books, &sums, |pool: Pool| -> Mix { books.rules.mix(pool) }) {
        *borne.entry(id).or_insert_with(Fraction::zero) += rest;
    }
    Ok(borne)
}

/// What each member needs of the pool's one unit, and what all need together; none if it has another number of units.
fn needs<M: Ord + Clone>(books: &Books<'_, M>, pool: Pool) -> Option<(BTreeMap<M, u128>, u128)> {
    let unit = &unit_of(books, pool)?;
    let count = usize::try_from(books.period.hours()).unwrap_or(usize::MAX);
    let need = |hours: &BTreeMap<Hour, u128>| match pool {
        Pool::Delivery => key::percentile(hours, count),
        _ => hours.values().copied().max().unwrap_or(0),
    };
    let mut all: BTreeMap<Hour, u128> = BTreeMap::new();
    let mut each = BTreeMap::new();
    for (id, hours) in books.members.keys().filter_map(|id| Some((id, books.used.hours(unit, id)?))) {
        each.insert(id.clone(), need(hours));
        for (hour, quantity) in hours {
            *all.entry(*hour).or_insert(0) += quantity;
        }
    }
    Some((each, need(&all)))
}
