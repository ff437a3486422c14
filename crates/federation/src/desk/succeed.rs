//! From a log that ended to the one that the members voted to go on.

use crate::desk::Desk;
use crate::facts::LogId;
use crate::roll::Standing;

impl Desk {
    fn standing(&self) -> Option<&Standing> {
        self.chain().ok()?.roll.members.get(&self.me().member)
    }

    /// Whether the members voted that another log goes on for the one that this member writes.
    #[must_use]
    pub fn is_succeeded(&self) -> bool {
        self.successor().is_some()
    }

    /// The log that goes on for the one that this member writes, and the key with which it begins.
    #[must_use]
    pub fn successor(&self) -> Option<(LogId, [u8; 32])> {
        let (member, standing) = (self.me().member, self.standing()?);
        let log = LogId { member, log: standing.log() };
        (log.log > self.me().log).then(|| (log, standing.key()))
    }

    /// Writes the log that goes on from now on. It may have been written before by this member in a state that was lost: so
    /// the others are asked again before anything is appended. That this log is the own one is to be kept first.
    pub fn turn_to_successor(&mut self) {
        if let Some((log, _)) = self.successor() {
            self.me = log;
            self.copies.entry(log).or_default();
            self.may_append = false;
        }
    }

    /// The log of this member before the one that it writes, and how many of its entries stand; none of the first.
    #[must_use]
    pub fn predecessor(&self) -> Option<(LogId, u64)> {
        let before = LogId { log: self.me().log.checked_sub(1)?, ..self.me() };
        Some((before, self.standing()?.stands(before.log)?))
    }

    /// All logs of this member up to the one that it writes, the first one first, each with how many of its entries stand:
    /// all of the last one.
    #[must_use]
    pub fn own_logs(&self) -> Vec<(LogId, u64)> {
        let (me, standing) = (self.me(), self.standing());
        let stands = |log| standing.and_then(|standing| standing.stands(log)).filter(|_| log < me.log);
        (1..=me.log).map(|log| (LogId { log, ..me }, stands(log).unwrap_or(u64::MAX))).collect()
    }
}
