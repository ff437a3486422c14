//! Why an entry is not taken.

use crate::cost::CostRefusal;
use crate::id::EntryId;

/// Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum RecordRefusal {
    /// More than `MAX_ENTRIES`.
    #[error("there are too many entries")]
    TooMany,
    /// The id stands there already.
    #[error("entry {0} is there already")]
    Twice(EntryId),
    /// The days, amounts or capacity of it are impossible.
    #[error(transparent)]
    Expense(CostRefusal),
    /// A gift with a common part: what is repaid is no gift.
    #[error("a gift has no common part")]
    RepaidGift,
    /// A raise by nothing or less.
    #[error("a raise is above 0")]
    NoRaise,
    /// A bill or raise names an estimate that is not there.
    #[error("there is no estimate {0}")]
    NoEstimate(EntryId),
    /// The estimate is of another member, or of another pool or unit than the bill.
    #[error("estimate {0} is of another member, pool or unit")]
    AnotherEstimate(EntryId),
    /// The bill has days that the estimate has not.
    #[error("the bill has days outside of estimate {0}")]
    DaysOutside(EntryId),
    /// A reversal names nothing that is there.
    #[error("there is no entry {0} to reverse")]
    NothingToReverse(EntryId),
    /// Only bills and gifts are reversed.
    #[error("entry {0} is no bill and no gift")]
    NotReversible(EntryId),
    /// It was reversed before.
    #[error("entry {0} was reversed before")]
    ReversedBefore(EntryId),
    /// A reversal that is dated before what it reverses.
    #[error("a reversal is not dated before entry {0}")]
    BeforeItsEntry(EntryId),
    /// A sum beyond every amount.
    #[error("a sum is too large")]
    TooLarge,
}
