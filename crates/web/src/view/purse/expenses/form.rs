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
    /// Written out.
    pub capacity: Option<String>,
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

/// How an entry's days are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spread {
    /// From a month to a month.
    #[default]
    Months,
    /// The same in each month from the first to the last: one entry for each.
    EachMonth,
    /// Equipment, which serves from a day on, for so many months.
    Equipment,
}

impl Spread {
    pub const ALL: [Self; 3] = [Self::Months, Self::EachMonth, Self::Equipment];

    /// The value in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::EachMonth => "each-month",
            Self::Equipment => "equipment",
        }
    }

    /// The message's key.
    #[must_use]
    pub fn key(self) -> String {
        format!("spread-{}", self.code())
    }

    /// What of a form's value; months, if it is none.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|spread| spread.code() == code).unwrap_or_default()
    }
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
    /// [`Spread::code`].
    pub spread: String,
    /// The first day on which equipment serves, and for how many months.
    pub serves_from: String,
    pub serves_months: String,
    pub capacity: String,
    /// The code of a unit of the pool; of a bill empty for that of its estimate.
    pub unit: String,
    /// ISO 4217.
    pub currency: String,
    pub foreign: String,
    /// [`SumKind::code`].
    pub kind: String,
    pub day: String,
}
