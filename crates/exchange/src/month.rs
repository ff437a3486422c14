//! The member's part in closings, at every tick.

use federation::closing::{Below, BelowRefusal, Closing, ClosingRefusal, Ground, Proposal, Report, Span, recompute};
use federation::desk::{Desk, Duty, Now, Waiting};
use federation::entry::Entry;
use federation::facts::Facts;
use federation::rounds::Voice;
use federation::signed::Signable;
use jiff::Timestamp;
use store::{ComputedReport, Store};

use crate::failure::ExchangeFailure;
use crate::found::proposal_key;
use crate::office::{LEAVES_AT_A_TIME, Office, key_of};

/// Reports that are read, at most.
pub(crate) const MAX_REPORTS: u32 = 1_000;

/// Where a period stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub span: Span,
    pub duty: Duty,
    /// What this member computed of the proposal that is open, or of the one that closed it.
    pub report: Option<Report>,
    /// The hash of that proposal, by which the treasurer approves.
    pub proposal: Option<[u8; 32]>,
}

impl Month {
    /// Whether a majority has closed it.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self.duty, Duty::Closed { .. })
    }
}

/// A computed report, or why there is none.
///
/// # Errors
/// [`ClosingRefusal`] of the proposal itself; what is missing or altered is a [`BelowRefusal`].
pub fn computed(
    proposal: &Proposal,
    facts: Result<Facts, BelowRefusal>,
    desk: &Desk,
    previous: Option<&Report>,
) -> Result<Result<Closing, ClosingRefusal>, BelowRefusal> {
    let facts = facts?;
    Ok(recompute(&Ground { proposal, facts: &facts, charters: desk.charters(), previous }))
}

impl Office {
    /// Does what is to be done for every period up to now, and says where each stands, the first one first.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn close(&self) -> Result<Vec<Month>, ExchangeFailure> {
        let (mut months, mut previous) = (Vec::new(), None);
        for span in self.spans().await {
            let month = self.close_one(span, previous.as_ref()).await?;
            let closed = matches!(month.duty, Duty::Closed { .. });
            previous.clone_from(&month.report);
            months.push(month);
            if !closed || previous.is_none() {
                break;
            }
        }
        Ok(months)
    }

    async fn close_one(&self, span: Span, previous: Option<&Report>) -> Result<Month, ExchangeFailure> {
        let at = self.clock.now();
        let kept = reports_of(&self.store, span).await?;
        let mut desk = self.desk().await;
        let open = |desk: &Desk, approved| desk.duty(&Now { at, span, previous, approved });
        let duty = match open(&desk, false) {
            // Whether the treasurer has looked at it is known once it was computed.
            Duty::Wait(Waiting::Treasurer(until)) => {
                let Duty::Recompute(proposal) = open(&desk, true) else {
                    return Ok(Month {
                        span,
                        duty: Duty::Wait(Waiting::Treasurer(until)),
                        report: None,
                        proposal: None,
                    });
                };
                let report = self.report_of(&desk, &proposal, previous, at).await?;
                let key = proposal_key(&proposal);
                if !kept.iter().any(|row| row.proposal == key && row.approved_at.is_some()) {
                    let duty = Duty::Wait(Waiting::Treasurer(until));
                    return Ok(Month { span, duty, report, proposal: Some(key) });
                }
                Duty::Recompute(proposal)
            }
            duty => duty,
        };
        match duty {
            Duty::Propose(proposal) => {
                self.append_to(&mut desk, &Entry::Proposal(proposal)).await?;
            }
            Duty::Recompute(proposal) => {
                let report = self.report_of(&desk, &proposal, previous, at).await?;
                let voice = report.map_or(Voice::Abandon, |report| Voice::For(report.hash()));
                let statement = desk.state(span, proposal.round, voice, &self.identity().key);
                self.append_to(&mut desk, &Entry::Statement(statement)).await?;
            }
            Duty::Abandon { round } => {
                let statement = desk.state(span, round, Voice::Abandon, &self.identity().key);
                self.append_to(&mut desk, &Entry::Statement(statement)).await?;
            }
            Duty::Closed { hash } => {
                let report = self.closed_report(&desk, span, previous, hash, at).await?;
                return Ok(Month { span, duty: Duty::Closed { hash }, report, proposal: None });
            }
            duty => return Ok(Month { span, duty, report: None, proposal: None }),
        }
        Ok(Month { span, duty: open(&desk, false), report: None, proposal: None })
    }

    /// The report that was closed on: what this member computed, or computes now if it was away.
    async fn closed_report(
        &self,
        desk: &Desk,
        span: Span,
        previous: Option<&Report>,
        hash: federation::Hash,
        at: Timestamp,
    ) -> Result<Option<Report>, ExchangeFailure> {
        for row in reports_of(&self.store, span).await? {
            if row.hash == hash.0 {
                let report = Report::from_cbor(&row.bytes);
                return report.map(Some).map_err(|_| ExchangeFailure::Damaged("a report"));
            }
        }
        let proposals: Vec<Proposal> = desk
            .facts()
            .proposals
            .values()
            .map(|proposal| proposal.fact.clone())
            .filter(|one| one.span == span)
            .collect();
        for proposal in proposals {
            if let Some(report) = self.report_of(desk, &proposal, previous, at).await?
                && report.hash() == hash
            {
                return Ok(Some(report));
            }
        }
        Ok(None)
    }

    /// What a proposal leads to, kept; none if it leads to nothing.
    async fn report_of(
        &self,
        desk: &Desk,
        proposal: &Proposal,
        previous: Option<&Report>,
        at: Timestamp,
    ) -> Result<Option<Report>, ExchangeFailure> {
        let facts = self.below(proposal).await?;
        let report = match computed(proposal, facts, desk, previous) {
            Ok(Ok(closing)) => closing.report,
            Ok(Err(refusal)) => {
                tracing::warn!(%refusal, "a proposal leads to no report");
                return Ok(None);
            }
            Err(refusal) => {
                tracing::warn!(%refusal, "a proposal names what is not here");
                return Ok(None);
            }
        };
        let row = ComputedReport {
            proposal: proposal_key(proposal),
            year: proposal.span.year,
            month: proposal.span.month,
            months: proposal.span.months,
            round: proposal.round,
            hash: report.hash().0,
            bytes: report.to_cbor(),
            computed_at: at,
            approved_at: None,
        };
        self.store.keep_report(&row).await?;
        Ok(Some(report))
    }

    /// Exactly the entries that a proposal names.
    pub(crate) async fn below(&self, proposal: &Proposal) -> Result<Result<Facts, BelowRefusal>, ExchangeFailure> {
        let mut below = match Below::new(proposal) {
            Ok(below) => below,
            Err(refusal) => return Ok(Err(refusal)),
        };
        for cut in &proposal.cuts {
            let mut from = 0;
            while from < cut.size {
                let leaves = self.store.leaves(key_of(cut.log_id()), from, LEAVES_AT_A_TIME).await?;
                if leaves.is_empty() {
                    break;
                }
                from += u64::try_from(leaves.len()).unwrap_or(0);
                for leaf in &leaves {
                    if let Err(refusal) = below.add(cut.log_id(), leaf) {
                        return Ok(Err(refusal));
                    }
                }
            }
        }
        Ok(below.finish())
    }
}

async fn reports_of(store: &Store, span: Span) -> Result<Vec<ComputedReport>, ExchangeFailure> {
    let all = store.reports(MAX_REPORTS).await?;
    Ok(of(&all, span).cloned().collect())
}

pub(crate) fn of(rows: &[ComputedReport], span: Span) -> impl Iterator<Item = &ComputedReport> {
    rows.iter().filter(move |row| (row.year, row.month, row.months) == (span.year, span.month, span.months))
}
