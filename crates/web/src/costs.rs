//! What videos cost in a month: the purse's report over the store's expenses and usage.

mod kept;

use std::collections::BTreeMap;

use carry::id::VideoId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use purse::cost::{Capacity, CostRefusal, CostReport, Expense, Period, UseCost, one_member_cost};
use purse::money::{Fraction, Money};
use purse::usage::{Hour, Unit};
use store::{ExpenseId, Hours, StoreError};

use crate::app::App;
use crate::view;

pub(crate) use kept::{Months, forget, month, this_month};

/// Rows asked of the database at once.
const PAGE_ROWS: u32 = 1_000;
/// Most pages of expenses in a month: a million.
const PAGES_MAX: u32 = 1_000;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CostFailure {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is in the database is no expense or usage: a bug, or a hand in the database.
    #[error("the month cannot be added up: {0}")]
    Unreadable(String),
    #[error("the month cannot be added up: {0}")]
    Refused(#[from] CostRefusal),
}

/// How far a report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// To the last count, some seconds ago: for a video's author, and for the treasurer.
    Now,
    /// To the last closed hour, small counts merged: for everybody else. Who looks at the page again and again must
    /// not see from it that somebody is watching.
    ClosedHours,
}

/// The report of a month.
pub(crate) struct Month {
    pub(crate) period: Period,
    reach: Reach,
    /// The first hour that is not in it.
    pub(crate) until: Hour,
    pub(crate) report: CostReport,
    /// Whether any expense counts in it; without one, no cost is shown.
    pub(crate) has_expenses: bool,
    made_at: Timestamp,
}

impl Month {
    /// The hours in the report, for the store.
    pub(crate) fn hours(&self) -> Hours {
        Hours { from: self.period.first_hour(), until: self.until }
    }

    /// Hours in the month.
    pub(crate) fn hour_count(&self) -> u64 {
        let length = midnight(self.period.end_day()).duration_since(midnight(self.period.first_day()));
        u64::try_from(length.as_hours()).unwrap_or(0)
    }
}

/// Adds the month up.
async fn add_up(app: &App, period: Period, reach: Reach, now: Timestamp) -> Result<Month, CostFailure> {
    let until = match reach {
        Reach::Now => period.end_hour(),
        Reach::ClosedHours => closed_end(app, &period).await?,
    };
    let expenses = expenses(app, &period).await?;
    let mut used = BTreeMap::<Unit, u128>::new();
    for sum in app.store.usage_sums(Hours { from: period.first_hour(), until }).await? {
        let quantity = used.entry(sum.unit).or_default();
        *quantity = quantity.saturating_add(u128::from(sum.quantity));
    }
    let report = one_member_cost(&period, &expenses, &used)?;
    Ok(Month { period, reach, until, report, has_expenses: !expenses.is_empty(), made_at: now })
}

/// The end of the month, or of its hours that are closed.
async fn closed_end(app: &App, period: &Period) -> Result<Hour, StoreError> {
    let closed = app.store.closed_hour().await?;
    let after = closed.and_then(|hour| Hour::from_number(hour.number() + 1));
    Ok(after.map_or(period.first_hour(), |after| after.clamp(period.first_hour(), period.end_hour())))
}

/// What a video's objects cost in the month.
pub(crate) async fn of_video(app: &App, month: &Month, video: VideoId) -> Result<UseCost, CostFailure> {
    let used = app.store.usage_of_video(video, month.hours()).await?;
    Ok(month.report.cost_of(used.into_iter().map(|usage| (usage.unit, u128::from(usage.quantity)))))
}

/// A video's cost this month for its author's list; `None` while no expense was entered.
pub(crate) async fn shown_of_video(app: &App, video: VideoId) -> Result<Option<view::Money>, CostFailure> {
    let month = this_month(app, Reach::Now).await?;
    if !month.has_expenses {
        return Ok(None);
    }
    Ok(Some(shown(&of_video(app, &month, video).await?.total())))
}

/// What is shown where the cost is not what a page is for: nothing, if it cannot be had. The log says why.
pub(crate) fn if_known<T>(cost: Result<T, CostFailure>) -> Option<T> {
    cost.inspect_err(|failure| tracing::error!(%failure, "a page is shown without its cost")).ok()
}

/// An exact amount of expenses and what was used of it, both to a tenth of a cent, and the rest: on the page too they
/// add up. `used` is at most `expenses`.
pub(crate) fn shown_parts(expenses: &Fraction, used: &Fraction) -> [view::Money; 3] {
    let tenths = |minor: &Fraction| (minor * BigInt::from(10)).round().to_integer().to_u64().unwrap_or(u64::MAX);
    let (all, used) = (tenths(expenses), tenths(used));
    [all, used, all.saturating_sub(used)].map(view::Money::Exact)
}

/// An exact amount as pages show it: to the cent from 1.00 on, to a tenth of a cent below.
pub(crate) fn shown(minor: &Fraction) -> view::Money {
    let ten = BigInt::from(10);
    let mut tenths = (minor.abs() * &ten).round().to_integer();
    if tenths >= BigInt::from(1_000) {
        tenths = minor.abs().round().to_integer() * &ten;
    }
    // Above every amount that the purse takes.
    let tenths = tenths.to_u64().unwrap_or(u64::MAX);
    match tenths {
        0 if minor.is_zero() => view::Money::Zero,
        0 => view::Money::Trace,
        _ if minor.is_negative() => view::Money::Minus(tenths),
        _ => view::Money::Tenths(tenths),
    }
}

/// The instant at which a UTC day begins.
pub(crate) fn midnight(day: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// The UTC day of an instant.
pub(crate) fn day(moment: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(moment).date()
}

/// The expenses that count in the month: those taken back, and what took them back, are left out.
async fn expenses(app: &App, period: &Period) -> Result<Vec<Expense>, CostFailure> {
    let (from, until) = (midnight(period.first_day()), midnight(period.end_day()));
    let mut counted = Vec::new();
    let mut after: Option<ExpenseId> = None;
    for _ in 0..PAGES_MAX {
        let rows = app.store.expenses(from, until, after, PAGE_ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for row in rows.iter().filter(|row| row.reverses.is_none() && row.reversed_by.is_none()) {
            counted.push(expense(row)?);
        }
    }
    Ok(counted)
}

/// A row as the purse counts it.
pub(crate) fn expense(row: &store::Expense) -> Result<Expense, CostFailure> {
    let unreadable = |what: String| CostFailure::Unreadable(format!("expense {}: {what}", row.id));
    let money = |minor| Money::from_minor(minor).map_err(|refusal| unreadable(refusal.to_string()));
    let capacity = row.capacities.first().map(|capacity| {
        let amount = u64::try_from(capacity.quantity).map_err(|error| unreadable(error.to_string()))?;
        let unit = capacity.unit.parse().map_err(|_| unreadable(format!("unit {}", capacity.unit)))?;
        Ok::<_, CostFailure>(Capacity { amount, unit })
    });
    Ok(Expense {
        id: row.id.0,
        pool: row.pool,
        amount: money(row.amount_minor)?,
        common_part: money(row.common_minor)?,
        from: day(row.from),
        to: day(row.until),
        capacity: capacity.transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_to_a_tenth_of_a_cent_where_they_are_small() {
        let cents = |numerator: i64, denominator: i64| {
            shown(&Fraction::new(BigInt::from(numerator), BigInt::from(denominator)))
        };
        assert_eq!(cents(0, 1), view::Money::Zero);
        assert_eq!(cents(1, 30), view::Money::Trace);
        assert_eq!(cents(10, 3), view::Money::Tenths(33));
        assert_eq!(cents(2_466, 10), view::Money::Tenths(2_470));
        assert_eq!(cents(-10, 3), view::Money::Minus(33));
    }
}
