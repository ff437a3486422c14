//! Each refusal has a row that meets it.

use std::collections::BTreeMap;

use books::journal::{
    Attachment, Book, BookRefusal, Event, Federation, Language, MAX_ATTACHMENTS, MAX_MEMBERS, MAX_RECORDS,
    MAX_SHARE_LINES, Owner, Record, Settles, Year,
};
use purse::money::{MAX_MINOR, Money};
use purse::usage::Pool;

use crate::sample::{code, date, expense, federation, member, money, month, owner, pays, record, share, year};

fn build(federation: &Federation, year: Year, records: &[Record]) -> Result<Book, BookRefusal> {
    Book::build(federation, &owner("AUBEPINE"), year, Language::French, records)
}

fn refused(records: &[Record]) -> BookRefusal {
    build(&federation(), year(), records).expect_err("a refusal")
}

fn fund_gift(id: &str) -> Record {
    record(id, "2026-03-01", crate::sample::gift(Owner::Fund, "x", books::journal::GiftKind::Work, "1.00"))
}

fn correction(id: &str, day: &str, reverses: &str) -> Record {
    record(id, day, Event::Correction { reverses: code(reverses), reason: String::new() })
}

fn bought(id: &str) -> Record {
    record(
        id,
        "2026-01-05",
        Event::HardwareBought { by: member("AUBEPINE"), supplier: String::new(), amount: money("10.00") },
    )
}

fn months(id: &str, by: &str, amount: &str) -> Record {
    let event = Event::HardwareMonths { by: member(by), purchase: code("H"), period: month(1), amount: money(amount) };
    record(id, "2026-01-31", event)
}

#[test]
fn frames_that_make_no_book_are_refused() {
    let many = vec![fund_gift("G"); MAX_RECORDS + 1];
    assert_eq!(refused(&many), BookRefusal::TooManyRecords);
    let mut crowd = federation();
    crowd.members = (0..=MAX_MEMBERS).map(|place| (member(&format!("M{place}")), String::new())).collect();
    assert_eq!(build(&crowd, year(), &[]), Err(BookRefusal::TooManyMembers));
    for last in ["2025-12-31", "2028-01-01"] {
        assert_eq!(build(&federation(), Year { last: date(last), ..year() }, &[]), Err(BookRefusal::Year));
    }
    assert!(build(&federation(), Year { last: date("2027-12-31"), ..year() }, &[]).is_ok());
    let mut other = federation();
    other.holder = Some(member("ZZ"));
    assert_eq!(build(&other, year(), &[]), Err(BookRefusal::UnknownOwner(member("ZZ"))));
}

#[test]
fn records_that_cannot_be_booked_are_refused_by_name() {
    let e = || code("E");
    let bill =
        |amount: &str, common: &str| record("E", "2026-02-01", expense(Owner::Fund, Pool::Plant, "", amount, common));
    let mut attached = bill("1.00", "1.00");
    attached.attachments = vec![Attachment { code: e(), date: date("2026-02-01") }; MAX_ATTACHMENTS + 1];
    let lines = vec![(Pool::Plant, "0.01"); MAX_SHARE_LINES + 1];
    let closing = |share, fund: &str| {
        let shares = BTreeMap::from([(member("CHARDON"), share)]);
        record("E", "2026-02-01", Event::Closing { period: month(1), shares, fund: money(fund) })
    };
    let claim = Event::Payment {
        from: owner("CHARDON"),
        to: Owner::Fund,
        amount: money("1.00"),
        settles: Settles::Claim,
        note: e(),
        rest: Money::ZERO,
    };
    let default = |fund: &str, creditors: &[(&str, &str)]| {
        let creditors = creditors.iter().map(|(creditor, amount)| (member(creditor), money(amount))).collect();
        record("E", "2026-02-01", Event::Default { debtor: member("CHARDON"), note: e(), fund: money(fund), creditors })
    };
    let stranger = record("E", "2026-02-01", pays(owner("ZZ"), Owner::Fund, "1.00", "N", "0.00"));
    let to_itself = record("E", "2026-02-01", pays(owner("CHARDON"), owner("CHARDON"), "1.00", "N", "0.00"));
    for (records, refusal) in [
        (vec![bill("1.00", "1.00"), bill("2.00", "1.00")], BookRefusal::DuplicateId(e())),
        (vec![attached], BookRefusal::TooLong(e())),
        (vec![closing(share(&lines, &[], "0.00", "0.00"), "0.51")], BookRefusal::TooLong(e())),
        (vec![stranger], BookRefusal::UnknownMember(e(), member("ZZ"))),
        (vec![bill("0.00", "0.00")], BookRefusal::Amount(e())),
        (vec![bill("1.00", "1.01")], BookRefusal::Amount(e())),
        (vec![bill("1.00", "-0.01")], BookRefusal::Amount(e())),
        (vec![default("0.00", &[])], BookRefusal::Amount(e())),
        (vec![default("-1.00", &[("BRUYERE", "2.00")])], BookRefusal::Amount(e())),
        (vec![closing(share(&[(Pool::Plant, "-1.00")], &[], "0.00", "0.00"), "-1.00")], BookRefusal::Amount(e())),
        (vec![closing(share(&[(Pool::Plant, "1.00")], &[], "0.00", "0.00"), "0.99")], BookRefusal::NotBalanced(e())),
        (vec![to_itself], BookRefusal::Way(e())),
        (vec![record("E", "2026-02-01", claim)], BookRefusal::Way(e())),
        (vec![default("0.00", &[("CHARDON", "2.00")])], BookRefusal::Way(e())),
        (vec![months("E", "AUBEPINE", "1.00")], BookRefusal::UnknownPurchase(e())),
        (vec![bought("H"), months("E", "BRUYERE", "1.00")], BookRefusal::UnknownPurchase(e())),
        (
            vec![bought("H"), months("A", "AUBEPINE", "9.00"), months("E", "AUBEPINE", "1.01")],
            BookRefusal::AbovePurchase(e()),
        ),
        (vec![correction("E", "2026-02-01", "NONE")], BookRefusal::NothingToReverse(e())),
        (vec![fund_gift("G"), correction("E", "2026-02-01", "G")], BookRefusal::NothingToReverse(e())),
        (
            vec![fund_gift("G"), correction("C", "2026-03-02", "G"), correction("E", "2026-03-03", "C")],
            BookRefusal::ReversesCorrection(e()),
        ),
        (
            vec![fund_gift("G"), correction("C", "2026-03-02", "G"), correction("E", "2026-03-03", "G")],
            BookRefusal::ReversedTwice(e()),
        ),
    ] {
        assert_eq!(refused(&records), refusal);
    }
}

#[test]
fn sums_beyond_every_amount_are_refused_instead_of_wrapped() {
    let most = Money::from_minor(MAX_MINOR).unwrap().to_string();
    let bill = |id: &str| record(id, "2026-02-01", expense(owner("AUBEPINE"), Pool::Plant, "", &most, "0.00"));
    assert_eq!(refused(&[bill("D"), bill("E")]), BookRefusal::TooLarge(code("E")));
    let before = |id: &str| Record { date: date("2025-02-01"), ..bill(id) };
    assert_eq!(refused(&[before("D"), before("E")]), BookRefusal::TooLarge(code("E")));
    let shares = BTreeMap::from([(
        member("CHARDON"),
        share(&[(Pool::Plant, &most), (Pool::Plant, &most)], &[], "0.00", "0.00"),
    )]);
    let closing = Event::Closing { period: month(1), shares, fund: Money::ZERO };
    assert_eq!(refused(&[record("E", "2026-02-01", closing)]), BookRefusal::TooLarge(code("E")));
}

#[test]
fn a_corrected_month_of_hardware_counts_for_nothing() {
    let records = [
        bought("H"),
        months("A", "AUBEPINE", "9.00"),
        correction("B", "2026-02-01", "A"),
        months("C", "AUBEPINE", "9.50"),
    ];
    assert!(build(&federation(), year(), &records).is_ok());
}
