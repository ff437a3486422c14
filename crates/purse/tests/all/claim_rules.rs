//! What of a claim is charged.

use jiff::Timestamp;
use proptest::prelude::*;
use purse::usage::{Charged, Counted, Hour};

const DAY: &str = "2026-11-07T00:00:00Z";
/// The end of the day and 48 hours.
const LAST_CALL: &str = "2026-11-10T00:00:00Z";

fn counted(claim: &[u64], observation: Option<u128>) -> Counted {
    let first: Hour = DAY.parse().unwrap();
    let hour = |number: usize| Hour::from_number(first.number() + i64::try_from(number).unwrap()).unwrap();
    let claim = claim.iter().enumerate().map(|(number, quantity)| (hour(number), *quantity)).collect();
    Counted { day: first.day(), claim, observation, allowance: None }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// By hour, and what is disputed.
fn known(counted: &Counted, tolerance: u16) -> (Vec<u64>, u128) {
    match counted.charged(tolerance, at(LAST_CALL)) {
        Charged::Known { hours, disputed, .. } => (hours.into_values().collect(), disputed),
        Charged::Waiting => panic!("nobody waits any longer"),
    }
}

#[test]
fn a_claim_within_the_tolerance_is_charged_whole() {
    assert_eq!(known(&counted(&[60, 40], Some(75)), 250), (vec![60, 40], 0));
    assert_eq!(known(&counted(&[60, 40], Some(98)), 20), (vec![60, 40], 0));
    // The home saw more than was claimed: what was claimed counts.
    assert_eq!(known(&counted(&[60, 40], Some(500)), 20), (vec![60, 40], 0));
}

#[test]
fn what_the_observation_does_not_bear_out_is_disputed_and_each_hour_gives_its_part() {
    // 60 / (1 - 0.25) = 80 of 100; of the rest of a division the earliest hours have one each.
    assert_eq!(known(&counted(&[60, 40], Some(60)), 250), (vec![48, 32], 20));
    // floor(50 / 0.98) = 51: 17.0 and twice 17.0 would be even; of 34, 33, 33 it is 17, 16, 16 and two more.
    assert_eq!(known(&counted(&[34, 33, 33], Some(50)), 20), (vec![18, 17, 16], 49));
    assert_eq!(known(&counted(&[0, 7, 0, 1], Some(0)), 20), (vec![0, 0, 0, 0], 8));
}

#[test]
fn a_home_that_says_nothing_is_waited_for_two_days_and_then_the_claim_counts() {
    let silent = counted(&[60, 40], None);
    assert_eq!(silent.charged(20, at("2026-11-09T23:59:59Z")), Charged::Waiting);
    assert_eq!(known(&silent, 20), (vec![60, 40], 0));
    let spoken = counted(&[60, 40], Some(100));
    assert!(matches!(spoken.charged(20, at(DAY)), Charged::Known { .. }), "it need not be waited for");
}

#[test]
fn what_is_beyond_the_allowance_is_shown_and_neither_charged_nor_disputed() {
    let allowed = |claim: &[u64], observation, allowance| {
        let counted = Counted { allowance: Some(allowance), ..counted(claim, observation) };
        match counted.charged(250, at(LAST_CALL)) {
            Charged::Known { hours, disputed, beyond } => (hours.into_values().collect::<Vec<_>>(), disputed, beyond),
            Charged::Waiting => panic!("nobody waits any longer"),
        }
    };
    assert_eq!(allowed(&[60, 40], Some(100), 100), (vec![60, 40], 0, 0));
    assert_eq!(allowed(&[60, 40], Some(100), 80), (vec![48, 32], 0, 20));
    assert_eq!(allowed(&[60, 40], None, 80), (vec![48, 32], 0, 20), "who says nothing allowed it all the same");
    // 30 / (1 - 0.25) = 40 of the 80 that are allowed.
    assert_eq!(allowed(&[60, 40], Some(30), 80), (vec![24, 16], 40, 20));
    assert_eq!(allowed(&[60, 40], Some(100), 0), (vec![0, 0], 0, 100));
}

#[test]
fn who_tolerates_everything_believes_everything() {
    assert_eq!(known(&counted(&[60, 40], Some(0)), 1_000), (vec![60, 40], 0));
}

proptest! {
    #[test]
    fn no_hour_is_charged_more_than_was_claimed_and_a_larger_observation_never_charges_less(
        claim in prop::collection::vec(prop_oneof![Just(0_u64), 0_u64..100, any::<u64>()], 0..24),
        observed in any::<u64>(),
        more in any::<u64>(),
        tolerance in 0_u16..=1_000,
    ) {
        let (hours, disputed) = known(&counted(&claim, Some(u128::from(observed))), tolerance);
        prop_assert!(hours.iter().zip(&claim).all(|(charged, claimed)| charged <= claimed));
        let sum = |of: &[u64]| of.iter().copied().map(u128::from).sum::<u128>();
        prop_assert_eq!(sum(&hours) + disputed, sum(&claim));
        let (_, then) = known(&counted(&claim, Some(u128::from(observed) + u128::from(more))), tolerance);
        prop_assert!(then <= disputed);
    }
}
