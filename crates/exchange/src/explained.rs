//! What a proposal leads to with all that people want to see beside the report: for pages, decides nothing.

use federation::closing::{Closing, Proposal, Report};
use federation::facts::Facts;

use crate::failure::ExchangeFailure;
use crate::month::computed;
use crate::office::Office;

impl Office {
    /// The entries that a proposal names, and what they lead to; none if they are not all here, or lead to nothing.
    /// `previous` is the report of the period before.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn explained(
        &self,
        proposal: &Proposal,
        previous: Option<&Report>,
    ) -> Result<Option<(Facts, Closing)>, ExchangeFailure> {
        let Ok(facts) = self.below(proposal).await? else { return Ok(None) };
        let desk = self.desk().await;
        let closing = computed(proposal, Ok(facts.clone()), &desk, previous);
        Ok(closing.ok().and_then(Result::ok).map(|closing| (facts, closing)))
    }
}
