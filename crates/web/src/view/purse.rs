//! The pages of the purse: what members carry together, and who bears what of it.
//!
//! Figures come from the closing of a period, or from what it would be if it ended now; a page only shows them.

pub mod because;
pub mod break_even;
pub mod capacity;
pub mod closing;
mod complaint;
pub mod correction;
pub mod diagnostics;
pub mod expenses;
pub mod flows;
pub mod fund;
pub mod month;
pub mod todo;
pub mod usage;

use askama::Template;
pub use complaint::PurseComplaint;
use purse::money::Money;
use purse::usage::Unit;

use super::chrome::Chrome;
use super::cost::Quantity;
use crate::i18n::{Lang, format};

/// A part of the purse, as the navigation below the heading names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Month,
    Expenses,
    Usage,
    Closing,
    Settlement,
    Books,
    Fund,
    BreakEven,
}

impl Part {
    pub const ALL: [Self; 8] = [
        Self::Month,
        Self::Expenses,
        Self::Usage,
        Self::Closing,
        Self::Settlement,
        Self::Books,
        Self::Fund,
        Self::BreakEven,
    ];

    /// Its address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Month => "/purse",
            Self::Expenses => "/purse/expenses",
            Self::Usage => "/purse/usage",
            Self::Closing => "/purse/closing",
            Self::Settlement => "/purse/settlement",
            Self::Books => "/purse/books",
            Self::Fund => "/purse/fund",
            Self::BreakEven => "/purse/break-even",
        }
    }

    /// The message's key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Month => "purse-part-month",
            Self::Expenses => "purse-part-expenses",
            Self::Usage => "purse-part-usage",
            Self::Closing => "purse-part-closing",
            Self::Settlement => "purse-part-settlement",
            Self::Books => "purse-part-books",
            Self::Fund => "purse-part-fund",
            Self::BreakEven => "purse-part-break-even",
        }
    }
}

impl Chrome {
    /// The parts of the purse, and whether the page is in each.
    #[must_use]
    pub fn purse_parts(&self) -> [(Part, bool); 8] {
        let deepest = Part::ALL.into_iter().rev().find(|part| self.at(part.path()));
        Part::ALL.map(|part| (part, deepest == Some(part)))
    }

    /// An amount to the cent: `€12.40`, `−12,40 €`.
    #[must_use]
    pub fn euros(&self, amount: &Money) -> String {
        format::euros(self.lang, amount.minor())
    }

    /// The size of an amount to the cent, where the words beside it say which way it goes.
    #[must_use]
    pub fn euros_either_way(&self, amount: &Money) -> String {
        format::euros(self.lang, amount.minor().saturating_abs())
    }

    /// Thousandths as a percentage with one decimal.
    #[must_use]
    pub fn permille(&self, permille: &u64) -> String {
        format::permille(self.lang, *permille)
    }

    /// A UTC day.
    #[must_use]
    pub fn day(&self, day: &jiff::civil::Date) -> String {
        format::civil_date(self.lang, *day)
    }
}

/// A quantity of usage, in words. `hours` are those of the period: what is kept is told as an average over them.
#[must_use]
pub fn quantity(lang: Lang, unit: &Unit, quantity: u128, hours: u32) -> String {
    let small = || u64::try_from(quantity).unwrap_or(u64::MAX);
    match unit {
        Unit::Byte => Quantity::Bytes(small()).show(lang),
        Unit::ByteHour => Quantity::ByteHours(quantity, u64::from(hours)).show(lang),
        Unit::PixelMs => Quantity::PixelMilliseconds(quantity).show(lang),
        Unit::Own(name) => format!("{}\u{a0}{name}", format::number(lang, small())),
    }
}

/// Any page of the purse of a member that is in no federation.
#[derive(Clone, Debug, Template)]
#[template(path = "purse/alone.html")]
pub struct AlonePage {
    pub chrome: Chrome,
}
