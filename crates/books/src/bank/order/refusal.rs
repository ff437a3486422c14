//! Why an order becomes no file.

use std::collections::BTreeSet;

use purse::money::Money;

use super::{CreditTransfer, MAX_TRANSFER, MAX_TRANSFERS, Order, day};
use crate::bank::text::{MAX_NAME_CHARS, fit, says_something};

/// Closed and ordered: the first that applies is given. Numbers are places in the order, from 0; messages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum OrderRefusal {
    /// No transfer.
    #[error("there is nothing to transfer: no file is needed")]
    Empty,
    /// More than [`MAX_TRANSFERS`].
    #[error("a file takes at most {MAX_TRANSFERS} transfers: make several files")]
    TooMany,
    /// The initiator's name is empty, or nothing of it can be written.
    #[error("the name of who hands in the file has no letter or digit that banks carry: write it in Latin letters")]
    Initiator,
    /// A date outside of the years 1 to 9999.
    #[error("a date is not between the years 1 and 9999: correct it")]
    Year,
    /// A debtor's name is empty, or nothing of it can be written.
    #[error("transfer {}: the payer's name has no letter or digit that banks carry: write it in Latin letters", .0 + 1)]
    Debtor(usize),
    /// A creditor's name is empty, or nothing of it can be written.
    #[error("transfer {}: the payee's name has no letter or digit that banks carry: write it in Latin letters", .0 + 1)]
    Creditor(usize),
    /// Nothing, less than nothing, or more than a transfer can carry.
    #[error("transfer {}: a transfer is of 0.01 to 999,999,999.99 euros: correct the amount", .0 + 1)]
    Amount(usize),
    /// An account outside of SEPA.
    #[error("transfer {}: one of its accounts is in a country outside of SEPA: pay it by hand in the bank's own pages", .0 + 1)]
    OutsideSepa(usize),
    /// From an account to itself.
    #[error("transfer {}: payer and payee have the same account: correct one of the two IBANs", .0 + 1)]
    SameAccount(usize),
    /// Before the day on which the file is written.
    #[error("transfer {}: its day is past: choose today or a later day", .0 + 1)]
    Past(usize),
    /// Two transfers of one end-to-end id.
    #[error("transfer {}: an earlier one has the same end-to-end id, so their answers could not be told apart: give it another", .0 + 1)]
    SameEndToEnd(usize),
}

pub(super) fn check(order: &Order) -> Result<(), OrderRefusal> {
    refuse_if(order.transfers.is_empty(), OrderRefusal::Empty)?;
    refuse_if(order.transfers.len() > MAX_TRANSFERS, OrderRefusal::TooMany)?;
    refuse_if(!writable(&order.initiator), OrderRefusal::Initiator)?;
    let mut days = order.transfers.iter().map(|transfer| transfer.execution).chain([order.created.date()]);
    refuse_if(days.any(|date| day(date).is_none()), OrderRefusal::Year)?;
    let places = || order.transfers.iter().enumerate();
    first(places().find(|(_, transfer)| !writable(&transfer.debtor.name)), OrderRefusal::Debtor)?;
    first(places().find(|(_, transfer)| !writable(&transfer.creditor.name)), OrderRefusal::Creditor)?;
    first(places().find(|(_, transfer)| !payable(transfer.amount)), OrderRefusal::Amount)?;
    first(places().find(|(_, transfer)| !within_sepa(transfer)), OrderRefusal::OutsideSepa)?;
    first(places().find(|(_, t)| t.debtor.iban == t.creditor.iban), OrderRefusal::SameAccount)?;
    first(places().find(|(_, transfer)| transfer.execution < order.created.date()), OrderRefusal::Past)?;
    let mut seen = BTreeSet::new();
    first(places().find(|(_, transfer)| !seen.insert(&transfer.end_to_end)), OrderRefusal::SameEndToEnd)
}

fn writable(name: &str) -> bool {
    says_something(&fit(name, MAX_NAME_CHARS).text)
}

fn payable(amount: Money) -> bool {
    (1..=MAX_TRANSFER).contains(&amount.minor())
}

fn within_sepa(transfer: &CreditTransfer) -> bool {
    transfer.debtor.iban.in_sepa() && transfer.creditor.iban.in_sepa()
}

fn first(
    found: Option<(usize, &CreditTransfer)>,
    refusal: impl FnOnce(usize) -> OrderRefusal,
) -> Result<(), OrderRefusal> {
    found.map_or(Ok(()), |(place, _)| Err(refusal(place)))
}

fn refuse_if(condition: bool, refusal: OrderRefusal) -> Result<(), OrderRefusal> {
    if condition { Err(refusal) } else { Ok(()) }
}
