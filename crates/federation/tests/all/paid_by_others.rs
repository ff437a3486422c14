//! What members carry for a home that is gone, in the closing.

use std::collections::BTreeMap;

use federation::closing::{Closing, CommonsLine, Ground, Report, recompute};
use federation::entry::{Entry, Expense, Side, Span, Usage, UsageRow};
use federation::facts::{Facts, Place};
use federation::roll::{Act, Resolution};
use federation::rounds::Voice;
use federation::signed::Signable;
use federation::{CborRefusal, Hash};
use jiff::civil::date;
use proptest::prelude::*;
use purse::money::Money;
use purse::usage::{Hour, Unit};

use crate::absence::gone;
use crate::audit::closings;
use crate::exported::{close, closed_november, export};
use crate::nodes::talk;
use crate::town::{DECEMBER, NOVEMBER, Town, member, november_bill};

/// Five members, each of the first four with a bill for December.
fn town() -> Town {
    let mut town = Town::of(&["1500", "6000", "12000", "20000", "40000"]);
    for number in 1..=4 {
        let span = Span { from: date(2026, 12, 1), to: date(2027, 1, 1) };
        town.bill(number, Expense { span, on: span.from, ..november_bill(number) }, 3);
    }
    town
}

fn claim(town: &mut Town, home: u8, carrier: u8, hour: &str, quantity: u64) {
    let row = UsageRow { other: member(home), service: "video".to_owned(), unit: Unit::Byte, quantity };
    let hour: Hour = hour.parse().unwrap();
    town.append(carrier, Entry::Usage(Usage { side: Side::Claim, hour, rows: vec![row] }));
}

fn december(town: &Town) -> Closing {
    let before = town.close(NOVEMBER, None).unwrap().report;
    town.close(DECEMBER, Some(&before)).unwrap()
}

/// What a member used of others in the month.
fn abroad(closing: &Closing, number: u8) -> u128 {
    closing.used.hours(&Unit::Byte, &member(number)).into_iter().flat_map(BTreeMap::values).sum()
}

fn line(home: u8, carrier: u8, charged: u128) -> CommonsLine {
    let (home, carrier, service) = (member(home), member(carrier), "video".to_owned());
    CommonsLine { home, carrier, service, unit: Unit::Byte, charged }
}

fn sum(report: &Report) -> Money {
    let charges = Money::sum(report.lines.iter().map(|line| line.charge)).unwrap();
    charges.plus(report.fund).unwrap().plus(report.deficit).unwrap()
}

#[test]
fn what_a_gone_home_used_is_charged_to_the_others_in_equal_parts() {
    let mut town = town();
    town.resolve(gone(5), &[1, 2, 3]);
    claim(&mut town, 5, 2, "2026-12-03T20:00:00Z", 400_000_000_003);
    let closing = december(&town);
    assert_eq!(closing.report.commons, [line(5, 2, 400_000_000_003)]);
    assert!(closing.report.usage.is_empty());
    // Of the three bytes that are left each goes to one of the first three in order of id, the carrier among them or not.
    let (others, own) = closing.used.of_carrier(&member(2), &Unit::Byte);
    assert_eq!(others + own, 400_000_000_003);
    let mut parts: Vec<u128> = [1, 3, 4].iter().map(|number| abroad(&closing, *number)).chain([own]).collect();
    parts.sort_unstable();
    assert_eq!(parts, [100_000_000_000, 100_000_000_001, 100_000_000_001, 100_000_000_001]);
    assert_eq!((abroad(&closing, 5), abroad(&closing, 2)), (0, 0));
    assert_eq!(sum(&closing.report), closing.report.total);
}

#[test]
fn it_pays_for_itself_before_and_once_it_is_back() {
    let mut town = town();
    town.resolve(gone(5), &[1, 2, 3]);
    town.resolve(Act::Back { member: member(5), from: date(2026, 12, 10) }, &[1, 2, 3]);
    claim(&mut town, 5, 2, "2026-12-09T23:00:00Z", 40);
    claim(&mut town, 5, 2, "2026-12-10T00:00:00Z", 7);
    let closing = december(&town);
    assert_eq!(closing.report.commons, [line(5, 2, 40)]);
    assert_eq!((abroad(&closing, 5), closing.report.usage[0].charged), (7, 7));
}

#[test]
fn when_the_time_is_over_that_was_voted_nobody_is_charged() {
    let mut town = town();
    let (since, from, until) = (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1));
    town.resolve(Act::Gone { member: member(5), since, from, until }, &[1, 2, 3]);
    claim(&mut town, 5, 2, "2026-12-31T23:00:00Z", 40);
    claim(&mut town, 5, 2, "2027-01-01T00:00:00Z", 80);
    let before = december(&town).report;
    assert_eq!(before.commons, [line(5, 2, 40)]);
    let january = town.close(crate::town::JANUARY, Some(&before)).unwrap();
    assert!(january.report.commons.is_empty() && january.report.usage.is_empty());
    assert_eq!(january.used.of_carrier(&member(2), &Unit::Byte), (0, 0));
}

#[test]
fn what_a_gone_home_carries_for_others_and_for_itself_is_charged_as_ever() {
    let mut town = town();
    town.resolve(gone(5), &[1, 2, 3]);
    town.deliver(2, 5, "2026-12-03T20:00:00Z", 3);
    claim(&mut town, 5, 5, "2026-12-03T20:00:00Z", 4);
    let closing = december(&town);
    assert!(closing.report.commons.is_empty());
    assert_eq!(closing.used.of_carrier(&member(5), &Unit::Byte), (3_000_000_000, 4));
}

#[test]
fn the_others_pay_also_for_a_home_that_was_excluded_before() {
    let mut town = town();
    town.resolve(Act::Exclude { member: member(5), to: date(2026, 11, 20) }, &[1, 2, 3]);
    claim(&mut town, 5, 2, "2026-12-03T20:00:00Z", 400);
    assert!(december(&town).report.commons.is_empty(), "nobody voted for that");
    town.resolve(gone(5), &[1, 2, 3]);
    let closing = december(&town);
    assert_eq!(closing.report.commons, [line(5, 2, 400)]);
    assert!(closing.report.usage.is_empty() && closing.report.line(&member(5)).is_none());
    assert_eq!(abroad(&closing, 1), 100);
}

#[test]
fn a_report_with_what_the_commons_paid_has_one_spelling_and_one_without_the_old_one() {
    let mut town = town();
    let without = december(&town).report;
    town.resolve(gone(5), &[1, 2, 3]);
    claim(&mut town, 5, 2, "2026-12-03T20:00:00Z", 400);
    let with = december(&town).report;
    assert_eq!(Report::from_cbor(&with.to_cbor()), Ok(with));
    // An array of 14, not of 15 with an empty one at its end.
    let mut bytes = without.to_cbor();
    assert_eq!(bytes[0], 0x8e);
    assert_eq!(Report::from_cbor(&bytes), Ok(without));
    bytes[0] = 0x8f;
    bytes.push(0x80);
    assert_eq!(Report::from_cbor(&bytes), Err(CborRefusal::NotDeterministic));
}

#[test]
fn an_auditor_who_has_one_members_files_computes_the_same() {
    let (mut nodes, november) = closed_november();
    let roll = nodes[0].desk.chain().unwrap().roll.clone();
    let resolution = Resolution { number: roll.number + 1, previous: roll.head, act: gone(3), minutes: None };
    let hash = resolution.hash();
    nodes[0].append(&Entry::Resolution(resolution));
    talk(&mut nodes);
    for node in &mut nodes[..2] {
        node.ballot(Voice::For(hash));
    }
    let row = UsageRow { other: member(3), service: "video".to_owned(), unit: Unit::Byte, quantity: 7 };
    let hour = "2026-12-03T20:00:00Z".parse().unwrap();
    nodes[1].append(&Entry::Usage(Usage { side: Side::Claim, hour, rows: vec![row] }));
    talk(&mut nodes);
    let closed = close(&mut nodes, DECEMBER, "2027-01-03T00:00:00Z", Some(&november));
    assert_eq!(closed.commons, [line(3, 2, 7)]);
    let audited = closings(&[&export(&nodes[0])], DECEMBER).unwrap();
    assert_eq!(audited.last().unwrap().closing.report, closed);
}

/// The same entries, the logs in another order.
fn turned(town: &Town, first: usize) -> Closing {
    let previous = town.close(NOVEMBER, None).unwrap().report;
    let mut facts = Facts::of(DECEMBER.period().unwrap());
    let logs: Vec<_> = town.logs.iter().collect();
    for (author, log) in logs.iter().cycle().skip(first).take(logs.len()) {
        for (place, entry) in (0..).zip(*log) {
            let name = Hash::of_entry(author, &entry.to_leaf().unwrap());
            facts.add(Place { author: **author, log: 1, place }, name, entry.clone());
        }
    }
    let proposal = town.proposal(DECEMBER, Some(&previous));
    recompute(&Ground { proposal: &proposal, facts: &facts, charters: &town.charters, previous: Some(&previous) })
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_sum_closes_to_the_cent_and_is_the_same_in_any_order(
        rows in prop::collection::vec((1_u8..=5, 1_u8..=4, 0_u8..28, 1_u64..700_000_000_000), 0..12),
        first in 0_usize..5,
    ) {
        let mut town = town();
        for (home, carrier, day, quantity) in &rows {
            claim(&mut town, *home, *carrier, &format!("2026-12-{:02}T10:00:00Z", day + 1), *quantity);
        }
        let there = december(&town);
        prop_assert!(there.report.commons.is_empty());
        town.resolve(gone(5), &[1, 2, 3]);
        let closing = december(&town);
        prop_assert_eq!(sum(&closing.report), closing.report.total);
        prop_assert_eq!(&turned(&town, first).report, &closing.report);
        for carrier in 1..=4 {
            let used = |closing: &Closing| {
                let (others, own) = closing.used.of_carrier(&member(carrier), &Unit::Byte);
                others + own
            };
            prop_assert_eq!(used(&closing), used(&there), "nothing is lost, nothing is counted twice");
        }
        prop_assert_eq!(abroad(&closing, 5), 0);
        if rows.iter().all(|(home, ..)| *home != 5) {
            let plain = |report: &Report| (report.lines.clone(), report.usage.clone(), report.total);
            prop_assert_eq!(plain(&closing.report), plain(&there.report), "who carries nothing for it sees no change");
        }
    }
}
