//! Auditing: what shows whether members that carry for each other count and keep what they say.
//! docs/decisions/0014-the-home-places-the-carrier-says-what-it-holds.md has whose word stands for what.
//!
//! A home asks all who say that they hold a video for the same parts at once, at times that nobody foresees, and whoever
//! failed again soon. It fetches from a carrier what a player says that this one altered. As a canary a member watches
//! videos of others as players do. What was seen is kept here for a named time; its sums of a day go into the log.
//!
//! Every answer is kept before anything follows from it; what a crash loses is an audit, never a verdict.

mod asking;
mod canary;
mod drawn;
mod reported;
mod telling;
mod unfit;

use std::collections::BTreeMap;

use carry::audit::pause_seconds;
use carry::id::VideoId;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use peers::client::{Fetch, OpenTransport};
use purse::id::MemberId;
use seams::entropy::random;
use store::CarrierAnswer;

use crate::failure::ExchangeFailure;
use crate::office::Office;
use crate::received::Received;
pub(crate) use unfit::Unfit;

/// For how long evidence is kept: a month, the time in which it is settled, and disputed.
const EVIDENCE: SignedDuration = SignedDuration::from_hours(24 * 92);

/// A day.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What auditing needs beside the office.
pub struct Auditor<'a> {
    pub fetch: &'a dyn Fetch,
    pub open: &'a dyn OpenTransport,
}

/// What one turn did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audited {
    /// Parts that carriers were asked for by an audit, each counted with every carrier.
    pub asked: usize,
    /// Parts that players had reported and that were fetched here.
    pub checked: usize,
    /// Parts that were fetched as a canary.
    pub watched: usize,
}

/// When what is due next. Nothing of it is kept: after a start it is drawn anew.
#[derive(Debug, Default)]
pub(crate) struct Due {
    audit: Option<Timestamp>,
    canary: Option<Timestamp>,
    /// Videos that a carrier failed at, and when all are asked for it again.
    again: BTreeMap<VideoId, Timestamp>,
    /// The day on which all that could be told was told.
    told_on: Option<Date>,
}

impl Office {
    /// One turn: what is due of audits, reports and canaries, and what the log is to say of it.
    ///
    /// # Errors
    /// [`ExchangeFailure`] of this member's own database; the next call goes on.
    pub async fn audit(&self, with: &Auditor<'_>) -> Result<Audited, ExchangeFailure> {
        let mut due = self.auditing.lock().await;
        // Before that nobody is known to answer.
        if !self.has_asked() {
            return Ok(Audited::default());
        }
        self.store.forget_evidence(before(self.clock.now(), EVIDENCE)).await?;
        let checked = self.check_reported(with).await?;
        let asked = self.audit_due(with, &mut due).await?;
        let watched = self.watch_due(with, &mut due).await?;
        self.renew_unfit().await?;
        if self.desk().await.may_append() {
            self.tell_evidence(&mut due).await?;
        }
        Ok(Audited { asked, checked, watched })
    }

    async fn observe(&self, answers: &[CarrierAnswer]) -> Result<(), ExchangeFailure> {
        let mut received = Received::new();
        for answer in answers.iter().filter(|answer| answer.found.is_some()) {
            let sum = received.entry((answer.carrier, answer.object)).or_default();
            *sum = sum.saturating_add(answer.len);
        }
        self.observe_received(&received).await
    }

    /// Whether a member answered this one lately.
    fn is_heard(&self, member: &MemberId, now: Timestamp) -> bool {
        self.answers(member).silent_since(now).is_none()
    }

    /// A time that nobody foresees, `mean_seconds` away on average.
    fn drawn_time(&self, now: Timestamp, mean_seconds: u64) -> Timestamp {
        let seconds = pause_seconds(mean_seconds, self.drawn());
        after(now, SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX)))
    }

    fn drawn(&self) -> u64 {
        u64::from_be_bytes(random(&*self.entropy))
    }
}

fn before(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.checked_sub(time).unwrap_or(Timestamp::MIN)
}

fn after(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.checked_add(time).unwrap_or(Timestamp::MAX)
}
