//! Why a row of a table is refused.

use purse::cost::CostRefusal;
use purse::expense::RecordRefusal;
use purse::usage::{Hour, Pool, Unit};

/// Closed; each names the field that is wrong. The file and the line are told before it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowRefusal {
    /// A field that is not what its column wants; `why` is the refusal of its type.
    #[error("{column} '{text}': {why}")]
    Value { column: &'static str, text: String, why: String },
    #[error("{column} is empty")]
    Empty { column: &'static str },
    #[error("{column} is longer than {most} bytes")]
    TooLong { column: &'static str, most: usize },
    #[error("{0} stands here a second time")]
    Twice(String),
    #[error("no member can be named {0}: that is the account of the federation")]
    Reserved(&'static str),
    #[error("{column} '{name}' is not in the list of members")]
    NoMember { column: &'static str, name: String },
    #[error("a membership ends after it begins")]
    EndsBefore,
    #[error("means are not negative")]
    NegativeMeans,
    #[error("currency {0}, and {1} before; a foreign bill counts at the amount debited")]
    SecondCurrency(String, String),
    #[error("unit '{0}' is not one of pool {1} in the charter")]
    UnitOfAnotherPool(String, Pool),
    #[error("unit '{0}' is not in the charter")]
    UnknownUnit(Unit),
    #[error("hour {0} is outside the period")]
    HourOutside(Hour),
    #[error("the bytes of this hour together are too many")]
    TooMany,
    #[error("there are too many sums of hours")]
    TooManySums,
    #[error(transparent)]
    Entry(#[from] RecordRefusal),
    #[error(transparent)]
    Expense(#[from] CostRefusal),
}
