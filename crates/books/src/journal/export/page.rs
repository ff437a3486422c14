//! A page to print: every transaction, then what stands on each account. Texts are escaped by the template.

use askama::Template;

use purse::money::Money;

use super::super::transaction::minus;
use super::super::{Account, Balance, Book, Language, MemberCode, Posting, Transaction};
use super::{ExportFailure, party_name};

#[derive(Template)]
#[template(path = "book.html")]
struct Page<'a> {
    book: &'a Book,
    language: Language,
    first: String,
    last: String,
    entries: Vec<Entry<'a>>,
    balances: Vec<Row>,
}

struct Entry<'a> {
    transaction: &'a Transaction,
    rows: Vec<Row>,
}

/// A line: amounts are blank instead of 0.
struct Row {
    account: String,
    label: String,
    debit: String,
    credit: String,
}

/// The page, UTF-8, with nothing outside of it.
///
/// # Errors
/// [`ExportFailure::Page`].
pub fn page(book: &Book) -> Result<Vec<u8>, ExportFailure> {
    let entry = |transaction| Entry { transaction, rows: rows(book, transaction) };
    let entries = book.transactions().iter().map(entry).collect();
    let (first, last) = (book.language().day(book.year().first), book.language().day(book.year().last));
    let page = Page { book, language: book.language(), first, last, entries, balances: balances(book) };
    Ok(page.render()?.into_bytes())
}

fn rows(book: &Book, transaction: &Transaction) -> Vec<Row> {
    let row = |posting: &Posting| {
        let parts = [party_name(book, posting).unwrap_or_default(), posting.label()];
        Row {
            account: account(posting.account(), book.language()),
            label: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            debit: shown(posting.debit(), book.language()),
            credit: shown(posting.credit(), book.language()),
        }
    };
    transaction.postings().iter().map(row).collect()
}

fn balances(book: &Book) -> Vec<Row> {
    let row = |((number, party), balance): (&(Account, Option<MemberCode>), &Balance)| Row {
        account: account(*number, book.language()),
        label: party.as_ref().and_then(|party| book.parties().get(party)).cloned().unwrap_or_default(),
        debit: shown(balance.net.max(Money::ZERO), book.language()),
        credit: shown(minus(balance.net).max(Money::ZERO), book.language()),
    };
    book.balances().iter().map(row).collect()
}

fn account(account: Account, language: Language) -> String {
    format!("{} {}", account.number(), account.name(language))
}

fn shown(amount: Money, language: Language) -> String {
    if amount == Money::ZERO { String::new() } else { language.amount(amount) }
}
