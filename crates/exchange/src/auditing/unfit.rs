//! Which carriers are taken not to hold a video, and which are not named to players.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use carry::audit::{Verdict, is_lost};
use carry::id::VideoId;
use jiff::{SignedDuration, Timestamp};
use purse::id::MemberId;
use store::{AskedFor, CarrierAnswer};

use super::before;
use crate::failure::ExchangeFailure;
use crate::office::Office;

/// For how long a carrier that lost a video, or altered it, does not get that video again.
const LOST_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// For how long a carrier that altered anything of this member is not named to players of any of its videos.
const UNNAMED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What answers of carriers lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unfit {
    /// Who is taken not to hold which video.
    lost: BTreeSet<(VideoId, MemberId)>,
    /// When carriers were last seen to alter something.
    altered: BTreeMap<MemberId, Timestamp>,
}

impl Unfit {
    /// The carriers that are taken not to hold a video, whatever they say.
    pub(crate) fn lost(&self, video: VideoId) -> impl Iterator<Item = MemberId> {
        let (first, last) = (MemberId::from_bytes([0; 32]), MemberId::from_bytes([0xff; 32]));
        self.lost.range((video, first)..=(video, last)).map(|(_, carrier)| *carrier)
    }

    fn add(&mut self, video: VideoId, carrier: MemberId, answers: &[CarrierAnswer]) {
        if is_lost(&last_first(answers)) {
            self.lost.insert((video, carrier));
        }
        let wrong = answers.iter().filter(|answer| answer.verdict == Verdict::Wrong);
        if let Some(at) = wrong.map(|answer| answer.asked_at).max() {
            let last = self.altered.entry(carrier).or_insert(at);
            *last = (*last).max(at);
        }
    }
}

impl Office {
    /// Reads anew what carriers answered.
    pub(crate) async fn renew_unfit(&self) -> Result<(), ExchangeFailure> {
        let since = before(self.clock.now(), LOST_FOR);
        let mut unfit = Unfit::default();
        for (video, carrier) in self.store.failed_answers(since).await? {
            let answers = self.store.answers_of(video, carrier, since).await?;
            unfit.add(video, carrier, &answers);
        }
        *self.unfit.write().unwrap_or_else(PoisonError::into_inner) = unfit;
        Ok(())
    }

    /// Who is taken not to hold a video of this member.
    pub(crate) fn lost(&self, video: VideoId) -> Vec<MemberId> {
        self.unfit.read().unwrap_or_else(PoisonError::into_inner).lost(video).collect()
    }

    /// Whether players of a video of this member may be sent to a carrier: not to one that lost it, nor to one that was lately
    /// seen to alter anything.
    #[must_use]
    pub fn is_named(&self, video: VideoId, carrier: MemberId) -> bool {
        let unfit = self.unfit.read().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        let lately = unfit.altered.get(&carrier).is_some_and(|at| now.duration_since(*at) < UNNAMED_FOR);
        !lately && !unfit.lost.contains(&(video, carrier))
    }
}

/// The verdict of each audit, the last one first. Of what players reported only what was altered says anything: they
/// choose what is asked.
fn last_first(answers: &[CarrierAnswer]) -> Vec<Verdict> {
    let mut audits: BTreeMap<Timestamp, Verdict> = BTreeMap::new();
    for answer in answers {
        if answer.cause == AskedFor::Drawn || answer.verdict == Verdict::Wrong {
            let worst = audits.entry(answer.asked_at).or_insert(answer.verdict);
            *worst = (*worst).max(answer.verdict);
        }
    }
    audits.into_values().rev().collect()
}
