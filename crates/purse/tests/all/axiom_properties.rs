//! Each key's theorems, for all books.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use proptest::collection::vec;
use proptest::prelude::*;
use purse::axioms::{Axiom, shares};
use purse::money::Fraction;
use purse::split::{Bill, Key, Member};
use purse::usage::Pool;

use crate::cost_samples::minor;
use crate::split_samples::{Month, member};

const IDS: [&str; 4] = ["m1", "m2", "m3", "m4"];

type Use = (usize, usize, u64);

/// Members of any means, and their use of m4 in some hours.
fn month_of(members: &[(i64, u32)], uses: &[Use], times: u64) -> Month {
    let mut month = Month::of(&IDS.map(|id| (id, "0")));
    for (id, (means, adherents)) in IDS.iter().zip(members) {
        let of = month.members.get_mut(id).expect("a member");
        *of = Member { means: minor(*means), adherents: *adherents, ..member("0") };
    }
    for (home, hour, gb) in uses {
        month.uses(IDS[*home], "m4", *hour, gb * times);
    }
    month
}

fn members() -> impl Strategy<Value = Vec<(i64, u32)>> {
    vec((0_i64..1_000_000, 0_u32..300), 4)
}

/// Many small quantities in few hours, so that ties and displaced peaks are found.
fn uses() -> impl Strategy<Value = Vec<Use>> {
    vec((0_usize..3, 0_usize..60, 0_u64..6), 0..150)
}

fn theorems_of(axiom: Axiom) -> impl Strategy<Value = Key> {
    let of: Vec<Key> = Key::ALL.into_iter().filter(|key| axiom.is_theorem_of(*key)).collect();
    prop::sample::select(of)
}

fn of(month: &Month, key: Key) -> BTreeMap<&'static str, Fraction> {
    shares(&month.books(), Pool::Delivery, key).expect("shares")
}

proptest! {
    #[test]
    fn members_that_are_alike_bear_the_same(
        mut of_members in members(),
        mut of_uses in uses(),
        key in theorems_of(Axiom::Symmetry),
    ) {
        of_members[1] = of_members[0];
        // What m1 used, m2 used too.
        of_uses.retain(|(home, ..)| *home != 1);
        let twins: Vec<Use> = of_uses.iter().filter(|(home, ..)| *home == 0).map(|(_, hour, gb)| (1, *hour, *gb)).collect();
        of_uses.extend(twins);
        let shares = of(&month_of(&of_members, &of_uses, 1), key);
        prop_assert_eq!(&shares["m1"], &shares["m2"]);
        prop_assert_eq!(shares.values().sum::<Fraction>(), Fraction::from_integer(BigInt::from(1)));
    }

    #[test]
    fn who_used_nothing_of_others_bears_nothing(
        of_members in members(),
        mut of_uses in uses(),
        key in theorems_of(Axiom::NullMember),
    ) {
        of_uses.retain(|(home, ..)| *home != 2);
        let used = of_uses.iter().any(|(_, _, gb)| *gb > 0);
        let shares = of(&month_of(&of_members, &of_uses, 1), key);
        prop_assert!(!used || (&shares["m3"] + &shares["m4"]) == Fraction::default());
    }

    #[test]
    fn who_uses_more_does_not_bear_less(
        of_members in members(),
        of_uses in uses(),
        more in (0_usize..3, 0_usize..62, 1_u64..30),
        key in theorems_of(Axiom::Monotonicity),
    ) {
        let before = of(&month_of(&of_members, &of_uses, 1), key);
        let with: Vec<Use> = of_uses.iter().copied().chain([more]).collect();
        let after = of(&month_of(&of_members, &with, 1), key);
        prop_assert!(after[IDS[more.0]] >= before[IDS[more.0]]);
    }

    #[test]
    fn counting_use_in_another_unit_changes_nothing(
        of_members in members(),
        of_uses in uses(),
        times in 2_u64..1_000,
        key in theorems_of(Axiom::Scale),
    ) {
        prop_assert_eq!(of(&month_of(&of_members, &of_uses, 1), key), of(&month_of(&of_members, &of_uses, times), key));
    }

    #[test]
    fn two_sums_are_borne_apart_as_together(
        of_members in members(),
        of_uses in uses(),
        amounts in vec(0_i64..50_000, 1..4),
        key in theorems_of(Axiom::Additivity),
    ) {
        // What a member bears of a sum is its share of it, and that share depends on no sum.
        let mut month = month_of(&of_members, &of_uses, 1);
        let before = of(&month, key);
        for amount in amounts {
            month.bills.push(Bill { carrier: "m4", pool: Pool::Delivery, common_part: minor(amount), capacity: None });
        }
        prop_assert_eq!(of(&month, key), before);
    }

    #[test]
    fn of_plant_sized_to_the_largest_need_nobody_and_no_group_bears_more_than_its_own(of_uses in uses()) {
        let month = month_of(&[(0, 0); 4], &of_uses, 1);
        let shares = of(&month, Key::Airport);
        let mut needs = BTreeMap::<(usize, usize), u64>::new();
        for (home, hour, gb) in &of_uses {
            *needs.entry((*home, *hour)).or_default() += gb;
        }
        let need = |home: usize| needs.iter().filter(|((of, _), _)| *of == home).map(|(_, gb)| *gb).max().unwrap_or(0);
        let largest = (0..3).map(need).max().unwrap_or(0);
        for group in 1_usize..8 {
            let members = || (0..3).filter(|home| group >> home & 1 == 1);
            let borne: Fraction = members().map(|home| shares[IDS[home]].clone()).sum();
            let alone = members().map(need).max().unwrap_or(0);
            prop_assert!(largest == 0 || borne * BigInt::from(largest) <= Fraction::from_integer(BigInt::from(alone)));
        }
    }
}

#[test]
fn the_coincident_peak_is_not_monotone_and_equal_shares_burden_who_used_nothing() {
    // 36 of 720 hours count. m2 has 35 of them, and m1 the last, until it uses more in another.
    let mut uses: Vec<Use> = (0..35).map(|hour| (1, hour, 10)).collect();
    uses.extend([(0, 35, 5), (0, 36, 2), (1, 36, 2)]);
    let before = of(&month_of(&[(0, 0); 4], &uses, 1), Key::CoincidentPeak);
    uses.push((0, 36, 2));
    let after = of(&month_of(&[(0, 0); 4], &uses, 1), Key::CoincidentPeak);
    assert!(after["m1"] < before["m1"], "{} became {}", before["m1"], after["m1"]);
    assert!(of(&month_of(&[(0, 0); 4], &uses, 1), Key::Equal)["m4"] > Fraction::default());
}
