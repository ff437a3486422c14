//! When something was heard of other members.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use federation::desk::Desk;
use federation::facts::LogId;
use jiff::Timestamp;
use purse::id::MemberId;
use tlog::origin::cosigner_of;

use super::Office;

impl Office {
    /// A member answered.
    pub(crate) fn hears(&self, member: MemberId) {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.insert(member, self.clock.now());
    }

    /// When each member was heard of last: when it answered this one, or, before that, signed that it had stored something.
    /// The latter is what it says itself, at most now.
    pub fn heard(&self, desk: &Desk) -> BTreeMap<MemberId, Timestamp> {
        let mut heard = cosigned(desk);
        let now = self.clock.now();
        heard.values_mut().for_each(|at| *at = (*at).min(now));
        for (member, at) in &*self.answered.lock().unwrap_or_else(PoisonError::into_inner) {
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
