//! Transactions in an order that depends on nothing but themselves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Decision, Entered, TransactionId};
use crate::bank::reference::CreditorReference;
use crate::bank::statement::{Booking, Entry, Fingerprint, Statement, Transaction};

/// One transaction to be decided.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) id: TransactionId,
    pub(super) booked: Date,
    pub(super) transaction: &'a Transaction,
    /// It brings back an earlier payment.
    pub(super) comes_back: bool,
    /// It is one payment, or a sum of several.
    pub(super) kind: Kind<'a>,
    pub(super) readings: Vec<Vec<CreditorReference>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    One,
    /// With the batch that the bank says it booked.
    Several(Option<&'a str>),
}

/// The transactions of all booked entries that are not known, by day, and on one day payments before what comes back. What
/// is known, or stands in two of the statements, goes to the decision as repeated.
pub(super) fn lines<'a>(
    statements: &'a [Statement],
    known: &BTreeSet<Fingerprint>,
    decision: &mut Decision,
) -> Vec<Line<'a>> {
    let mut new: BTreeMap<Fingerprint, &Entry> = BTreeMap::new();
    for entry in statements.iter().flat_map(|statement| &statement.booked) {
        if known.contains(&entry.fingerprint) || new.insert(entry.fingerprint, entry).is_some() {
            decision.repeated.push(Entered { entry: entry.fingerprint, amount: entry.amount });
        }
    }
    decision.repeated.sort_unstable();
    decision.entered = new.keys().copied().collect();
    let mut lines: Vec<Line<'a>> = new.into_values().flat_map(of_entry).collect();
    lines.sort_by_key(|line| (line.booked, line.comes_back, line.id));
    lines
}

fn of_entry(entry: &Entry) -> impl Iterator<Item = Line<'_>> {
    let kind = match &entry.booking {
        Booking::Itemised(_) => Kind::One,
        Booking::Whole { batch, .. } => Kind::Several(batch.as_deref()),
    };
    entry.booking.transactions().iter().enumerate().map(move |(place, transaction)| Line {
        id: TransactionId { entry: entry.fingerprint, place },
        booked: entry.booked,
        transaction,
        comes_back: entry.reversal || transaction.returned.is_some(),
        kind,
        readings: transaction.readings(),
    })
}
