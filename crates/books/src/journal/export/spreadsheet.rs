//! A spreadsheet, OpenDocument 1.3: a sheet of lines and a sheet of balances with their sums.
//!
//! Written here, since the library for it brings a second calendar and takes amounts as floats. An amount is written as
//! its decimal digits; texts are typed as texts, so that none is a formula. The same book gives the same bytes.
//! <https://docs.oasis-open.org/office/OpenDocument/v1.3/>

mod package;
mod sheet;

use super::super::{Book, Posting, Transaction};
use super::{ExportFailure, lines, party_name};
use package::packed;
use sheet::{Cell, Sheet, content};

/// The spreadsheet.
///
/// # Errors
/// [`ExportFailure::Spreadsheet`], [`ExportFailure::Package`].
pub fn spreadsheet(book: &Book) -> Result<Vec<u8>, ExportFailure> {
    let sheets = [journal(book), balances(book)];
    packed(&content(&sheets)?, book.title(), book.language().tag())
}

fn journal(book: &Book) -> Sheet {
    let say = |french, english| book.language().pick(french, english).to_owned();
    let heads = vec![
        say("Journal", "Journal"),
        say("Numéro", "Number"),
        say("Date", "Date"),
        say("Enregistrement", "Record"),
        say("Pièce", "Piece"),
        say("Compte", "Account"),
        say("Nom du compte", "Name of the account"),
        say("Membre", "Member"),
        say("Libellé", "Label"),
        say("Débit", "Debit"),
        say("Crédit", "Credit"),
    ];
    let rows = lines(book).map(|(transaction, posting)| line(book, transaction, posting)).collect();
    Sheet {
        name: say("Journal", "Journal"),
        heads,
        widths_mm: &[18, 18, 26, 36, 36, 18, 60, 50, 110, 28, 28],
        rows,
        sums: 2,
    }
}

fn line(book: &Book, transaction: &Transaction, posting: &Posting) -> Vec<Cell> {
    let account = posting.account();
    vec![
        Cell::Text(transaction.journal().code().to_owned()),
        Cell::Number(transaction.number()),
        Cell::Day(transaction.date()),
        Cell::Text(transaction.record().to_string()),
        Cell::Text(transaction.piece().0.to_string()),
        Cell::Text(account.number().to_owned()),
        Cell::Text(account.name(book.language()).to_owned()),
        Cell::Text(party_name(book, posting).unwrap_or_default().to_owned()),
        Cell::Text(super::full_label(transaction, posting)),
        Cell::side(posting.debit()),
        Cell::side(posting.credit()),
    ]
}

fn balances(book: &Book) -> Sheet {
    let say = |french, english| book.language().pick(french, english).to_owned();
    let heads = vec![
        say("Compte", "Account"),
        say("Nom du compte", "Name of the account"),
        say("Membre", "Member"),
        say("Débit", "Debit"),
        say("Crédit", "Credit"),
        say("Solde", "Balance"),
    ];
    let row = |((account, party), balance): (
        &(super::super::Account, Option<super::super::MemberCode>),
        &super::super::Balance,
    )| {
        let name = party.as_ref().and_then(|party| book.parties().get(party)).cloned();
        vec![
            Cell::Text(account.number().to_owned()),
            Cell::Text(account.name(book.language()).to_owned()),
            Cell::Text(name.unwrap_or_default()),
            Cell::Amount(balance.debit),
            Cell::Amount(balance.credit),
            Cell::Amount(balance.net),
        ]
    };
    let rows = book.balances().iter().map(row).collect();
    Sheet { name: say("Balance", "Balances"), heads, widths_mm: &[18, 60, 50, 28, 28, 28], rows, sums: 3 }
}
