use std::sync::atomic::{AtomicU64, Ordering};

use super::viewers::Viewers;

/// What is counted of one object since the last flush. Responses hold it and add to it without a
/// lock.
#[derive(Default)]
pub struct Tally {
    delivered: AtomicU64,
    pub(super) viewers: Viewers,
}

impl Tally {
    /// Adds body bytes that were handed on.
    pub fn delivered(&self, bytes: u64) {
        self.delivered.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Bytes counted and not yet taken to be written.
    pub fn waiting(&self) -> u64 {
        self.delivered.load(Ordering::Relaxed)
    }

    /// The bytes since the last call.
    pub(super) fn take(&self) -> u64 {
        // Without a write when nothing was added: most objects are idle at most flushes.
        match self.delivered.load(Ordering::Relaxed) {
            0 => 0,
            _ => self.delivered.swap(0, Ordering::Relaxed),
        }
    }
}
