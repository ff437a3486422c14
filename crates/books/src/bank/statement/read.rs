//! From a file to statements.

use jiff::civil::Date;
use purse::money::Money;

use super::entry::{Entry, read_entry};
use super::fingerprint::name_all;
use super::refusal::StatementRefusal;
use super::tree::{Element, with_message};
use super::{Account, Balance, MAX_ENTRIES, MAX_TRANSACTIONS, Reconciliation, Statement, Version};

/// The most statements of a file.
pub const MAX_STATEMENTS: usize = 1_000;

const EURO: &str = "EUR";

/// Kinds of balances that open a statement, the best first: opening booked, closing booked of the statement before, and
/// for a later page the interim one.
const OPENING: [&str; 3] = ["OPBD", "PRCD", "ITBD"];
/// The same at the end.
const CLOSING: [&str; 2] = ["CLBD", "ITBD"];

/// Reads the statements of a file.
///
/// # Errors
/// The first [`StatementRefusal`] that applies. A file is read whole or not at all.
pub fn read_camt_053(file: &[u8]) -> Result<Vec<Statement>, StatementRefusal> {
    with_message(file, |version, message| {
        let found: Vec<Element<'_>> = message.children("Stmt").collect();
        if found.is_empty() || found.len() > MAX_STATEMENTS {
            return Err(StatementRefusal::Statements);
        }
        let entries = || found.iter().flat_map(|statement| statement.children("Ntry"));
        let transactions =
            entries().flat_map(|entry| entry.children("NtryDtls")).flat_map(|list| list.children("TxDtls"));
        if entries().count() > MAX_ENTRIES || transactions.count() > MAX_TRANSACTIONS {
            return Err(StatementRefusal::TooManyEntries);
        }
        let mut place = 0;
        found.into_iter().map(|statement| read_statement(version, statement, &mut place)).collect()
    })
}

/// `place` counts the entries of the file.
fn read_statement(version: Version, found: Element<'_>, place: &mut usize) -> Result<Statement, StatementRefusal> {
    let account = account(found)?;
    let opening = balance(found, &OPENING, Page::First)?;
    let closing = balance(found, &CLOSING, Page::Last)?;
    let period = period(found);
    let last_day = closing.and_then(|balance| balance.date).or(period.map(|(_, last)| last));
    let mut all = Vec::new();
    for entry in found.children("Ntry") {
        all.push((is_booked(entry), read_entry(entry, &account, last_day, *place)?));
        *place += 1;
    }
    let (booked, pending): (Vec<_>, Vec<_>) = all.into_iter().partition(|(booked, _)| *booked);
    let [mut booked, mut pending] =
        [booked, pending].map(|list| list.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>());
    name_all(&account, &mut booked);
    name_all(&account, &mut pending);
    Ok(Statement {
        version,
        id: found.text_at(&["Id"]).unwrap_or_default(),
        reconciliation: reconcile(opening, closing, &booked)?,
        account,
        period,
        opening,
        closing,
        booked,
        pending,
    })
}

fn account(statement: Element<'_>) -> Result<Account, StatementRefusal> {
    let account = statement.child("Acct").ok_or(StatementRefusal::NoAccount)?;
    if account.text_at(&["Ccy"]).is_some_and(|currency| currency != EURO) {
        return Err(StatementRefusal::Currency);
    }
    let written = account.text_at(&["Id", "IBAN"]).or_else(|| account.text_at(&["Id", "Othr", "Id"]));
    let written = written.ok_or(StatementRefusal::NoAccount)?;
    Ok(written.parse().map_or(Account::Other(written), Account::Iban))
}

/// A status of .02 and .06 is a text, that of .08 has a code within it. No status: version .02 has none for some banks, and
/// a statement is of booked entries.
fn is_booked(entry: Element<'_>) -> bool {
    let status =
        entry.text_at(&["Sts", "Cd"]).or_else(|| entry.text_at(&["Sts", "Prtry"])).or_else(|| entry.text_at(&["Sts"]));
    status.is_none_or(|status| status == "BOOK")
}

/// Which of several interim balances.
#[derive(Debug, Clone, Copy)]
enum Page {
    First,
    Last,
}

/// The balance of the first of `kinds` that the statement has.
fn balance(statement: Element<'_>, kinds: &[&str], page: Page) -> Result<Option<Balance>, StatementRefusal> {
    let is =
        |balance: Element<'_>, kind: &str| balance.text_at(&["Tp", "CdOrPrtry", "Cd"]).is_some_and(|code| code == kind);
    let of_kind = |kind: &&str| {
        let mut found = statement.children("Bal").filter(|balance| is(*balance, kind));
        match page {
            Page::First => found.next(),
            Page::Last => found.last(),
        }
    };
    let Some(found) = kinds.iter().find_map(of_kind) else { return Ok(None) };
    let amount = found.child("Amt").ok_or(StatementRefusal::Balance)?;
    if amount.attribute("Ccy").is_some_and(|currency| currency != EURO) {
        return Err(StatementRefusal::Currency);
    }
    let size = euros(amount).ok_or(StatementRefusal::Balance)?;
    let amount = signed(found, size).ok_or(StatementRefusal::Balance)?;
    Ok(Some(Balance { amount, date: date(found, "Dt") }))
}

fn reconcile(
    opening: Option<Balance>,
    closing: Option<Balance>,
    booked: &[Entry],
) -> Result<Reconciliation, StatementRefusal> {
    let moved = Money::sum(booked.iter().map(|entry| entry.amount)).map_err(|_| StatementRefusal::Sum)?;
    let (Some(opening), Some(closing)) = (opening, closing) else { return Ok(Reconciliation::NoBalance) };
    let expected = opening.amount.plus(moved).map_err(|_| StatementRefusal::Sum)?;
    if expected == closing.amount {
        return Ok(Reconciliation::AddsUp);
    }
    Ok(Reconciliation::Differs { expected, stated: closing.amount })
}

fn period(statement: Element<'_>) -> Option<(Date, Date)> {
    let span = statement.child("FrToDt")?;
    // .08 allows days as well as times.
    let day =
        |names: [&'static str; 2]| names.iter().find_map(|name| span.text_at(&[name])).and_then(|text| day(&text));
    Some((day(["FrDtTm", "FrDt"])?, day(["ToDtTm", "ToDt"])?))
}

/// A date, or the day of a time as the bank wrote it.
fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// A choice of day or time at `name`.
pub(super) fn date(element: Element<'_>, name: &'static str) -> Option<Date> {
    let choice = element.child(name)?;
    choice.text_at(&["Dt"]).or_else(|| choice.text_at(&["DtTm"])).and_then(|text| day(&text))
}

/// The size of an amount in euros: not negative, no parts of cents.
pub(super) fn euros(amount: Element<'_>) -> Option<Money> {
    let minor = sepa::ct_from_eur_str(&amount.text()).ok()?;
    Money::from_minor(minor).ok().filter(|size| *size >= Money::ZERO)
}

pub(super) fn is_euro(amount: Element<'_>) -> bool {
    amount.attribute("Ccy").is_none_or(|currency| currency == EURO)
}

/// `size` with the sign that `CdtDbtInd` within `element` gives.
pub(super) fn signed(element: Element<'_>, size: Money) -> Option<Money> {
    match element.text_at(&["CdtDbtInd"])?.as_str() {
        "CRDT" => Some(size),
        "DBIT" => Money::ZERO.minus(size).ok(),
        _ => None,
    }
}
