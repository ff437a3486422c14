//! Expenses.

use jiff::Timestamp;

use super::methods;
use crate::rows::{Expense, ExpenseId, ExpenseRefusal, NewExpense, ReverseRefusal, UserId};

methods! {
    /// Enters an expense with its capacities; answers the one that has its `entry_key`, if there is one already.
    decide add_expense(new: &NewExpense, now: Timestamp) -> Result<ExpenseId, ExpenseRefusal>
        => money::add;
    /// Enters the reverse of an expense and of its capacities; answers the reversing entry.
    decide reverse_expense(id: ExpenseId, entered_by: UserId, now: Timestamp)
        -> Result<ExpenseId, ReverseRefusal> => money::reverse;
    /// The expense with this id.
    snapshot expense(id: ExpenseId) -> Option<Expense> => money::get;
    /// Expenses whose interval, or that of a capacity of theirs, meets this one, in the order of
    /// entry, after this one.
    snapshot expenses(from: Timestamp, until: Timestamp, after: Option<ExpenseId>, limit: u32)
        -> Vec<Expense> => money::page;
}
