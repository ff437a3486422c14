//! What videos cost in a month: the purse's report over the store's expenses and usage.
//!
//! A report is kept for a short time, so that a popular page does not add up the month at every visit.

use std::collections::VecDeque;
use std::sync::Arc;

use carry::id::VideoId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use purse::cost::{Capacity, CostRefusal, CostReport, Expense, ObjectCost, ObjectUse, Period, one_member_cost};
use purse::money::{Fraction, Money};
use store::{ExpenseId, Hours, ObjectUsage, StoreError};
use tokio::sync::Mutex;

use crate::app::App;
use crate::view;

/// How long a report is shown before it is made again.
const KEPT_FOR: SignedDuration = SignedDuration::from_secs(30);
/// Months kept.
const MONTHS_KEPT: usize = 4;
/// Rows asked of the database at once.
const PAGE_ROWS: u32 = 1_000;
/// Most pages of expenses or usage in a month: a million rows.
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

/// The report of a month.
pub(crate) struct Month {
    pub(crate) period: Period,
    pub(crate) report: CostReport,
    /// Whether any expense counts in it; without one, no cost is shown.
    pub(crate) has_expenses: bool,
    made_at: Timestamp,
}

/// The reports kept for a short time.
#[derive(Default)]
pub(crate) struct Months(Mutex<VecDeque<Arc<Month>>>);

impl Month {
    /// The hours of the month, for the store.
    pub(crate) fn hours(&self) -> Hours {
        hours(&self.period)
    }

    /// Hours in the month.
    pub(crate) fn hour_count(&self) -> u64 {
        let length = midnight(self.period.end_day()).duration_since(midnight(self.period.first_day()));
        u64::try_from(length.as_hours()).unwrap_or(0)
    }
}

/// The month's report; at most one is made at a time.
pub(crate) async fn month(app: &App, period: Period) -> Result<Arc<Month>, CostFailure> {
    let mut kept = app.months.0.lock().await;
    let now = app.seams.clock.now();
    kept.retain(|month| now.duration_since(month.made_at) < KEPT_FOR && now >= month.made_at);
    if let Some(month) = kept.iter().find(|month| month.period == period) {
        return Ok(Arc::clone(month));
    }
    let expenses = expenses(app, &period).await?;
    let used = used(app, &period).await?;
    let report = one_member_cost(&period, &expenses, &used)?;
    let month = Arc::new(Month { period, report, has_expenses: !expenses.is_empty(), made_at: now });
    kept.push_back(Arc::clone(&month));
    if kept.len() > MONTHS_KEPT {
        kept.pop_front();
    }
    Ok(month)
}

/// The running month's report.
pub(crate) async fn this_month(app: &App) -> Result<Arc<Month>, CostFailure> {
    let now = app.seams.clock.now();
    let period = Period::month_of(now).ok_or_else(|| CostFailure::Unreadable("no month".to_owned()))?;
    month(app, period).await
}

/// Forgets what is kept, after the treasurer changed something.
pub(crate) async fn forget(app: &App) {
    app.months.0.lock().await.clear();
}

/// What a video's objects cost in the month.
pub(crate) async fn of_video(app: &App, month: &Month, video: VideoId) -> Result<ObjectCost, CostFailure> {
    let used = app.store.usage_of_video(video, month.hours()).await?;
    Ok(month.report.cost_of(used.into_iter().map(|usage| usage.object)))
}

/// A video's cost this month for a list; `None` while no expense was entered.
pub(crate) async fn shown_of_video(app: &App, video: VideoId) -> Result<Option<view::Money>, CostFailure> {
    let month = this_month(app).await?;
    if !month.has_expenses {
        return Ok(None);
    }
    Ok(Some(shown(&of_video(app, &month, video).await?.total())))
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

fn hours(period: &Period) -> Hours {
    Hours { from: period.first_hour(), until: period.end_hour() }
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

async fn used(app: &App, period: &Period) -> Result<Vec<ObjectUse>, CostFailure> {
    let mut used = Vec::new();
    let mut after: Option<ObjectUsage> = None;
    for _ in 0..PAGES_MAX {
        let mut rows = app.store.usage_by_object(hours(period), after.as_ref(), PAGE_ROWS).await?;
        for row in &rows {
            used.push(ObjectUse { object: row.object, unit: row.unit.clone(), quantity: u128::from(row.quantity) });
        }
        match rows.pop() {
            Some(last) => after = Some(last),
            None => break,
        }
    }
    Ok(used)
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
