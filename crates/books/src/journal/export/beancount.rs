//! A file for beancount 2 and 3: accounts by number, opened on the first day, every balance asserted on the day after
//! the last. <https://beancount.github.io/docs/beancount_language_syntax.html>
//!
//! Texts are in quotation marks, in which those and backslashes are escaped.

use std::fmt::Write;

use super::super::{Account, Book, Kind, MemberCode};

/// The file, UTF-8.
#[must_use]
pub fn beancount(book: &Book) -> Vec<u8> {
    let mut text = String::new();
    write_all(book, &mut text).unwrap_or_default();
    text.into_bytes()
}

fn write_all(book: &Book, text: &mut String) -> std::fmt::Result {
    writeln!(text, "option \"title\" {}", quoted(book.title()))?;
    writeln!(text, "option \"operating_currency\" \"EUR\"\n")?;
    let first = book.year().first;
    for (account, party) in book.balances().keys() {
        writeln!(text, "{first} open {} EUR", name(*account, party.as_ref()))?;
        writeln!(text, "  name: {}", quoted(account.name(book.language())))?;
        if let Some(member) = party.as_ref().and_then(|party| book.parties().get(party)) {
            writeln!(text, "  member: {}", quoted(member))?;
        }
    }
    write_transactions(book, text)?;
    // Nothing follows the last day that there is.
    if let Ok(after) = book.year().last.tomorrow() {
        writeln!(text)?;
        for ((account, party), balance) in book.balances() {
            writeln!(text, "{after} balance {}  {} EUR", name(*account, party.as_ref()), balance.net)?;
        }
    }
    Ok(())
}

fn write_transactions(book: &Book, text: &mut String) -> std::fmt::Result {
    for transaction in book.transactions() {
        let (piece, date) = transaction.piece();
        writeln!(text, "\n{} * {} ^{}", transaction.date(), quoted(transaction.label()), transaction.record())?;
        writeln!(text, "  number: \"{}-{}\"", transaction.journal().code(), transaction.number())?;
        writeln!(text, "  piece: \"{piece}\"\n  piece-date: {date}")?;
        for posting in transaction.postings() {
            writeln!(text, "  {}  {} EUR", name(posting.account(), posting.party()), posting.amount())?;
            if !posting.label().is_empty() {
                writeln!(text, "    label: {}", quoted(posting.label()))?;
            }
        }
    }
    Ok(())
}

/// `Assets:5121`; an account that is kept with a member ends with the member's code.
fn name(account: Account, party: Option<&MemberCode>) -> String {
    let root = match account.kind() {
        Kind::Asset => "Assets",
        Kind::Liability => "Liabilities",
        Kind::Equity => "Equity",
        Kind::Income => "Income",
        Kind::Expense => "Expenses",
    };
    let own = format!("{root}:{}", account.number());
    party.map_or(own.clone(), |party| format!("{own}:{party}"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
