//! One writer at a time per upload.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use store::UploadId;

/// The uploads that are being written to by this process. Between processes the offset in the database decides:
/// it moves only from where the writer began.
#[derive(Clone, Default)]
pub struct UploadLocks(Arc<Mutex<HashSet<UploadId>>>);

impl UploadLocks {
    /// Takes the upload, or `None` while another request writes to it.
    pub(super) fn try_take(&self, id: UploadId) -> Option<UploadLock> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(id).then(|| UploadLock { locks: self.clone(), id })
    }
}

impl crate::App {
    /// Whether a request writes to the upload just now.
    pub fn writes_to(&self, id: UploadId) -> bool {
        self.uploads.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }
}

/// An upload taken; dropped, it is free again.
pub(super) struct UploadLock {
    locks: UploadLocks,
    id: UploadId,
}

impl Drop for UploadLock {
    fn drop(&mut self) {
        self.locks.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}
