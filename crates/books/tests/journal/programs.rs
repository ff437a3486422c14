//! hledger and beancount themselves: both accept the books, and their balances are ours.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use books::journal::export::{beancount, hledger};
use books::journal::{Book, Language, Owner};

use crate::sample::{all_books, federation_with_emoji, records, year};

/// Where a file of this test lies, in the build folder.
fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// What the program prints, which must be content.
fn run(program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C.UTF-8").env("PYTHONUTF8", "1");
    let output =
        command.output().unwrap_or_else(|error| panic!("{program} (scripts/setup.sh test installs it): {error}"));
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// `5121` or `4516/CODE` to cents, without what is empty.
fn ours(book: &Book) -> BTreeMap<String, i64> {
    let all = book.balances().iter().map(|((account, party), balance)| {
        let party = party.as_ref().map(|party| format!("/{party}")).unwrap_or_default();
        (format!("{}{party}", account.number()), balance.net.minor())
    });
    all.filter(|(_, net)| *net != 0).collect()
}

fn cents(text: &str) -> i64 {
    text.parse::<purse::money::Money>().unwrap().minor()
}

/// The key of an account such as `Passif:4516 Membres, comptes courants:CODE` or `Assets:5121`.
fn key(account: &str) -> String {
    let mut parts = account.split(':').skip(1);
    let number = parts.next().unwrap().split(' ').next().unwrap();
    parts.next().map_or(number.to_owned(), |party| format!("{number}/{party}"))
}

/// Balances that a program printed as a table of account and amount.
fn theirs(table: &str, amount: fn(&str) -> &str) -> BTreeMap<String, i64> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    let all = rows.map(|row| (key(row[0].trim()), cents(amount(row[1].trim()))));
    all.filter(|(_, net)| *net != 0).collect()
}

pub fn check(book: &Book, name: &str) {
    let journal = place(&format!("{name}.journal"));
    std::fs::write(&journal, hledger(book)).unwrap();
    let journal = journal.to_str().unwrap();
    run("hledger", &["-f", journal, "check", "--strict"]);
    run("hledger", &["-f", journal, "check", "ordereddates", "accounts", "commodities", "balancednoautoconversion"]);
    let table = run("hledger", &["-f", journal, "balance", "--flat", "--no-total", "--no-elide", "-O", "csv"]);
    assert_eq!(theirs(&table, |text| text.strip_suffix(" EUR").unwrap_or(text)), ours(book), "hledger");
    let file = place(&format!("{name}.beancount"));
    std::fs::write(&file, beancount(book)).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(run("bean-check", &[file]), "");
    if book.transactions().is_empty() {
        return;
    }
    let query = "SELECT account, sum(number) GROUP BY account";
    let table = run("bean-query", &["-f", "csv", file, query]);
    assert_eq!(theirs(&table, |text| text), ours(book), "beancount");
}

#[test]
fn both_programs_accept_the_golden_books_and_find_our_balances() {
    for (place, book) in all_books().iter().enumerate() {
        check(book, &format!("golden-{place}"));
    }
}

#[test]
fn both_programs_accept_a_name_with_emoji() {
    let book = Book::build(&federation_with_emoji(), &Owner::Fund, year(), Language::French, &records()).unwrap();
    check(&book, "emoji");
}

#[test]
fn both_programs_accept_a_book_without_records() {
    let book = Book::build(&federation_with_emoji(), &Owner::Fund, year(), Language::English, &[]).unwrap();
    check(&book, "empty");
}
