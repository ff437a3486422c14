//! A journal for hledger 1.25 and later, strict: every account and the commodity are declared, and a last transaction
//! of zeros asserts every balance. <https://hledger.org/hledger.html#journal>
//!
//! In descriptions and comments a semicolon begins a comment and a bar parts payee from note: both are replaced.

use std::fmt::Write;

use super::super::{Account, Book, Kind, Language, MemberCode};

/// The journal, UTF-8.
#[must_use]
pub fn hledger(book: &Book) -> Vec<u8> {
    let mut text = String::new();
    write_all(book, &mut text).unwrap_or_default();
    text.into_bytes()
}

fn write_all(book: &Book, text: &mut String) -> std::fmt::Result {
    let language = book.language();
    writeln!(text, "; {}", plain(book.title()))?;
    writeln!(text, "; {} / {}", book.year().first, book.year().last)?;
    writeln!(text, "\ndecimal-mark .\ncommodity 1000.00 EUR\n")?;
    for kind in [Kind::Asset, Kind::Liability, Kind::Equity, Kind::Income, Kind::Expense] {
        writeln!(text, "account {}  ; type: {}", root(kind, language), letter(kind))?;
    }
    for (account, party) in book.balances().keys() {
        let name = name(*account, party.as_ref(), language);
        match party.as_ref().and_then(|party| book.parties().get(party)) {
            Some(member) => writeln!(text, "account {name}  ; {}", plain(member))?,
            None => writeln!(text, "account {name}")?,
        }
    }
    write_transactions(book, text)?;
    write_balances(book, text)
}

fn write_transactions(book: &Book, text: &mut String) -> std::fmt::Result {
    for transaction in book.transactions() {
        let (piece, date) = transaction.piece();
        let label = plain(transaction.label());
        writeln!(text, "\n{} * ({}) {label}", transaction.date(), transaction.record())?;
        writeln!(text, "    ; {}-{} piece: {piece}, {date}", transaction.journal().code(), transaction.number())?;
        for posting in transaction.postings() {
            let account = name(posting.account(), posting.party(), book.language());
            write!(text, "    {account}  {} EUR", posting.amount())?;
            match posting.label() {
                "" => writeln!(text)?,
                own => writeln!(text, "  ; {}", plain(own))?,
            }
        }
    }
    Ok(())
}

/// Zeros that assert what stands on each account.
fn write_balances(book: &Book, text: &mut String) -> std::fmt::Result {
    if book.balances().is_empty() {
        return Ok(());
    }
    let label = book.language().pick("Soldes à la fin", "Balances at the end");
    writeln!(text, "\n{} * {label}", book.year().last)?;
    for ((account, party), balance) in book.balances() {
        writeln!(text, "    {}  0 EUR = {} EUR", name(*account, party.as_ref(), book.language()), balance.net)?;
    }
    Ok(())
}

/// `Actif:5121 Banque`; an account that is kept with a member ends with the member's code.
fn name(account: Account, party: Option<&MemberCode>, language: Language) -> String {
    let own = format!("{}:{} {}", root(account.kind(), language), account.number(), account.name(language));
    party.map_or(own.clone(), |party| format!("{own}:{party}"))
}

const fn root(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Asset => language.pick("Actif", "Assets"),
        Kind::Liability => language.pick("Passif", "Liabilities"),
        Kind::Equity => language.pick("Fonds propres", "Equity"),
        Kind::Income => language.pick("Produits", "Income"),
        Kind::Expense => language.pick("Charges", "Expenses"),
    }
}

const fn letter(kind: Kind) -> char {
    match kind {
        Kind::Asset => 'A',
        Kind::Liability => 'L',
        Kind::Equity => 'E',
        Kind::Income => 'R',
        Kind::Expense => 'X',
    }
}

fn plain(text: &str) -> String {
    text.replace(';', ",").replace('|', "/")
}
