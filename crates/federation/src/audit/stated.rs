//! How far the members closed.

use std::collections::BTreeSet;

use super::logs::Audit;
use super::places::Files;
use crate::closing::Span;

impl<F: Files> Audit<F> {
    /// The last period that a majority stated a report of, as far as the logs tell; not verified yet.
    #[must_use]
    pub fn last_stated(&self) -> Option<Span> {
        let proposed: BTreeSet<Span> = self.facts.proposals.values().map(|proposal| proposal.fact.span).collect();
        let with_period = proposed.into_iter().filter_map(|span| span.period().map(|period| (span, period)));
        let stated = with_period.filter(|(span, period)| self.decision(*span, period).is_ok());
        stated.max_by_key(|(_, period)| period.end_day()).map(|(span, _)| span)
    }
}
