//! A report's lines by pool.

use std::collections::BTreeMap;

use federation::charter::Charter;
use federation::closing::Closing;
use purse::id::MemberId;
use purse::split::{Books, ByPool, SplitRefusal, by_pool};

/// What each pool credits and charges every member in a recomputed period, in cents that add up to the report's lines.
///
/// # Errors
/// [`SplitRefusal`]; never for a period that was closed.
pub fn pools(closing: &Closing, charter: &Charter) -> Result<BTreeMap<MemberId, ByPool>, SplitRefusal> {
    let report = &closing.report;
    let Some(period) = report.span.period() else { return Ok(BTreeMap::new()) };
    let fund = report.fund_before.plus(report.contributions).map_err(|_| SplitRefusal::TooLarge)?;
    let (members, bills, used) = (&closing.members, &closing.bills[..], &closing.used);
    by_pool(&Books { period, rules: &charter.rules, members, bills, used, fund })
}
