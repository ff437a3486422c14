//! Bought hardware: one price, counted over the months in which it is used.

use jiff::ToSpan;
use jiff::civil::Date;

use super::RecordRefusal;
use crate::cost::{Capacity, CostRefusal, Expense};
use crate::money::Money;
use crate::usage::Pool;

/// Months over which hardware counts, at most: thirty years.
pub const MAX_MONTHS: u16 = 360;

/// Something bought, to be shared over its months. It counts as one bill over all their days, divided by days as every
/// bill is; the last day takes the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hardware {
    pub id: i64,
    pub pool: Pool,
    /// What was paid.
    pub price: Money,
    /// What of it is shared.
    pub common_part: Money,
    /// The first UTC day on which it serves.
    pub from: Date,
    /// From 1 to [`MAX_MONTHS`].
    pub months: u16,
    pub capacity: Option<Capacity>,
}

impl Hardware {
    /// The bill over its months.
    ///
    /// # Errors
    /// [`RecordRefusal::Expense`], with [`CostRefusal::NoDays`] if there are no or too many months.
    pub fn expense(&self) -> Result<Expense, RecordRefusal> {
        let no_days = RecordRefusal::Expense(CostRefusal::NoDays { expense: self.id });
        if !(1..=MAX_MONTHS).contains(&self.months) {
            return Err(no_days);
        }
        let to = self.from.checked_add(i32::from(self.months).months()).map_err(|_| no_days)?;
        let expense = Expense {
            id: self.id,
            pool: self.pool,
            amount: self.price,
            common_part: self.common_part,
            from: self.from,
            to,
            capacity: self.capacity.clone(),
        };
        expense.check().map_err(RecordRefusal::Expense)?;
        Ok(expense)
    }
}
