//! Why a member bears what it bears: the amounts that a page puts into words.

use std::collections::BTreeMap;

use num_traits::{Signed, ToPrimitive, Zero};

use super::result::Column;
use super::{Books, Line, SplitRefusal, alone, by_plain_use, charge, credit, result, solidarity};
use crate::money::{Fraction, Money, largest_remainder};

/// What decided a member's charge beside the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Nothing: it bears what the keys give it, and what it carries for others.
    Neither,
    /// The keys gave it more than the most that its means allow.
    Cap,
    /// The keys gave it less than the least that everybody bears.
    Floor,
}

/// One member's charge, explained. Amounts are whole minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because<M> {
    /// If it bought alone what it used; rounded for the eye.
    pub alone: Money,
    /// If use alone decided in every pool, without cap and floor; rounded for the eye.
    pub by_use: Money,
    /// What it bears, and is owed: the period's result.
    pub here: Line,
    pub bound: Bound,
    /// Of a member at its cap: who carries what the keys would have given it above. Their sum and the charge here are what
    /// the keys gave it, to within a cent. The deficit is carried by those who are owed.
    pub carried_by: Vec<(Column<M>, Money)>,
    /// What of its charge it carries for members at their caps; rounded for the eye.
    pub for_others: Money,
}

/// Explains each member's charge.
///
/// # Errors
/// The first [`SplitRefusal`] that applies.
pub fn because<M: Ord + Clone>(books: &Books<'_, M>) -> Result<BTreeMap<M, Because<M>>, SplitRefusal> {
    let (alone, by_use) = (alone(books)?, by_plain_use(books)?);
    let credited = credit::credit(books);
    let by_keys = charge(books, &credited.pools, |pool| books.rules.mix(pool));
    let carried = solidarity::carry(books, by_keys.clone());
    let moved = Moved::of(&by_keys, &carried);
    let split = result::in_cents(books, &credited.credits, carried)?;
    let explain = |(id, here): (&M, &Line)| {
        let keys = by_keys.get(id).cloned().unwrap_or_default();
        let bound = match () {
            () if moved.left.contains_key(id) => Bound::Cap,
            () if books.floor_of(id).is_some_and(|floor| keys < floor) => Bound::Floor,
            () => Bound::Neither,
        };
        let explained = Because {
            alone: cents(alone.get(id))?,
            by_use: cents(by_use.get(id))?,
            here: *here,
            bound,
            carried_by: moved.carriers_of(id)?,
            for_others: cents(moved.borne_by(id).as_ref())?,
        };
        Ok((id.clone(), explained))
    };
    split.lines.iter().map(explain).collect()
}

/// What solidarity moves: from members at their caps to whoever bears it.
struct Moved<M> {
    /// Above the cap, by member.
    left: BTreeMap<M, Fraction>,
    /// Who bears it; together they are what was left.
    borne: BTreeMap<Column<M>, Fraction>,
    whole: Fraction,
}

impl<M: Ord + Clone> Moved<M> {
    fn of(by_keys: &BTreeMap<M, Fraction>, carried: &solidarity::Carried<M>) -> Self {
        let mut moved = Self { left: BTreeMap::new(), borne: BTreeMap::new(), whole: Fraction::zero() };
        for (id, after) in &carried.charges {
            let more = after - by_keys.get(id).cloned().unwrap_or_default();
            if more.is_negative() {
                moved.whole -= &more;
                moved.left.insert(id.clone(), -more);
            } else if more.is_positive() {
                moved.borne.insert(Column::Member(id.clone()), more);
            }
        }
        for (column, amount) in [(Column::Fund, &carried.fund), (Column::Deficit, &carried.deficit)] {
            if amount.is_positive() {
                moved.borne.insert(column, amount.clone());
            }
        }
        // Where floors add more than caps leave over, the rest of it is the fund's.
        let all: Fraction = moved.borne.values().sum();
        if all > moved.whole {
            let part = &moved.whole / all;
            moved.borne.values_mut().for_each(|amount| *amount *= &part);
        }
        moved
    }

    fn borne_by(&self, id: &M) -> Option<Fraction> {
        self.borne.get(&Column::Member(id.clone())).cloned()
    }

    /// Whoever bears something bears the same part of each member's.
    fn carriers_of(&self, id: &M) -> Result<Vec<(Column<M>, Money)>, SplitRefusal> {
        let Some(left) = self.left.get(id) else { return Ok(Vec::new()) };
        let part = |(column, amount): (&Column<M>, &Fraction)| (column.clone(), amount * left / &self.whole);
        let parts: Vec<(Column<M>, Fraction)> = self.borne.iter().map(part).collect();
        Ok(largest_remainder(cents(Some(left))?, &parts))
    }
}

/// To the cent, halves away from 0.
fn cents(amount: Option<&Fraction>) -> Result<Money, SplitRefusal> {
    let minor = amount.map_or(Some(0), |amount| amount.round().to_i64());
    minor.and_then(|minor| Money::from_minor(minor).ok()).ok_or(SplitRefusal::TooLarge)
}
