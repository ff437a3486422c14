//! Entries about use: the sums of an hour, without objects and without viewers.

use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::usage::{Hour, Unit};

use crate::cbor;

/// Rows of one entry, at most; an hour with more has several entries.
pub const MAX_USAGE_ROWS: usize = 256;

/// Who counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Side {
    /// The author carried; the rows name homes.
    #[n(1)]
    Claim,
    /// The author is home; the rows name carriers.
    #[n(2)]
    Observation,
}

/// What the author counted in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Usage {
    #[n(0)]
    pub side: Side,
    #[cbor(n(1), with = "cbor::as_hour")]
    pub hour: Hour,
    /// Ascending by the other member, service and unit; none twice.
    #[n(2)]
    pub rows: Vec<UsageRow>,
}

/// One sum of the hour.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct UsageRow {
    /// The home of a claim, the carrier of an observation; the author itself for own use.
    #[cbor(n(0), with = "cbor::as_id")]
    pub other: MemberId,
    #[n(1)]
    pub service: String,
    #[cbor(n(2), with = "cbor::as_text")]
    pub unit: Unit,
    #[n(3)]
    pub quantity: u64,
}
