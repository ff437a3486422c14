//! Settlement by hub and with the fewest transfers.

use std::collections::BTreeMap;

use proptest::prelude::*;
use purse::money::Money;
use purse::settle::{ByHub, EXACT_MEMBERS, Fewest, SettleRefusal, by_hub, fewest};

fn money(minor: i64) -> Money {
    Money::from_minor(minor).unwrap()
}

fn balances(minor: &[i64]) -> BTreeMap<usize, Money> {
    minor.iter().copied().map(money).enumerate().collect()
}

/// After the transfers everybody has what the balances said.
fn assert_settles(balances: &BTreeMap<usize, Money>, settled: &Fewest<usize>) {
    let mut left: BTreeMap<usize, i64> = balances.iter().map(|(id, balance)| (*id, balance.minor())).collect();
    for transfer in &settled.transfers {
        assert!(transfer.amount > Money::ZERO);
        *left.get_mut(&transfer.from).unwrap() += transfer.amount.minor();
        *left.get_mut(&transfer.to).unwrap() -= transfer.amount.minor();
    }
    assert!(left.values().all(|rest| *rest == 0), "{left:?}");
}

/// The fewest transfers by trying, for the first open balance, everybody of the other sign: a naive twin.
fn fewest_by_trying(balances: &mut Vec<i64>) -> usize {
    let Some(first) = balances.iter().position(|balance| *balance != 0) else { return 0 };
    let mut best = usize::MAX;
    for other in first + 1..balances.len() {
        if balances[first].signum() * balances[other].signum() < 0 {
            let moved = balances[first];
            balances[other] += moved;
            balances[first] = 0;
            best = best.min(1 + fewest_by_trying(balances));
            balances[first] = moved;
            balances[other] -= moved;
        }
    }
    best
}

#[test]
fn through_the_hub_every_member_pays_or_is_paid_once_and_nothing_for_nothing() {
    let transfers = by_hub(&balances(&[-1_050, 0, 700])).unwrap();
    assert_eq!(transfers, BTreeMap::from([(0, ByHub::Pays(money(1_050))), (2, ByHub::Gets(money(700)))]));
}

#[test]
fn three_debts_against_three_credits_take_four_transfers_where_largest_first_takes_five() {
    let all = balances(&[-1_000, -300, -300, 600, 500, 500]);
    let settled = fewest(&all).unwrap();
    assert_settles(&all, &settled);
    assert_eq!((settled.transfers.len(), settled.at_least), (4, 4));
}

#[test]
fn what_two_members_owe_each_other_exactly_is_one_transfer() {
    let settled = fewest(&balances(&[-500, 300, -300, 500])).unwrap();
    let pairs: Vec<(usize, usize)> = settled.transfers.iter().map(|transfer| (transfer.from, transfer.to)).collect();
    assert_eq!(pairs, [(0, 3), (2, 1)]);
}

#[test]
fn twenty_members_without_pairs_are_settled_with_the_fewest_transfers() {
    // Five groups of four, which only all subsets tell apart from the others.
    let mut minor = Vec::new();
    for group in 0..5_i64 {
        let scale = 10_i64.pow(u32::try_from(group).unwrap() * 2 + 2);
        minor.extend([-7 * scale - group, -5 * scale, 9 * scale, 3 * scale + group]);
    }
    assert_eq!(minor.len(), EXACT_MEMBERS);
    let settled = fewest(&balances(&minor)).unwrap();
    assert_settles(&balances(&minor), &settled);
    assert_eq!(settled.transfers.len(), 15);
}

#[test]
fn of_more_members_the_transfers_are_at_most_one_less_than_members_and_the_bound_is_said() {
    let debts = (1..=15).map(|debt| -debt * 1_000 - 1);
    let credits = (1..=15).map(|credit| credit * 1_000 + if credit == 1 { 15 } else { 0 });
    let all = balances(&debts.chain(credits).collect::<Vec<_>>());
    let settled = fewest(&all).unwrap();
    assert_settles(&all, &settled);
    assert!(settled.transfers.len() <= 29);
    assert!((15..=settled.transfers.len()).contains(&settled.at_least), "{}", settled.at_least);
}

#[test]
fn balances_that_are_too_large_together_are_refused() {
    let most = purse::money::MAX_MINOR;
    assert_eq!(by_hub(&balances(&[most, 1])), Err(SettleRefusal::TooLarge));
    assert_eq!(fewest(&balances(&[most, most, -most, -most])), Err(SettleRefusal::TooLarge));
}

#[test]
fn balances_that_do_not_add_up_are_not_settled_between_members() {
    assert_eq!(fewest(&balances(&[-500, 499])), Err(SettleRefusal::NotBalanced));
}

proptest! {
    #[test]
    fn every_balance_is_settled_with_as_few_transfers_as_trying_everything_finds(
        mut minor in prop::collection::vec(-9_i64..10, 0..7),
    ) {
        minor.push(-minor.iter().sum::<i64>());
        let all = balances(&minor);
        let settled = fewest(&all).unwrap();
        assert_settles(&all, &settled);
        prop_assert_eq!(settled.transfers.len(), fewest_by_trying(&mut minor));
    }

    #[test]
    fn largest_first_settles_any_number_of_members(minor in prop::collection::vec(-9_000_i64..9_000, 21..60)) {
        let mut minor = minor;
        minor.push(-minor.iter().sum::<i64>());
        let all = balances(&minor);
        let settled = fewest(&all).unwrap();
        assert_settles(&all, &settled);
        prop_assert!(settled.transfers.len() < minor.len());
        prop_assert!(settled.at_least <= settled.transfers.len());
    }
}
