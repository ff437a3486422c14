//! Money on the member's account that no note was found for.

use jiff::civil::Date;

/// What a person decided about such money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuspenseState {
    /// Nothing yet.
    Open,
    /// It pays a note.
    Assigned,
    /// It has nothing to do with the federation.
    Aside,
}

impl SuspenseState {
    /// As it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Assigned => "assigned",
            Self::Aside => "aside",
        }
    }

    /// Reads [`as_str`](Self::as_str).
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Open, Self::Assigned, Self::Aside].into_iter().find(|state| state.as_str() == word)
    }
}

/// One payment of a bank's statement, or what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspenseLine {
    /// Of the statement's entry, the same each time it is read.
    pub reference: [u8; 32],
    /// The day of booking.
    pub booked_on: Date,
    /// Euro cents; negative if money went out.
    pub amount_minor: i64,
    /// The name of the other side; may be empty.
    pub counterparty: String,
    /// Its account as the bank writes it; may be empty.
    pub account: String,
    /// What the payer or the bank wrote.
    pub words: String,
    pub state: SuspenseState,
}
