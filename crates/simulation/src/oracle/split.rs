//! The shipped charter once more, by the words of docs/RULES.md and nothing else: delivery half by use and half by means,
//! commons alike, a cap, a floor, an idle reserve. Exact fractions of cents; whole months; no days in part.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};
use purse::money::Fraction;

#[derive(Debug, Clone)]
pub struct OwnMember {
    /// Cents a year.
    pub means: u64,
}

#[derive(Debug, Clone)]
pub struct OwnBill {
    pub carrier: usize,
    /// Cents that count.
    pub cents: u64,
    /// Bytes, for delivery; a bill of the commons has none.
    pub bytes: Option<u64>,
}

/// What a month is split from.
#[derive(Debug, Clone, Default)]
pub struct Books {
    pub members: BTreeMap<usize, OwnMember>,
    pub bills: Vec<OwnBill>,
    /// Bytes that are charged, by home and carrier.
    pub used: BTreeMap<(usize, usize), u64>,
    /// Cents in the fund, with what was paid in.
    pub fund: i64,
    /// Days of the month, and of its year.
    pub days: (u32, u32),
}

/// Fractions of cents.
#[derive(Debug, Clone, Default)]
pub struct Exact {
    pub credits: BTreeMap<usize, Fraction>,
    pub charges: BTreeMap<usize, Fraction>,
    pub fund: Fraction,
    pub deficit: Fraction,
}

fn whole(number: u64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

fn part(above: u64, below: u64) -> Fraction {
    Fraction::new(BigInt::from(above), BigInt::from(below))
}

#[must_use]
pub fn split(books: &Books) -> Exact {
    let mut exact = Exact::default();
    let (mut delivery, mut commons) = (Fraction::zero(), Fraction::zero());
    for carrier in books.members.keys() {
        let mine: Vec<&OwnBill> = books.bills.iter().filter(|bill| bill.carrier == *carrier).collect();
        let outright: u64 = mine.iter().filter(|bill| bill.bytes.is_none()).map(|bill| bill.cents).sum();
        let cost: u64 = mine.iter().filter(|bill| bill.bytes.is_some()).map(|bill| bill.cents).sum();
        let room: u64 = mine.iter().filter_map(|bill| bill.bytes).sum();
        let mut credit = whole(outright);
        commons += whole(outright);
        if room > 0 {
            let by = |own: bool| {
                let of = books.used.iter().filter(|((home, other), _)| other == carrier && (home == carrier) == own);
                of.map(|(_, bytes)| *bytes).sum::<u64>()
            };
            let others = by(false).min(room);
            let own = by(true).min(room - others);
            let idle = whole(room - others - own).min(whole(room) * part(3, 10));
            let rate = part(cost, room);
            delivery += &rate * whole(others);
            commons += &rate * &idle;
            credit += rate * (whole(others) + idle);
        }
        exact.credits.insert(*carrier, credit);
    }
    charge(books, &mut exact, &delivery, &commons);
    exact
}

fn charge(books: &Books, exact: &mut Exact, delivery: &Fraction, commons: &Fraction) {
    let count = u64::try_from(books.members.len()).unwrap_or(u64::MAX);
    let of_home = |home: usize| {
        let of = books.used.iter().filter(|((user, carrier), _)| *user == home && *carrier != home);
        of.map(|(_, bytes)| *bytes).sum::<u64>()
    };
    let share = |mine: u64, all: u64| if all == 0 { part(1, count) } else { part(mine, all) };
    let all_used: u64 = books.members.keys().map(|home| of_home(*home)).sum();
    let all_means: u64 = books.members.values().map(|member| member.means).sum();
    let (days, year) = books.days;
    let months_means = |member: &OwnMember| whole(member.means) * part(u64::from(days), u64::from(year));
    let (mut left, mut room) = (Fraction::zero(), BTreeMap::new());
    for (number, member) in &books.members {
        let by_use = delivery / whole(2) * share(of_home(*number), all_used);
        let by_means = delivery / whole(2) * share(member.means, all_means);
        let due = by_use + by_means + commons / whole(count);
        let (floor, cap) = (months_means(member) * part(5, 1_000), months_means(member) * part(200, 1_000));
        let charge = due.clone().max(floor).min(cap.clone());
        left += due - &charge;
        room.insert(*number, cap - &charge);
        exact.charges.insert(*number, charge);
    }
    if !left.is_positive() {
        exact.fund = left;
        return;
    }
    let fund = Fraction::from_integer(BigInt::from(books.fund.max(0)));
    exact.fund = left.clone().min(fund);
    left -= &exact.fund;
    exact.deficit = pour(books, &mut exact.charges, room, left);
}

/// Step by step: everybody who has room takes its part by means; who has none left drops out. What nobody can bear.
fn pour(
    books: &Books,
    charges: &mut BTreeMap<usize, Fraction>,
    mut room: BTreeMap<usize, Fraction>,
    mut left: Fraction,
) -> Fraction {
    loop {
        room.retain(|number, room| room.is_positive() && books.members[number].means > 0);
        let means: u64 = room.keys().map(|number| books.members[number].means).sum();
        if room.is_empty() || !left.is_positive() {
            return left;
        }
        // As far as the first one that is full.
        let full = room.iter().map(|(number, room)| room / whole(books.members[number].means)).min();
        let step = full.unwrap_or_default().min(&left / whole(means));
        for (number, room) in &mut room {
            let taken = whole(books.members[number].means) * &step;
            *room -= &taken;
            left -= &taken;
            *charges.entry(*number).or_default() += taken;
        }
    }
}
