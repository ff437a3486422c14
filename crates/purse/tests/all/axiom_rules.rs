//! The axioms of a period's books, worked out on paper.

use std::collections::BTreeMap;

use purse::axioms::{Axiom, Holds, report};
use purse::split::{Bill, Key, Mix};
use purse::usage::Pool;

use crate::split_samples::{Month, euros};

/// 100.00 of delivery of m3, all of it used by m1, which is even, and by m2, which comes in one hour.
fn month(key: Key) -> Month {
    let mut month = Month::of(&[("m1", "100000"), ("m2", "300000"), ("m3", "100000")]);
    month.rules.pools.insert(Pool::Delivery, Mix::of(key));
    month.delivers("m3", "100.00", 100);
    for hour in 0..60 {
        month.uses("m1", "m3", hour, 1);
    }
    month.uses("m2", "m3", 2, 40);
    month
}

fn broken(month: &Month, axiom: Axiom) -> String {
    let reports = report(&month.books()).expect("a report");
    match &reports[0].axioms[&axiom] {
        Holds::Always => "always".to_owned(),
        Holds::Unknown => "unknown".to_owned(),
        Holds::BrokenBy(minor) => minor.to_string(),
    }
}

#[test]
fn who_used_nothing_and_bears_something_is_told_in_cents() {
    for (key, by) in [(Key::Use, "always"), (Key::OwnP95, "0"), (Key::Equal, "10000/3"), (Key::Means, "2000")] {
        assert_eq!(broken(&month(key), Axiom::NullMember), by, "{key}");
    }
}

#[test]
fn members_and_groups_that_bear_more_than_alone_are_told_in_cents() {
    // The 37th largest hour of all together is 1 GB, all of it m1's: m2 and m3 would pay nothing alone.
    for (key, by) in [(Key::Airport, "always"), (Key::OwnP95, "0"), (Key::Use, "4000"), (Key::Means, "8000")] {
        assert_eq!(broken(&month(key), Axiom::IndividualRationality), by, "{key}");
        assert_eq!(broken(&month(key), Axiom::Core), by, "{key}");
    }
}

#[test]
fn the_coincident_peak_tells_what_more_use_would_save() {
    let mut month = Month::of(&[("m1", "100000"), ("m2", "100000"), ("m3", "100000")]);
    month.rules.pools.insert(Pool::Delivery, Mix::of(Key::CoincidentPeak));
    month.delivers("m3", "100.00", 1_000);
    for hour in 0..35 {
        month.uses("m2", "m3", hour, 10);
    }
    // The last of 36 busiest hours: m1 is alone in it. One GB more an hour later takes its place.
    month.uses("m1", "m3", 35, 5);
    month.uses("m1", "m3", 36, 2);
    month.uses("m2", "m3", 36, 2);
    // Of 35.90 from 5/355 to (3 GB and 1 byte)/(355 GB and 1 byte): 20.2 cents.
    let saved = broken(&month, Axiom::Monotonicity);
    assert_eq!(saved, "509779999748700/25205000000071");
    assert_eq!(broken(&self::month(Key::Use), Axiom::Monotonicity), "always");
}

#[test]
fn what_books_do_not_tell_is_unknown() {
    let mut month = month(Key::Equal);
    month.used = purse::split::Used::default();
    assert_eq!(broken(&month, Axiom::Core), "unknown");
    month.bills = vec![Bill { carrier: "m1", pool: Pool::Plant, common_part: euros("1"), capacity: None }];
    assert_eq!(broken(&month, Axiom::NullMember), "unknown");
    let many: Vec<(&'static str, &'static str)> =
        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"].map(|id| (id, "1000")).to_vec();
    let mut month = Month::of(&many);
    month.rules.pools.insert(Pool::Delivery, Mix::of(Key::Use));
    month.delivers("a", "1.00", 1);
    month.uses("b", "a", 0, 1);
    assert_eq!(broken(&month, Axiom::Core), "unknown");
}

#[test]
fn every_key_of_a_mix_has_its_part_and_every_axiom() {
    let month = Month::popular_video();
    let reports = report(&month.books()).expect("a report");
    let told: Vec<_> = reports.iter().map(|of| (of.pool, of.key, of.sum.to_string(), of.axioms.len())).collect();
    let half = |key| (Pool::Delivery, key, "30000".to_owned(), Axiom::ALL.len());
    assert_eq!(told, [half(Key::Use), half(Key::Means)]);
    let theorems: BTreeMap<Key, usize> =
        Key::ALL.map(|key| (key, Axiom::ALL.into_iter().filter(|axiom| axiom.is_theorem_of(key)).count())).into();
    let expected = [(Key::Use, 5), (Key::CoincidentPeak, 4), (Key::OwnP95, 4), (Key::Equal, 4)];
    let rest = [(Key::Adherents, 4), (Key::Means, 4), (Key::Airport, 7)];
    assert_eq!(theorems, expected.into_iter().chain(rest).collect());
}
