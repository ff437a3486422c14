//! Statements in: camt.053.001.02, .06 and .08, as banks send them.

mod entry;
mod fingerprint;
mod read;
mod refusal;
mod tree;

use jiff::civil::Date;
use purse::money::Money;

use super::account::Iban;
use super::reference::CreditorReference;

pub use entry::{Booking, Counterparty, Entry, Transaction};
pub use fingerprint::Fingerprint;
pub use read::{MAX_STATEMENTS, read_camt_053};
pub use refusal::StatementRefusal;

/// The most bytes of a file: some ten thousand entries. Its trees take some 130 MB for a moment.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

/// The most entries of a file, booked or not.
pub const MAX_ENTRIES: usize = 10_000;

/// The most transactions of a file, over all its entries.
pub const MAX_TRANSACTIONS: usize = 25_000;

/// The version of a camt.053 file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    V02,
    V06,
    V08,
}

/// The account that a statement is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    Iban(Iban),
    /// The bank's own number, where it gives no right IBAN.
    Other(String),
}

/// What lay on the account at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Negative: overdrawn.
    pub amount: Money,
    pub date: Option<Date>,
}

/// Whether the opening balance and the booked entries give the closing balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconciliation {
    AddsUp,
    /// The statement has no opening or no closing balance, so nobody can say.
    NoBalance,
    /// Entries are missing, or there are too many.
    Differs {
        expected: Money,
        stated: Money,
    },
}

/// One statement of one account, in euros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub version: Version,
    /// The bank's name for the statement.
    pub id: String,
    pub account: Account,
    /// First and last day, where the bank says so.
    pub period: Option<(Date, Date)>,
    pub opening: Option<Balance>,
    pub closing: Option<Balance>,
    pub reconciliation: Reconciliation,
    /// In the order of the file.
    pub booked: Vec<Entry>,
    /// Announced, pending or for information: not in the balances, and not counted anywhere here.
    pub pending: Vec<Entry>,
}

impl Statement {
    /// The sum of the booked entries.
    ///
    /// # Panics
    /// Never for a statement that [`read_camt_053`] gave: it refuses sums that are no amounts.
    #[must_use]
    pub fn booked_sum(&self) -> Money {
        match Money::sum(self.booked.iter().map(|entry| entry.amount)) {
            Ok(sum) => sum,
            Err(refusal) => unreachable!("the sum was taken when the statement was read: {refusal}"),
        }
    }
}

impl Transaction {
    /// Readings of creditor references: first those that stand in the field that is made for them, then those that were found
    /// in the text and in the end-to-end id. One list for each place, longest first.
    #[must_use]
    pub fn readings(&self) -> Vec<Vec<CreditorReference>> {
        let structured = self.references.iter().map(|reference| vec![reference.clone()]);
        let free = [Some(&self.remittance), self.end_to_end.as_ref()].into_iter().flatten();
        structured.chain(free.flat_map(|text| CreditorReference::readings(text))).collect()
    }
}
