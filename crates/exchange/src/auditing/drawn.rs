//! Storage audits of this member's videos.

use std::collections::BTreeMap;

use carry::audit::{self, Audit, Question, Verdict};
use carry::id::VideoId;
use carry::manifest::{Body, Manifest, Rendition, SignedManifest};
use federation::Hash;
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use purse::id::MemberId;
use seams::entropy::random;
use store::{AskedFor, CarrierAnswer};

use super::asking::DEADLINE;
use super::{Auditor, DAY, Due, after, before};
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// Parts of a video that one audit asks for.
const QUESTIONS: usize = 4;

/// Bytes that this member asks of carriers in 24 hours, at most, all of them together.
const AUDIT_BYTES_A_DAY: u64 = 256 << 20;

/// Seconds of a day: each video is audited once in it, on average.
const DAY_SECONDS: u64 = 86_400;

/// Seconds between two audits on average, however many videos there are.
const AUDIT_EVERY_SECONDS: u64 = 600;

/// After this a video is audited again that a carrier failed at.
const AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// By how much clocks of members may differ.
const SKEW_MS: u64 = 60_000;

/// A video of this member, and who says that it holds it.
struct Held {
    manifest: Hash,
    bytes: u64,
    holders: Vec<MemberId>,
}

impl Office {
    /// Audits a video if one is due; how many answers were asked for.
    pub(super) async fn audit_due(&self, with: &Auditor<'_>, due: &mut Due) -> Result<usize, ExchangeFailure> {
        let (now, mut held) = (self.clock.now(), self.held_elsewhere().await);
        due.again.retain(|video, _| held.contains_key(video));
        let again = due.again.iter().find(|(_, at)| **at <= now).map(|(video, _)| *video);
        let drawn = again.is_none() && due.audit.is_some_and(|at| at <= now);
        let video = if drawn {
            due.audit = None;
            let bytes = held.iter().map(|(video, held)| (*video, held.bytes)).collect();
            audit::choose_video(&bytes, &random(&*self.entropy))
        } else {
            again
        };
        if due.audit.is_none() {
            let videos = u64::try_from(held.len()).unwrap_or(u64::MAX).max(1);
            due.audit = Some(self.drawn_time(now, (DAY_SECONDS / videos).max(AUDIT_EVERY_SECONDS)));
        }
        let Some((video, held)) = video.and_then(|video| Some((video, held.remove(&video)?))) else { return Ok(0) };
        let answers = self.ask_holders(with, video, &held).await?;
        self.store.keep_carrier_answers(&answers).await?;
        self.observe(&answers).await?;
        let failed = answers.iter().filter(|answer| answer.verdict.failed()).count();
        if failed > 0 {
            tracing::warn!(%video, failed, asked = answers.len(), "carriers did not answer an audit of a video rightly");
        }
        // Who failed twice running is taken not to hold it; a third time would say no more.
        if drawn && failed > 0 {
            due.again.insert(video, after(now, AGAIN));
        } else {
            due.again.remove(&video);
        }
        Ok(answers.len())
    }

    /// What is placed with others, of which they say that they hold it, and who of them answers.
    async fn held_elsewhere(&self) -> BTreeMap<VideoId, Held> {
        let (me, now, desk) = (self.member(), self.clock.now(), self.desk().await);
        let carrying = &desk.facts().carrying;
        let held = carrying.placements(&me).filter_map(|placed| {
            let serving = carrying.serving(&me, &placed.video, placed.manifest);
            let holders = serving.filter(|holder| placed.carriers.contains(holder) && self.is_heard(holder, now));
            let holders: Vec<MemberId> = holders.collect();
            let held = Held { manifest: placed.manifest, bytes: placed.bytes, holders };
            (!held.holders.is_empty()).then(|| (VideoId::from_bytes(placed.video.0), held))
        });
        held.collect()
    }

    /// Asks all of them the same at once.
    async fn ask_holders(
        &self,
        with: &Auditor<'_>,
        video: VideoId,
        held: &Held,
    ) -> Result<Vec<CarrierAnswer>, ExchangeFailure> {
        let now = self.clock.now();
        let Some(renditions) = self.renditions(held.manifest).await? else { return Ok(Vec::new()) };
        let asked = self.store.asked_of_carriers(before(now, DAY)).await?;
        let holders = u64::try_from(held.holders.len()).unwrap_or(u64::MAX).max(1);
        let mut left = AUDIT_BYTES_A_DAY.saturating_sub(asked.bytes) / holders;
        let mut questions = audit::choose(&renditions, &random(&*self.entropy), QUESTIONS);
        questions.retain(|question| match left.checked_sub(question.len) {
            Some(rest) => {
                left = rest;
                true
            }
            None => false,
        });
        let asked_at_ms = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let deadline_ms = u64::try_from(DEADLINE.as_millis()).unwrap_or(u64::MAX);
        let audit = Audit { asked_at_ms, deadline_ms, skew_ms: SKEW_MS, questions };
        let answers = held.holders.iter().map(|holder| self.ask_holder(with, (video, *holder), &audit, now));
        Ok(join_all(answers).await.into_iter().flatten().collect())
    }

    async fn ask_holder(
        &self,
        with: &Auditor<'_>,
        (video, holder): (VideoId, MemberId),
        audit: &Audit,
        asked_at: Timestamp,
    ) -> Vec<CarrierAnswer> {
        let me = self.member();
        let ask = |question: &Question| {
            let range = question.start..question.start + question.len;
            self.ask_part(with.fetch, (&me, &holder), question.object, range)
        };
        let came = join_all(audit.questions.iter().map(ask)).await;
        let answers: Vec<audit::Answer> = came.iter().map(|came| came.answer).collect();
        // Whether a holder fetched it from another member meanwhile nobody can tell: members fetch as players do.
        let verdicts = audit.judge(holder, &answers, &[]);
        let row = |((question, came), verdict): ((&Question, _), Verdict)| {
            let came: super::asking::Came = came;
            CarrierAnswer {
                asked_at,
                carrier: holder,
                video,
                object: question.object,
                start: question.start,
                len: question.len,
                expected: question.sha256,
                cause: AskedFor::Drawn,
                verdict,
                status: came.status,
                found: came.found(),
                after_ms: came.after_ms(),
            }
        };
        audit.questions.iter().zip(came).zip(verdicts).map(row).collect()
    }

    /// The renditions of a manifest that is kept here; none if another one took its place.
    async fn renditions(&self, manifest: Hash) -> Result<Option<Vec<Rendition>>, ExchangeFailure> {
        let Some(signed) = self.store.signed_manifest(&manifest.0).await? else { return Ok(None) };
        let damaged = |_| ExchangeFailure::Damaged("a manifest");
        let signed = SignedManifest::from_cbor(&signed).map_err(damaged)?;
        Ok(match Manifest::from_cbor(&signed.bytes).map_err(damaged)?.body {
            Body::Published(published) => Some(published.renditions),
            Body::Gone => None,
        })
    }
}
