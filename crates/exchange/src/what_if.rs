//! What a closed period would have come to under another charter: before people vote on it.

use federation::charter::Charter;
use federation::closing::{ClosingRefusal, Ground, Proposal, Report, recompute};

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// A closed period, as it is and as it would have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// What the members closed on.
    pub closed: Report,
    /// The same entries under the other charter; or why they lead to nothing.
    pub other: Result<Report, ClosingRefusal>,
}

impl Office {
    /// The last closed period under another charter; none if no period is closed. How the members voted until then stays as
    /// it is: only the split is another.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn last_closed_under(&self, charter: &Charter) -> Result<Option<WhatIf>, ExchangeFailure> {
        let mut reports = self.closed().await?;
        let Some(closed) = reports.pop() else { return Ok(None) };
        let previous = reports.pop();
        let Report { federation, span, rules_version, previous: named, cuts, .. } = closed.clone();
        let proposal = Proposal { federation, span, round: 0, rules_version, previous: named, cuts };
        let facts = self.below(&proposal).await?.map_err(|_| ExchangeFailure::Damaged("what a closed period names"))?;
        let mut charters = self.desk().await.charters().clone();
        let held = charters.get(&closed.charter).ok_or(ExchangeFailure::Damaged("a charter"))?;
        let other = Charter { votes: held.votes, ..charter.clone() };
        charters.insert(closed.charter, other);
        let ground = Ground { proposal: &proposal, facts: &facts, charters: &charters, previous: previous.as_ref() };
        let other = recompute(&ground).map(|closing| closing.report);
        Ok(Some(WhatIf { closed, other }))
    }
}
