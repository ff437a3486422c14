//! Steps 6 and 7: caps and floors, and who bears what caps leave over.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::{Books, Member};
use crate::money::Fraction;

/// Charges after solidarity. Members, fund and deficit together bear what the members were charged before.
pub(super) struct Carried<M> {
    pub(super) charges: BTreeMap<M, Fraction>,
    /// What the fund pays; what it receives is negative.
    pub(super) fund: Fraction,
    pub(super) deficit: Fraction,
}

pub(super) fn carry<M: Ord + Clone>(books: &Books<'_, M>, charges: BTreeMap<M, Fraction>) -> Carried<M> {
    let before: Fraction = charges.values().sum();
    let mut charges: BTreeMap<M, Fraction> = charges
        .into_iter()
        .map(|(id, charge)| {
            let [floor, cap] = bounds(books, &books.members[&id]);
            (id, charge.clamp(floor, cap))
        })
        .collect();
    let left = before - charges.values().sum::<Fraction>();
    if !left.is_positive() {
        return Carried { charges, fund: left, deficit: Fraction::zero() };
    }
    let spare = books.fund.fraction() - books.rules.fund_minimum.fraction();
    let fund = left.clone().min(spare.max(Fraction::zero()));
    let deficit = pour(books, &mut charges, left - &fund);
    Carried { charges, fund, deficit }
}

impl<M: Ord> Books<'_, M> {
    /// The most that a member pays in the period; none if it is not in the list.
    #[must_use]
    pub fn cap_of<Q: Ord + ?Sized>(&self, id: &Q) -> Option<Fraction>
    where
        M: Borrow<Q>,
    {
        self.members.get(id).map(|member| bounds(self, member)[1].clone())
    }

    /// The least that a member pays in the period; none if it is not in the list.
    #[must_use]
    pub fn floor_of<Q: Ord + ?Sized>(&self, id: &Q) -> Option<Fraction>
    where
        M: Borrow<Q>,
    {
        self.members.get(id).map(|member| bounds(self, member)[0].clone())
    }
}

/// Least and most that a member pays.
fn bounds<M>(books: &Books<'_, M>, member: &Member) -> [Fraction; 2] {
    let means = member.means.fraction() * member.years_in(&books.period);
    [books.rules.floor_per_mille, books.rules.cap_per_mille]
        .map(|part| &means * Fraction::new(BigInt::from(part), BigInt::from(1_000)))
}

/// Water-filling: adds `rest` to the charges in proportion to means and days, up to each cap; what fits nowhere.
fn pour<M: Ord + Clone>(books: &Books<'_, M>, charges: &mut BTreeMap<M, Fraction>, mut rest: Fraction) -> Fraction {
    let weight = |id: &M| {
        let member = &books.members[id];
        member.means.fraction() * BigInt::from(member.days_in(&books.period))
    };
    let room = |id: &M, charge: &Fraction| {
        let [_, cap] = bounds(books, &books.members[id]);
        cap - charge
    };
    let mut open: Vec<(M, Fraction, Fraction)> = charges
        .iter()
        .map(|(id, charge)| (id.clone(), weight(id), room(id, charge)))
        .filter(|(_, weight, room)| weight.is_positive() && room.is_positive())
        .collect();
    // Who is full first stands first.
    open.sort_by(|(_, weight, room), (_, other_weight, other_room)| (room * other_weight).cmp(&(other_room * weight)));
    let mut weights: Fraction = open.iter().map(|(_, weight, _)| weight).sum();
    for (id, weight, room) in open {
        let part = (&rest * &weight / &weights).min(room);
        weights -= weight;
        rest -= &part;
        *charges.entry(id).or_default() += part;
    }
    rest
}
