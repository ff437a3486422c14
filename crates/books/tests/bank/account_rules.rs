//! IBAN, BIC and identifiers.

use books::bank::{Bic, BicRefusal, Iban, IbanRefusal, Identifier, IdentifierRefusal};

#[test]
fn an_iban_is_read_as_people_write_it_and_shown_in_groups_of_four() {
    let iban: Iban = "fr76 3000 6000 0112 3456 7890 189".parse().unwrap();
    assert_eq!(iban.as_str(), "FR7630006000011234567890189");
    assert_eq!(iban.to_string(), "FR76 3000 6000 0112 3456 7890 189");
}

#[test]
fn each_refusal_of_an_iban_has_a_text_that_meets_it() {
    let right_but_for_its_country = format!("QQ{}12345678901234", sepa::iban_check_digits("QQ", "12345678901234"));
    for (text, refusal) in [
        ("FR76", IbanRefusal::Length),
        ("FR76-3000-6000-0112-3456-7890-189", IbanRefusal::Character),
        ("7676300060000112345", IbanRefusal::Country),
        ("FRO630006000011234567890189", IbanRefusal::CheckDigits),
        ("FR763000600001123456789018", IbanRefusal::CountryLength),
        ("DE8937O400440532013000", IbanRefusal::Structure),
        ("FR7630006000011234567890198", IbanRefusal::Checksum),
        (right_but_for_its_country.as_str(), IbanRefusal::UnknownCountry),
    ] {
        assert_eq!(text.parse::<Iban>(), Err(refusal), "{text}");
    }
}

#[test]
fn every_single_wrong_digit_of_an_iban_is_noticed() {
    let right = "FR7630006000011234567890189";
    for (place, digit) in right.char_indices().skip(2) {
        for other in ('0'..='9').filter(|other| *other != digit) {
            let mut wrong = right.to_owned();
            wrong.replace_range(place..=place, &other.to_string());
            assert!(wrong.parse::<Iban>().is_err(), "{wrong}");
        }
    }
}

#[test]
fn a_country_of_sepa_is_told_from_another() {
    assert!("CH9300762011623852957".parse::<Iban>().unwrap().in_sepa());
    assert!(!"TR330006100519786457841326".parse::<Iban>().unwrap().in_sepa());
}

#[test]
fn each_refusal_of_a_bic_has_a_text_that_meets_it() {
    assert_eq!("agrifrppxxx".parse::<Bic>().unwrap().as_str(), "AGRIFRPPXXX");
    for (text, refusal) in [
        ("NOTPROVIDED", BicRefusal::Placeholder),
        ("AGRIFRPPX", BicRefusal::Length),
        ("AGRI1RPP", BicRefusal::Character),
        ("AGRIZZPP", BicRefusal::Country),
    ] {
        assert_eq!(text.parse::<Bic>(), Err(refusal), "{text}");
    }
}

#[test]
fn each_refusal_of_an_identifier_has_a_text_that_meets_it() {
    assert_eq!("ECOT-2026-11 (1)".parse::<Identifier>().unwrap().as_str(), "ECOT-2026-11 (1)");
    for (text, refusal) in [
        ("", IdentifierRefusal::Empty),
        (" A", IdentifierRefusal::Empty),
        ("NotProvided", IdentifierRefusal::Placeholder),
        ("123456789012345678901234567890123456", IdentifierRefusal::TooLong),
        ("Écot", IdentifierRefusal::Character),
        ("A\u{1}", IdentifierRefusal::Character),
        ("A//B", IdentifierRefusal::Slash),
        ("/A", IdentifierRefusal::Slash),
    ] {
        assert_eq!(text.parse::<Identifier>(), Err(refusal), "{text:?}");
    }
}
