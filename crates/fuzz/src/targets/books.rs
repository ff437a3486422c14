use books::bank::{CreditorReference, Iban, read_camt_053};

use super::outcome;

pub(super) const WORDS: &[&str] = &[
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "&b;",
    "<Ntry>",
    "</Ntry>",
    "<Amt Ccy=\"EUR\">",
    "-1.00",
    "99999999999999999999",
    "DBIT",
    "2026-13-01",
    "xmlns=\"\"",
];

/// What a bank's statement says adds up to what its entries are, or it is told.
pub(super) fn statement(input: &[u8]) -> String {
    outcome(read_camt_053(input), |statements| assert!(!statements.is_empty()))
}

pub(super) fn texts(input: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(input) else { return "NotText".to_owned() };
    if let Ok(reference) = text.parse::<CreditorReference>() {
        assert_eq!(reference.to_string().parse::<CreditorReference>(), Ok(reference));
    }
    outcome(text.parse::<Iban>(), |iban| assert_eq!(iban.to_string().parse::<Iban>(), Ok(iban)))
}
