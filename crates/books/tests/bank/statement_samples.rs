//! The sample files of three versions: valid by their schemas, and read as a person reads them.

use std::fmt::Write;

use books::bank::{Account, Booking, Entry, Reconciliation, Statement, Version};

use crate::given::{FRENCH, GERMAN, LUXEMBOURG, statement};
use crate::tool::validate;

const SAMPLES: [(&str, &str); 3] = [("02", FRENCH), ("06", LUXEMBOURG), ("08", GERMAN)];

#[test]
fn the_samples_are_valid_by_the_published_schemas() {
    for (version, xml) in SAMPLES {
        validate(&format!("camt.053.001.{version}"), xml.as_bytes());
    }
}

#[test]
fn each_version_is_known_and_its_balances_add_up() {
    let read: Vec<Statement> = SAMPLES.iter().map(|(_, xml)| statement(xml)).collect();
    assert_eq!(read.iter().map(|one| one.version).collect::<Vec<_>>(), [Version::V02, Version::V06, Version::V08]);
    assert!(read.iter().all(|one| one.reconciliation == Reconciliation::AddsUp));
}

/// What a treasurer would want to see of a statement.
fn shown(statement: &Statement) -> String {
    let mut text = String::new();
    let account = match &statement.account {
        Account::Iban(iban) => iban.to_string(),
        Account::Other(number) => number.clone(),
    };
    let (opening, closing) = (statement.opening.unwrap(), statement.closing.unwrap());
    writeln!(text, "{} of {account}", statement.id).unwrap();
    writeln!(text, "period {:?}", statement.period.unwrap()).unwrap();
    writeln!(text, "from {} to {}", opening.amount, closing.amount).unwrap();
    statement.booked.iter().for_each(|entry| show_entry(&mut text, "booked", entry));
    statement.pending.iter().for_each(|entry| show_entry(&mut text, "pending", entry));
    text
}

fn show_entry(text: &mut String, kind: &str, entry: &Entry) {
    let whole = if matches!(entry.booking, Booking::Whole { .. }) { ", not itemised" } else { "" };
    let reversal = if entry.reversal { ", reversal" } else { "" };
    let bank = entry.servicer_reference.as_deref().unwrap_or("-");
    writeln!(text, "{kind} {} {} [{bank}] {}{reversal}{whole}", entry.booked, entry.amount, entry.text).unwrap();
    for one in entry.booking.transactions() {
        let references: Vec<_> = one.references.iter().map(ToString::to_string).collect();
        let party = &one.counterparty;
        writeln!(
            text,
            "    {} from or to {:?} {:?}, id {:?}, references {references:?}, returned {:?}: {}",
            one.amount, party.name, party.account, one.end_to_end, one.returned, one.remittance
        )
        .unwrap();
    }
}

#[test]
fn the_french_sample_is_read_with_its_accents_and_its_batch() {
    insta::assert_snapshot!(shown(&statement(FRENCH)));
}

#[test]
fn the_luxembourg_sample_is_read_with_its_prefix_its_reversal_and_its_francs() {
    insta::assert_snapshot!(shown(&statement(LUXEMBOURG)));
}

#[test]
fn the_german_sample_is_read_with_what_came_back_and_what_is_not_itemised() {
    insta::assert_snapshot!(shown(&statement(GERMAN)));
}

#[test]
fn another_reader_finds_the_same_amounts_days_and_balances() {
    for (version, xml) in SAMPLES {
        let ours = statement(xml);
        let theirs = sepa::parse_camt053(xml).unwrap().statements.remove(0);
        let mut all: Vec<&Entry> = ours.booked.iter().chain(&ours.pending).collect();
        all.sort_by_key(|entry| (entry.booked, entry.amount));
        let mut other: Vec<_> =
            theirs.entries.iter().map(|e| (e.booking_date().unwrap().to_string(), e.signed_ct().unwrap())).collect();
        other.sort();
        let same: Vec<_> = all.iter().map(|entry| (entry.booked.to_string(), entry.amount.minor())).collect();
        assert_eq!(same, other, "{version}");
        assert_eq!(ours.closing.map(|b| b.amount.minor()), theirs.closing_balance().and_then(|b| b.signed_ct()));
    }
}
