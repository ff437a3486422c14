//! Which notes the entries of a statement pay.

use std::collections::BTreeSet;

use books::bank::{By, Found, MAX_ITEMS, MatchRefusal, OpenItem, SuspenseReason, decide};

use crate::given::{
    AUBEPINE, BRUYERE, CHARDON, FRENCH, Line, decided, file, item, left, line, money, named, parts, statement,
    suspended,
};

fn texts(text: &str, amount: &str) -> Line {
    Line { text: text.to_owned(), ..line(amount, 3) }
}

#[test]
fn a_reference_goes_before_an_end_to_end_id_and_both_before_amount_and_account() {
    let mut second = item("B", "20.00", Some(AUBEPINE));
    second.end_to_end = Some("PAYERS-OWN".parse().unwrap());
    let items = [item("A", "20.00", Some(AUBEPINE)), second, item("C", "20.00", Some(AUBEPINE))];
    let reference = items[2].reference.to_string();
    let lines = [
        Line { account: Some(named(AUBEPINE)), ..line("20.00", 3) },
        Line { end_to_end: Some(named("PAYERS-OWN")), account: Some(named(AUBEPINE)), ..line("20.00", 4) },
        Line { end_to_end: Some(named("PAYERS-OWN")), ..Line { day: 5, ..texts(&reference, "20.00") } },
    ];
    let decision = decided(&items, &file(&lines));
    let found: Vec<_> = parts(&decision).into_iter().map(|(note, _, by, _)| (note, by)).collect();
    assert_eq!(found, [("A", By::AmountAndIban), ("B", By::EndToEnd), ("C", By::Reference)]);
}

#[test]
fn a_part_of_a_note_leaves_the_rest_open_and_more_than_it_goes_to_a_person() {
    let note = item("A", "100.00", None);
    let reference = note.reference.to_string();
    let decision = decided(std::slice::from_ref(&note), &file(&[texts(&reference, "60.00")]));
    assert_eq!((left(&decision, "A"), decision.suspense.len()), (named("40.00"), 0));
    let later = OpenItem { paid: money("60.00"), ..note };
    let decision = decided(&[later], &file(&[texts(&reference, "45.00")]));
    assert_eq!(
        (left(&decision, "A"), suspended(&decision)),
        (named("0.00"), vec![(named("5.00"), SuspenseReason::Overpaid(named("A")))])
    );
}

#[test]
fn one_payment_for_several_notes_pays_the_oldest_first() {
    let mut old = item("Z", "50.00", None);
    old.date = old.date.yesterday().unwrap();
    let new = item("A", "50.00", None);
    let text = format!("{} et {}", new.reference, old.reference);
    let decision = decided(&[new, old], &file(&[texts(&text, "70.00")]));
    assert_eq!((left(&decision, "Z"), left(&decision, "A")), (named("0.00"), named("30.00")));
}

#[test]
fn a_statement_that_comes_twice_changes_nothing() {
    let items = [item("2026-11-D01", "24.66", None), item("2026-11-D02", "100.00", None)];
    let first = decided(&items, FRENCH);
    let again = decide(&items, &first.entered, &[statement(FRENCH)]).unwrap();
    assert_eq!((again.parts.len(), again.suspense.len(), again.entered.len(), again.repeated.len()), (0, 0, 0, 3));
    // Both files at once: each entry counts once.
    let both = decide(&items, &BTreeSet::new(), &[statement(FRENCH), statement(FRENCH)]).unwrap();
    assert_eq!((both.parts, both.suspense, both.repeated.len()), (first.parts, first.suspense, 3));
}

#[test]
fn two_equal_payments_of_one_day_are_two_and_stay_two_when_they_come_again() {
    let note = item("A", "100.00", Some(AUBEPINE));
    let reference = note.reference.to_string();
    let twice = file(&[texts(&reference, "50.00"), texts(&reference, "50.00")]);
    let decision = decided(std::slice::from_ref(&note), &twice);
    assert_eq!((decision.parts.len(), left(&decision, "A")), (2, named("0.00")));
    let again = decide(&[note], &decision.entered, &[statement(&twice)]).unwrap();
    assert_eq!((again.parts.len(), again.suspense.len()), (0, 0));
}

#[test]
fn a_payment_that_came_back_opens_a_note_that_an_earlier_statement_paid() {
    let paid = OpenItem { paid: money("-80.00"), ..item("A", "-80.00", Some(CHARDON)) };
    for back in [
        Line { returned: true, ..texts(&paid.reference.to_string(), "80.00") },
        Line { returned: true, end_to_end: Some(named("ECOT-A")), ..line("80.00", 3) },
        Line { returned: true, account: Some(named(CHARDON)), ..line("80.00", 3) },
    ] {
        let decision = decided(std::slice::from_ref(&paid), &file(&[back]));
        assert_eq!((left(&decision, "A"), decision.parts[0].found), (named("-80.00"), Found::GivesBack));
    }
}

#[test]
fn a_note_whose_payment_came_back_can_be_paid_again_in_the_same_statement() {
    let note = item("A", "80.00", None);
    let reference = note.reference.to_string();
    let lines = [
        texts(&reference, "80.00"),
        Line { day: 4, returned: true, ..texts(&reference, "-80.00") },
        Line { day: 5, ..texts(&reference, "80.00") },
    ];
    let decision = decided(&[note], &file(&lines));
    assert_eq!((decision.parts.len(), decision.suspense.len(), left(&decision, "A")), (3, 0, named("0.00")));
}

#[test]
fn the_oldest_of_equal_notes_of_an_account_is_paid_when_nothing_is_named() {
    let mut old = item("Z", "25.00", Some(AUBEPINE));
    old.date = old.date.yesterday().unwrap();
    let items = [item("A", "25.00", Some(AUBEPINE)), old];
    let unnamed = Line { account: Some(named("FR14 2004 1010 0505 0001 3M02 606")), ..line("25.00", 3) };
    let decision = decided(&items, &file(&[unnamed]));
    assert_eq!(parts(&decision), [("Z", named("25.00"), By::AmountAndIban, Found::Pays)]);
}

#[test]
fn a_note_that_is_younger_than_a_payment_is_not_paid_by_amount() {
    let mut young = item("A", "25.00", Some(AUBEPINE));
    young.date = young.date.saturating_add(jiff::ToSpan::days(10));
    let unnamed = Line { account: Some(named(AUBEPINE)), ..line("25.00", 3) };
    assert_eq!(suspended(&decided(&[young], &file(&[unnamed]))), [(named("25.00"), SuspenseReason::OtherAmount)]);
}

#[test]
fn each_reason_for_suspense_has_a_payment_that_meets_it() {
    let reference = |note: &str| crate::given::reference(note).to_string();
    let items = [
        item("IN", "30.00", Some(AUBEPINE)),
        item("OUT", "-30.00", Some(CHARDON)),
        OpenItem { paid: money("10.00"), ..item("DONE", "10.00", None) },
    ];
    let rows = [
        (Line { returned: true, ..texts(&reference("IN"), "-30.00") }, SuspenseReason::UnknownReturn),
        (texts(&reference("OUT"), "30.00"), SuspenseReason::WrongDirection(named("OUT"))),
        (texts(&reference("DONE"), "10.00"), SuspenseReason::AlreadyPaid(named("DONE"))),
        (texts(&reference("IN"), "31.00"), SuspenseReason::Overpaid(named("IN"))),
        (texts(&reference("ELSEWHERE"), "30.00"), SuspenseReason::UnknownReference),
        (
            Line { account: Some(named(AUBEPINE)), ..texts(&reference("ELSEWHERE"), "30.00") },
            SuspenseReason::UnknownReference,
        ),
        (Line { account: Some(named(AUBEPINE)), ..line("29.00", 3) }, SuspenseReason::OtherAmount),
        (Line { account: Some(named(BRUYERE)), ..line("30.00", 3) }, SuspenseReason::Unknown),
    ];
    for (line, reason) in rows {
        let decision = decided(&items, &file(&[line]));
        let reasons: Vec<_> = decision.suspense.iter().map(|one| one.reason.clone()).collect();
        assert_eq!(reasons, [reason]);
    }
    // NotItemised is met by the German sample, above.
}

#[test]
fn a_payment_for_a_known_and_an_unknown_note_pays_the_known_one() {
    let text = format!("{} {}", crate::given::reference("IN"), crate::given::reference("ELSEWHERE"));
    let decision = decided(&[item("IN", "30.00", None)], &file(&[texts(&text, "50.00")]));
    assert_eq!(left(&decision, "IN"), "0.00");
    assert_eq!(suspended(&decision), [(named("20.00"), SuspenseReason::UnknownReference)]);
}

#[test]
fn an_entry_of_nothing_is_neither_paid_nor_suspended() {
    let decision = decided(&[item("IN", "30.00", None)], &file(&[line("0.00", 3)]));
    assert_eq!((decision.parts.len(), decision.suspense.len(), decision.entered.len()), (0, 0, 1));
}

#[test]
fn each_refusal_of_a_list_of_notes_has_a_list_that_meets_it() {
    let refused = |items: &[OpenItem]| decide(items, &BTreeSet::new(), &[]).unwrap_err();
    let plain = item("A-1", "10.00", None);
    assert_eq!(refused(&vec![plain.clone(); MAX_ITEMS + 1]), MatchRefusal::TooMany);
    for (amount, paid) in [("0.00", "0.00"), ("10.00", "10.01"), ("10.00", "-1.00"), ("-10.00", "1.00")] {
        let wrong = OpenItem { amount: money(amount), paid: money(paid), ..item("B", "1.00", None) };
        assert_eq!(refused(&[plain.clone(), wrong]), MatchRefusal::Amount(1));
    }
    assert_eq!(refused(&[plain.clone(), plain.clone()]), MatchRefusal::SameNote(1));
    assert_eq!(refused(&[plain, item("A1", "10.00", None)]), MatchRefusal::SameReference(1));
}
