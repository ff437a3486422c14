//! The FEC against the rules of its columns (livre des procédures fiscales, article A47 A-1).

use std::collections::BTreeMap;

use books::journal::Book;
use books::journal::export::{Siren, fec, fec_file_name};

use crate::sample::{all_books, federation_with_emoji, owner, records, year};

const NAMES: &str = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise";

/// Columns that are never blank, counted from 0.
const FILLED: [usize; 12] = [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15];

/// Cents of an amount such as `1234,50`.
fn cents(text: &str) -> i64 {
    let (major, minor) = text.split_once(',').unwrap();
    assert!(minor.len() == 2 && (major == "0" || !major.starts_with('0')), "{text}");
    assert!(major.bytes().chain(minor.bytes()).all(|digit| digit.is_ascii_digit()), "{text}");
    format!("{major}{minor}").parse().unwrap()
}

fn check_day(text: &str) {
    assert!(text.len() == 8 && text.bytes().all(|digit| digit.is_ascii_digit()), "{text}");
    let day = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
    day.parse::<jiff::civil::Date>().unwrap();
}

/// Fails unless every rule holds.
pub fn check(bytes: &[u8], book: &Book) {
    // One byte a letter: ISO 8859-15 has no control characters but those that end lines and part columns.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    assert!(text.ends_with("\r\n"));
    let mut lines = text.split_terminator("\r\n");
    assert_eq!(lines.next(), Some(NAMES));
    let mut entries: BTreeMap<(String, u32), (i64, i64, String)> = BTreeMap::new();
    let mut before = (String::new(), 0_u32, String::new());
    let mut last_numbers: BTreeMap<String, u32> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 18, "{line}");
        assert!(!line.contains(|letter: char| letter != '\t' && letter.is_control()), "{line}");
        assert!(FILLED.iter().all(|column| !cells[*column].is_empty()), "{line}");
        [3, 9, 15].into_iter().for_each(|column| check_day(cells[column]));
        assert!(cells[4].len() >= 3 && cells[4].bytes().take(3).all(|digit| digit.is_ascii_digit()), "{line}");
        assert_eq!(cells[6].is_empty(), cells[7].is_empty(), "{line}");
        assert!(
            cells[3] <= cells[15] && cells[13..15].iter().chain(&cells[16..]).all(|cell| cell.is_empty()),
            "{line}"
        );
        assert!(cells[3] >= before.2.as_str(), "not in order of day: {line}");
        let (debit, credit) = (cents(cells[11]), cents(cells[12]));
        assert!((debit == 0) != (credit == 0), "{line}");
        let number: u32 = cells[2].parse().unwrap();
        if (cells[0], number) != (before.0.as_str(), before.1) {
            let last = last_numbers.entry(cells[0].to_owned()).or_default();
            assert_eq!(number, *last + 1, "a gap in {}: {line}", cells[0]);
            *last = number;
        }
        let entry = entries.entry((cells[0].to_owned(), number)).or_insert((0, 0, cells[3].to_owned()));
        assert_eq!(entry.2, cells[3]);
        (entry.0, entry.1) = (entry.0 + debit, entry.1 + credit);
        before = (cells[0].to_owned(), number, cells[3].to_owned());
    }
    assert!(entries.values().all(|(debit, credit, _)| debit == credit));
    assert_eq!(entries.len(), book.transactions().len());
}

#[test]
fn every_book_keeps_the_rules_of_the_columns() {
    for book in all_books() {
        check(&fec(&book), &book);
    }
}

#[test]
fn an_emoji_becomes_a_question_mark() {
    let language = books::journal::Language::French;
    let book =
        Book::build(&federation_with_emoji(), &books::journal::Owner::Fund, year(), language, &records()).unwrap();
    let bytes = fec(&book);
    check(&bytes, &book);
    assert!(bytes.windows(9).any(|part| part == b"? Chardon"));
}

#[test]
fn the_file_is_named_by_siren_and_last_day() {
    let siren: Siren = "732 829 320".parse().unwrap();
    let book = crate::sample::book(&owner("AUBEPINE"), books::journal::Language::French);
    assert_eq!(fec_file_name(&siren, &book), "732829320FEC20261231.txt");
}
