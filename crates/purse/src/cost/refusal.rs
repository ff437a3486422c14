//! Why expenses give no cost.

/// Closed and ordered: the first that applies is given. `expense` is the id of the expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum CostRefusal {
    /// The bill ends before or when it begins.
    #[error("expense {expense} ends before or when it begins")]
    NoDays { expense: i64 },
    /// The amount is negative, or the common part is negative or above it.
    #[error("the common part of expense {expense} is not between 0 and its amount")]
    CommonPart { expense: i64 },
    /// A capacity of 0, or of more than `MAX_CAPACITY` of its unit.
    #[error("the capacity of expense {expense} is 0 or impossibly large")]
    CapacityAmount { expense: i64 },
    /// A unit of another pool than the expense's.
    #[error("the capacity of expense {expense} has a unit of another pool")]
    UnitOfAnotherPool { expense: i64 },
    /// A `GB_month` or `TB_month` over days that are not whole months.
    #[error("expense {expense} gives a capacity by month, but does not cover whole months")]
    NotWholeMonths { expense: i64 },
    /// Another expense gives the same service's own unit from another pool.
    #[error("expense {expense} gives a unit that another expense gives from another pool")]
    UnitInTwoPools { expense: i64 },
    /// A sum beyond every amount or quantity.
    #[error("a sum of the period is too large")]
    TooLarge,
}
