//! Expenses, the capacity that they give, and their part of a period.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::period::{Period, days};
use super::refusal::CostRefusal;
use crate::money::Money;
use crate::usage::{Pool, Unit, UnitRefusal};

/// Units of capacity of one expense, at most.
pub const MAX_CAPACITY: u64 = 1_000_000_000_000;

/// Bytes in a GB.
const GB: u128 = 1_000_000_000;

/// Bytes in a TB.
const TB: u128 = 1_000_000_000_000;

/// Milliseconds in a second.
const MS_PER_SECOND: u128 = 1_000;

/// A real bill, or a gift in kind (common part 0), put at the common disposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expense {
    /// The treasurer's number, named by refusals.
    pub id: i64,
    pub pool: Pool,
    /// The bill.
    pub amount: Money,
    /// What of it is shared; from 0 to the amount.
    pub common_part: Money,
    /// First UTC day that the bill is for.
    pub from: Date,
    /// The day after the last one.
    pub to: Date,
    /// None for a bill that serves no unit: it is idle as a whole.
    pub capacity: Option<Capacity>,
}

/// What an expense gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity {
    /// From 1 to [`MAX_CAPACITY`] of `unit`.
    pub amount: u64,
    pub unit: CapacityUnit,
}

/// Units of capacity. Their meaning hangs on the pool: of delivery, encoding and a service's own
/// unit an amount for all the expense's days; of storage so much at any time of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CapacityUnit {
    /// `GB` of delivery or storage.
    Gb,
    /// `TB` of delivery or storage.
    Tb,
    /// `GB_month` of storage: so many GB in each calendar month of the expense.
    GbMonth,
    /// `TB_month` of storage.
    TbMonth,
    /// `pixel_s` of encoding.
    PixelS,
    /// A service's own unit, as its usage has it.
    Own(String),
}

/// What of an expense falls into a period.
pub(crate) struct Part {
    /// Minor units.
    pub(crate) common_part: i128,
    /// The unit of usage, and so much of it.
    pub(crate) capacity: Option<(Unit, u128)>,
}

impl Expense {
    /// Whether the expense can be counted; a form asks this before it is kept.
    ///
    /// # Errors
    /// The first [`CostRefusal`] that applies.
    pub fn check(&self) -> Result<(), CostRefusal> {
        let expense = self.id;
        if self.from >= self.to {
            return Err(CostRefusal::NoDays { expense });
        }
        if self.common_part < Money::ZERO || self.common_part > self.amount {
            return Err(CostRefusal::CommonPart { expense });
        }
        let Some(capacity) = &self.capacity else {
            return Ok(());
        };
        if !(1..=MAX_CAPACITY).contains(&capacity.amount) {
            return Err(CostRefusal::CapacityAmount { expense });
        }
        if capacity.unit.used_as(self.pool).is_none() {
            return Err(CostRefusal::UnitOfAnotherPool { expense });
        }
        let by_month = matches!(capacity.unit, CapacityUnit::GbMonth | CapacityUnit::TbMonth);
        if by_month && !(self.from.day() == 1 && self.to.day() == 1) {
            return Err(CostRefusal::NotWholeMonths { expense });
        }
        Ok(())
    }

    /// The expense's part of the period; none if no day of it is in the period.
    pub(crate) fn part_of(&self, period: &Period) -> Option<Part> {
        let all = days(self.from, self.to);
        let before = days(self.from, self.to.min(period.first_day()));
        let through = days(self.from, self.to.min(period.end_day()));
        if through == before {
            return None;
        }
        let share = |whole: u128| by_days(whole, through, all) - by_days(whole, before, all);
        let common = u128::try_from(self.common_part.minor()).unwrap_or(0);
        let common_part = i128::try_from(share(common)).unwrap_or(i128::MAX);
        let hours = u128::from(through - before) * 24;
        let capacity = self.capacity.as_ref().and_then(|capacity| {
            let unit = capacity.unit.used_as(self.pool)?;
            let amount = u128::from(capacity.amount) * capacity.unit.size();
            let given = if unit == Unit::ByteHour { amount * hours } else { share(amount) };
            Some((unit, given))
        });
        Some(Part { common_part, capacity })
    }
}

/// `floor(whole x days / all)`: what has fallen due after so many of all days.
pub(crate) fn by_days(whole: u128, days: u32, all: u32) -> u128 {
    whole * u128::from(days) / u128::from(all.max(1))
}

impl CapacityUnit {
    /// The unit of usage that a capacity in this unit serves in `pool`; none if it serves none.
    #[must_use]
    pub fn used_as(&self, pool: Pool) -> Option<Unit> {
        match (self, pool) {
            (Self::Gb | Self::Tb, Pool::Delivery) => Some(Unit::Byte),
            (Self::Gb | Self::Tb | Self::GbMonth | Self::TbMonth, Pool::Storage) => Some(Unit::ByteHour),
            (Self::PixelS, Pool::Encoding) => Some(Unit::PixelMs),
            (Self::Own(name), _) => Some(Unit::Own(name.clone())),
            _ => None,
        }
    }

    const fn size(&self) -> u128 {
        match self {
            Self::Gb | Self::GbMonth => GB,
            Self::Tb | Self::TbMonth => TB,
            Self::PixelS => MS_PER_SECOND,
            Self::Own(_) => 1,
        }
    }
}

impl fmt::Display for CapacityUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gb => "GB",
            Self::Tb => "TB",
            Self::GbMonth => "GB_month",
            Self::TbMonth => "TB_month",
            Self::PixelS => "pixel_s",
            Self::Own(name) => name,
        })
    }
}

impl FromStr for CapacityUnit {
    type Err = UnitRefusal;

    fn from_str(text: &str) -> Result<Self, UnitRefusal> {
        match text {
            "GB" => Ok(Self::Gb),
            "TB" => Ok(Self::Tb),
            "GB_month" => Ok(Self::GbMonth),
            "TB_month" => Ok(Self::TbMonth),
            "pixel_s" => Ok(Self::PixelS),
            own => crate::usage::own_name(own).map(Self::Own),
        }
    }
}
