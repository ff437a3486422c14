//! Expenses and the capacity that they give, as the treasurer enters them.

use jiff::Timestamp;
use purse::usage::Pool;

use super::{CapacityId, ExpenseId, UserId};

/// Most capacities of one expense.
pub const CAPACITIES_PER_EXPENSE: usize = 16;

/// A real bill. It is never changed: a correction is an entry that reverses it, and a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expense {
    pub id: ExpenseId,
    pub pool: Pool,
    /// What the bill says it is for.
    pub label: String,
    /// Minor units, e.g. cents. Negative in an entry that reverses another.
    pub amount_minor: i64,
    /// The shared part of it, same sign, at most the amount.
    pub common_minor: i64,
    /// Start of the first UTC day that it pays for.
    pub from: Timestamp,
    /// Start of the first UTC day that it does not pay for.
    pub until: Timestamp,
    /// What it buys. Capacities of an entry that reverses another are negative.
    pub capacities: Vec<Capacity>,
    pub entered_at: Timestamp,
    /// Who entered it; none once that account is gone.
    pub entered_by: Option<UserId>,
    /// The expense that this one takes back.
    pub reverses: Option<ExpenseId>,
    /// The expense that took this one back.
    pub reversed_by: Option<ExpenseId>,
}

/// What an expense gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    pub id: CapacityId,
    /// `GB`, `GB_month`, `TB_month`, `pixel_s`, or a service's own; docs/RULES.md.
    pub unit: String,
    pub quantity: i64,
    /// Start of the first UTC hour in it.
    pub from: Timestamp,
    /// Start of the first UTC hour after it.
    pub until: Timestamp,
}

/// What makes an expense.
#[derive(Debug, Clone)]
pub struct NewExpense {
    pub pool: Pool,
    pub label: String,
    pub amount_minor: u64,
    pub common_minor: u64,
    pub from: Timestamp,
    pub until: Timestamp,
    pub capacities: Vec<NewCapacity>,
    pub entered_by: UserId,
    /// Marks the entry, so that it is entered once however often it is sent.
    pub entry_key: Option<[u8; 32]>,
}

/// What makes a capacity.
#[derive(Debug, Clone)]
pub struct NewCapacity {
    pub unit: String,
    pub quantity: u64,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// Why an expense is not entered, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExpenseRefusal {
    #[error("the common part is larger than the bill")]
    CommonPart,
    #[error("the bill, or a capacity of it, ends before it begins")]
    Interval,
    #[error("a bill gives at most {CAPACITIES_PER_EXPENSE} capacities")]
    TooManyCapacities,
}

/// Why an expense is not reversed, in the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReverseRefusal {
    #[error("there is no such expense")]
    Unknown,
    #[error("this entry reverses another")]
    IsReversal,
    #[error("expense {0} reversed it already")]
    AlreadyReversed(ExpenseId),
}
