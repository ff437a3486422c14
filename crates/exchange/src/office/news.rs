//! What of the checkpoints is new to somebody who asks again: members ask each other every minute, and most of the time
//! nothing has happened.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use federation::desk::{KEPT_NAMED, KEPT_NOTES};
use federation::facts::LogId;
use seams::Entropy;
use seams::entropy::random;

/// Up to where somebody has heard what this member has; `docs/formats/peer-messages.md` has its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Of this start of the member: what it counted before is gone.
    start: u64,
    /// Changes of checkpoints since.
    changes: u64,
    /// Checkpoints that proposals name.
    named: usize,
}

/// No mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoMark;

/// Which checkpoints changed last, since the start.
#[derive(Debug)]
pub(crate) struct News {
    start: u64,
    changes: u64,
    /// The number of a checkpoint's last change, by log and size. One that is not here is as it was at the start.
    changed: BTreeMap<LogId, BTreeMap<u64, u64>>,
}

impl News {
    pub(crate) fn begin(entropy: &dyn Entropy) -> Self {
        Self { start: u64::from_be_bytes(random(entropy)), changes: 0, changed: BTreeMap::new() }
    }

    /// A checkpoint came, or cosignatures of it.
    pub(crate) fn note(&mut self, log: LogId, size: u64) {
        self.changes += 1;
        let of_log = self.changed.entry(log).or_default();
        of_log.insert(size, self.changes);
        while of_log.len() > KEPT_NOTES + KEPT_NAMED {
            of_log.pop_first();
        }
    }

    /// What whoever hears all that is here now says when it asks again.
    pub(crate) const fn mark(&self, named: usize) -> Mark {
        Mark { start: self.start, changes: self.changes, named }
    }

    /// Whether a checkpoint among the last ones is new to whoever says this mark.
    pub(crate) fn is_new(&self, since: Option<Mark>, log: LogId, size: u64) -> bool {
        let Some(since) = since.filter(|since| since.start == self.start) else { return true };
        let changed = self.changed.get(&log).and_then(|sizes| sizes.get(&size));
        changed.is_some_and(|change| *change > since.changes)
    }

    /// The same of a checkpoint that a proposal names: once more are named, those are shown that were old before.
    pub(crate) fn is_new_if_named(&self, since: Option<Mark>, named: usize, log: LogId, size: u64) -> bool {
        since.is_none_or(|since| since.named != named) || self.is_new(since, log, size)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:016x}-{}-{}", self.start, self.changes, self.named)
    }
}

impl FromStr for Mark {
    type Err = NoMark;

    fn from_str(text: &str) -> Result<Self, NoMark> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(NoMark);
        let (start, changes, named) = (part()?, part()?, part()?);
        Ok(Self {
            start: u64::from_str_radix(start, 16).map_err(|_| NoMark)?,
            changes: changes.parse().map_err(|_| NoMark)?,
            named: named.parse().map_err(|_| NoMark)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use purse::id::MemberId;
    use testkit::SeededEntropy;

    const LOG: LogId = LogId { member: MemberId::from_bytes([1; 32]), log: 1 };

    #[test]
    fn what_did_not_change_is_told_once() {
        let mut news = News::begin(&SeededEntropy::new(1));
        assert!(news.is_new(None, LOG, 7));
        let heard = news.mark(0);
        assert!(!news.is_new(Some(heard), LOG, 7));
        news.note(LOG, 7);
        assert!(news.is_new(Some(heard), LOG, 7));
        assert!(!news.is_new(Some(heard), LOG, 6));
        assert!(!news.is_new(Some(news.mark(0)), LOG, 7));
    }

    #[test]
    fn after_a_start_everything_is_new() {
        let heard = News::begin(&SeededEntropy::new(1)).mark(0);
        assert!(News::begin(&SeededEntropy::new(2)).is_new(Some(heard), LOG, 7));
    }

    #[test]
    fn a_checkpoint_that_is_named_since_is_new() {
        let news = News::begin(&SeededEntropy::new(1));
        let heard = Some(news.mark(3));
        assert!(!news.is_new_if_named(heard, 3, LOG, 7));
        assert!(news.is_new_if_named(heard, 4, LOG, 7));
    }

    #[test]
    fn a_mark_is_read_as_it_is_written() {
        let mark = News::begin(&SeededEntropy::new(1)).mark(12);
        assert_eq!(mark.to_string().parse(), Ok(mark));
        for text in ["", "1", "1-2", "x-1-2", "1-x-2", "1-2-x", "1-2-3-4"] {
            assert_eq!(text.parse::<Mark>(), Err(NoMark), "{text}");
        }
    }
}
