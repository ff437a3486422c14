//! What holds of every settlement.

use std::collections::BTreeMap;

use books::settlement::{Settlement, Way};
use federation::Hash;
use federation::entry::{Entry, Payment, Reversal};
use federation::facts::{Facts, Place, TakenBack};
use federation::signed::Signable;
use jiff::ToSpan;
use proptest::collection::vec;
use proptest::prelude::*;
use purse::money::Money;

use crate::case::{Case, Rest, member};

const MEMBERS: u8 = 5;

fn cents(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

/// One thing that people do between two closings.
#[derive(Debug, Clone)]
enum Deed {
    /// From, to, of which month back, cents, days after the notes.
    Pays(u8, u8, usize, i64, i32),
    Disputes(u8, usize, i64),
    /// The payment or dispute with this place.
    TakesBack(prop::sample::Index, i32),
    Leaves(u8),
}

#[derive(Debug, Clone)]
struct Month {
    /// Of all members but one, which bears the rest.
    nets: Vec<i64>,
    /// Parts of 100 of what the fund could pay.
    fund: i64,
    surplus: i64,
    contributions: i64,
    deficit: i64,
    deeds: Vec<Deed>,
}

fn deed() -> impl Strategy<Value = Deed> {
    let number = 1..=MEMBERS;
    prop_oneof![
        8 => (number.clone(), number.clone(), 0_usize..3, 1_i64..4_000, 0_i32..200)
            .prop_map(|(from, to, back, amount, days)| Deed::Pays(from, to, back, amount, days)),
        8 => (number.clone(), 0_usize..3, 1_i64..4_000, 0_i32..200)
            .prop_map(|(from, back, amount, days)| Deed::Pays(from, 1, back, amount, days)),
        4 => (number.clone(), 0_usize..3, 1_i64..4_000, 0_i32..200)
            .prop_map(|(to, back, amount, days)| Deed::Pays(1, to, back, amount, days)),
        2 => (number.clone(), 0_usize..3, 1_i64..4_000).prop_map(|(debtor, back, amount)| Deed::Disputes(debtor, back, amount)),
        2 => (any::<prop::sample::Index>(), 0_i32..200).prop_map(|(of, days)| Deed::TakesBack(of, days)),
        1 => (2..=MEMBERS).prop_map(Deed::Leaves),
    ]
}

fn month() -> impl Strategy<Value = Month> {
    let nets = vec(-3_000_i64..3_000, usize::from(MEMBERS) - 1);
    (nets, 0_i64..=100, 0_i64..500, 0_i64..2_000, 0_i64..300, vec(deed(), 0..12)).prop_map(
        |(nets, fund, surplus, contributions, deficit, deeds)| Month {
            nets,
            fund,
            surplus,
            contributions,
            deficit,
            deeds,
        },
    )
}

/// The months without deficits.
fn without_deficits(mut months: Vec<Month>) -> Vec<Month> {
    months.iter_mut().for_each(|month| month.deficit = 0);
    months
}

/// The months, and whether charters have transfers between members.
fn lived(months: &[Month], assignment: bool) -> Case {
    let mut case = Case::of(MEMBERS);
    case.charter.payment.assignment = assignment;
    let mut names: Vec<(u8, Hash)> = Vec::new();
    for (place, month) in months.iter().enumerate() {
        let spare = case.reports.last().map_or(0, |(report, _)| report.fund_after.minor()) + month.contributions;
        // A fund that receives does not pay.
        let fund = if month.fund % 2 == 0 { -month.surplus } else { spare * month.fund / 100 };
        let deficit = if fund < 0 { 0 } else { month.deficit };
        let owed: i64 = month.nets.iter().sum();
        let mut nets: Vec<(u8, Money)> = (1..).zip(&month.nets).map(|(number, net)| (number, cents(*net))).collect();
        nets.push((MEMBERS, cents(fund + deficit - owed)));
        case.close_with(
            &nets,
            Rest { fund: cents(fund), deficit: cents(deficit), contributions: cents(month.contributions) },
        );
        let issued = case.periods()[place].closed_on;
        let later = |days: i32| issued.checked_add(days.days()).unwrap();
        for deed in &month.deeds {
            match deed {
                Deed::Pays(from, to, back, amount, days) => {
                    let report = case.reports[place.saturating_sub(*back)].0.hash();
                    let mut nonce = [0; 16];
                    nonce[..8].copy_from_slice(&names.len().to_le_bytes());
                    let (from, amount) = (member(*from), cents(*amount));
                    let payment = Payment { nonce, report, from, amount, day: later(*days) };
                    names.push((*to, case.append(*to, Entry::Payment(payment))));
                }
                Deed::Disputes(debtor, back, amount) => {
                    let amount = cents(*amount).to_string();
                    names.push((*debtor, case.disputes(*debtor, place.saturating_sub(*back), &amount)));
                }
                Deed::TakesBack(of, days) => {
                    if let Some((author, name)) = (!names.is_empty()).then(|| names[of.index(names.len())]) {
                        case.takes_back(author, name, &later(*days).to_string());
                    }
                }
                Deed::Leaves(number) => case.leaves(*number, &issued.to_string()),
            }
        }
    }
    case
}

/// The same entries, those of each log that one report is the first to know turned around.
fn turned(case: &Case) -> Facts {
    let turned = |at: Place| {
        let sizes = case
            .reports
            .iter()
            .map(|(report, _)| report.cuts.iter().find(|cut| cut.member == at.author).map_or(0, |cut| cut.size));
        let below = sizes.clone().filter(|size| *size <= at.place).max().unwrap_or(0);
        let above = sizes.filter(|size| *size > at.place).min().unwrap_or(below + 1_000);
        Place { place: below + above - 1 - at.place, ..at }
    };
    let mut facts = Facts::default();
    let back = |facts: &mut Facts, back: Option<&TakenBack>| {
        if let Some(back) = back {
            facts.add(turned(back.at), back.name, Entry::Reversal(Reversal { of: back.of, on: back.on }));
        }
    };
    for (name, entry) in &case.facts.payments {
        facts.add(turned(entry.at), *name, Entry::Payment(entry.fact));
        back(&mut facts, case.facts.taken_back(name, entry));
    }
    for (name, entry) in &case.facts.disputes {
        facts.add(turned(entry.at), *name, Entry::Dispute(entry.fact));
        back(&mut facts, case.facts.taken_back(name, entry));
    }
    facts
}

/// What each member was paid, less what it paid, over all periods.
fn received(settlement: &Settlement) -> BTreeMap<u8, i64> {
    let mut sums = BTreeMap::new();
    for due in settlement.notes() {
        let all = due.paid.minor() + due.beyond.minor();
        *sums.entry(due.member.as_bytes()[0]).or_default() += if due.way() == Way::Gets { all } else { -all };
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_funds_account_has_what_came_in_less_what_went_out_and_no_cent_is_lost(months in vec(month(), 1..6).prop_map(without_deficits), assignment: bool, days in 0_i32..400) {
        let case = lived(&months, assignment);
        let today = case.periods().last().unwrap().closed_on.checked_add(days.days()).unwrap();
        let settlement = case.on(&today.to_string());
        let came: i64 = months.iter().map(|month| month.contributions).sum();
        let out: i64 = received(&settlement).values().sum();
        prop_assert_eq!(settlement.cash().minor(), came - out, "hub in is hub out and what is left");
        // Paid, open, borne or carried: every member has its reports' results.
        let carried = settlement.carried();
        let mut all = settlement.fund().minor();
        for number in 1..=MEMBERS {
            let owed: i64 = case.reports.iter().filter_map(|(report, _)| report.line(&member(number))).map(|line| line.net.minor()).sum();
            let mine = settlement.notes().iter().filter(|due| due.member == member(number));
            let left: i64 = mine.map(|due| match due.way() {
                Way::Gets => due.open().minor(),
                Way::Pays => -due.open().minor(),
            }).sum();
            let claims: i64 = settlement.claims().iter().filter(|claim| claim.of == books::settlement::Party::Member(member(number))).map(|claim| claim.amount.minor()).sum();
            let waits = carried.get(&member(number)).map_or(0, |amount| amount.minor());
            let got = received(&settlement).get(&number).copied().unwrap_or_default();
            prop_assert_eq!(owed, got + left + claims + waits, "member {}", number);
            all += left + waits;
        }
        let covered: i64 = settlement.notes().iter().map(|due| due.cover.sum().minor()).sum();
        prop_assert_eq!(all + covered, settlement.cash().minor());
    }

    #[test]
    fn nobody_gets_more_of_a_note_than_it_says_and_the_fund_is_never_below_nothing(months in vec(month(), 1..6), assignment: bool) {
        let case = lived(&months, assignment);
        let settlement = case.on("2028-06-01");
        prop_assert!(settlement.fund() >= Money::ZERO);
        for due in settlement.notes() {
            let amount = due.amount().unwrap().minor().abs();
            prop_assert!(due.paid.minor() + due.borne.minor() <= amount && due.paid >= Money::ZERO && due.borne >= Money::ZERO);
            prop_assert!(due.disputed() <= due.uncovered());
        }
        let ready = settlement.ready().unwrap();
        let orders: i64 = ready.iter().map(|ready| ready.amount.minor()).sum();
        prop_assert!(ready.is_empty() || orders <= settlement.cash().minor());
    }

    #[test]
    fn the_order_in_which_entries_stand_between_two_closings_changes_nothing(months in vec(month(), 1..5), assignment: bool) {
        let case = lived(&months, assignment);
        let mut other = case.clone();
        other.facts = turned(&case);
        let (one, other) = (case.on("2027-12-01"), other.on("2027-12-01"));
        prop_assert_eq!(one.notes(), other.notes());
        prop_assert_eq!((one.carried(), one.fund(), one.cash()), (other.carried(), other.fund(), other.cash()));
        prop_assert_eq!(one.movements(), other.movements());
    }

    #[test]
    fn a_note_that_was_issued_stays_whatever_is_said_later(months in vec(month(), 2..5), deeds in vec(deed(), 0..10)) {
        let mut longer = months.clone();
        longer.last_mut().unwrap().deeds.extend(deeds);
        let (case, longer) = (lived(&months, false), lived(&longer, false));
        let issued = |case: &Case| -> Vec<_> {
            case.on("2028-01-01").notes().iter().map(|due| (due.number, due.member, due.amount().unwrap(), due.due)).collect()
        };
        prop_assert_eq!(issued(&case), issued(&longer));
    }
}
