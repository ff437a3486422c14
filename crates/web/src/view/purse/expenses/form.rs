//! The forms below the lists, as typed.

use jiff::civil::Date;
use purse::money::Money;

use crate::view::cost::Pool;

/// An accepted estimate of this member, for the form of a bill.
#[derive(Clone, Debug)]
pub struct Choice {
    pub name: String,
    pub pool: Pool,
    pub most: Money,
    pub first_month: Date,
    pub last_month: Date,
}

/// Which form was sent, so that what was typed stands in it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sent {
    #[default]
    None,
    /// A button of a line in the lists.
    Line,
    Estimate,
    Bill,
    Gift,
    Sum,
}

/// The fields of all four forms, as typed; each form has some of them.
#[derive(Clone, Debug, Default)]
pub struct EntryForm {
    /// A random text, another one for each page: a second click is the same entry.
    pub nonce: String,
    /// The entry's name of the estimate that a bill is under.
    pub estimate: String,
    /// [`Pool::code`].
    pub pool: String,
    pub supplier: String,
    pub label: String,
    pub amount: String,
    pub common: String,
    pub first_month: String,
    pub last_month: String,
    pub capacity: String,
    /// [`CapacityUnit::code`].
    pub unit: String,
    /// ISO 4217.
    pub currency: String,
    pub foreign: String,
    /// [`SumKind::code`].
    pub kind: String,
    pub day: String,
}
