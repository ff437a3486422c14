//! What this member received from a carrier is use of the video's home, which the carrier claims: another home is told as players
//! tell it, its own is written down.

use std::collections::BTreeMap;

use carry::id::{ObjectHash, VideoId};
use carry::playlist::pathway_id;
use carry::report::{REPORT_LINES, Report, Told, What};
use peers::client::{Directory, OpenTransport, Request};
use purse::id::MemberId;
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use seams::entropy::random;
use store::BatchId;

use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Media type of reports.
const REPORT: &str = "application/cmcd";

/// Bytes by carrier and object.
pub(crate) type Received = BTreeMap<(MemberId, ObjectHash), u64>;

/// The lines that tell of them.
pub(crate) fn lines(received: &Received) -> Vec<Told> {
    let line = |((carrier, object), bytes): (&(MemberId, ObjectHash), &u64)| {
        let what = What::Received { bytes: *bytes, answers: 1, failures: 0 };
        Told { pathway: pathway_id(*carrier), object: *object, what }
    };
    received.iter().filter(|(_, bytes)| **bytes > 0).map(line).collect()
}

impl Office {
    /// What came of this home's own videos from carriers is its use, as what players receive is: it counts here what they count
    /// there.
    pub(crate) async fn observe_received(&self, received: &Received) -> Result<(), ExchangeFailure> {
        let (now, home) = (self.clock.now(), self.member());
        let hour = Hour::of(now);
        let row = |((carrier, object), quantity): (&(MemberId, ObjectHash), &u64)| {
            let (object, carrier, quantity) = (*object, *carrier, *quantity);
            let (service, unit) = (VIDEO_SERVICE.to_owned(), Unit::Byte);
            UsageRow { object, home, carrier, service, unit, hour, quantity, merged: false }
        };
        let rows: Vec<UsageRow> = received.iter().filter(|(_, bytes)| **bytes > 0).map(row).collect();
        if !rows.is_empty() {
            self.store.flush_usage(BatchId::from_bytes(random(&*self.entropy)), &rows, now).await?;
        }
        Ok(())
    }

    /// Tells a home; whether it took it. What it did not take is not told again: then the carrier's claim stands against
    /// nothing, and people see it.
    pub(crate) async fn report(
        &self,
        open: &dyn OpenTransport,
        home: MemberId,
        video: VideoId,
        mut lines: Vec<Told>,
    ) -> bool {
        lines.truncate(REPORT_LINES);
        let Some(base) = self.ring().base(&home).filter(|_| !lines.is_empty()) else { return false };
        // The answer has no body, and so no type.
        let text = Report { lines }.to_string();
        let request = Request::post(format!("/v/{video}/report"), REPORT, text.into(), "");
        let request = request.of_page(format!("/v/{video}"));
        open.send(&base, &request).await.is_ok_and(|answer| answer.status.is_success())
    }
}
