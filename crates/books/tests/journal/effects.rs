//! What each event does to whose books.

use std::collections::BTreeMap;

use books::journal::{Book, Language, Owner, Record};

use crate::sample::{book, federation, owner, records, year};

/// `4516/AUBEPINE` to the net in cents, without accounts that are empty.
fn nets(book: &Book) -> BTreeMap<String, i64> {
    let name = |(account, party): &(books::journal::Account, Option<books::journal::MemberCode>)| match party {
        Some(party) => format!("{}/{party}", account.number()),
        None => account.number().to_owned(),
    };
    let all = book.balances().iter().map(|(key, balance)| (name(key), balance.net.minor()));
    all.filter(|(_, net)| *net != 0).collect()
}

fn expected(rows: &[(&str, i64)]) -> BTreeMap<String, i64> {
    rows.iter().map(|(name, net)| ((*name).to_owned(), *net)).collect()
}

#[test]
fn the_fund_holds_its_money_owes_what_is_open_and_bears_its_parts() {
    let bank = 10_000 - 350 + 20_000 + 4_000 + 3_384 - 7_750 - 150;
    let rows = [
        // The contribution of the year before.
        ("110", -10_000),
        // Of 30.00 from November, 15.00 came from another member.
        ("4516/AUBEPINE", -1_500),
        ("4516/CHARDON", 500),
        ("4518/AUBEPINE", -250),
        ("5122", bank),
        ("627", 350),
        ("654", 500),
        ("6571", 1_000),
        ("6588", 400),
        ("75411", -20_000),
        ("7588", -134),
        ("861", 40_000),
        ("870", -40_000),
    ];
    assert_eq!(nets(&book(&Owner::Fund, Language::French)), expected(&rows));
}

#[test]
fn a_member_that_holds_the_fund_keeps_it_apart_from_its_own_money() {
    let fund = 10_000 - 350 + 20_000 + 4_000 + 3_384 - 7_750 - 150;
    let rows = [
        ("2183", 120_000),
        ("28183", -6_466),
        ("4511", 1_500),
        ("4513", 250),
        ("4675", -fund),
        ("5121", -120_000 - 18_000 + 7_750 + 1_500),
        ("5122", fund),
        ("626", 18_000),
        ("6288", 7_000 + 500 + 2_000),
        ("654", 1_500),
        ("6811", 6_466),
        ("7088", -17_000 - 5_000),
    ];
    assert_eq!(nets(&book(&owner("AUBEPINE"), Language::English)), expected(&rows));
}

#[test]
fn a_member_that_owes_pays_and_gets_its_claim() {
    let rows = [
        // 100.00 given and 300.00 spent in the year before.
        ("110", 40_000),
        ("5121", -40_000 - 10_000 - 3_384 - 1_500 + 150),
        ("626", 10_000),
        ("6288", 13_234 + 1_500),
        ("7088", -10_000),
    ];
    assert_eq!(nets(&book(&owner("BRUYERE"), Language::French)), expected(&rows));
}

#[test]
fn a_debtor_keeps_its_debt_when_the_others_write_it_down() {
    let rows = [
        ("4511", -2_000 - 500),
        ("5121", 55_500 - 4_000),
        ("6288", 6_000 + 500),
        ("756", -55_500),
        ("864", 123_456_789),
        ("875", -123_456_789),
    ];
    assert_eq!(nets(&book(&owner("CHARDON"), Language::French)), expected(&rows));
}

#[test]
fn a_correction_leaves_both_entries_and_no_amount() {
    let book = book(&owner("BRUYERE"), Language::French);
    let about: Vec<_> = book.transactions().iter().filter(|entry| entry.record().as_str().starts_with("E-3")).collect();
    assert_eq!(about.len(), 2);
    let amounts =
        |place: usize| about[place].postings().iter().map(|posting| posting.amount().minor()).collect::<Vec<_>>();
    assert_eq!((amounts(0), amounts(1)), (vec![999, -999], vec![-999, 999]));
}

#[test]
fn numbers_run_without_gaps_in_each_journal_and_the_opening_comes_first() {
    for book in crate::sample::all_books() {
        let mut next = BTreeMap::new();
        let mut last = book.year().first;
        for (place, entry) in book.transactions().iter().enumerate() {
            let number = next.entry(entry.journal()).or_insert(1);
            assert_eq!(entry.number(), *number);
            *number += 1;
            assert!(entry.date() >= last);
            last = entry.date();
            assert_eq!(
                entry.journal() == books::journal::Journal::Opening,
                place == 0 && opens(&book),
                "{}",
                entry.label()
            );
        }
    }
}

fn opens(book: &Book) -> bool {
    // Only the fund, its holder and the member that gave and spent were there the year before.
    book.owner() != &owner("CHARDON")
}

#[test]
fn two_years_of_books_are_one_year_after_the_other() {
    let (first, second) = (year_of("2025"), year());
    let long = books::journal::Year { first: first.first, last: second.last };
    for owner in [Owner::Fund, owner("AUBEPINE"), owner("BRUYERE"), owner("CHARDON")] {
        let build = |year| Book::build(&federation(), &owner, year, Language::French, &records()).unwrap();
        let carried = |book: &Book| -> BTreeMap<_, _> {
            let kept = book.balances().iter().filter(|((account, _), _)| account.is_carried());
            kept.map(|(key, balance)| (key.clone(), balance.net.minor()))
                .filter(|(key, net)| *net != 0 && key.0.number() != "110")
                .collect()
        };
        assert_eq!(carried(&build(long)), carried(&build(second)));
        assert!(build(first).transactions().iter().all(|entry| entry.date() <= first.last));
    }
}

fn year_of(year: &str) -> books::journal::Year {
    let day = |rest: &str| format!("{year}-{rest}").parse().unwrap();
    books::journal::Year { first: day("01-01"), last: day("12-31") }
}

#[test]
fn the_order_of_records_changes_nothing() {
    let mut turned: Vec<Record> = records();
    turned.reverse();
    for owner in [Owner::Fund, owner("AUBEPINE")] {
        let build = |records: &[Record]| Book::build(&federation(), &owner, year(), Language::French, records).unwrap();
        assert_eq!(build(&turned), build(&records()));
    }
}
