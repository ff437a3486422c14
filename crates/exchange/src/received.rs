//! What this member received of another home's video from a carrier is told to that home as players tell it: it is use of the
//! home, which the carrier claims.

use std::collections::BTreeMap;

use carry::id::{ObjectHash, VideoId};
use carry::playlist::pathway_id;
use carry::report::{REPORT_LINES, Report, Told, What};
use peers::client::{Directory, OpenTransport, Request};
use purse::id::MemberId;

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
        open.send(&base, &request).await.is_ok_and(|answer| answer.status.is_success())
    }
}
