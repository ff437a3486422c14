//! Files for banks and from banks, and what a statement pays. docs/formats/bank.md is for the treasurer.
//!
//! All XML is written and read by libraries. Amounts are euros, `Money` in cents; a credit is positive and a debit negative,
//! as the account's holder sees them.

mod account;
mod identifier;
mod matching;
mod order;
mod qr;
mod reference;
mod statement;
mod text;

pub use account::{Bic, BicRefusal, Iban, IbanRefusal};
pub use identifier::{Identifier, IdentifierRefusal, MAX_IDENTIFIER_CHARS};
pub use matching::{
    By, Decision, Entered, Found, MAX_ITEMS, MatchRefusal, OpenItem, Part, Suspended, SuspenseReason, TransactionId,
    decide,
};
pub use order::{
    Batch, CreditTransfer, Holder, MAX_TRANSFERS, Order, OrderFile, OrderRefusal, Rewritten, Side, pain_001,
};
pub use qr::{EpcPayload, EpcRefusal, MAX_PAYLOAD_BYTES};
pub use reference::{CreditorReference, ReferenceRefusal};
pub use statement::{
    Account, Balance, Booking, Counterparty, Entry, Fingerprint, MAX_ENTRIES, MAX_FILE_BYTES, MAX_STATEMENTS,
    MAX_TRANSACTIONS, Reconciliation, Statement, StatementRefusal, Transaction, Version, read_camt_053,
};
pub use text::{Fitted, MAX_NAME_CHARS, fit};
