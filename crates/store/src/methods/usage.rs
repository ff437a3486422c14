//! Usage.

use carry::id::{MemberId, VideoId};
use jiff::Timestamp;
use purse::usage::{Hour, UsageRow};

use super::methods;
use crate::rows::{BatchId, Delivered, HourUsage, Hours, ObjectUsage, UsageSum};

methods! {
    /// Adds rows, at most [`BATCH_ROWS`](crate::BATCH_ROWS), unless this batch was added before;
    /// whether it was new.
    write flush_usage(batch: BatchId, rows: &[UsageRow], now: Timestamp) -> bool
        => usage::flush;
    /// Sums by service and unit of what this member did for itself: rows whose home is their carrier.
    read usage_sums(hours: Hours) -> Vec<UsageSum> => usage::sums;
    /// Sums by hour, home, carrier, service and unit, in order, after this one.
    read usage_by_hour(hours: Hours, after: Option<&HourUsage>, limit: u32) -> Vec<HourUsage>
        => usage::by_hour;
    /// Sums by object, service and unit of what this member did for itself, in order, after this one.
    read usage_by_object(hours: Hours, after: Option<&ObjectUsage>, limit: u32)
        -> Vec<ObjectUsage> => usage::by_object;
    /// The same of all objects that are or were a video's, by object, service and unit.
    read usage_of_video(video: VideoId, hours: Hours) -> Vec<ObjectUsage> => usage::of_video;
    /// Rows in the order of hour, object, home, carrier, service and unit, after this one.
    read usage_rows(hours: Hours, after: Option<&UsageRow>, limit: u32) -> Vec<UsageRow>
        => usage::rows;
    /// The last hour whose delivered bytes are closed.
    read closed_hour() -> Option<Hour> => usage_hours::closed;
    /// Closes an hour of delivered bytes (unit `byte`): rows of what is not in `kept`
    /// (what at least five distinct viewers saw) are added to the same key's row of the next
    /// hour of the same UTC day, or stay, marked merged, in the day's last hour. Nothing happens,
    /// and the answer is false, if this or a later hour is closed already.
    write close_hour(hour: Hour, kept: &[Delivered]) -> bool => usage_hours::close;
    /// The last hour whose use stands in the member's log, with all hours before it.
    read told_hour() -> Option<Hour> => usage_hours::told;
    /// Marks an hour as that. Nothing happens, and the answer is false, if this or a later one is marked already.
    write mark_told_hour(hour: Hour) -> bool => usage_hours::mark_told;
    /// The last hour whose stored bytes are counted.
    read stored_hour() -> Option<Hour> => usage_hours::stored;
    /// Counts an hour's stored bytes: a row of service `video`, unit `byte_hour` for each object
    /// that was committed before the hour's end and not removed before it, with `member` as carrier.
    /// Homes are those whose videos refer to it at this moment, each with its equal part
    /// (docs/RULES.md, usage), or `member`, if none do. Nothing happens, and the answer is false, if
    /// this or a later hour is counted already.
    write count_stored_hour(hour: Hour, member: MemberId) -> bool
        => usage_hours::count_stored;
}
