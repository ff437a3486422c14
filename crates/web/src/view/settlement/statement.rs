//! A bank's statement: why it is refused, and the money in it that no note was found for.

use jiff::civil::Date;

use crate::view::money::Money;

/// Why a statement is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementComplaint {
    /// It is of another account than the one on the member's card.
    Account,
    /// The account is not kept in euros.
    Currency,
    /// It has too many entries.
    Long,
    /// It is no camt.053 file, or not a whole one.
    Shape,
}

impl StatementComplaint {
    /// Every complaint.
    pub const ALL: [Self; 4] = [Self::Account, Self::Currency, Self::Long, Self::Shape];

    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Account => "complaint-statement-account",
            Self::Currency => "complaint-statement-currency",
            Self::Long => "complaint-statement-long",
            Self::Shape => "complaint-statement-shape",
        }
    }
}

/// Money that no note was found for.
#[derive(Clone, Debug)]
pub struct SuspenseRow {
    /// Its address: 64 hex digits.
    pub line: String,
    /// The day of booking.
    pub day: Date,
    /// How much.
    pub amount: Money,
    /// Whether it came in. Otherwise a payment came back.
    pub came_in: bool,
    /// Who paid; may be empty.
    pub counterparty: String,
    /// From which account; may be empty.
    pub account: String,
    /// What the payer wrote; may be empty.
    pub words: String,
}
