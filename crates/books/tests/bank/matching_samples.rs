//! What the sample statements pay.

use books::bank::{By, Found, OpenItem, SuspenseReason};

use crate::given::{
    BRUYERE, FRENCH, GAERTNER, GERMAN, LUXEMBOURG, decided, item, left, money, named, parts, suspended,
};

#[test]
fn the_french_sample_pays_notes_by_text_by_field_and_two_at_once() {
    let items = [
        item("2026-11-D01", "24.66", None),
        item("2026-11-D02", "100.00", None),
        item("2026-11-D03", "80.36", None),
        item("2026-10-D02", "32.50", None),
    ];
    let decision = decided(&items, FRENCH);
    let mut found = parts(&decision);
    found.sort();
    assert_eq!(
        found,
        [
            ("2026-10-D02", named("32.50"), By::Reference, Found::Pays),
            ("2026-11-D01", named("24.66"), By::Reference, Found::Pays),
            ("2026-11-D02", named("100.00"), By::Reference, Found::Pays),
            ("2026-11-D03", named("80.36"), By::Reference, Found::Pays),
        ]
    );
    assert_eq!(suspended(&decision), [(named("-12.50"), SuspenseReason::Unknown)]);
    assert!(decision.left.values().all(|left| left.minor() == 0));
}

#[test]
fn the_luxembourg_sample_pays_by_end_to_end_id_and_takes_it_back() {
    let decision = decided(&[item("2026-11-D04", "150.00", Some(BRUYERE))], LUXEMBOURG);
    assert_eq!(
        parts(&decision),
        [
            ("2026-11-D04", named("150.00"), By::EndToEnd, Found::Pays),
            ("2026-11-D04", named("-150.00"), By::EndToEnd, Found::GivesBack),
        ]
    );
    assert_eq!(left(&decision, "2026-11-D04"), "150.00");
    assert_eq!(suspended(&decision), [(named("50.00"), SuspenseReason::Unknown)]);
}

#[test]
fn the_german_sample_ticks_off_a_batch_of_ours_opens_what_came_back_and_leaves_a_sum_to_a_person() {
    let items = [item("2026-11-C01", "-220.10", Some(GAERTNER)), item("2026-11-C02", "-100.00", Some(BRUYERE))];
    let decision = decided(&items, GERMAN);
    assert_eq!((left(&decision, "2026-11-C01"), left(&decision, "2026-11-C02")), (named("0.00"), named("-100.00")));
    assert_eq!(decision.parts.len(), 3);
    assert_eq!(suspended(&decision), [(named("158.00"), SuspenseReason::NotItemised)]);
}

/// The German sample as a bank writes it that books an order in one line and lists nothing.
fn in_one_line() -> String {
    let (begin, end) = (GERMAN.find("<TxDtls>").unwrap(), GERMAN.find("</NtryDtls>").unwrap());
    format!("{}{}", &GERMAN[..begin], &GERMAN[end..])
}

fn ordered(note: &str, amount: &str) -> OpenItem {
    OpenItem { batch: Some("ECOT-2026-11-HUB".parse().unwrap()), ..item(note, amount, None) }
}

#[test]
fn an_order_that_the_bank_books_in_one_line_pays_all_its_notes() {
    let items = [ordered("2026-11-C01", "-220.10"), ordered("2026-11-C02", "-100.00")];
    let decision = decided(&items, &in_one_line());
    let paid: Vec<_> = parts(&decision).into_iter().filter(|(_, _, by, _)| *by == By::Batch).collect();
    assert_eq!(
        paid,
        [
            ("2026-11-C01", named("-220.10"), By::Batch, Found::Pays),
            ("2026-11-C02", named("-100.00"), By::Batch, Found::Pays),
        ]
    );
    // The second came back two days later, in the same statement.
    assert_eq!(left(&decision, "2026-11-C02"), "-100.00");
}

#[test]
fn an_order_in_one_line_of_another_sum_waits_for_a_person() {
    let items = [ordered("2026-11-C01", "-220.10"), ordered("2026-11-C02", "-100.01")];
    let decision = decided(&items, &in_one_line());
    assert!(
        decision.suspense.iter().any(|one| one.amount == money("-320.10") && one.reason == SuspenseReason::NotItemised)
    );
}
