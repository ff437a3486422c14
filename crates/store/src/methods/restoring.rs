//! What becomes of rows that were loaded from a backup.

use jiff::Timestamp;

use super::methods;
use crate::rows::UploadId;

methods! {
    /// Makes rows of a backup those of a member that goes on. Every later manifest has a sequence
    /// of at least the higher one of `floor` and the highest in the rows, plus `margin`, which is
    /// answered. Objects that nothing refers to are forgotten: their files are not in a backup.
    /// Uploads under way are kept until `uploads_until` at least, and begin again from their first
    /// byte if their file is `lost`. Doing it twice changes nothing but the floor, which only
    /// grows.
    write settle_restored(floor: u64, margin: u64, lost: &[UploadId], uploads_until: Timestamp) -> u64
        => needs::settle;
}
