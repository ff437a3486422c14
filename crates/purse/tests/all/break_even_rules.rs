//! A year's plan: a real one to the cent, and what always holds of the fee and the count that carry it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use purse::break_even::{Basis, Cost, GiftInKind, Income, MAX_LINES, Plan, PlanRefusal};
use purse::money::Money;

use crate::cost_samples::minor;
use crate::split_samples::euros;

fn income(label: &str, of: &str, amount: &str, times: u16) -> Income {
    Income { label: label.to_owned(), of: of.to_owned(), amount: euros(amount), times }
}

fn cost(label: &str, amount: &str, basis: Basis) -> Cost {
    Cost { label: label.to_owned(), amount: euros(amount), basis }
}

/// The budget of Franciliens.net for 2013, from the minutes of its treasurers' meeting of 2 June 2013.
fn franciliens() -> Plan {
    let line = || Basis::Each("line".to_owned());
    Plan {
        units: [("adherent", 37), ("line", 10), ("tunnel", 6)].map(|(unit, many)| (unit.to_owned(), many)).into(),
        incomes: vec![
            income("dues", "adherent", "15", 1),
            income("lines", "line", "32", 12),
            income("tunnels", "tunnel", "12", 1),
        ],
        costs: vec![
            cost("interconnection", "288", Basis::Fixed),
            cost("collection", "294", line()),
            cost("transit", "43.08", line()),
            cost("machines", "1200", Basis::Over(3)),
            cost("housing", "648", Basis::Fixed),
            cost("addresses and AS number", "216", Basis::Fixed),
            cost("bank", "180", Basis::Fixed),
        ],
        gifts: vec![GiftInKind { label: "machines, housing and transit".to_owned(), worth: euros("1600") }],
    }
}

#[test]
fn the_budget_of_franciliens_for_2013_is_computed_to_the_cent() {
    let balance = franciliens().balance().expect("a balance");
    assert_eq!(balance.income, euros("4467.00"));
    let lines: purse::money::Fraction = balance.lines[..3].iter().sum();
    assert_eq!(lines, euros("3658.80").fraction());
    assert_eq!((balance.costs, balance.result), (euros("5102.80"), euros("-635.80")));
    assert_eq!(balance.gifts, euros("1600"));
}

#[test]
fn so_many_adherents_at_that_fee_or_that_fee_of_so_many_carry_the_year() {
    let plan = franciliens();
    // 635.80 are missing: 42.39 adherents at 15.00 more.
    assert_eq!(plan.smallest_count("dues", euros("15")), Ok(Some(80)));
    // 555.00 of dues and 635.80: 32.18 from each of 37.
    assert_eq!(plan.smallest_fee("dues", 37), Ok(Some(euros("32.19"))));
    // A line brings 384.00 and costs 337.08.
    assert_eq!(plan.smallest_count("lines", euros("32")), Ok(Some(24)));
    assert_eq!(plan.smallest_count("lines", euros("28.09")), Ok(None));
    let fees = plan.fees("dues", &BTreeSet::from([0, 50, 100])).expect("fees");
    assert_eq!(fees, BTreeMap::from([(0, None), (50, Some(euros("23.82"))), (100, Some(euros("11.91")))]));
}

#[test]
fn a_year_that_others_carry_needs_no_fee() {
    let mut plan = franciliens();
    plan.incomes.push(income("grant", "tunnel", "1000", 1));
    assert_eq!(plan.smallest_fee("dues", 0), Ok(Some(Money::ZERO)));
    assert_eq!(plan.smallest_count("dues", Money::ZERO), Ok(Some(0)));
}

#[test]
fn each_refusal_of_a_plan_has_one_that_meets_it() {
    type Spoil = fn(&mut Plan);
    let named = |label: &str| label.to_owned();
    let rows: [(Spoil, PlanRefusal); 9] = [
        (|plan| plan.costs = vec![cost("x", "1", Basis::Fixed); MAX_LINES + 1], PlanRefusal::TooManyLines),
        (|plan| plan.costs.push(cost("x", "1", Basis::Each("y".to_owned()))), PlanRefusal::UnknownUnit(named("x"))),
        (|plan| plan.incomes.push(income("i", "y", "1", 1)), PlanRefusal::UnknownUnit(named("i"))),
        (|plan| plan.costs.push(cost("x", "-1", Basis::Fixed)), PlanRefusal::Negative(named("x"))),
        (|plan| plan.incomes.push(income("x", "line", "1", 0)), PlanRefusal::Times(named("x"))),
        (|plan| plan.incomes.push(income("x", "line", "1", 367)), PlanRefusal::Times(named("x"))),
        (|plan| plan.costs.push(cost("x", "1", Basis::Over(0))), PlanRefusal::Years(named("x"))),
        (|plan| plan.costs.push(cost("x", "1", Basis::Over(31))), PlanRefusal::Years(named("x"))),
        (|plan| plan.costs.push(cost("x", "10000000000000.00", Basis::Fixed)), PlanRefusal::TooLarge),
    ];
    for (spoil, refusal) in rows {
        let mut plan = franciliens();
        spoil(&mut plan);
        assert_eq!(plan.balance(), Err(refusal));
    }
    assert_eq!(franciliens().smallest_fee("rent", 1), Err(PlanRefusal::NoIncome(named("rent"))));
}

fn plan() -> impl Strategy<Value = Plan> {
    let bases = prop_oneof![
        Just(Basis::Fixed),
        Just(Basis::Each("line".to_owned())),
        Just(Basis::Each("adherent".to_owned())),
        (1_u32..=30).prop_map(Basis::Over),
    ];
    let costs = vec((0_i64..500_000, bases), 0..6);
    (0_u32..200, 0_u32..50, 0_i64..5_000, 1_u16..=12, costs).prop_map(|(adherents, lines, fee, times, costs)| Plan {
        units: [("adherent".to_owned(), adherents), ("line".to_owned(), lines)].into(),
        incomes: vec![
            Income { amount: minor(fee), ..income("dues", "adherent", "0", times) },
            income("lines", "line", "9", 12),
        ],
        costs: costs.into_iter().map(|(cents, basis)| Cost { amount: minor(cents), ..cost("x", "0", basis) }).collect(),
        gifts: Vec::new(),
    })
}

fn with(plan: &Plan, adherents: u32, fee: Money) -> Money {
    let mut plan = plan.clone();
    plan.units.insert("adherent".to_owned(), adherents);
    plan.incomes[0].amount = fee;
    plan.balance().expect("a balance").result
}

proptest! {
    #[test]
    fn the_smallest_fee_carries_the_year_and_a_cent_less_does_not(plan in plan(), adherents in 0_u32..200) {
        let fee = plan.smallest_fee("dues", adherents).expect("a fee");
        match fee {
            Some(fee) => {
                prop_assert!(with(&plan, adherents, fee) >= Money::ZERO);
                let less = fee.minor() - 1;
                prop_assert!(less < 0 || with(&plan, adherents, minor(less)) < Money::ZERO);
            }
            None => prop_assert_eq!(adherents, 0),
        }
    }

    #[test]
    fn the_smallest_count_carries_the_year_and_one_adherent_less_does_not(plan in plan(), cents in 0_i64..5_000) {
        let fee = minor(cents);
        match plan.smallest_count("dues", fee).expect("a count") {
            Some(count) => {
                prop_assert!(with(&plan, count, fee) >= Money::ZERO);
                prop_assert!(count == 0 || with(&plan, count - 1, fee) < Money::ZERO);
            }
            None => prop_assert!(with(&plan, 1_000_000, fee) < Money::ZERO),
        }
    }
}
