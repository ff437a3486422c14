//! What a closed period would have come to otherwise: under another charter, or with other entries. Before people vote on it.

use federation::Hash;
use federation::charter::Charter;
use federation::closing::{ClosingRefusal, Ground, Otherwise, Proposal, Report, Span, recompute, recompute_otherwise};
use federation::facts::Facts;

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// A closed period, as it is and as it would have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// What the members closed on.
    pub closed: Report,
    /// The same entries under the other charter, or other entries; or why they lead to nothing.
    pub other: Result<Report, ClosingRefusal>,
}

/// A closed period with all that its report was computed from.
struct Closed {
    report: Report,
    previous: Option<Report>,
    proposal: Proposal,
    facts: Facts,
}

impl Office {
    /// The last closed period under another charter; none if no period is closed. How the members voted until then stays as
    /// it is: only the split is another.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn last_closed_under(&self, charter: &Charter) -> Result<Option<WhatIf>, ExchangeFailure> {
        let Some(last) = self.closed().await?.pop() else { return Ok(None) };
        let Some(Closed { report: closed, previous, proposal, facts }) = self.closed_with_entries(last.span).await?
        else {
            return Ok(None);
        };
        let mut charters = self.desk().await.charters().clone();
        let held = charters.get(&closed.charter).ok_or(ExchangeFailure::Damaged("a charter"))?;
        let other = Charter { votes: held.votes, ..charter.clone() };
        charters.insert(closed.charter, other);
        let ground = Ground { proposal: &proposal, facts: &facts, charters: &charters, previous: previous.as_ref() };
        let other = recompute(&ground).map(|closing| closing.report);
        Ok(Some(WhatIf { closed, other }))
    }

    /// A closed period without a bill or gift that counted in it, or with a bill that came too late for it; none if the
    /// period is not closed, or there is no such entry.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn closed_otherwise(&self, span: Span, of: Hash) -> Result<Option<WhatIf>, ExchangeFailure> {
        let Some(Closed { report: closed, previous, proposal, facts }) = self.closed_with_entries(span).await? else {
            return Ok(None);
        };
        let desk = self.desk().await;
        let otherwise = if facts.expenses.contains_key(&of) || facts.gifts.contains_key(&of) {
            Otherwise::Without(of)
        } else if let Some(bill) = desk.facts().expenses.get(&of) {
            Otherwise::With(of, Box::new(bill.clone()))
        } else {
            return Ok(None);
        };
        let ground =
            Ground { proposal: &proposal, facts: &facts, charters: desk.charters(), previous: previous.as_ref() };
        let other = recompute_otherwise(&ground, &otherwise).map(|closing| closing.report);
        Ok(Some(WhatIf { closed, other }))
    }

    async fn closed_with_entries(&self, span: Span) -> Result<Option<Closed>, ExchangeFailure> {
        let mut reports = self.closed().await?;
        let Some(place) = reports.iter().position(|report| report.span == span) else { return Ok(None) };
        let report = reports.swap_remove(place);
        let previous = place.checked_sub(1).and_then(|before| reports.get(before)).cloned();
        let Report { federation, rules_version, previous: named, cuts, .. } = report.clone();
        let proposal = Proposal { federation, span, round: 0, rules_version, previous: named, cuts };
        let facts = self.below(&proposal).await?.map_err(|_| ExchangeFailure::Damaged("what a closed period names"))?;
        Ok(Some(Closed { report, previous, proposal, facts }))
    }
}
