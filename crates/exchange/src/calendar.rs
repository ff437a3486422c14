//! The periods up to now, and where each stands.

use federation::closing::{Report, Span};
use federation::desk::{Duty, Now};
use federation::signed::Signable;
use jiff::tz::TimeZone;

use crate::failure::ExchangeFailure;
use crate::found::proposal_key;
use crate::month::{MAX_REPORTS, Month, of};
use crate::office::Office;

impl Office {
    /// Where every period up to now stands, the first one first; nothing is done for it.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn months(&self) -> Result<Vec<Month>, ExchangeFailure> {
        let kept = self.store.reports(MAX_REPORTS).await?;
        let (mut months, mut previous): (Vec<Month>, Option<Report>) = (Vec::new(), None);
        for span in self.spans().await {
            let desk = self.desk().await;
            let now = Now { at: self.clock.now(), span, previous: previous.as_ref(), approved: false };
            let duty = desk.duty(&now);
            let row = match (&duty, desk.duty(&Now { approved: true, ..now })) {
                (Duty::Closed { hash }, _) => of(&kept, span).find(|row| row.hash == hash.0),
                (_, Duty::Recompute(proposal)) => of(&kept, span).find(|row| row.proposal == proposal_key(&proposal)),
                // What was computed last is what is being decided on.
                _ => of(&kept, span).max_by_key(|row| row.round),
            };
            let report = row.map(|row| Report::from_cbor(&row.bytes)).transpose();
            let report = report.map_err(|_| ExchangeFailure::Damaged("a report"))?;
            let proposal = row.map(|row| row.proposal).filter(|_| !matches!(duty, Duty::Closed { .. }));
            let month = Month { span, duty, report, proposal };
            previous = month.report.clone().filter(|_| month.is_closed());
            months.push(month);
            if previous.is_none() {
                break;
            }
        }
        Ok(months)
    }

    /// Every month from the founding's to the one that is running.
    pub async fn spans(&self) -> Vec<Span> {
        let desk = self.desk().await;
        let Some(first) = desk.chain().ok().and_then(|chain| chain.roll.charters.first().map(|(day, _)| *day)) else {
            return Vec::new();
        };
        let now = TimeZone::UTC.to_datetime(self.clock.now()).date();
        let mut spans = Vec::new();
        let (mut year, mut month) = (first.year(), first.month());
        while (year, month) <= (now.year(), now.month()) {
            spans.push(Span { year, month, months: 1 });
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        spans
    }
}
