//! The *fichier des écritures comptables*: the French tax administration's file of all entries of a year.
//!
//! Livre des procédures fiscales, article A47 A-1 (decree of 29 July 2013): a line of names, 18 columns, here with
//! tabs between them; days as AAAAMMJJ, a decimal comma, ISO 8859-15; the opening first, each journal numbered without
//! gaps.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::super::{Book, Posting, Transaction};
use super::latin::latin;
use super::{full_label, lines, party_name, with_comma};

/// The columns, in the order of the decree.
const COLUMNS: [&str; 18] = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
];

/// Digits of a SIREN.
const SIREN_DIGITS: usize = 9;

/// The number of a French organisation, 9 digits of which the last is a check digit (Luhn).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren(String);

/// Why a text is no SIREN. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SirenRefusal {
    /// Not 9 digits. Spaces between them are left out.
    #[error("a SIREN has 9 digits")]
    Digits,
    /// The check digit is another one.
    #[error("this SIREN's check digit is wrong: a digit was misread")]
    CheckDigit,
}

impl FromStr for Siren {
    type Err = SirenRefusal;

    fn from_str(text: &str) -> Result<Self, SirenRefusal> {
        let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        if digits.len() != SIREN_DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(SirenRefusal::Digits);
        }
        let from_right = digits.bytes().rev().map(|digit| u32::from(digit - b'0')).enumerate();
        let sum: u32 =
            from_right.map(|(place, digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }).sum();
        if sum.is_multiple_of(10) { Ok(Self(digits)) } else { Err(SirenRefusal::CheckDigit) }
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `SIRENFECAAAAMMJJ.txt`, with the last day of the year, as the decree names the file.
#[must_use]
pub fn fec_file_name(siren: &Siren, book: &Book) -> String {
    format!("{siren}FEC{}.txt", day(book.year().last))
}

/// The file, ISO 8859-15.
#[must_use]
pub fn fec(book: &Book) -> Vec<u8> {
    let mut bytes = latin(&COLUMNS.join("\t"));
    bytes.extend_from_slice(b"\r\n");
    for (transaction, posting) in lines(book) {
        let cells = row(book, transaction, posting).map(|cell| cell.replace(['\t', '|'], " "));
        bytes.extend(latin(&cells.join("\t")));
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

fn row(book: &Book, transaction: &Transaction, posting: &Posting) -> [String; 18] {
    let (piece, piece_date) = transaction.piece();
    let (journal, account) = (transaction.journal(), posting.account());
    [
        journal.code().to_owned(),
        journal.name(book.language()).to_owned(),
        transaction.number().to_string(),
        day(transaction.date()),
        account.number().to_owned(),
        account.name(book.language()).to_owned(),
        posting.party().map(ToString::to_string).unwrap_or_default(),
        party_name(book, posting).unwrap_or_default().to_owned(),
        piece.to_string(),
        day(piece_date),
        full_label(transaction, posting),
        with_comma(posting.debit()),
        with_comma(posting.credit()),
        String::new(),
        String::new(),
        // A record is final on the day on which it is booked: it is corrected by another one only.
        day(transaction.date()),
        String::new(),
        String::new(),
    ]
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_of_a_siren_has_a_text_that_meets_it() {
        for (text, refusal) in [
            ("73282932", SirenRefusal::Digits),
            ("73282932A", SirenRefusal::Digits),
            ("732829321", SirenRefusal::CheckDigit),
        ] {
            assert_eq!(text.parse::<Siren>(), Err(refusal), "{text}");
        }
        assert_eq!("732 829 320".parse::<Siren>().expect("a SIREN").to_string(), "732829320");
    }
}
