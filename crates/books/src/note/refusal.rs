//! What may not be on paper.

use super::{Draft, Item, MAX_ADDRESS_LINES, MAX_LINES, MAX_NAME_CHARS, MAX_QR_MODULES, MAX_WORDING_CHARS, Party};

/// Why a draft is no note. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum NoteRefusal {
    /// No line.
    #[error("a note has at least one line")]
    NoLine,
    /// More than [`MAX_LINES`].
    #[error("a note has at most 500 lines")]
    TooManyLines,
    /// A name, an address, a reference or the wording is longer than its limit.
    #[error("a name, an address or the wording is too long")]
    TooLong,
    /// The issuer or the recipient has no name.
    #[error("issuer and recipient have names")]
    NoName,
    /// Due before it is issued.
    #[error("a note is not due before it is issued")]
    DueBeforeIssued,
    /// The QR code is empty, too large, or not a square.
    #[error("the QR code is not a square of 1 to 177 modules")]
    Qr,
    /// A sum beyond every amount.
    #[error("the lines together are too large")]
    TooLarge,
    /// Nothing is owed either way: there is nothing to send.
    #[error("the lines add up to nothing; nobody owes anything")]
    Zero,
}

pub(super) fn check(draft: &Draft) -> Result<(), NoteRefusal> {
    if draft.lines.is_empty() {
        return Err(NoteRefusal::NoLine);
    }
    if draft.lines.len() > MAX_LINES {
        return Err(NoteRefusal::TooManyLines);
    }
    let parties = [&draft.issuer, &draft.recipient];
    let long_party = |party: &&Party| party.address.len() > MAX_ADDRESS_LINES;
    if parties.iter().any(long_party) || names(draft).any(|name| name.chars().count() > MAX_NAME_CHARS) {
        return Err(NoteRefusal::TooLong);
    }
    if draft.wording.chars().count() > MAX_WORDING_CHARS {
        return Err(NoteRefusal::TooLong);
    }
    if parties.iter().any(|party| party.name.trim().is_empty()) {
        return Err(NoteRefusal::NoName);
    }
    if draft.due < draft.issued {
        return Err(NoteRefusal::DueBeforeIssued);
    }
    let square =
        |qr: &Vec<Vec<bool>>| (1..=MAX_QR_MODULES).contains(&qr.len()) && qr.iter().all(|row| row.len() == qr.len());
    if !draft.qr.as_ref().is_none_or(square) {
        return Err(NoteRefusal::Qr);
    }
    Ok(())
}

/// Every text with the limit of a name.
fn names(draft: &Draft) -> impl Iterator<Item = &String> {
    let parties = [&draft.issuer, &draft.recipient].into_iter();
    let parties = parties.flat_map(|party| [&party.name].into_iter().chain(&party.address));
    let accounts = draft.account.iter();
    let accounts = accounts.flat_map(|account| [&account.holder, &account.iban].into_iter().chain(&account.bic));
    let corrections = draft.lines.iter().filter_map(|line| match &line.item {
        Item::Correction(text) => Some(text),
        _ => None,
    });
    parties.chain(accounts).chain(corrections).chain([&draft.reference])
}
