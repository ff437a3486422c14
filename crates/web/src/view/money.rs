//! An amount as the pages show it: euros, to a tenth of a cent.

use crate::i18n::{Lang, format};

/// An amount of euros for show, rounded from the exact fractions of the purse; never used to compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// Exactly nothing.
    Zero,
    /// More than nothing and less than a tenth of a cent.
    Trace,
    /// Tenths of a cent, at least 1.
    Tenths(u64),
    /// Tenths of a cent that are to add up with others: never rounded to the cent.
    Exact(u64),
    /// A negative amount (a reversal), in tenths of a cent below zero.
    Minus(u64),
}

impl Money {
    /// An amount of whole cents.
    pub const fn cents(cents: u64) -> Self {
        if cents == 0 { Self::Zero } else { Self::Tenths(cents * 10) }
    }

    /// An amount of the purse.
    pub const fn of(amount: purse::money::Money) -> Self {
        let minor = amount.minor();
        match (minor < 0, minor.unsigned_abs()) {
            (true, cents) => Self::Minus(cents * 10),
            (false, cents) => Self::cents(cents),
        }
    }

    /// The amount as the language writes it.
    pub fn show(self, lang: Lang) -> String {
        match self {
            Self::Zero => format::amount(lang, 0),
            Self::Trace => lang.text_with("money-below", "amount", format::amount(lang, 1)),
            Self::Tenths(tenths) => format::amount(lang, tenths),
            Self::Exact(tenths) => format::exact_amount(lang, tenths),
            Self::Minus(tenths) => format!("\u{2212}{}", format::amount(lang, tenths)),
        }
    }

    /// The amount in euros and whole cents, as bills and notes have it.
    pub fn to_the_cent(self, lang: Lang) -> String {
        let euros = |tenths: u64| format::euros(lang, i64::try_from(tenths / 10).unwrap_or(i64::MAX));
        match self {
            Self::Zero | Self::Trace => euros(0),
            Self::Tenths(tenths) | Self::Exact(tenths) => euros(tenths),
            Self::Minus(tenths) => format!("\u{2212}{}", euros(tenths)),
        }
    }

    /// Tenths of a cent for the length of a bar; traces and reversals have none.
    pub const fn bar_length(self) -> u64 {
        match self {
            Self::Tenths(tenths) | Self::Exact(tenths) => tenths,
            Self::Zero | Self::Trace | Self::Minus(_) => 0,
        }
    }
}
