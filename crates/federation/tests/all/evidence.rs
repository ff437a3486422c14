//! What logs say of audits and canaries, and what both sides say of a day.

use federation::Hash;
use federation::entry::*;
use federation::facts::{Account, CountedDay, EvidenceKind, Facts, Place};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use purse::usage::{Hour, Unit};

use crate::town::{NOVEMBER, member};

const DAY: Date = date(2026, 11, 5);

fn at(author: u8, log: u32, place: u64) -> Place {
    Place { author: member(author), log, place }
}

fn facts(entries: &[(Place, Entry)]) -> Facts {
    let mut facts = Facts::of(NOVEMBER.period().unwrap());
    for (at, entry) in entries {
        let name = Hash::of_entry(&at.author, &entry.to_leaf().unwrap());
        facts.add(*at, name, entry.clone());
    }
    facts
}

pub fn audits(carriers: &[u8]) -> Audits {
    let row = |carrier: &u8| AuditRow {
        carrier: member(*carrier),
        right: 3,
        late: 1,
        silent: 0,
        refused: 2,
        altered: u32::from(*carrier),
    };
    Audits { day: date(2026, 11, 5), rows: carriers.iter().map(row).collect() }
}

pub fn canaries(pairs: &[(u8, u8)]) -> Canaries {
    let row = |(home, carrier): &(u8, u8)| CanaryRow {
        home: member(*home),
        carrier: member(*carrier),
        received: 4_096,
        reported: 4_000,
    };
    let mut rows: Vec<CanaryRow> = pairs.iter().map(row).collect();
    rows.sort_by_key(|row| (row.home, row.carrier));
    Canaries { day: date(2026, 11, 5), rows }
}

fn audit(day: Date, altered: u32) -> Entry {
    let row = AuditRow { carrier: member(2), right: 1, late: 0, silent: 0, refused: 0, altered };
    Entry::Audits(Audits { day, rows: vec![row] })
}

fn canary(day: Date, received: u64) -> Entry {
    let row = CanaryRow { home: member(1), carrier: member(2), received, reported: received };
    Entry::Canaries(Canaries { day, rows: vec![row] })
}

#[test]
fn the_first_word_on_a_day_counts_in_whatever_order_logs_are_read() {
    let entries = [
        (at(1, 1, 4), audit(DAY, 1)),
        (at(1, 2, 0), audit(DAY, 0)),
        (at(3, 1, 0), canary(DAY, 70)),
        (at(3, 2, 1), canary(DAY, 90)),
    ];
    let turned: Vec<_> = entries.iter().rev().cloned().collect();
    for entries in [entries.to_vec(), turned] {
        let known = facts(&entries).evidence;
        assert_eq!(known.audit(member(1), member(2), DAY).unwrap().altered, 1);
        let said: Vec<_> = known.canaries().collect();
        assert_eq!(said.len(), 1);
        assert_eq!(
            said[0].1.iter().map(|(canary, row)| (*canary, row.received)).collect::<Vec<_>>(),
            [(member(3), 70)]
        );
    }
}

#[test]
fn evidence_is_kept_of_the_period_and_the_last_day_always() {
    let entries = [(at(1, 1, 0), audit(DAY, 1)), (at(1, 1, 1), audit(date(2026, 12, 1), 1))];
    let known = facts(&entries).evidence;
    assert_eq!(known.audits().count(), 1);
    assert_eq!(known.told(member(1), EvidenceKind::Audits), Some(date(2026, 12, 1)));
    assert_eq!(known.told(member(1), EvidenceKind::Canaries), None);
    let mut nothing = Facts::default();
    nothing.add(at(1, 1, 0), Hash::ZERO, audit(DAY, 1));
    assert_eq!(nothing.evidence.audits().count(), 0);
    assert_eq!(nothing.evidence.told(member(1), EvidenceKind::Audits), Some(DAY));
}

#[test]
fn a_canary_that_is_the_home_or_the_carrier_says_nothing() {
    for teller in [1, 2] {
        let known = facts(&[(at(teller, 1, 0), canary(DAY, 70))]).evidence;
        assert!(known.canaries().all(|(_, said)| said.is_empty()), "{teller}");
    }
}

#[test]
fn each_day_has_what_both_sides_say_and_waits_while_the_home_may_speak() {
    let told = |author, side, other, day: i64, quantity| {
        let hour = Hour::from_number(Hour::of("2026-11-05T10:00:00Z".parse().unwrap()).number() + 24 * day).unwrap();
        let row = UsageRow { other: member(other), service: "video".into(), unit: Unit::Byte, quantity };
        let place = u64::try_from(day).unwrap();
        (at(author, 1, place), Entry::Usage(Usage { side, hour, rows: vec![row] }))
    };
    let known = facts(&[
        told(2, Side::Claim, 1, 0, 1_000),
        told(1, Side::Observation, 2, 0, 300),
        told(2, Side::Claim, 1, 1, 500),
        told(1, Side::Observation, 2, 2, 40),
    ]);
    let account = Account { home: member(1), carrier: member(2), service: "video".into(), unit: Unit::Byte };
    let days = |now: &str| known.days(&account, 250, now.parse::<Timestamp>().unwrap());
    let of = |day: &CountedDay| (day.day.date(), day.claim, day.observation, day.charged, day.disputed);
    let early: Vec<_> = days("2026-11-08T12:00:00Z").iter().map(of).collect();
    assert_eq!(
        early,
        [
            (DAY, 1_000, Some(300), Some(400), 600),
            (date(2026, 11, 6), 500, None, None, 0),
            (date(2026, 11, 7), 0, Some(40), Some(0), 0),
        ]
    );
    assert_eq!(days("2026-11-09T00:00:00Z")[1].charged, Some(500), "who says nothing agrees");
}

#[test]
fn evidence_that_cannot_be_is_no_entry() {
    let more_reported = CanaryRow { reported: 4_097, ..canaries(&[(1, 2)]).rows[0] };
    for entry in [
        Entry::Audits(audits(&[])),
        Entry::Audits(audits(&[2, 2])),
        Entry::Canaries(canaries(&[])),
        Entry::Canaries(canaries(&[(1, 2), (1, 2)])),
        Entry::Canaries(canaries(&[(2, 2)])),
        Entry::Canaries(Canaries { rows: vec![more_reported], ..canaries(&[(1, 2)]) }),
    ] {
        assert_eq!(entry.to_leaf().err(), Some(EntryRefusal::Evidence), "{entry:?}");
    }
}
