//! Reports are kept for a short time, so that a popular page does not add up the month at every visit.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use purse::cost::Period;

use super::{CostFailure, Month, Reach, add_up};
use crate::app::App;

/// How long a report is shown before it is made again.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(30);
/// How old a report may be that is shown while a new one is being made.
const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(10);
/// Reports kept: some months, each in both reaches.
const REPORTS_KEPT: usize = 8;

/// The reports that are kept, and the turn to make one.
#[derive(Default)]
pub(crate) struct Months {
    kept: Mutex<Kept>,
    making: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    reports: VecDeque<Arc<Month>>,
    /// Grows when the treasurer changes something: a report that was begun before is not kept.
    changes: u64,
}

impl Months {
    fn find(&self, period: &Period, reach: Reach, now: Timestamp, age: SignedDuration) -> Option<Arc<Month>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.reports.iter().find(|month| month.period == *period && month.reach == reach)?;
        let young = now >= found.made_at && now.duration_since(found.made_at) < age;
        young.then(|| Arc::clone(found))
    }

    fn changes(&self) -> u64 {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).changes
    }

    fn keep(&self, month: &Arc<Month>, changes: u64) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.changes != changes {
            return;
        }
        kept.reports.retain(|other| other.period != month.period || other.reach != month.reach);
        kept.reports.push_back(Arc::clone(month));
        if kept.reports.len() > REPORTS_KEPT {
            kept.reports.pop_front();
        }
    }
}

/// The month's report. One is made at a time; while it is, others are shown the one before it, if there is any.
pub(crate) async fn month(app: &App, period: Period, reach: Reach) -> Result<Arc<Month>, CostFailure> {
    let find = |age| app.months.find(&period, reach, app.seams.clock.now(), age);
    if let Some(fresh) = find(FRESH_FOR) {
        return Ok(fresh);
    }
    let turn = match (app.months.making.try_lock(), find(SHOWN_FOR)) {
        (Ok(turn), _) => turn,
        (Err(_), Some(earlier)) => return Ok(earlier),
        (Err(_), None) => app.months.making.lock().await,
    };
    if let Some(made_meanwhile) = find(FRESH_FOR) {
        return Ok(made_meanwhile);
    }
    let changes = app.months.changes();
    let made = Arc::new(add_up(app, period, reach, app.seams.clock.now()).await?);
    app.months.keep(&made, changes);
    drop(turn);
    Ok(made)
}

/// The running month's report.
pub(crate) async fn this_month(app: &App, reach: Reach) -> Result<Arc<Month>, CostFailure> {
    let now = app.seams.clock.now();
    let period = Period::month_of(now).ok_or_else(|| CostFailure::Unreadable("no month".to_owned()))?;
    month(app, period, reach).await
}

/// Forgets what is kept, after the treasurer changed something.
pub(crate) fn forget(app: &App) {
    let mut kept = app.months.kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.reports.clear();
    kept.changes += 1;
}
