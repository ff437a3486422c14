//! Usage.

use carry::id::VideoId;
use jiff::Timestamp;

use super::methods;
use crate::rows::{BatchId, HourUsage, Hours, ObjectUsage, UsageRow, UsageSum};

methods! {
    /// Adds rows, at most [`BATCH_ROWS`](crate::BATCH_ROWS), unless this batch was added before;
    /// whether it was new.
    write flush_usage(batch: BatchId, rows: &[UsageRow], now: Timestamp) -> bool
        => usage::flush;
    /// Sums by service and unit.
    read usage_sums(hours: Hours) -> Vec<UsageSum> => usage::sums;
    /// Sums by hour, service and unit, in order.
    read usage_by_hour(hours: Hours, after: Option<&HourUsage>, limit: u32) -> Vec<HourUsage>
        => usage::by_hour;
    /// Sums by object, service and unit, in order, after this one.
    read usage_by_object(hours: Hours, after: Option<&ObjectUsage>, limit: u32)
        -> Vec<ObjectUsage> => usage::by_object;
    /// Sums of all objects that are or were a video's, by object, service and unit.
    read usage_of_video(video: VideoId, hours: Hours) -> Vec<ObjectUsage> => usage::of_video;
    /// Rows in the order of hour, object, home, carrier, service and unit, after this one.
    read usage_rows(hours: Hours, after: Option<&UsageRow>, limit: u32) -> Vec<UsageRow>
        => usage::rows;
    /// The last hour whose stored bytes were counted.
    read stored_hour() -> Option<Timestamp> => usage::stored_hour;
    /// All of this hour's stored bytes are flushed; objects removed before its end are forgotten
    /// altogether. An earlier hour than the last changes nothing.
    write set_stored_hour(hour: Timestamp) -> () => usage::set_stored_hour;
}
