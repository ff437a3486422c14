//! The split of a period among members: docs/RULES.md, "The split".
//!
//! Bills and use come in, each member's credit and charge go out: exact fractions until the last step, then cents that
//! add up. The order of members, bills and use never matters.

mod alone;
mod because;
mod by_pool;
mod credit;
mod key;
mod rates;
mod refusal;
mod result;
mod rules;
mod solidarity;
mod used;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use alone::alone;
pub use because::{Because, Bound, because};
pub use by_pool::{ByPool, by_pool};
pub use credit::Bill;
pub use key::{Key, airport};
pub(crate) use key::{busiest, percentile, weights};
pub use rates::rates;
pub use refusal::SplitRefusal;
pub use result::{Column, Line, Split};
pub use rules::{Mix, Rules};
pub use used::Used;

use crate::cost::Period;
use crate::money::{Fraction, Money};
use crate::usage::{Hour, Pool, Unit};

/// One member in the period. Its id is the map's key that it stands under; ids decide ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What it declared that it can spend in a year; not negative.
    pub means: Money,
    pub adherents: u32,
    /// First UTC day of its membership, which may lie before the period.
    pub from: Date,
    /// The day after the last one, which may lie behind the period.
    pub to: Date,
}

/// All that the split of a period depends on. `M` is the id of a member.
#[derive(Debug, Clone)]
pub struct Books<'a, M> {
    pub period: Period,
    pub rules: &'a Rules,
    pub members: &'a BTreeMap<M, Member>,
    pub bills: &'a [Bill<M>],
    /// Charged use, own use included.
    pub used: &'a Used<M>,
    /// The fund at the period's end.
    pub fund: Money,
}

/// Splits the period.
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn split<M: Ord + Clone>(books: &Books<'_, M>) -> Result<Split<M>, SplitRefusal> {
    refusal::check(books)?;
    let credited = credit::credit(books);
    let by_keys = charge(books, &credited.pools, |pool| books.rules.mix(pool));
    let carried = solidarity::carry(books, by_keys);
    result::in_cents(books, &credited.credits, carried)
}

/// What each member would have to pay if use alone decided in every pool, without cap or floor: for comparison.
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn by_plain_use<M: Ord + Clone>(books: &Books<'_, M>) -> Result<BTreeMap<M, Fraction>, SplitRefusal> {
    refusal::check(books)?;
    let credited = credit::credit(books);
    Ok(charge(books, &credited.pools, |_| Mix::of(Key::Use)))
}

/// What each pool's key divides.
pub(crate) fn pool_sums<M: Ord + Clone>(books: &Books<'_, M>) -> Result<BTreeMap<Pool, Fraction>, SplitRefusal> {
    refusal::check(books)?;
    Ok(credit::credit(books).pools)
}

/// The pool's unit, if it has exactly one.
pub(crate) fn unit_of<M>(books: &Books<'_, M>, pool: Pool) -> Option<Unit> {
    let mut units = books.rules.units_of(pool).into_iter();
    units.next().filter(|_| units.next().is_none())
}

/// What a member used of others in each hour in which it did.
pub(crate) fn hours_of<'a, M: Ord + Clone>(
    books: &'a Books<'_, M>,
    unit: &Unit,
    id: &M,
) -> Option<&'a BTreeMap<Hour, u128>> {
    books.used.hours(unit, id)
}

/// Step 5: each pool's sum by the weights of its keys.
fn charge<M: Ord + Clone>(
    books: &Books<'_, M>,
    pools: &BTreeMap<Pool, Fraction>,
    mix: impl Fn(Pool) -> Mix,
) -> BTreeMap<M, Fraction> {
    let mut charges: BTreeMap<M, Fraction> =
        books.members.keys().map(|member| (member.clone(), Fraction::default())).collect();
    for (pool, sum) in pools {
        for (member, charge) in charges_of(books, *pool, sum, &mix(*pool)) {
            *charges.entry(member).or_default() += charge;
        }
    }
    charges
}

/// One pool's sum by the weights of its keys.
fn charges_of<M: Ord + Clone>(books: &Books<'_, M>, pool: Pool, sum: &Fraction, mix: &Mix) -> BTreeMap<M, Fraction> {
    let mut charges: BTreeMap<M, Fraction> = BTreeMap::new();
    for (key, share) in mix.shares() {
        let weights = key::weights(books, pool, key);
        let whole: Fraction = weights.values().sum();
        for (member, weight) in weights {
            *charges.entry(member).or_default() += sum * &share * weight / &whole;
        }
    }
    charges
}
