//! The bounded table of token buckets.
//!
//! A bucket is one number: the instant at which it is full again (the generic cell rate algorithm).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Buckets kept at most; above, those that are full again go first, then those that will be soonest.
const BUCKETS_MAX: usize = 20_000;

/// A salted hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 16]);

impl<T: AsRef<[u8]>> From<T> for Key {
    fn from(hash: T) -> Self {
        let mut key = [0; 16];
        for (to, from) in key.iter_mut().zip(hash.as_ref()) {
            *to = *from;
        }
        Self(key)
    }
}

pub(super) struct Table {
    full_at: Mutex<HashMap<Key, i64>>,
}

impl Table {
    pub(super) fn new() -> Self {
        Self { full_at: Mutex::new(HashMap::new()) }
    }

    /// Takes one token; times in milliseconds. `slack` is the time in which a full burst refills, less one token.
    /// `Err` is the time to wait.
    pub(super) fn take(&self, key: Key, now: i64, every: i64, slack: i64) -> Result<(), i64> {
        let mut table = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = table.get(&key).copied().unwrap_or(now).max(now);
        let wait = full_at.saturating_sub(now).saturating_sub(slack);
        if wait > 0 {
            return Err(wait);
        }
        if table.len() >= BUCKETS_MAX && !table.contains_key(&key) {
            make_room(&mut table, now);
        }
        table.insert(key, full_at.saturating_add(every));
        Ok(())
    }
}

fn make_room(table: &mut HashMap<Key, i64>, now: i64) {
    table.retain(|_, full_at| *full_at > now);
    if table.len() < BUCKETS_MAX {
        return;
    }
    let mut times: Vec<i64> = table.values().copied().collect();
    let middle = times.len() / 2;
    let (_, &mut median, _) = times.select_nth_unstable(middle);
    table.retain(|_, full_at| *full_at > median);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_never_grows_past_its_bound() {
        let table = Table::new();
        for number in 0..(BUCKETS_MAX + 500) {
            let key = Key::from(number.to_be_bytes());
            assert_eq!(table.take(key, 0, 1000, 0), Ok(()));
        }
        let kept = table.full_at.lock().unwrap_or_else(PoisonError::into_inner).len();
        assert!(kept <= BUCKETS_MAX, "{kept}");
    }
}
