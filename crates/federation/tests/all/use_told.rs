//! What members say of use: once for each hour, and traced to where it stands.

use federation::entry::Entry;
use federation::facts::{Place, Told};

use crate::closing::{nets, november, overnight};
use crate::town::{NOVEMBER, Town, member};

#[test]
fn who_tells_of_an_hour_twice_is_paid_for_it_once() {
    let mut town = overnight();
    let once = november(&town).report;
    let replayed: Vec<Entry> = town.logs[&member(2)].clone();
    for entry in replayed.into_iter().filter(|entry| matches!(entry, Entry::Usage(_))) {
        town.append(2, entry);
    }
    let twice = november(&town);
    assert_eq!(nets(&twice.report), nets(&once));
    assert_eq!(town.facts(NOVEMBER).usage.repeated[&member(2)], 3);
}

#[test]
fn what_a_carrier_and_a_home_said_is_traced_to_the_first_and_the_last_of_their_entries() {
    let mut town = Town::of(&["6000", "6000"]);
    for hour in ["2026-11-03T10:00:00Z", "2026-11-03T11:00:00Z", "2026-11-29T10:00:00Z"] {
        town.deliver(1, 2, hour, 5);
    }
    // Of another month, and of an hour that was told of: neither counts.
    town.deliver(1, 2, "2026-12-01T00:00:00Z", 7);
    town.deliver(1, 2, "2026-11-03T10:00:00Z", 9);
    let usage = town.facts(NOVEMBER).usage;
    let account = usage.accounts().next().unwrap().clone();
    let place = |number: u8, hour: &str| {
        let hour = hour.parse().unwrap();
        let at = |entry: &Entry| matches!(entry, Entry::Usage(usage) if usage.hour == hour);
        let place = town.logs[&member(number)].iter().position(at).unwrap();
        Place { author: member(number), log: 1, place: u64::try_from(place).unwrap() }
    };
    let told = |number| Told {
        quantity: 15_000_000_000,
        rows: 3,
        first: place(number, "2026-11-03T10:00:00Z"),
        last: place(number, "2026-11-29T10:00:00Z"),
    };
    assert_eq!(usage.told(&account), (Some(told(2)), Some(told(1))));
}
