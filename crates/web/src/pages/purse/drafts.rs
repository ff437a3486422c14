//! What was read of a file and waits for the treasurer's second step. In memory: after a restart the file is read again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use federation::entry::{Entry, MAX_USAGE_ROWS, Side, Usage, UsageRow};
use jiff::Timestamp;
use store::UserId;

use super::rows::Key;

/// Drafts that wait at a time, at most; the oldest goes first.
const MAX_DRAFTS: usize = 8;

/// How long a draft waits, in seconds.
const LIVES_S: i64 = 3_600;

/// One file's sums.
#[derive(Clone, Debug)]
struct Draft {
    id: String,
    of: UserId,
    at: Timestamp,
    entries: Arc<Vec<Entry>>,
    written: bool,
}

/// The drafts of a member.
#[derive(Clone, Debug, Default)]
pub(super) struct Drafts(Arc<Mutex<VecDeque<Draft>>>);

/// A draft that the second step found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// To be written.
    Entries(Arc<Vec<Entry>>),
    /// Written before: a second click.
    Written,
}

impl Drafts {
    pub(super) fn keep(&self, id: String, of: UserId, at: Timestamp, entries: Vec<Entry>) {
        let mut drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while drafts.len() >= MAX_DRAFTS {
            drafts.pop_front();
        }
        drafts.push_back(Draft { id, of, at, entries: Arc::new(entries), written: false });
    }

    /// The draft that this person made; none if its time is over.
    pub(super) fn find(&self, id: &str, of: UserId, now: Timestamp) -> Option<Found> {
        let drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let draft = drafts.iter().find(|draft| draft.id == id && draft.of == of)?;
        if draft.written {
            return Some(Found::Written);
        }
        let lives = now.as_second().saturating_sub(draft.at.as_second()) < LIVES_S;
        lives.then(|| Found::Entries(Arc::clone(&draft.entries)))
    }

    /// It was written; only that is remembered of it.
    pub(super) fn written(&self, id: &str) {
        let mut drafts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(draft) = drafts.iter_mut().find(|draft| draft.id == id) {
            (draft.written, draft.entries) = (true, Arc::default());
        }
    }
}

/// The entries of sums, which are ascending: one for each side and hour, more where an hour has many rows.
pub(super) fn entries(sums: impl IntoIterator<Item = (Key, u64)>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut rows: Vec<UsageRow> = Vec::new();
    let mut at: Option<(Side, purse::usage::Hour)> = None;
    for (Key { side, hour, other, service, unit }, quantity) in sums {
        if at != Some((side, hour)) || rows.len() >= MAX_USAGE_ROWS {
            close(&mut entries, at, &mut rows);
        }
        at = Some((side, hour));
        rows.push(UsageRow { other, service, unit, quantity });
    }
    close(&mut entries, at, &mut rows);
    entries
}

fn close(entries: &mut Vec<Entry>, at: Option<(Side, purse::usage::Hour)>, rows: &mut Vec<UsageRow>) {
    if let (Some((side, hour)), false) = (at, rows.is_empty()) {
        entries.push(Entry::Usage(Usage { side, hour, rows: std::mem::take(rows) }));
    }
}

#[cfg(test)]
mod tests {
    use purse::id::MemberId;
    use purse::usage::Unit;

    use super::*;

    #[test]
    fn an_hour_with_many_rows_has_several_entries_and_all_can_be_written() {
        let hour = "2026-11-02T10:00:00Z".parse().unwrap();
        let key = |side, number: u16| {
            let mut id = [0; 32];
            id[..2].copy_from_slice(&number.to_be_bytes());
            let (other, service) = (MemberId::from_bytes(id), "peertube".to_owned());
            (Key { side, hour, other, service, unit: Unit::Byte }, 1)
        };
        let claims = (0..300).map(|number| key(Side::Claim, number));
        let made = entries(claims.chain([key(Side::Observation, 1)]));
        let sizes: Vec<usize> = made
            .iter()
            .map(|entry| match entry {
                Entry::Usage(usage) => usage.rows.len(),
                _ => 0,
            })
            .collect();
        assert_eq!(sizes, [256, 44, 1]);
        assert!(made.iter().all(|entry| entry.to_leaf().is_ok()));
    }

    #[test]
    fn a_draft_is_its_makers_for_an_hour_and_is_written_once() {
        let (drafts, now) = (Drafts::default(), Timestamp::UNIX_EPOCH);
        let [of, other] = [UserId::from_bytes([1; 16]), UserId::from_bytes([2; 16])];
        drafts.keep("a".to_owned(), of, now, Vec::new());
        assert_eq!(drafts.find("a", other, now), None);
        assert!(matches!(drafts.find("a", of, now), Some(Found::Entries(_))));
        let late = Timestamp::from_second(LIVES_S).unwrap();
        assert_eq!(drafts.find("a", of, late), None);
        drafts.written("a");
        assert_eq!(drafts.find("a", of, now), Some(Found::Written));
        for number in 0..MAX_DRAFTS {
            drafts.keep(number.to_string(), of, now, Vec::new());
        }
        assert_eq!(drafts.find("a", of, now), None, "the oldest goes first");
    }
}
