//! Parts of which players say that a carrier altered them: this member fetches them from there itself, and believes itself.

use carry::audit::{Answer, Verdict};
use store::{AskedFor, CarrierAnswer, PartReports, ReportedPart};

use super::asking::Came;
use super::{Auditor, DAY, before};
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Reported parts that are fetched in 24 hours, at most: anybody can report.
const REPORTED_A_DAY: u64 = 50;

/// Reported parts that are fetched in one turn, at most.
const REPORTED_A_TURN: u32 = 8;

/// Reported parts that are kept, at most.
const REPORTED_PARTS: u64 = 10_000;

impl Office {
    /// Takes a player's word that a carrier altered a part of a video of this member; whether there was room for it.
    ///
    /// # Errors
    /// [`ExchangeFailure`].
    pub async fn report_altered(&self, part: &ReportedPart) -> Result<bool, ExchangeFailure> {
        Ok(self.store.report_part(part, self.clock.now(), REPORTED_PARTS).await?)
    }

    /// Fetches what was reported; how many parts those were.
    pub(super) async fn check_reported(&self, with: &Auditor<'_>) -> Result<usize, ExchangeFailure> {
        let now = self.clock.now();
        let tried = self.store.asked_of_carriers(before(now, DAY)).await?.reported;
        let left = u32::try_from(REPORTED_A_DAY.saturating_sub(tried)).unwrap_or(u32::MAX).min(REPORTED_A_TURN);
        if left == 0 {
            return Ok(0);
        }
        let parts = self.store.untried_parts(left).await?;
        for PartReports { part, reports, .. } in &parts {
            self.check_part(with, part, *reports).await?;
        }
        Ok(parts.len())
    }

    async fn check_part(&self, with: &Auditor<'_>, part: &ReportedPart, reports: u64) -> Result<(), ExchangeFailure> {
        let asked_at = self.clock.now();
        let ReportedPart { carrier, video, object, start, len, expected, .. } = *part;
        let me = self.member();
        let came = self.ask_part(with.fetch, (&me, &carrier), object, start..start.saturating_add(len)).await;
        let verdict = judged(&came, len, expected);
        let (status, found, after_ms) = (came.status, came.found(), came.after_ms());
        let cause = AskedFor::Reported;
        let answer = CarrierAnswer {
            asked_at,
            carrier,
            video,
            object,
            start,
            len,
            expected,
            cause,
            verdict,
            status,
            found,
            after_ms,
        };
        let answers = [answer];
        self.store.keep_carrier_answers(&answers).await?;
        self.observe(&answers).await?;
        self.store.mark_part_tried(carrier, object, start, self.clock.now()).await?;
        if verdict == Verdict::Wrong {
            tracing::warn!(%carrier, %video, %object, start, reports, "a carrier alters a part, as players said");
        }
        Ok(())
    }
}

/// Here only the bytes matter: a slow answer that is right clears the carrier.
fn judged(came: &Came, len: u64, expected: [u8; 32]) -> Verdict {
    match came.answer {
        Answer::Came { len: bytes, sha256, .. } if (bytes, sha256) == (len, expected) => Verdict::Held,
        Answer::Came { .. } => Verdict::Wrong,
        Answer::Refused => Verdict::Refused,
        Answer::Nothing => Verdict::Nothing,
    }
}
