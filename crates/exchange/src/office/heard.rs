//! When something was heard of other members.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use carry::serving::knows_withdrawals;
use federation::desk::Desk;
use federation::facts::LogId;
use jiff::{SignedDuration, Timestamp};
use purse::id::MemberId;
use tlog::origin::cosigner_of;

use super::Office;

/// For so long a member is taken to be there after it answered. It is asked every minute.
const QUIET: SignedDuration = SignedDuration::from_mins(5);

/// What was heard since the start.
#[derive(Default)]
pub(crate) struct Heard {
    /// Up to where other members were heard, as they call it themselves.
    pub(crate) to: Mutex<BTreeMap<MemberId, String>>,
    /// When other members answered last.
    answered: Mutex<BTreeMap<MemberId, Timestamp>>,
    /// When everybody had been asked for the first time, and last.
    asked: Mutex<Option<(Timestamp, Timestamp)>>,
}

/// How a member answers, since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// It answered last at this time; or nobody was asked yet, and it is taken to answer now.
    At(Timestamp),
    /// It has not answered since everybody was asked for the first time.
    NotSince(Timestamp),
}

impl Answers {
    /// Since when it is silent; none if it answered lately.
    #[must_use]
    pub fn silent_since(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::At(at) => (now.duration_since(at) >= QUIET).then_some(at),
            Self::NotSince(since) => Some(since),
        }
    }
}

impl Office {
    /// A member answered.
    pub(crate) fn hears(&self, member: MemberId) {
        let mut answered = self.heard.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.insert(member, self.clock.now());
    }

    /// Everybody was asked, whoever answered.
    pub(crate) fn asked_everybody(&self) {
        let now = self.clock.now();
        let mut asked = self.heard.asked.lock().unwrap_or_else(PoisonError::into_inner);
        *asked = Some((asked.map_or(now, |(first, _)| first), now));
    }

    /// Whether everybody was asked since the start.
    pub(crate) fn has_asked(&self) -> bool {
        self.heard.asked.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether this member knows what other homes withdrew while it was away, as far as anybody told: it serves nothing of
    /// theirs before.
    #[must_use]
    pub fn may_serve_for_others(&self) -> bool {
        let asked = *self.heard.asked.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was put back says that everybody was asked a moment ago.
        let ago = asked.map(|(_, at)| self.clock.now().duration_since(at).as_secs());
        knows_withdrawals(ago.map(|seconds| u64::try_from(seconds).unwrap_or(0)))
    }

    /// How a member answers this one. Unlike [`Self::heard`] it costs nothing, and knows nothing of the time before the start.
    #[must_use]
    pub fn answers(&self, member: &MemberId) -> Answers {
        let answered = self.heard.answered.lock().unwrap_or_else(PoisonError::into_inner).get(member).copied();
        let asked = *self.heard.asked.lock().unwrap_or_else(PoisonError::into_inner);
        match (answered, asked) {
            (Some(at), _) => Answers::At(at),
            (None, Some((first, _))) => Answers::NotSince(first),
            (None, None) => Answers::At(self.clock.now()),
        }
    }

    /// When each member was heard of last: when it answered this one, or, before that, signed that it had stored something.
    /// The latter is what it says itself, at most now.
    pub fn heard(&self, desk: &Desk) -> BTreeMap<MemberId, Timestamp> {
        let mut heard = cosigned(desk);
        let now = self.clock.now();
        heard.values_mut().for_each(|at| *at = (*at).min(now));
        for (member, at) in &*self.heard.answered.lock().unwrap_or_else(PoisonError::into_inner) {
            let last = heard.entry(*member).or_insert(*at);
            *last = (*last).max(*at);
        }
        heard
    }
}

/// When each member cosigned last.
fn cosigned(desk: &Desk) -> BTreeMap<MemberId, Timestamp> {
    let mut heard = BTreeMap::new();
    let Ok(chain) = desk.chain() else { return heard };
    let logs = chain.roll.members.values().map(|standing| LogId { member: standing.seat.member, log: standing.log() });
    for log in logs {
        let Some(note) = desk.copy(&log).and_then(|copy| copy.last()) else { continue };
        let keys = desk.cosigner_keys(&chain.roll, log);
        for key in &keys {
            let Ok(Some(verified)) = note.note().verified_by(key) else { continue };
            let at =
                verified.time_s.and_then(|time| i64::try_from(time).ok()).and_then(|s| Timestamp::from_second(s).ok());
            let member = cosigner_of(key.name()).map(MemberId::from_bytes);
            if let (Some(at), Some(member)) = (at, member) {
                let last = heard.entry(member).or_insert(at);
                *last = (*last).max(at);
            }
        }
    }
    heard
}
