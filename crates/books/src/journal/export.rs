//! A book as a file for another program. Each format escapes or replaces what its rules give a meaning to, so that no
//! name breaks out of its field. docs/formats/books.md says how each is imported.

mod beancount;
mod cells;
mod fec;
mod hledger;
mod latin;
mod page;
mod paheko;
mod spreadsheet;
mod table;

use std::str::FromStr;

use purse::money::Money;

use super::{Book, Posting, Transaction};

pub use beancount::beancount;
pub use fec::{Siren, SirenRefusal, fec, fec_file_name};
pub use hledger::hledger;
pub use page::page;
pub use paheko::paheko;
pub use spreadsheet::spreadsheet;
pub use table::table;

/// A format that books are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A journal for hledger.
    Hledger,
    /// A file for beancount.
    Beancount,
    /// The French *fichier des écritures comptables*.
    Fec,
    /// A table for Paheko's import, "complet groupé".
    Paheko,
    /// A table for any program.
    Csv,
    /// A spreadsheet (OpenDocument).
    Ods,
    /// A page to print.
    Html,
}

/// Why a text is no format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum FormatRefusal {
    /// Not one of the names.
    #[error("a format is hledger, beancount, fec, paheko, csv, ods or html")]
    NoSuchFormat,
}

/// Why a file could not be written: a library refused what it was given. Trying again gives the same.
#[derive(Debug, thiserror::Error)]
pub enum ExportFailure {
    #[error("writing the table: {0}")]
    Table(#[from] csv::Error),
    #[error("writing the spreadsheet: {0}")]
    Spreadsheet(#[from] std::io::Error),
    #[error("packing the spreadsheet: {0}")]
    Package(#[from] rawzip::Error),
    #[error("writing the page: {0}")]
    Page(#[from] askama::Error),
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] =
        [Self::Hledger, Self::Beancount, Self::Fec, Self::Paheko, Self::Csv, Self::Ods, Self::Html];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hledger => "hledger",
            Self::Beancount => "beancount",
            Self::Fec => "fec",
            Self::Paheko => "paheko",
            Self::Csv => "csv",
            Self::Ods => "ods",
            Self::Html => "html",
        }
    }

    /// The end of the file's name, without a point. A FEC has a name of its own, [`fec_file_name`].
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Hledger => "journal",
            Self::Beancount => "beancount",
            Self::Fec => "txt",
            Self::Paheko | Self::Csv => "csv",
            Self::Ods => "ods",
            Self::Html => "html",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Hledger | Self::Beancount => "text/plain; charset=utf-8",
            Self::Fec => "text/plain; charset=iso-8859-15",
            Self::Paheko | Self::Csv => "text/csv; charset=utf-8",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// The book in this format.
    ///
    /// # Errors
    /// [`ExportFailure`].
    pub fn write(self, book: &Book) -> Result<Vec<u8>, ExportFailure> {
        match self {
            Self::Hledger => Ok(hledger(book)),
            Self::Beancount => Ok(beancount(book)),
            Self::Fec => Ok(fec(book)),
            Self::Paheko => paheko(book),
            Self::Csv => table(book),
            Self::Ods => spreadsheet(book),
            Self::Html => page(book),
        }
    }
}

impl FromStr for Format {
    type Err = FormatRefusal;

    fn from_str(text: &str) -> Result<Self, FormatRefusal> {
        Self::ALL.into_iter().find(|format| format.name() == text).ok_or(FormatRefusal::NoSuchFormat)
    }
}

/// `12,50`, as French tables have it.
fn with_comma(amount: Money) -> String {
    amount.to_string().replace('.', ",")
}

/// What a line is: the transaction's label, and the line's own.
fn full_label(transaction: &Transaction, posting: &Posting) -> String {
    match posting.label() {
        "" => transaction.label().to_owned(),
        own => format!("{} – {own}", transaction.label()),
    }
}

/// Every transaction with each of its postings.
fn lines(book: &Book) -> impl Iterator<Item = (&Transaction, &Posting)> {
    book.transactions()
        .iter()
        .flat_map(|transaction| transaction.postings().iter().map(move |posting| (transaction, posting)))
}

/// The name of the member with whom the line's account is kept.
fn party_name<'a>(book: &'a Book, posting: &Posting) -> Option<&'a str> {
    posting.party().and_then(|party| book.parties().get(party)).map(String::as_str)
}
