//! The pages of the purse. Who may read the member's pages sees them; the treasurer enters and approves.

mod amending;
mod answers;
mod bills;
mod break_even;
mod capacities;
mod chosen;
mod closing;
mod compared;
mod corrected;
mod corrections;
mod days;
mod diagnosed;
mod drafts;
mod evidence;
mod expenses;
mod figures;
mod fund;
mod gifts;
mod lists;
mod logs;
mod month;
mod papers;
mod posted;
mod rows;
mod series;
mod todo;
mod told;
mod traced;
mod typed;
mod usage;
mod votes;

use axum::Router;
use exchange::{ExchangeFailure, ExchangeRefusal};
use federation::desk::AppendRefusal;
use serde::Deserialize;

use super::stop::Stop;
use super::{done, page, refused};
use crate::app::App;
use crate::view::{Complaint, Complaints};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(month::routes())
        .merge(expenses::routes())
        .merge(bills::routes())
        .merge(gifts::routes())
        .merge(papers::routes())
        .merge(answers::routes())
        .merge(corrections::routes())
        .merge(usage::routes())
        .merge(closing::routes())
        .merge(fund::routes())
        .merge(break_even::routes())
}

/// The month that a page is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    month: String,
}

/// An entry that was not appended: what the treasurer can do about it, or a failure of this member.
pub(super) fn complaint(failure: ExchangeFailure) -> Result<Complaints, Stop> {
    match failure {
        ExchangeFailure::Refused(ExchangeRefusal::Append(
            AppendRefusal::Succeeded | AppendRefusal::Frozen | AppendRefusal::NotAsked,
        ))
        | ExchangeFailure::Overtaken => Ok(Complaints(vec![Complaint::NotReady])),
        // Amounts and days were looked at before: what is left is a capacity that its pool does not have.
        ExchangeFailure::Refused(ExchangeRefusal::Append(AppendRefusal::Entry(_))) => {
            Ok(Complaints(vec![Complaint::CapacityShape]))
        }
        failure => Err(failure.into()),
    }
}
