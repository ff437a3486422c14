//! Files that want to harm, or are too much.

use std::fmt::Write;

use books::bank::{MAX_ENTRIES, MAX_FILE_BYTES, MAX_STATEMENTS, StatementRefusal, read_camt_053};
use proptest::prelude::*;

use crate::given::{FRENCH, GERMAN, LUXEMBOURG, file, line};

fn refusal(file: &[u8]) -> StatementRefusal {
    read_camt_053(file).unwrap_err()
}

fn changed(from: &str, to: &str) -> StatementRefusal {
    let plain = file(&[line("12.50", 3)]);
    assert!(plain.contains(from), "{from}");
    refusal(plain.replacen(from, to, 1).as_bytes())
}

#[test]
fn each_refusal_of_a_statement_has_a_file_that_meets_it() {
    let plain = file(&[line("12.50", 3)]);
    assert_eq!(refusal(&vec![b' '; MAX_FILE_BYTES + 1]), StatementRefusal::TooLarge);
    assert_eq!(refusal(b"<Document>\xe9</Document>"), StatementRefusal::Encoding);
    assert_eq!(refusal(format!("<!DOCTYPE Document>{plain}").as_bytes()), StatementRefusal::DocumentType);
    assert_eq!(changed("<Id>S</Id>", "<Id>&bank;</Id>"), StatementRefusal::DocumentType);
    assert_eq!(changed("<Id>S</Id>", &"<Id>".repeat(50)), StatementRefusal::Structure);
    assert_eq!(changed("<Id>S</Id>", &format!("<Id>{}</Id>", "S".repeat(9_000))), StatementRefusal::Structure);
    assert_eq!(refusal(plain.trim_end_matches("</Document>").as_bytes()), StatementRefusal::Malformed);
    assert_eq!(refusal(b"%PDF-1.7"), StatementRefusal::Malformed);
    assert_eq!(refusal(b""), StatementRefusal::Malformed);
    assert_eq!(refusal(plain.replace("camt.053.001.08", "camt.053.001.04").as_bytes()), StatementRefusal::NotStatement);
    assert_eq!(refusal(plain.replace("BkToCstmrStmt", "BkToCstmrAcctRpt").as_bytes()), StatementRefusal::NotStatement);
    let many = "<Stmt/>".repeat(MAX_STATEMENTS);
    assert_eq!(changed("<Stmt>", &format!("{many}<Stmt>")), StatementRefusal::Statements);
    let none = plain.replace("<Stmt>", "<Other>").replace("</Stmt>", "</Other>");
    assert_eq!(refusal(none.as_bytes()), StatementRefusal::Statements);
    assert_eq!(
        changed("<Ntry>", &format!("{}<Ntry>", "<Ntry/>".repeat(MAX_ENTRIES))),
        StatementRefusal::TooManyEntries
    );
    let no_account = plain.replace("<Acct>", "<Other>").replace("</Acct>", "</Other>");
    assert_eq!(refusal(no_account.as_bytes()), StatementRefusal::NoAccount);
    assert_eq!(changed("<Ccy>EUR</Ccy>", "<Ccy>CHF</Ccy>"), StatementRefusal::Currency);
    assert_eq!(changed("Ccy=\"EUR\">12.50", "Ccy=\"CHF\">12.50"), StatementRefusal::Currency);
    assert_eq!(changed("Ccy=\"EUR\">1000.00", "Ccy=\"CHF\">1000.00"), StatementRefusal::Currency);
    assert_eq!(changed("1000.00</Amt>", "1000,00</Amt>"), StatementRefusal::Balance);
    assert_eq!(changed("1000.00</Amt><CdtDbtInd>CRDT", "1000.00</Amt><CdtDbtInd>credit"), StatementRefusal::Balance);
    for amount in ["12.505", "-12.50", "", "twelve", "99999999999999999999"] {
        assert_eq!(
            changed("\"EUR\">12.50</Amt>", &format!("\"EUR\">{amount}</Amt>")),
            StatementRefusal::Amount(0),
            "{amount}"
        );
    }
    assert_eq!(changed(">12.50</Amt><CdtDbtInd>CRDT", ">12.50</Amt><CdtDbtInd>CREDIT"), StatementRefusal::Direction(0));
    let undated = plain.replace("<Dt>", "<Other>").replace("</Dt>", "</Other>");
    assert_eq!(refusal(undated.as_bytes()), StatementRefusal::NoDate(0));
    let rich = file(&[]).replace("<Id>S</Id>", &format!("<Id>S</Id>{}", huge_entries()));
    assert_eq!(refusal(rich.as_bytes()), StatementRefusal::Sum);
}

fn huge_entries() -> String {
    let entry = "<Ntry><Amt Ccy=\"EUR\">10000000000000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-12-03</Dt></BookgDt></Ntry>";
    entry.repeat(2)
}

#[test]
fn entities_that_grow_or_reach_outside_are_refused_before_they_do() {
    let mut bomb = "<!DOCTYPE Document [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..40 {
        write!(bomb, "<!ENTITY a{level} \"&a{0};&a{0};\">", level - 1).unwrap();
    }
    let body = file(&[line("12.50", 3)]).replace("<Id>S</Id>", "<Id>&a39;</Id>");
    assert_eq!(refusal(format!("{bomb}]>{body}").as_bytes()), StatementRefusal::DocumentType);
    let outside = "<!DOCTYPE Document [<!ENTITY a0 SYSTEM \"file:///etc/passwd\">]>";
    let body = body.replace("&a39;", "&a0;");
    assert_eq!(refusal(format!("{outside}{body}").as_bytes()), StatementRefusal::DocumentType);
}

#[test]
fn a_file_of_nothing_but_depth_or_attributes_is_refused_soon() {
    let deep = "<a>".repeat(MAX_FILE_BYTES / 3);
    assert_eq!(refusal(deep.as_bytes()), StatementRefusal::Structure);
    let wide: String = (0..200_000).map(|place| format!(" a{place}=\"\"")).collect();
    assert_eq!(refusal(format!("<Document{wide}/>").as_bytes()), StatementRefusal::Structure);
    let many = "<a/>".repeat(MAX_FILE_BYTES / 5);
    assert_eq!(refusal(format!("<Document>{many}</Document>").as_bytes()), StatementRefusal::Structure);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_file_is_read_or_refused_and_nothing_else(
        sample in prop::sample::select(vec![FRENCH, LUXEMBOURG, GERMAN]),
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        put in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let mut bytes = sample.as_bytes().to_vec();
        let from = at.index(bytes.len());
        bytes.splice(from..(from + length).min(sample.len()), put);
        if let Ok(statements) = read_camt_053(&bytes) {
            prop_assert!(statements.iter().all(|one| one.booked_sum().minor() < i64::MAX));
        }
    }
}
