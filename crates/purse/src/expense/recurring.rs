//! Bills that come every month: what is expected, and what came otherwise.

use jiff::civil::Date;

use crate::cost::{Capacity, Expense, Period};
use crate::money::Money;
use crate::usage::Pool;

/// A rule that one bill comes in every month, until it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    pub id: i64,
    pub pool: Pool,
    pub amount: Money,
    pub common_part: Money,
    pub capacity: Option<Capacity>,
    /// A day of the first month.
    pub from: Date,
    /// A day of the last month; none while it goes on.
    pub last: Option<Date>,
}

/// What came otherwise than expected. Closed; in the order in which it is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// No bill came.
    Missing,
    /// So many came instead of one; they are compared with the sum of their amounts.
    Several(usize),
    /// One came before the rule began or after it ended.
    Unexpected,
    /// It is of another pool.
    Pool(Pool),
    /// It is for other days.
    Days { from: Date, to: Date },
    /// The amount differs by so much: positive if more came than was expected.
    Amount(Money),
    /// The same of the common part.
    CommonPart(Money),
    /// It gives something else.
    Capacity(Option<Capacity>),
}

impl Recurring {
    /// The bill that is expected in a month; none outside of the rule's months, or for a period of several months.
    #[must_use]
    pub fn expected(&self, month: &Period) -> Option<Expense> {
        let one = Period::months(month.first_day().year(), month.first_day().month(), 1)?;
        let begun = self.from < month.end_day();
        let goes_on = self.last.is_none_or(|last| last >= month.first_day());
        (one == *month && begun && goes_on).then(|| Expense {
            id: self.id,
            pool: self.pool,
            amount: self.amount,
            common_part: self.common_part,
            from: month.first_day(),
            to: month.end_day(),
            capacity: self.capacity.clone(),
        })
    }

    /// How the bills that came for a month differ from the one that is expected; nothing if they do not.
    #[must_use]
    pub fn differences(&self, month: &Period, came: &[Expense]) -> Vec<Difference> {
        let Some(expected) = self.expected(month) else {
            return if came.is_empty() { Vec::new() } else { vec![Difference::Unexpected] };
        };
        let Some(first) = came.first() else { return vec![Difference::Missing] };
        let mut differences = Vec::new();
        if came.len() > 1 {
            differences.push(Difference::Several(came.len()));
        }
        if let Some(other) = came.iter().find(|bill| bill.pool != expected.pool) {
            differences.push(Difference::Pool(other.pool));
        }
        if let Some(other) = came.iter().find(|bill| (bill.from, bill.to) != (expected.from, expected.to)) {
            differences.push(Difference::Days { from: other.from, to: other.to });
        }
        differences.extend(more(came.iter().map(|bill| bill.amount), expected.amount).map(Difference::Amount));
        let common_parts = came.iter().map(|bill| bill.common_part);
        differences.extend(more(common_parts, expected.common_part).map(Difference::CommonPart));
        if first.capacity != expected.capacity {
            differences.push(Difference::Capacity(first.capacity.clone()));
        }
        differences
    }
}

/// By how much the sum is above what was expected; none if it is the same. A sum beyond every amount counts as the largest.
fn more(came: impl Iterator<Item = Money>, expected: Money) -> Option<Money> {
    let sum: i128 = came.map(|money| i128::from(money.minor())).sum();
    let more = sum - i128::from(expected.minor());
    let most = i128::from(crate::money::MAX_MINOR);
    let within = i64::try_from(more.clamp(-most, most)).unwrap_or(0);
    Money::from_minor(within).ok().filter(|money| *money != Money::ZERO)
}
