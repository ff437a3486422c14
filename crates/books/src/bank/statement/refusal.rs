//! Why a file is no statement.

use sepa::{Camt053ParseError, XmlError};

use super::{MAX_ENTRIES, MAX_FILE_BYTES, MAX_TRANSACTIONS};

/// Closed and ordered: the first that applies is given. Numbers are places of entries in the file, from 0; messages count
/// from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum StatementRefusal {
    /// More than [`MAX_FILE_BYTES`].
    #[error("the file has more than {} MiB: ask the bank for statements of shorter periods", MAX_FILE_BYTES / 1_048_576)]
    TooLarge,
    /// Bytes that are not UTF-8.
    #[error(
        "the file is not written in UTF-8: download it from the bank again as XML, and do not open it in another program before"
    )]
    Encoding,
    /// A document type, which is where entities that grow or reach outside are declared.
    #[error(
        "the file declares a document type, which no bank's statement does: do not use it, and ask whoever sent it"
    )]
    DocumentType,
    /// Deeper, with more elements or longer texts than a statement has.
    #[error(
        "the file is nested or repeated beyond what a statement is: ask the bank for statements of shorter periods"
    )]
    Structure,
    /// Not XML, or broken off.
    #[error("the file is not whole XML: download it from the bank again; PDF and CSV are not read")]
    Malformed,
    /// Another message, or another version.
    #[error(
        "the file is not camt.053 in version .02, .06 or .08: ask the bank for an account statement in one of these, not camt.052 or camt.054"
    )]
    NotStatement,
    /// No statement in it, or too many.
    #[error(
        "the file has no account statement in it, or more than a thousand: choose one account and a month at the bank"
    )]
    Statements,
    /// More than [`MAX_ENTRIES`] or [`MAX_TRANSACTIONS`].
    #[error(
        "the file has more than {MAX_ENTRIES} entries or {MAX_TRANSACTIONS} transactions: ask the bank for statements of shorter periods"
    )]
    TooManyEntries,
    /// A statement without an account.
    #[error("a statement does not say of which account it is: ask the bank for a complete file")]
    NoAccount,
    /// An account, a balance or an entry in another currency.
    #[error("the account is not kept in euros: ask the bank for the euro account alone, and enter the other by hand")]
    Currency,
    /// A balance without amount or direction.
    #[error("a balance has no readable amount: ask the bank for a complete file")]
    Balance,
    /// An amount that is none, is negative or has parts of cents.
    #[error("entry {}: its amount cannot be read: ask the bank for a complete file", .0 + 1)]
    Amount(usize),
    /// Neither credit nor debit.
    #[error("entry {}: it does not say whether money came or went: ask the bank for a complete file", .0 + 1)]
    Direction(usize),
    /// No day at all.
    #[error("entry {}: it has no date: ask the bank for a complete file", .0 + 1)]
    NoDate(usize),
    /// A sum beyond every amount.
    #[error("the entries together are too large: ask the bank whether the file is right")]
    Sum,
}

impl From<Camt053ParseError> for StatementRefusal {
    fn from(error: Camt053ParseError) -> Self {
        let Camt053ParseError::Xml(xml) = error else { return Self::NotStatement };
        match xml {
            XmlError::DoctypeNotAllowed | XmlError::UnknownEntity(_) => Self::DocumentType,
            XmlError::LimitExceeded { .. } | XmlError::TooDeep | XmlError::InvalidLimits => Self::Structure,
            XmlError::Identity { .. } => Self::NotStatement,
            _ => Self::Malformed,
        }
    }
}
