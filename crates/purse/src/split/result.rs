//! Steps 8 and 9: cents that add up.

use std::collections::BTreeMap;

use num_traits::ToPrimitive;

use super::solidarity::Carried;
use super::{Books, SplitRefusal};
use crate::money::{Fraction, Money, largest_remainder};

/// Who bears a part of the period. Members come before the fund and the deficit where ties are broken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column<M> {
    Member(M),
    Fund,
    Deficit,
}

/// One member's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Line {
    /// What it is owed for what it carried.
    pub credit: Money,
    /// What it bears.
    pub charge: Money,
    /// Credit minus charge: positive is owed to the member.
    pub net: Money,
}

/// The period's result, to the cent. All charges, the fund's part and the deficit are all credits together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split<M> {
    pub lines: BTreeMap<M, Line>,
    /// What the fund pays; what it receives is negative.
    pub fund: Money,
    /// What nobody could be charged with. Creditors bear it pro rata, and keep it as a claim.
    pub deficit: Money,
    /// The sum of all credits.
    pub total: Money,
}

pub(super) fn in_cents<M: Ord + Clone>(
    books: &Books<'_, M>,
    credits: &BTreeMap<M, Fraction>,
    carried: Carried<M>,
) -> Result<Split<M>, SplitRefusal> {
    let exact: Fraction = credits.values().sum();
    let total = exact.floor().to_integer().to_i64().and_then(|minor| Money::from_minor(minor).ok());
    let total = total.ok_or(SplitRefusal::TooLarge)?;
    let owed: Vec<(M, Fraction)> =
        books.members.keys().map(|id| (id.clone(), credits.get(id).cloned().unwrap_or_default())).collect();
    let mut borne: Vec<(Column<M>, Fraction)> =
        carried.charges.into_iter().map(|(id, charge)| (Column::Member(id), charge)).collect();
    borne.push((Column::Fund, carried.fund));
    borne.push((Column::Deficit, carried.deficit));
    let mut split = Split { lines: BTreeMap::new(), fund: Money::ZERO, deficit: Money::ZERO, total };
    for (id, credit) in largest_remainder(total, &owed) {
        split.lines.insert(id, Line { credit, ..Line::default() });
    }
    for (column, amount) in largest_remainder(total, &borne) {
        match column {
            Column::Member(id) => split.lines.entry(id).or_default().charge = amount,
            Column::Fund => split.fund = amount,
            Column::Deficit => split.deficit = amount,
        }
    }
    for line in split.lines.values_mut() {
        line.net = line.credit.minus(line.charge).map_err(|_| SplitRefusal::TooLarge)?;
    }
    split.assert_balanced();
    Ok(split)
}

impl<M> Split<M> {
    /// # Panics
    /// If a cent is missing: then nothing of this may be settled.
    fn assert_balanced(&self) {
        let sum = |of: fn(&Line) -> i64| self.lines.values().map(|line| i128::from(of(line))).sum::<i128>();
        let total = i128::from(self.total.minor());
        assert!(sum(|line| line.credit.minor()) == total, "the credits are not their total");
        let borne = sum(|line| line.charge.minor()) + i128::from(self.fund.minor()) + i128::from(self.deficit.minor());
        assert!(borne == total, "the charges are not the credits");
    }
}
