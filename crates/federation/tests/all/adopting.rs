//! Who is home of a space once its first home is gone.

use federation::Hash;
use federation::entry::{Adoption, Entry, EntryRefusal};
use federation::facts::{Facts, Place};
use federation::roll::{Act, Resolution};
use federation::signed::Signed;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use purse::id::MemberId;
use purse::usage::Hour;

use crate::absence::{UNTIL, gone};
use crate::town::{NOVEMBER, Town, key, member};

const SPACE: [u8; 32] = [5; 32];
/// The key whose private half is on paper.
const PAPER: u8 = 77;

fn recovery() -> [u8; 32] {
    key(PAPER).verifying_key().to_bytes()
}

fn hour(text: &str) -> Hour {
    text.parse().unwrap()
}

/// Five members, of which the last one is gone.
fn town() -> Town {
    let mut town = Town::of(&["1", "1", "1", "1", "1"]);
    town.resolve(gone(5), &[1, 2, 3]);
    town
}

fn adoption(town: &Town, from: u8, to: u8, at: &str) -> Adoption {
    let resolution = town.chain().roll.absence(&member(from)).map_or(Hash::ZERO, |absence| absence.resolution);
    Adoption {
        federation: town.federation,
        resolution,
        from: member(from),
        to: member(to),
        space: SPACE,
        recovery: recovery(),
        hour: hour(at),
    }
}

fn signed(adoption: Adoption) -> Entry {
    Entry::Adoption(Signed::sign(adoption, &key(PAPER)))
}

/// As they stand in the golden file: an adoption, and what is voted before and after it.
pub fn one_of_each() -> [Entry; 3] {
    let (from, to, space, some) = (member(1), member(2), SPACE, Hash([9; 32]));
    let hour = hour("2026-12-24T18:00:00Z");
    let voted = |number, act| Entry::Resolution(Resolution { number, previous: some, act, minutes: None });
    [
        signed(Adoption { federation: some, resolution: some, from, to, space, recovery: recovery(), hour }),
        voted(3, gone(1)),
        voted(4, Act::Back { member: member(1), from: UNTIL }),
    ]
}

fn home(town: &Town) -> MemberId {
    let (facts, roll) = (town.facts(NOVEMBER), town.chain().roll);
    facts.adoptions.home_of(&roll, member(5), &SPACE, &recovery())
}

#[test]
fn the_home_of_a_space_is_who_adopted_it_while_its_home_was_gone() {
    let mut town = town();
    assert_eq!(home(&town), member(5));
    town.append(2, signed(adoption(&town, 5, 2, "2026-12-24T18:00:00Z")));
    assert_eq!(home(&town), member(2));
    let (facts, roll) = (town.facts(NOVEMBER), town.chain().roll);
    let of = |home, space, recovery: &[u8; 32]| facts.adoptions.home_of(&roll, home, &space, recovery);
    assert_eq!(of(member(5), [6; 32], &recovery()), member(5), "another space");
    assert_eq!(of(member(5), SPACE, &[6; 32]), member(5), "another recovery key");
    assert_eq!(of(member(4), SPACE, &recovery()), member(4), "another home");
    let adopted = |said: &federation::facts::At<Adoption>| (said.at.author, said.fact.from, said.fact.to);
    let from: Vec<_> = facts.adoptions.adopted_from(&roll, member(5)).map(adopted).collect();
    let by: Vec<_> = facts.adoptions.adopted_by(&roll, member(2)).map(adopted).collect();
    assert_eq!((from, by), (vec![(member(2), member(5), member(2))], vec![(member(2), member(5), member(2))]));
    assert_eq!(facts.adoptions.adopted_by(&roll, member(3)).count(), 0);
}

#[test]
fn each_reason_for_which_an_adoption_does_not_count_has_one() {
    let at = "2026-12-24T18:00:00Z";
    type Change = fn(&mut Adoption);
    let rows: [(&str, Change); 8] = [
        ("of another federation", |adoption| adoption.federation = Hash([1; 32])),
        ("of another resolution", |adoption| adoption.resolution = Hash([1; 32])),
        ("of who is not gone", |adoption| adoption.from = member(4)),
        ("before it may be", |adoption| adoption.hour = hour("2026-11-30T23:00:00Z")),
        ("when its time is over", |adoption| adoption.hour = hour("2027-02-01T00:00:00Z")),
        ("by who is no member", |adoption| adoption.to = member(9)),
        ("in another's log", |adoption| adoption.to = member(3)),
        ("by who is gone itself", |adoption| adoption.to = member(4)),
    ];
    let mut counted = town();
    counted.append(2, signed(adoption(&counted, 5, 2, at)));
    assert_eq!(home(&counted), member(2));
    for (why, change) in rows {
        let mut town = town();
        let mut adoption = adoption(&town, 5, 2, at);
        if why == "by who is gone itself" {
            town.resolve(gone(4), &[1, 2, 3]);
        }
        change(&mut adoption);
        let author = match why {
            "by who is gone itself" => 4,
            "by who is no member" => 9,
            _ => 2,
        };
        town.append(author, signed(adoption));
        assert_eq!(home(&town), member(5), "{why}");
    }
}

#[test]
fn only_the_key_on_paper_signs_and_only_for_another_home() {
    let town = town();
    let of = |from, to| adoption(&town, from, to, "2026-12-24T18:00:00Z");
    let by_another = Entry::Adoption(Signed::sign(of(5, 2), &key(2)));
    assert_eq!(by_another.to_leaf().err(), Some(EntryRefusal::RecoveryKey));
    let mut altered = Signed::sign(of(5, 2), &key(PAPER));
    altered.value.space = [6; 32];
    assert_eq!(Entry::Adoption(altered).to_leaf().err(), Some(EntryRefusal::RecoveryKey));
    let mut no_key = of(5, 2);
    no_key.recovery = [2; 32];
    assert_eq!(signed(no_key).to_leaf().err(), Some(EntryRefusal::RecoveryKey));
    assert_eq!(signed(of(5, 5)).to_leaf().err(), Some(EntryRefusal::SameHome));
}

#[test]
fn what_was_adopted_stays_so_when_the_home_comes_back_and_nothing_more_is() {
    let mut town = town();
    town.resolve(Act::Back { member: member(5), from: date(2026, 12, 26) }, &[1, 2, 3]);
    town.append(3, signed(adoption(&town, 5, 3, "2026-12-26T00:00:00Z")));
    assert_eq!(home(&town), member(5));
    town.append(2, signed(adoption(&town, 5, 2, "2026-12-25T23:00:00Z")));
    assert_eq!(home(&town), member(2));
}

/// Says that a member is gone which was heard last on a day.
fn gone_since(number: u8, since: Date, from: Date) -> Act {
    Act::Gone { member: member(number), since, from, until: date(2028, 1, 1) }
}

#[test]
fn a_space_whose_new_home_is_gone_as_well_goes_on_and_may_come_home() {
    let mut town = town();
    town.append(2, signed(adoption(&town, 5, 2, "2026-12-24T18:00:00Z")));
    town.resolve(gone_since(2, date(2026, 12, 25), date(2027, 3, 1)), &[1, 3, 4]);
    assert_eq!(home(&town), member(2));
    let mut elsewhere = town.clone();
    elsewhere.append(3, signed(adoption(&town, 2, 3, "2027-03-05T10:00:00Z")));
    assert_eq!(home(&elsewhere), member(3));
    town.resolve(Act::Back { member: member(5), from: UNTIL }, &[1, 3, 4]);
    town.append(5, signed(adoption(&town, 2, 5, "2027-03-05T10:00:00Z")));
    assert_eq!(home(&town), member(5), "not round and round");
    let (facts, roll) = (town.facts(NOVEMBER), town.chain().roll);
    assert_eq!(facts.adoptions.homes_of(&roll, member(5), &SPACE, &recovery()).count(), 2);
}

#[test]
fn a_space_that_two_homes_took_in_has_the_one_with_the_earlier_hour() {
    let mut town = town();
    town.append(2, signed(adoption(&town, 5, 2, "2026-12-24T18:00:00Z")));
    town.append(3, signed(adoption(&town, 5, 3, "2026-12-24T17:00:00Z")));
    assert_eq!(home(&town), member(3));
    let (facts, roll) = (town.facts(NOVEMBER), town.chain().roll);
    assert_eq!(facts.adoptions.adopted_from(&roll, member(5)).count(), 1);
    assert_eq!(facts.adoptions.adopted_by(&roll, member(2)).count(), 0);
}

proptest! {
    #[test]
    fn the_order_in_which_adoptions_came_changes_nothing(order in Just([1_u8, 2, 3, 4]).prop_shuffle(), hours in prop::collection::vec(0_i64..3, 4)) {
        let town = town();
        let roll = town.chain().roll;
        let first: Hour = hour("2026-12-24T18:00:00Z");
        let said: Vec<(Place, Hash, Entry)> = (1..=4).zip(&hours).map(|(number, later)| {
            let mut adoption = adoption(&town, 5, number, "2026-12-24T18:00:00Z");
            adoption.hour = Hour::of(first.start() + jiff::SignedDuration::from_hours(*later));
            let entry = signed(adoption);
            let name = Hash::of_entry(&member(number), &entry.to_leaf().unwrap());
            (Place { author: member(number), log: 1, place: 50 }, name, entry)
        }).collect();
        let mut facts = Facts::default();
        for number in order {
            let (at, name, entry) = said[usize::from(number) - 1].clone();
            facts.add(at, name, entry);
        }
        let least = said.iter().zip(&hours).min_by_key(|((_, name, _), later)| (**later, *name)).unwrap().0.0.author;
        prop_assert_eq!(facts.adoptions.home_of(&roll, member(5), &SPACE, &recovery()), least);
    }
}
