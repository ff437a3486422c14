//! Usage, as counted at this member.

use carry::id::{MemberId, ObjectHash};
use jiff::Timestamp;

/// Most rows of one flush.
pub const BATCH_ROWS: usize = 10_000;

/// One count. Two rows with the same key are added.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsageRow {
    pub object: ObjectHash,
    pub home: MemberId,
    pub carrier: MemberId,
    /// `delivery`, `storage`, `encoding`, or a service's own.
    pub service: String,
    /// `byte`, `byte_hour`, `pixel_ms`, or a service's own.
    pub unit: String,
    /// The start of a UTC hour.
    pub hour: Timestamp,
    pub quantity: u64,
    /// Small counts of the whole day are in it.
    pub merged: bool,
}

/// What a sum runs over; a half-open interval of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// The first hour in it.
    pub from: Timestamp,
    /// The first hour after it.
    pub until: Timestamp,
}

/// The sum of a service and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageSum {
    pub service: String,
    pub unit: String,
    pub quantity: u64,
}

/// The sum of an object, service and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectUsage {
    pub object: ObjectHash,
    pub service: String,
    pub unit: String,
    pub quantity: u64,
}

/// The sum of an hour, service and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourUsage {
    pub hour: Timestamp,
    pub service: String,
    pub unit: String,
    pub quantity: u64,
}
