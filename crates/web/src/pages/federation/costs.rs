//! What a charter would have cost, beside what it did.

use exchange::{Office, WhatIf};
use federation::charter::Charter;
use federation::closing::Report;
use jiff::civil::Date;
use purse::id::MemberId;

use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::view::federation::charter::{CostRow, Costs};
use crate::view::federation::shown;

/// The last closed period under a charter.
pub(super) async fn under(office: &Office, charter: &Charter, names: &Names) -> Result<Costs, Stop> {
    let known = office.last_closed_under(charter).await.map_err(|failure| Stop::Failure(failure.to_string()))?;
    let Some(WhatIf { closed, other }) = known else { return Ok(Costs::NoneClosed) };
    let other = match other {
        Ok(other) => other,
        Err(refusal) => return Ok(Costs::Impossible(refusal.to_string())),
    };
    let charge = |report: &Report, member: &MemberId| report.line(member).map_or(0, |line| line.charge.minor());
    let row = |member: &MemberId| {
        let (before, after) = (charge(&closed, member), charge(&other, member));
        CostRow {
            name: names.name(member),
            before: shown(before),
            after: shown(after),
            change: shown(after.saturating_sub(before)),
        }
    };
    let mut rows: Vec<CostRow> = closed.lines.iter().map(|line| row(&line.member)).collect();
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    let month = closed.span.period().map_or(Date::ZERO, |period| period.first_day());
    Ok(Costs::Rows { month, rows })
}
