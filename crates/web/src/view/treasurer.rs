//! The treasurer's page: what was paid, what it buys, and how the month's costs come about.

use std::borrow::Borrow;

use askama::Template;

use super::chrome::Chrome;
use super::cost::{Pool, Quantity};
use super::form::Complaints;
use super::money::Money;

/// One pool of the month.
#[derive(Clone, Debug)]
pub struct PoolMonth {
    /// The pool.
    pub pool: Pool,
    /// The month's part of its expenses: used and idle together, to the cent.
    pub expenses: Money,
    /// What videos used of it.
    pub used: Money,
    /// What nobody used.
    pub idle: Money,
    /// What videos used, within the capacity and above it.
    pub use_quantity: Option<Quantity>,
    /// The capacity that the expenses give.
    pub capacity: Option<Quantity>,
    /// Use above the capacity, at cost zero.
    pub overuse: Option<Quantity>,
    /// Thousandths of the capacity that were used; above 1000 is overuse. `None` without a capacity.
    pub use_permille: Option<u64>,
}

/// An expense or a reversal in the list.
#[derive(Clone, Debug)]
pub struct ExpenseRow {
    /// Its number.
    pub id: i64,
    /// The pool.
    pub pool: Pool,
    /// What it is.
    pub label: String,
    /// The bill's amount.
    pub amount: Money,
    /// The part of it at the common disposal.
    pub common: Money,
    /// First month.
    pub first_month: jiff::civil::Date,
    /// Last month.
    pub last_month: jiff::civil::Date,
    /// What it buys, as entered: number and unit (`2` `TB_month`).
    pub capacity: Option<(u64, CapacityUnit)>,
    /// When it was entered.
    pub entered_at: jiff::Timestamp,
    /// Whether a later entry reverses it.
    pub reversed: bool,
    /// The expense that this entry reverses.
    pub reverses: Option<i64>,
}

/// The unit of a capacity, as in the rules of the purse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapacityUnit {
    /// Gigabytes delivered, in the bill's months.
    Gb,
    /// Gigabytes kept during the bill's months.
    GbMonth,
    /// Terabytes kept during the bill's months.
    TbMonth,
    /// Pixel-seconds encoded.
    PixelSecond,
}

impl CapacityUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Gb, Self::GbMonth, Self::TbMonth, Self::PixelSecond];

    /// The value in forms and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gb => "GB",
            Self::GbMonth => "GB_month",
            Self::TbMonth => "TB_month",
            Self::PixelSecond => "pixel_s",
        }
    }

    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gb => "capacity-unit-gb",
            Self::GbMonth => "capacity-unit-gb-month",
            Self::TbMonth => "capacity-unit-tb-month",
            Self::PixelSecond => "capacity-unit-pixel-s",
        }
    }

    /// The unit of a form's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }
}

/// The form of a new expense, as typed. Posts to `/treasurer/expenses`: `entry`, `pool`, `label`, `amount`, `common` (empty
/// is all of it), `first_month`, `last_month` (`2026-11`), `capacity` (may be empty), `unit`.
#[derive(Clone, Debug, Default)]
pub struct ExpenseForm {
    /// A random text, another one for each form that is handed out: what a second click sends again.
    pub entry: String,
    /// [`Pool::code`].
    pub pool: String,
    /// What it is.
    pub label: String,
    /// Amount.
    pub amount: String,
    /// Common part.
    pub common: String,
    /// First month.
    pub first_month: String,
    /// Last month.
    pub last_month: String,
    /// Capacity.
    pub capacity: String,
    /// [`CapacityUnit::code`].
    pub unit: String,
}

/// `GET /treasurer?month=2026-11`. Also `POST /treasurer/expenses/{id}/reverse`.
#[derive(Clone, Debug, Template)]
#[template(path = "treasurer.html")]
pub struct TreasurerPage {
    /// The frame.
    pub chrome: Chrome,
    /// The first day of the month shown.
    pub month: jiff::civil::Date,
    /// Whether the month is still going on.
    pub running: bool,
    /// The months with figures, newest first.
    pub months: Vec<jiff::civil::Date>,
    /// The month by pool; pools without expenses and use are left out.
    pub pools: Vec<PoolMonth>,
    /// Why the month cannot be added up, in English: an entry is to be reversed.
    pub refusal: Option<String>,
    /// The month's expenses.
    pub expenses_total: Money,
    /// Of it used.
    pub used_total: Money,
    /// Of it idle.
    pub idle_total: Money,
    /// Entries, newest first, at most 200.
    pub expenses: Vec<ExpenseRow>,
    /// The form of a new expense.
    pub form: ExpenseForm,
    /// What was refused.
    pub complaints: Complaints,
}

/// One bar of the picture, drawn to the scale of the largest; lengths in tenths of a cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The pool's name.
    pub label: String,
    /// The same as the picture, in words.
    pub words: String,
    /// Used.
    pub used: u64,
    /// Idle.
    pub idle: u64,
    /// What overuse would cost at the rate of the pool, though it costs nothing.
    pub over: u64,
    /// The whole width.
    scale: u64,
}

impl Bar {
    /// Tenths of a percent of the drawing's width left free at its right and left, for the outline.
    const MARGIN: u64 = 3;

    /// A length as a percentage of the width, with two decimals, as SVG takes it.
    pub fn percent(&self, length: impl Borrow<u64>) -> String {
        let wide =
            u128::from(*length.borrow()) * u128::from(10_000 - 20 * Self::MARGIN) / u128::from(self.scale.max(1));
        format!("{}.{:02}", wide / 100, wide % 100)
    }

    /// Where overuse begins.
    pub const fn over_from(&self) -> u64 {
        self.used + self.idle
    }
}

impl TreasurerPage {
    /// The picture: one bar a pool, all to one scale.
    pub fn bars(&self) -> Vec<Bar> {
        let lang = self.chrome.lang;
        let length = |pool: &PoolMonth| {
            let beyond = pool.use_permille.unwrap_or(0).saturating_sub(1000);
            let over = u128::from(pool.expenses.bar_length()) * u128::from(beyond) / 1000;
            (pool.used.bar_length(), pool.idle.bar_length(), u64::try_from(over).unwrap_or(u64::MAX / 4))
        };
        let scale = self.pools.iter().map(|pool| length(pool).0 + length(pool).1 + length(pool).2).max().unwrap_or(1);
        let bar = |pool: &PoolMonth| {
            let (used, idle, over) = length(pool);
            let words = lang.text_with_all(
                "treasurer-bar",
                [
                    ("expenses", pool.expenses.show(lang)),
                    ("used", pool.used.show(lang)),
                    ("idle", pool.idle.show(lang)),
                ],
            );
            Bar { label: lang.text(&pool.pool.key()), words, used, idle, over, scale }
        };
        self.pools.iter().map(bar).collect()
    }

    /// The months that an expense covers.
    pub fn months_of(&self, expense: &ExpenseRow) -> String {
        let first = self.chrome.month(&expense.first_month);
        if expense.first_month == expense.last_month {
            return first;
        }
        let last = self.chrome.month(&expense.last_month);
        self.chrome.lang.text_with_all("treasurer-months", [("first", first), ("last", last)])
    }

    /// What an expense buys.
    pub fn capacity_of(&self, expense: &ExpenseRow) -> Option<String> {
        let (quantity, unit) = expense.capacity?;
        Some(format!("{} {}", self.chrome.number(&quantity), self.chrome.t(unit.key())))
    }

    /// The common part of an expense, where it is not the whole.
    pub fn common_of(&self, expense: &ExpenseRow) -> Option<String> {
        let partly = expense.common != expense.amount;
        partly.then(|| self.chrome.with("treasurer-common", "amount", expense.common.show(self.chrome.lang)))
    }

    /// Every pool, for the form.
    pub fn all_pools(&self) -> [Pool; 5] {
        Pool::ALL
    }

    /// Every unit, for the form.
    pub fn units(&self) -> [CapacityUnit; 4] {
        CapacityUnit::ALL
    }
}
