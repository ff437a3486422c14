//! What a correction of a closed period is drafted as.

use std::collections::BTreeSet;

use federation::closing::{Amends, Closing, Ground, Otherwise, Report, amends, recompute_otherwise};
use federation::entry::{Correction, Entry, Expense, Gift};
use federation::facts::Facts;
use federation::{Hash, closing::ReportLine};
use jiff::civil::date;
use proptest::prelude::*;
use purse::id::MemberId;
use purse::money::Money;

use crate::closing::{november, overnight};
use crate::town::{NOVEMBER, Town, member, money, november_bill};

fn otherwise(town: &Town, facts: &Facts, otherwise: &Otherwise) -> Closing {
    let proposal = town.proposal(NOVEMBER, None);
    let ground = Ground { proposal: &proposal, facts, charters: &town.charters, previous: None };
    recompute_otherwise(&ground, otherwise).unwrap()
}

fn members(report: &Report) -> BTreeSet<MemberId> {
    report.lines.iter().map(|line| line.member).collect()
}

/// What a correction says when the bill `name` of a member is taken out of November.
fn without(town: &Town, name: Hash, number: u8) -> (Report, Report, Amends) {
    let closed = november(town).report;
    let other = otherwise(town, &town.facts(NOVEMBER), &Otherwise::Without(name)).report;
    let drafted = amends(&closed, &other, member(number), &members(&closed)).unwrap();
    (closed, other, drafted)
}

fn amount(drafted: &Amends, number: u8) -> Money {
    drafted.lines.iter().find(|line| line.member == member(number)).map_or(Money::ZERO, |line| line.amount)
}

/// A bill without capacity and nothing else.
fn one_bill(means: &[&str], common_part: &str) -> (Town, Hash) {
    let mut town = Town::of(means);
    let amount = money(common_part);
    let name = town.bill(2, Expense { capacity: None, amount, common_part: amount, ..november_bill(1) }, 3);
    (town, name)
}

#[test]
fn who_takes_back_the_only_bill_gives_each_payer_what_it_paid() {
    let (town, name) = one_bill(&["6000", "12000", "20000"], "150.00");
    let (closed, _, drafted) = without(&town, name, 2);
    for number in [1, 3] {
        let charge = closed.line(&member(number)).unwrap().charge;
        assert!(charge > Money::ZERO && amount(&drafted, number) == charge, "{number}");
    }
    assert_eq!(drafted.kept, Money::ZERO);
    // The entry that it becomes can be written.
    let lines = drafted.lines;
    let correction = Correction { nonce: [7; 16], report: Hash::ZERO, counts_in: date(2026, 12, 1), lines };
    assert!(Entry::Correction(correction).to_leaf().is_ok());
}

#[test]
fn of_several_bills_one_is_taken_out_and_the_rest_is_split_as_if_it_had_never_been() {
    let mut town = overnight();
    let wrong = town.bill(2, Expense { capacity: None, ..november_bill(30) }, 3);
    let (closed, other, drafted) = without(&town, wrong, 2);
    assert_eq!(other.total, november(&overnight()).report.total);
    for line in &drafted.lines {
        let net = |report: &Report| report.line(&line.member).unwrap().net;
        let difference = net(&other).minus(net(&closed)).unwrap();
        let kept = if line.member == member(2) { drafted.kept } else { Money::ZERO };
        assert_eq!(line.amount, difference.plus(kept).unwrap());
    }
    assert!(amount(&drafted, 2) < Money::ZERO, "who declared it gives back");
}

#[test]
fn what_the_fund_paid_of_a_bill_stays_with_who_declared_it() {
    let line = |number, credit: &str, charge: &str| {
        let (credit, charge) = (money(credit), money(charge));
        let net = credit.minus(charge).unwrap();
        ReportLine { member: member(number), credit, charge, correction: Money::ZERO, net }
    };
    let report = |lines: Vec<ReportLine>, total: &str, fund: &str| {
        let report = november(&Town::founded("1500")).report;
        Report { lines, total: money(total), fund: money(fund), ..report }
    };
    let closed =
        report(vec![line(1, "0", "60.00"), line(2, "100.00", "20.00"), line(3, "30.00", "0")], "130.00", "50.00");
    let other = report(vec![line(1, "0", "20.00"), line(2, "0", "5.00"), line(3, "30.00", "0")], "30.00", "5.00");
    let drafted = amends(&closed, &other, member(2), &members(&closed)).unwrap();
    // Of 85.00 that it would not have got, 40.00 go back to member 1; the fund's 45.00 cannot.
    assert_eq!((amount(&drafted, 1), amount(&drafted, 2)), (money("40.00"), money("-40.00")));
    assert_eq!(drafted.kept, money("45.00"));
    let left = BTreeSet::from([member(2), member(3)]);
    let drafted = amends(&closed, &other, member(2), &left).unwrap();
    assert_eq!((drafted.lines.len(), drafted.kept), (0, money("85.00")), "who left is no part of a correction");
}

#[test]
fn a_bill_that_came_too_late_and_a_gift_are_corrected_too() {
    let mut town = overnight();
    let closed = november(&town).report;
    let before = town.facts(NOVEMBER);
    let late = town.bill(3, november_bill(40), 3);
    let all = town.facts(NOVEMBER);
    let mut with_estimate = all.clone();
    with_estimate.expenses = before.expenses;
    let change = Otherwise::With(late, Box::new(all.expenses[&late].clone()));
    let other = otherwise(&town, &with_estimate, &change).report;
    let drafted = amends(&closed, &other, member(3), &members(&closed)).unwrap();
    assert!(amount(&drafted, 3) > Money::ZERO, "it is owed for it: {drafted:?}");

    let mut town = overnight();
    let Expense { nonce, pool, amount: value, capacity, span, .. } = november_bill(50);
    let gift = town.append(4, Entry::Gift(Gift { nonce, pool, value, capacity, span, evidence: None }));
    let (_, other, _) = without(&town, gift, 4);
    assert_eq!(other.lines, november(&overnight()).report.lines);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever was used and whichever bill is taken out, the lines are nothing together and what is kept is what the fund
    /// and the deficit would have got.
    #[test]
    fn the_lines_of_any_draft_are_nothing_together(
        common in 1_000_i64..40_000,
        uses in prop::collection::vec((1_u8..=4, 2_u8..=3, 0_u8..28, 1_u64..900), 0..12),
        which in 0_u8..2,
        gone in prop::option::of(1_u8..=4),
    ) {
        let mut town = Town::of(&["1500", "6000", "12000", "20000"]);
        let common_part = Money::from_minor(common).unwrap();
        let bills = [
            (2, town.bill(2, november_bill(2), 3)),
            (3, town.bill(3, Expense { amount: common_part, common_part, ..november_bill(3) }, 3)),
        ];
        for (place, (home, carrier, day, gigabytes)) in uses.iter().enumerate() {
            let hour = format!("2026-11-{:02}T{:02}:00:00Z", day + 1, place);
            town.deliver(*home, *carrier, &hour, *gigabytes);
        }
        let (keeper, name) = bills[usize::from(which)];
        let (closed, other, whole) = without(&town, name, keeper);
        let mut there = members(&closed);
        if let Some(gone) = gone.filter(|gone| *gone != keeper) {
            there.remove(&member(gone));
        }
        let drafted = amends(&closed, &other, member(keeper), &there).unwrap();
        prop_assert_eq!(Money::sum(drafted.lines.iter().map(|line| line.amount)), Ok(Money::ZERO));
        prop_assert!(drafted.lines.windows(2).all(|pair| pair[0].member < pair[1].member));
        prop_assert!(drafted.lines.iter().all(|line| there.contains(&line.member) && line.amount != Money::ZERO));
        // Where nothing else was carried the charges go back as they were, and the fund keeps what floors brought it.
        let others = closed.lines.iter().filter(|line| line.member != member(keeper));
        let alone = other.total == Money::ZERO && closed.total > Money::ZERO && others.map(|line| line.credit).all(|credit| credit == Money::ZERO);
        let lost = |report: &Report| report.fund.plus(report.deficit).unwrap();
        let kept = if alone { Money::ZERO } else { lost(&closed).minus(lost(&other)).unwrap() };
        prop_assert_eq!(whole.kept, kept);
    }

    /// Without any bill beside it, everybody who paid for one gets that back, and its member gives as much.
    #[test]
    fn the_only_bill_gives_each_payer_what_it_paid(common in 500_i64..200_000, means in prop::collection::vec(100_u32..90_000, 3)) {
        let means: Vec<String> = means.iter().map(u32::to_string).collect();
        let means: Vec<&str> = means.iter().map(String::as_str).collect();
        let (town, name) = one_bill(&means, &Money::from_minor(common).unwrap().to_string());
        let (closed, _, drafted) = without(&town, name, 2);
        // Where floors brought more than the bill, the rest is the fund's and stays there.
        if closed.fund >= Money::ZERO {
            for number in [1, 3] {
                prop_assert_eq!(amount(&drafted, number), closed.line(&member(number)).unwrap().charge);
            }
        }
        prop_assert_eq!(Money::sum(drafted.lines.iter().map(|line| line.amount)), Ok(Money::ZERO));
        prop_assert_eq!(drafted.kept, Money::ZERO);
    }
}
