//! Cost games: their Shapley values, and how near simple rules come to them.

use std::collections::BTreeMap;

use num_traits::ToPrimitive;
use proptest::prelude::*;
use purse::game::{
    Game, GameRefusal, Measure, Needs, SAMPLES, SimpleRule, named_hours, sampled, shapley, total_variation,
};
use purse::money::Fraction;
use purse::split::airport;
use purse::usage::Hour;

const SATURN: &str = include_str!("../data/saturn-2023-10-20-members.csv");

fn needs(rows: &[&[u64]]) -> Needs<usize> {
    let hour = |number: usize| Hour::from_number(490_000 + i64::try_from(number).unwrap()).unwrap();
    let row = |needs: &&[u64]| needs.iter().enumerate().map(|(number, need)| (hour(number), *need)).collect();
    rows.iter().map(row).enumerate().collect()
}

fn whole(values: &[u64]) -> BTreeMap<usize, Fraction> {
    values.iter().map(|value| Fraction::from_integer((*value).into())).enumerate().collect()
}

fn saturn() -> Needs<&'static str> {
    let mut needs = Needs::new();
    for line in SATURN.lines().skip(1) {
        let [hour, member, bytes] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let hours: &mut BTreeMap<Hour, u64> = needs.entry(member).or_default();
        hours.insert(hour.parse().unwrap(), bytes.parse().unwrap());
    }
    needs
}

/// In tenths of a percent.
fn tenths(part: &Fraction) -> f64 {
    (part * Fraction::from_integer(1_000.into())).to_f64().unwrap()
}

#[test]
fn what_is_sized_to_the_largest_need_is_shared_as_the_airport_rule_says() {
    // Each member needs something in an hour of its own, so the largest need is what all cost together.
    let rows: [&[u64]; 4] = [&[8, 0, 0, 0], &[0, 11, 0, 0], &[0, 0, 13, 0], &[0, 0, 0, 18]];
    let values = shapley(&Game::new(Measure::Maximum, &needs(&rows), 4).unwrap(), [0; 32]);
    assert_eq!(values, whole(&[2, 3, 4, 9]));
    assert_eq!(values, airport(&[8, 11, 13, 18].into_iter().enumerate().collect()));
}

#[test]
fn members_whose_peaks_do_not_meet_save_and_those_with_equal_needs_bear_alike() {
    // Together the largest hour is 10 + 2, alone 10, 10 and 2.
    let game = Game::new(Measure::Maximum, &needs(&[&[10, 0], &[0, 10], &[2, 2]]), 2).unwrap();
    assert_eq!((game.together(), game.alone().into_values().collect::<Vec<_>>()), (12, vec![10, 10, 2]));
    assert_eq!(game.saving(), Some(Fraction::new(10.into(), 22.into())));
    assert_eq!(shapley(&game, [0; 32]), whole(&[5, 5, 2]));
}

#[test]
fn the_twentieth_of_the_hours_that_is_largest_costs_nothing() {
    let mut row = vec![1_u64; 40];
    (row[3], row[30]) = (900, 800);
    let game = Game::new(Measure::Percentile95, &needs(&[&row]), 40).unwrap();
    assert_eq!(game.together(), 1);
    row[7] = 700;
    assert_eq!(Game::new(Measure::Percentile95, &needs(&[&row]), 40).unwrap().together(), 700);
    // Hours that are not named are hours without need.
    assert_eq!(Game::new(Measure::Percentile95, &needs(&[&[5, 6, 7]]), 60).unwrap().together(), 0);
    assert_eq!(Game::new(Measure::Percentile95, &needs(&[&[5, 6, 7]]), 40).unwrap().together(), 5);
}

#[test]
fn a_game_without_members_hours_or_bounds_is_refused() {
    let refusal = |needs: &Needs<usize>, hours| Game::new(Measure::Maximum, needs, hours).unwrap_err();
    assert_eq!(refusal(&Needs::new(), 1), GameRefusal::NoMembers);
    assert_eq!(refusal(&needs(&[&[1, 2]]), 1), GameRefusal::MoreHours);
    assert_eq!(refusal(&needs(&[&[u64::MAX], &[1]]), 1), GameRefusal::TooLarge);
}

#[test]
fn in_a_month_of_a_real_network_the_coincident_peak_comes_nearest_to_the_shapley_value() {
    let needs = saturn();
    let hours = named_hours(&needs).len();
    let game = Game::new(Measure::Percentile95, &needs, hours).unwrap();
    assert_eq!((needs.len(), hours), (20, 744));
    let values = shapley(&game, [7; 32]);
    let distances =
        SimpleRule::ALL.map(|rule| tenths(&total_variation(&rule.weights(&needs, hours), &values).unwrap()));
    for (distance, measured) in distances.iter().zip([30.0, 68.0, 113.0, 391.0]) {
        assert!((distance - measured).abs() < 3.0, "{distances:?}");
    }
    assert!((tenths(&game.saving().unwrap()) - 225.0).abs() < 0.5, "{:?}", game.saving());
}

#[test]
fn everybody_draws_the_same_orders_from_a_seed() {
    let game = Game::new(Measure::Maximum, &needs(&[&[3, 1], &[1, 4], &[5, 9]]), 2).unwrap();
    let drawn = |seed| sampled(&game, 7, [seed; 32]);
    assert_eq!(drawn(1), drawn(1));
    // As another program draws them by docs/RULES.md.
    let expected = [15, 24, 59].map(|added| Fraction::new(added.into(), 7.into()));
    assert_eq!(drawn(1), expected.into_iter().enumerate().collect());
}

fn some_needs() -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(0_u64..50, 30), 1..7)
}

proptest! {
    #[test]
    fn shapley_values_sum_to_the_cost_of_all_and_who_needs_nothing_bears_nothing(rows in some_needs(), p95: bool) {
        let mut rows = rows;
        rows.push(vec![0; 30]);
        let rows: Vec<&[u64]> = rows.iter().map(Vec::as_slice).collect();
        let measure = if p95 { Measure::Percentile95 } else { Measure::Maximum };
        let game = Game::new(measure, &needs(&rows), 30).unwrap();
        for values in [shapley(&game, [0; 32]), sampled(&game, 20, [3; 32])] {
            prop_assert_eq!(values.values().sum::<Fraction>(), Fraction::from_integer(game.together().into()));
            prop_assert_eq!(&values[&(rows.len() - 1)], &Fraction::default());
        }
    }

    #[test]
    fn with_one_hour_the_shapley_value_of_the_maximum_is_the_need(alone in prop::collection::vec(0_u64..1_000, 1..8)) {
        let rows: Vec<Vec<u64>> = alone.iter().map(|need| vec![*need]).collect();
        let rows: Vec<&[u64]> = rows.iter().map(Vec::as_slice).collect();
        let values = shapley(&Game::new(Measure::Maximum, &needs(&rows), 1).unwrap(), [0; 32]);
        prop_assert_eq!(values, whole(&alone));
    }
}

#[test]
fn many_orders_come_near_the_exact_values() {
    let rows: Vec<Vec<u64>> =
        (1..=9_u64).map(|member| (0..40).map(|hour| (member * hour * 7 + member) % 53).collect()).collect();
    let rows: Vec<&[u64]> = rows.iter().map(Vec::as_slice).collect();
    let game = Game::new(Measure::Percentile95, &needs(&rows), 40).unwrap();
    let distance = total_variation(&shapley(&game, [0; 32]), &sampled(&game, SAMPLES, [5; 32])).unwrap();
    assert!(tenths(&distance) < 5.0, "{}", tenths(&distance));
}

#[test]
fn the_airport_rule_agrees_with_the_samples_of_the_tables() {
    let values = |needs: &[u128]| airport(&needs.iter().copied().enumerate().collect());
    assert_eq!(values(&[1_500, 2_200, 3_000]), whole(&[500, 850, 1_650]));
    let sixths = [40, 52, 67, 87, 117, 177].map(|value| Fraction::new(value.into(), 6.into()));
    assert_eq!(values(&[40, 50, 60, 70, 80, 90]), sixths.into_iter().enumerate().collect());
}
