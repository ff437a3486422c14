//! Tables and spreadsheets, read back by other readers.

use std::io::Cursor;

use books::journal::export::{page, paheko, spreadsheet, table};
use books::journal::{Book, Language};
use calamine::{Data, Ods, Reader};
use purse::money::Money;

use crate::sample::{all_books, book, owner};

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Debit and credit in cents of every posting.
fn postings(book: &Book) -> Vec<(i64, i64)> {
    let all = book.transactions().iter().flat_map(|entry| entry.postings());
    all.map(|posting| (posting.debit().minor(), posting.credit().minor())).collect()
}

fn cents(text: &str) -> i64 {
    text.replace(',', ".").parse::<Money>().unwrap().minor()
}

fn begins_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[test]
fn the_plain_table_has_every_posting_and_no_formula() {
    for book in all_books() {
        let rows = rows(&table(&book).unwrap());
        let amounts: Vec<(i64, i64)> = rows[1..].iter().map(|row| (cents(&row[10]), cents(&row[11]))).collect();
        assert_eq!(amounts, postings(&book));
        assert!(rows.iter().flatten().all(|cell| !begins_a_formula(cell)));
        assert!(rows.iter().flatten().all(|cell| !cell.contains(['\n', '\r', '\t'])));
    }
}

#[test]
fn a_member_named_as_a_formula_is_a_text_in_the_plain_table() {
    let rows = rows(&table(&book(&books::journal::Owner::Fund, Language::French)).unwrap());
    assert!(rows.iter().any(|row| row[8].starts_with("'=HYPERLINK(")));
    assert!(rows.iter().any(|row| row[8].starts_with("'@Chardon")));
}

/// What Paheko's import does with "Complet groupé": a line with any text of an entry begins a new one.
#[test]
fn pahekos_import_finds_every_entry_and_each_balances() {
    for book in all_books() {
        let rows = rows(&paheko(&book).unwrap());
        let mut entries: Vec<i64> = Vec::new();
        for row in &rows[1..] {
            assert_eq!(row.len(), 16);
            if row[..7].iter().any(|cell| !cell.is_empty()) {
                assert_eq!(row[1], "Avancé");
                assert!(!row[3].is_empty() && row[3].len() <= 200);
                let day: Vec<&str> = row[4].split('/').collect();
                assert_eq!(day.iter().map(|part| part.len()).collect::<Vec<_>>(), [2, 2, 4]);
                assert_eq!(entries.last().copied().unwrap_or_default(), 0, "the entry before balances");
                entries.push(0);
            }
            assert!(row[0].is_empty(), "an entry with a number must exist already");
            *entries.last_mut().unwrap() += cents(&row[9]) - cents(&row[10]);
            assert!(row.iter().all(|cell| !begins_a_formula(cell) && !cell.contains('\\')));
        }
        assert_eq!(entries.len(), book.transactions().len());
        assert!(entries.iter().all(|sum| *sum == 0));
    }
}

#[test]
fn the_spreadsheet_is_read_by_another_reader() {
    for book in all_books() {
        let mut ods: Ods<_> = Ods::new(Cursor::new(spreadsheet(&book).unwrap())).unwrap();
        assert_eq!(ods.sheet_names().len(), 2);
        let names = ods.sheet_names();
        let lines = ods.worksheet_range(&names[0]).unwrap();
        let rows: Vec<&[Data]> = lines.rows().collect();
        let read: Vec<(i64, i64)> =
            rows[1..rows.len() - 1].iter().map(|row| (number(&row[9]), number(&row[10]))).collect();
        assert_eq!(read, postings(&book));
        let labels = book.transactions().iter().flat_map(|entry| entry.postings().iter().map(move |_| entry.label()));
        for (row, label) in rows[1..].iter().zip(labels) {
            assert!(matches!(&row[8], Data::String(text) if text.starts_with(label)), "{:?}", row[8]);
            assert!(matches!(&row[2], Data::DateTimeIso(_) | Data::DateTime(_)), "{:?}", row[2]);
        }
        let total: i64 = postings(&book).iter().map(|(debit, _)| debit).sum();
        assert_eq!((number(&rows[rows.len() - 1][9]), number(&rows[rows.len() - 1][10])), (total, total));
        let balances = ods.worksheet_range(&names[1]).unwrap();
        let nets: Vec<i64> = balances.rows().skip(1).take(book.balances().len()).map(|row| number(&row[5])).collect();
        assert_eq!(nets, book.balances().values().map(|balance| balance.net.minor()).collect::<Vec<_>>());
        let formulas = ods.worksheet_formula(&names[0]).unwrap();
        assert_eq!(formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count(), 2);
    }
}

fn number(cell: &Data) -> i64 {
    match cell {
        Data::Empty => 0,
        Data::Float(value) => cents(&format!("{value:.2}")),
        other => panic!("not a number: {other:?}"),
    }
}

#[test]
fn the_package_begins_with_its_media_type_uncompressed() {
    let bytes = spreadsheet(&book(&owner("CHARDON"), Language::French)).unwrap();
    assert_eq!(&bytes[30..38], b"mimetype");
    assert_eq!(&bytes[38..84], b"application/vnd.oasis.opendocument.spreadsheet");
}

#[test]
fn no_name_becomes_markup_of_the_page() {
    for book in all_books() {
        let page = String::from_utf8(page(&book).unwrap()).unwrap();
        assert!(!page.contains("<script") && !page.contains("<b>"));
        assert_eq!(page.matches("<table>").count(), 2);
        assert!(!page.contains("http://") || !page.contains("href"));
    }
}
