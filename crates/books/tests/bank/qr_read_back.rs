//! QR codes of transfers, read back by another program.

use books::bank::{Bic, EpcPayload, EpcRefusal, MAX_PAYLOAD_BYTES};
use proptest::prelude::*;
use purse::money::Money;

use crate::given::{FEDERATION, iban, money, reference};
use crate::tool::run;

fn payload(name: &str, bic: Option<&str>, amount: &str) -> Result<EpcPayload, EpcRefusal> {
    let bic: Option<Bic> = bic.map(|text| text.parse().unwrap());
    EpcPayload::new(name, &iban(FEDERATION), bic.as_ref(), money(amount), &reference("2026-11-D01"))
}

/// What zbarimg reads from the code on a page of ordinary size; it adds no line of its own to binary data.
fn read_back(payload: &EpcPayload) -> Vec<u8> {
    let png = run("rsvg-convert", &["--width", "400", "--format", "png"], payload.svg().as_bytes());
    run("zbarimg", &["--quiet", "--raw", "--oneshot", "-Sdisable", "-Sqrcode.enable", "-Sbinary", "png:-"], &png)
}

#[test]
fn the_payload_of_a_debit_note_is_the_golden_one() {
    let payload = payload("Fédération des hébergeurs", None, "24.66").unwrap();
    let golden = include_str!("../golden/epc-1.txt");
    assert_eq!(payload.as_str(), golden.trim_end_matches('\n'));
    assert!(!payload.name_rewritten);
}

#[test]
fn a_code_is_read_back_byte_for_byte() {
    let long = "Œuvre coopérative d’hébergement fédéré, « Aubépine & Bruyère », à Saint-Étienne et alentours";
    for payload in [
        payload("Fédération des hébergeurs", None, "24.66").unwrap(),
        payload("F", Some("AGRIFRPPXXX"), "0.01").unwrap(),
        payload(long, Some("AGRIFRPPXXX"), "999999999.99").unwrap(),
        payload(&"日".repeat(70), None, "12.00").unwrap(),
    ] {
        assert_eq!(String::from_utf8_lossy(&read_back(&payload)), payload.as_str());
    }
}

#[test]
fn the_code_is_black_on_white_with_a_quiet_zone_of_four_modules() {
    let svg = payload("F", None, "1.00").unwrap().svg();
    insta::assert_snapshot!(svg.chars().take(260).collect::<String>());
}

#[test]
fn a_name_that_does_not_fit_is_cut_and_says_so() {
    for name in ["a".repeat(71), "日".repeat(74), "two\nlines".to_owned()] {
        assert!(payload(&name, None, "1.00").unwrap().name_rewritten, "{name}");
    }
    assert!(payload("two\nlines", None, "1.00").unwrap().as_str().contains("\ntwo lines\n"));
}

#[test]
fn each_refusal_of_a_code_has_a_transfer_that_meets_it() {
    for (name, amount, refusal) in [
        (" \n", "1.00", EpcRefusal::Name),
        ("F", "0.00", EpcRefusal::Amount),
        ("F", "-1.00", EpcRefusal::Amount),
        ("F", "1000000000.00", EpcRefusal::Amount),
    ] {
        assert_eq!(payload(name, None, amount), Err(refusal));
    }
}

proptest! {
    #[test]
    fn every_payload_fits_the_largest_code(name in "\\PC{1,100}", cents in 1_i64..=99_999_999_999, note in "[A-Z0-9]{1,21}") {
        prop_assume!(!name.trim().is_empty());
        let amount = Money::from_minor(cents).unwrap();
        let bic: Bic = "AGRIFRPPXXX".parse().unwrap();
        let malta = iban("MT84MALT011000012345MTLCAST001S");
        let payload = EpcPayload::new(&name, &malta, Some(&bic), amount, &reference(&note)).unwrap();
        prop_assert!(payload.as_str().len() <= MAX_PAYLOAD_BYTES);
        prop_assert_eq!(payload.as_str().split('\n').count(), 10);
        prop_assert!(payload.svg().starts_with("<svg"));
    }
}
