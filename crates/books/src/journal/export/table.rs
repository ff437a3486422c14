//! A plain table (RFC 4180): one line for each posting, decimal points, days as in ISO 8601, for programs and scripts.

use super::super::{Book, Posting, Transaction};
use super::cells::unformulaic;
use super::{ExportFailure, lines, party_name};

/// The columns.
const COLUMNS: [&str; 12] = [
    "journal",
    "number",
    "date",
    "record",
    "piece",
    "account",
    "account_name",
    "member",
    "member_name",
    "label",
    "debit",
    "credit",
];

/// The table, UTF-8.
///
/// # Errors
/// [`ExportFailure::Table`].
pub fn table(book: &Book) -> Result<Vec<u8>, ExportFailure> {
    let mut bytes = Vec::new();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(COLUMNS)?;
    for (transaction, posting) in lines(book) {
        writer.write_record(row(book, transaction, posting))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

fn row(book: &Book, transaction: &Transaction, posting: &Posting) -> [String; 12] {
    let account = posting.account();
    [
        transaction.journal().code().to_owned(),
        transaction.number().to_string(),
        transaction.date().to_string(),
        transaction.record().to_string(),
        transaction.piece().0.to_string(),
        account.number().to_owned(),
        account.name(book.language()).to_owned(),
        posting.party().map(ToString::to_string).unwrap_or_default(),
        unformulaic(party_name(book, posting).unwrap_or_default()),
        unformulaic(&super::full_label(transaction, posting)),
        posting.debit().to_string(),
        posting.credit().to_string(),
    ]
}
