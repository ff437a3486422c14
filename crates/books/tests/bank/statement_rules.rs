//! What a reader of statements must not get wrong.

use books::bank::{Account, Booking, Reconciliation, read_camt_053};

use crate::given::{FRENCH, GERMAN, LUXEMBOURG, file, line, money, statement};

#[test]
fn balances_that_do_not_add_up_are_told_with_both_figures() {
    let wrong = FRENCH.replace("1429.19", "1429.91");
    let expected = Reconciliation::Differs { expected: money("1429.19"), stated: money("1429.91") };
    assert_eq!(statement(&wrong).reconciliation, expected);
    let missing = FRENCH.replace("OPBD", "OPAV");
    assert_eq!(statement(&missing).reconciliation, Reconciliation::NoBalance);
}

#[test]
fn pages_of_one_day_begin_and_end_with_interim_balances() {
    let first = FRENCH.replace("CLBD", "ITBD");
    assert_eq!(statement(&first).reconciliation, Reconciliation::AddsUp);
    let last = FRENCH.replace("OPBD", "ITBD");
    assert_eq!(statement(&last).reconciliation, Reconciliation::AddsUp);
    let middle = first.replace("OPBD", "ITBD");
    assert_eq!(statement(&middle).reconciliation, Reconciliation::AddsUp);
}

#[test]
fn what_is_pending_is_told_and_not_counted() {
    let german = statement(GERMAN);
    assert_eq!(german.pending.len(), 1);
    assert_eq!(german.booked_sum(), money("-62.10"));
    for status in ["INFO", "FUTR", "SOMETHING"] {
        let other = statement(&GERMAN.replace("PDNG", status));
        assert_eq!((other.pending.len(), other.booked.len()), (1, 3), "{status}");
    }
}

#[test]
fn a_batch_whose_parts_are_not_its_sum_is_left_whole() {
    for (from, to) in [
        ("<TxAmt><Amt Ccy=\"EUR\">100.00", "<TxAmt><Amt Ccy=\"EUR\">100.01"),
        ("<TxAmt><Amt Ccy=\"EUR\">100.00", "<TxAmt><Amt Ccy=\"CHF\">100.00"),
        ("<NbOfTxs>2", "<NbOfTxs>3"),
    ] {
        let changed = statement(&FRENCH.replace(from, to));
        let Booking::Whole { sum, .. } = &changed.booked[1].booking else { panic!("{to}") };
        assert_eq!(sum.amount, money("212.86"));
    }
}

#[test]
fn a_batch_without_details_is_one_sum_unless_it_is_of_one_payment() {
    let sums = |xml: &str| statement(xml).booked.iter().filter(|e| matches!(e.booking, Booking::Whole { .. })).count();
    assert_eq!(sums(GERMAN), 1);
    assert_eq!(sums(&GERMAN.replace("<NbOfTxs>3</NbOfTxs>", "<MsgId>M</MsgId>")), 1);
    assert_eq!(sums(&GERMAN.replace("<NbOfTxs>3</NbOfTxs>", "<NbOfTxs>1</NbOfTxs>")), 0);
}

#[test]
fn a_batch_in_several_lists_is_read_whole() {
    let split = FRENCH.replace("</TxDtls>\n          <TxDtls>", "</TxDtls></NtryDtls><NtryDtls><TxDtls>");
    let parts = statement(&split).booked[1].booking.transactions().len();
    assert_eq!((parts, split.matches("<NtryDtls>").count()), (2, 3));
}

#[test]
fn one_payment_back_within_a_batch_keeps_its_own_direction() {
    let mixed = GERMAN.replace("<Amt Ccy=\"EUR\">320.10</Amt>", "<Amt Ccy=\"EUR\">120.10</Amt>").replacen(
        "<Amt Ccy=\"EUR\">100.00</Amt>\n            <CdtDbtInd>DBIT",
        "<Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT",
        1,
    );
    let parts: Vec<_> = statement(&mixed).booked[0].booking.transactions().iter().map(|one| one.amount).collect();
    assert_eq!(parts, [money("-220.10"), money("100.00")]);
}

#[test]
fn the_other_side_of_a_payment_that_came_back_is_not_ourselves() {
    let german = statement(GERMAN);
    let back = &german.booked[1].booking.transactions()[0];
    assert_eq!((back.counterparty.name.as_str(), back.returned.as_deref()), ("Bruyere + Cie", Some("AC04")));
    let luxembourg = statement(LUXEMBOURG);
    assert_eq!(luxembourg.booked[1].booking.transactions()[0].counterparty.name, "Épine-Vinette ASBL");
    // The bank's code alone says it too.
    let coded =
        statement(&GERMAN.replace("<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Konto aufgelöst</AddtlInf></RtrInf>", ""));
    assert_eq!(coded.booked[1].booking.transactions()[0].returned.as_deref(), Some(""));
}

#[test]
fn words_around_a_structured_reference_are_kept_and_a_wrong_one_becomes_words() {
    let wrong = statement(&FRENCH.replace("RF72202611D02</Ref>", "RF73202611D02</Ref>"));
    let first = &wrong.booked[1].booking.transactions()[0];
    assert_eq!((first.references.len(), first.remittance.as_str()), (0, "RF73202611D02"));
}

#[test]
fn words_that_stand_in_the_banks_own_field_are_read_where_the_payers_is_empty() {
    let plain = file(&[line("12.50", 3)]);
    let own = plain.replace("<RmtInf><Ustrd></Ustrd></RmtInf>", "<AddtlTxInf>RF02 2026 11D0 1</AddtlTxInf>");
    assert_ne!(plain, own);
    assert_eq!(statement(&own).booked[0].booking.transactions()[0].readings().len(), 1);
}

#[test]
fn an_account_without_a_right_iban_keeps_the_banks_number() {
    let other = FRENCH.replacen("<IBAN>FR7630006000011234567890189</IBAN>", "<Othr><Id>00112345678</Id></Othr>", 1);
    assert_eq!(statement(&other).account, Account::Other("00112345678".to_owned()));
}

#[test]
fn a_missing_day_of_booking_is_the_day_of_value_and_otherwise_the_statements_last() {
    let plain = file(&[line("12.50", 3)]);
    let dated = "<BookgDt><Dt>2026-12-03</Dt></BookgDt>";
    let value = plain.replace(dated, "<ValDt><Dt>2026-12-02</Dt></ValDt>");
    assert_eq!(statement(&value).booked[0].booked.to_string(), "2026-12-02");
    assert_eq!(statement(&plain.replace(dated, "")).booked[0].booked.to_string(), "2026-12-31");
}

#[test]
fn several_statements_of_one_file_and_a_byte_order_mark_are_read() {
    let plain = file(&[line("12.50", 3)]);
    let (begin, end) = (plain.find("<Stmt>").unwrap(), plain.find("</BkToCstmrStmt>").unwrap());
    let twice = format!("\u{feff}{}{}{}", &plain[..end], &plain[begin..end], &plain[end..]);
    assert_eq!(read_camt_053(twice.as_bytes()).unwrap().len(), 2);
}

#[test]
fn entries_are_named_alike_in_each_version_and_apart_when_they_are_alike() {
    let german = statement(GERMAN);
    let later = GERMAN.replace("0352C53202612102", "another").replace("SAMMELGUTSCHRIFT", "GUTSCHRIFT");
    let same: Vec<_> = statement(&later).booked.iter().map(|entry| entry.fingerprint).collect();
    assert_eq!(german.booked.iter().map(|entry| entry.fingerprint).collect::<Vec<_>>(), same);
    let alike = statement(&file(&[line("12.50", 3), line("12.50", 3)]));
    assert_ne!(alike.booked[0].fingerprint, alike.booked[1].fingerprint);
}

#[test]
fn the_names_of_entries_are_the_golden_ones_as_members_keep_them() {
    let named = |xml| statement(xml).booked.into_iter().map(|entry| (entry.amount, entry.fingerprint.0));
    let all = [FRENCH, LUXEMBOURG, GERMAN].into_iter().flat_map(named);
    let shown: String = all.map(|(amount, bytes)| format!("{} {amount}\n", hex(&bytes))).collect();
    assert_eq!(shown, include_str!("../golden/entries-1.txt"), "statements that were imported would be imported again");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
