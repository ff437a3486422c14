//! ISO 11649 creditor references.

use books::bank::{CreditorReference, ReferenceRefusal};
use proptest::prelude::*;

use crate::given::reference;

#[test]
fn a_note_has_a_reference_that_is_printed_in_groups_of_four() {
    // The example of the European Payments Council's guidance.
    let known: CreditorReference = "RF18 5390 0754 7034".parse().unwrap();
    assert_eq!(CreditorReference::of_note("539007547034"), Ok(known.clone()));
    assert_eq!(known.to_string(), "RF18 5390 0754 7034");
    assert_eq!(reference("2026-11-d01").as_str(), "RF02202611D01");
    assert_eq!(reference("2026-11-D01").number(), "202611D01");
}

#[test]
fn each_refusal_of_a_reference_has_a_text_that_meets_it() {
    for (text, refusal) in [
        ("RF18", ReferenceRefusal::Length),
        ("RF18 5390 0754 7034 1234 5678 9012", ReferenceRefusal::Length),
        ("RF18-5390", ReferenceRefusal::Character),
        ("FR18539007547034", ReferenceRefusal::Prefix),
        ("RF18539007547043", ReferenceRefusal::CheckDigits),
    ] {
        assert_eq!(text.parse::<CreditorReference>(), Err(refusal), "{text}");
    }
    for (note, refusal) in [
        ("", ReferenceRefusal::Length),
        ("1234567890123456789012", ReferenceRefusal::Length),
        ("n° 12", ReferenceRefusal::Character),
    ] {
        assert_eq!(CreditorReference::of_note(note), Err(refusal), "{note}");
    }
}

/// The longest reading of each place.
fn read(text: &str) -> Vec<String> {
    CreditorReference::readings(text).iter().map(|readings| readings[0].as_str().to_owned()).collect()
}

#[test]
fn references_are_found_in_what_people_and_banks_write_around_them() {
    for (text, found) in [
        ("RF18539007547034", vec!["RF18539007547034"]),
        ("facture rf18 5390 0754 7034, merci", vec!["RF18539007547034"]),
        ("SVWZ+RF18-5390-0754-7034 EREF+NOTPROVIDED", vec!["RF18539007547034"]),
        // A bank cut the text into lines within a group.
        ("/RFB/RF18 5390 0754 70 34", vec!["RF18539007547034"]),
        ("RF02202611D01 et RF72 2026 11D0 2", vec!["RF02202611D01", "RF72202611D02"]),
        ("RF02202611D01;RF72202611D02", vec!["RF02202611D01", "RF72202611D02"]),
        // One mistyped digit is no reference.
        ("RF18 5390 0754 7035", vec![]),
        ("PERF18539007547034", vec![]),
        ("RF18539007547034É", vec![]),
        ("RF", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(read(text), found, "{text}");
    }
}

#[test]
fn a_text_full_of_beginnings_is_read_in_no_time() {
    let text = "RF 1 ".repeat(20_000);
    assert!(CreditorReference::readings(&text).len() <= 20_000);
}

proptest! {
    #[test]
    fn every_note_is_found_again_wherever_it_stands(
        note in "[A-Z0-9]{1,21}",
        before in "[a-zé+/:., ]{0,20}[+/:., ]",
        after in "([,;:)(+][a-zé ]{0,20})?",
        printed in any::<bool>(),
    ) {
        let reference = CreditorReference::of_note(&note).unwrap();
        let written = if printed { reference.to_string() } else { reference.as_str().to_owned() };
        prop_assert_eq!(written.parse::<CreditorReference>().unwrap(), reference.clone());
        let readings = CreditorReference::readings(&format!("{before}{written}{after}"));
        prop_assert!(readings.iter().flatten().any(|one| *one == reference));
    }

    #[test]
    fn two_swapped_digits_are_never_a_reference(number in 100_000_u64..999_999, place in 0_usize..5) {
        let reference = CreditorReference::of_note(&number.to_string()).unwrap();
        let mut digits: Vec<char> = reference.as_str().chars().collect();
        digits.swap(4 + place, 5 + place);
        let swapped: String = digits.into_iter().collect();
        prop_assert_eq!(swapped.parse::<CreditorReference>().is_ok(), swapped == reference.as_str());
    }

    #[test]
    fn no_text_stops_the_reading(text in ".{0,200}") {
        prop_assert!(CreditorReference::readings(&text).iter().all(|readings| !readings.is_empty()));
    }
}
