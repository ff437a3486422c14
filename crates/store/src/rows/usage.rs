//! Usage, as counted at this member; the row itself is [`purse::usage::UsageRow`].

use carry::id::{MemberId, ObjectHash};
use purse::usage::{Hour, Unit};

/// Most rows of one flush.
pub const BATCH_ROWS: usize = 10_000;

/// What a sum runs over: a half-open interval of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// The first hour in it.
    pub from: Hour,
    /// The first hour after it.
    pub until: Hour,
}

/// What delivered bytes are summed by: one object that `carrier` sent for `home`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Delivered {
    pub object: ObjectHash,
    pub home: MemberId,
    pub carrier: MemberId,
}

/// The sum of a service and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageSum {
    pub service: String,
    pub unit: Unit,
    pub quantity: u64,
}

/// The sum of an object, service and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectUsage {
    pub object: ObjectHash,
    pub service: String,
    pub unit: Unit,
    pub quantity: u64,
}

/// The sum of an hour, home, carrier, service and unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HourUsage {
    pub hour: Hour,
    pub home: MemberId,
    pub carrier: MemberId,
    pub service: String,
    pub unit: Unit,
    pub quantity: u64,
}
