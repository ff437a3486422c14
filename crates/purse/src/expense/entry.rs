//! The kinds of entries.

use jiff::civil::Date;

use super::foreign::Original;
use crate::cost::Expense;
use crate::id::EntryId;
use crate::money::Money;

/// Something written down. `M` is the id of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry<M> {
    Estimate(Estimate<M>),
    Raise(Raise),
    Bill(Bill<M>),
    Gift(Gift<M>),
    Reversal(Reversal),
}

/// What a member expects to pay for days to come, accepted as the charter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate<M> {
    pub member: M,
    /// Pool, days and capacity; its common part is the limit of what bills under it count.
    pub expected: Expense,
}

/// An overrun that was accepted: the limit of an estimate grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raise {
    pub estimate: EntryId,
    /// Above 0.
    pub by: Money,
    /// The UTC day from which on it counts.
    pub on: Date,
}

/// A real bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill<M> {
    pub member: M,
    /// In the one currency, at the amount debited.
    pub expense: Expense,
    /// The estimate up to which it counts; none for a bill that was accepted by a vote of its own, which counts whole.
    pub estimate: Option<EntryId>,
    /// The UTC day from which on it counts: what had fallen due before counts then. The bill's first day, or for a late
    /// bill a day of the period into which a vote brought it.
    pub on: Date,
    /// What a foreign supplier wrote; for people only.
    pub original: Option<Original>,
}

/// Help in kind: it gives capacity and is never repaid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift<M> {
    pub member: M,
    /// Its amount is what the gift is worth, its common part 0.
    pub worth: Expense,
    /// The UTC day from which on it counts.
    pub on: Date,
}

/// A bill or gift was wrong. What counted of it is taken back in the period of `on`; from then on it counts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reversal {
    pub of: EntryId,
    pub on: Date,
}
