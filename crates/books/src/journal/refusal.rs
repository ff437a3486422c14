//! Why records make no book.

use super::{Code, MemberCode};

/// Why there is no book. In the order in which it is checked; from [`BookRefusal::DuplicateId`] on record by record, in
/// order of day and id, and each names the record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum BookRefusal {
    /// More than [`super::MAX_RECORDS`].
    #[error("a book has at most 200,000 records")]
    TooManyRecords,
    /// More than [`super::MAX_MEMBERS`].
    #[error("a federation has at most 1,000 members")]
    TooManyMembers,
    /// The last day is before the first, or more than [`super::MAX_YEAR_MONTHS`] later.
    #[error("a year of books has a first and a last day, and at most 24 months between them")]
    Year,
    /// The owner of the book, or the holder of the fund, is no member.
    #[error("{0} is no member of the federation")]
    UnknownOwner(MemberCode),
    /// Two records have this id.
    #[error("{0}: two records have this id")]
    DuplicateId(Code),
    /// More than [`super::MAX_ATTACHMENTS`] attachments or [`super::MAX_SHARE_LINES`] lines of a share.
    #[error("{0}: too many attachments or lines")]
    TooLong(Code),
    /// It names somebody who is no member.
    #[error("{0}: {1} is no member of the federation")]
    UnknownMember(Code, MemberCode),
    /// An amount is not more than 0, or not 0 or more, where it must be; or a common part is more than its bill.
    #[error("{0}: an amount has the wrong sign or size")]
    Amount(Code),
    /// Credits and corrections, less charges, solidarity and deficits are not what the fund pays.
    #[error("{0}: the shares of the closing and the fund's part do not add up")]
    NotBalanced(Code),
    /// Somebody pays itself, a claim is not paid by the fund, or a debtor is its own creditor.
    #[error("{0}: nobody pays or is owed this way")]
    Way(Code),
    /// Months of hardware that was not bought before by the same member.
    #[error("{0}: no such hardware was bought before")]
    UnknownPurchase(Code),
    /// All months together are more than the hardware cost.
    #[error("{0}: more than the hardware cost")]
    AbovePurchase(Code),
    /// It reverses what is not among the records before it.
    #[error("{0}: what it reverses is not recorded before it")]
    NothingToReverse(Code),
    /// It reverses a correction. Record again what was right.
    #[error("{0}: a correction is not reversed; record again what was right")]
    ReversesCorrection(Code),
    /// What it reverses is reversed already.
    #[error("{0}: what it reverses is reversed already")]
    ReversedTwice(Code),
    /// A sum beyond every amount.
    #[error("{0}: the sums are too large")]
    TooLarge(Code),
}
