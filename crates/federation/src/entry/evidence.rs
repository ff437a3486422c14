//! Entries of evidence: how carriers answered the audits of their home, and what canaries received. Sums of a day and codes
//! alone; what proves them stays with who saw it.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use purse::id::MemberId;

use super::EntryRefusal;
use crate::cbor;

/// Rows of one entry of evidence, at most.
pub const MAX_EVIDENCE_ROWS: usize = 512;

/// The author is home of videos, and asked those who say that they hold them for parts of them on a UTC day. Its first row
/// for a carrier and day counts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Audits {
    #[cbor(n(0), with = "cbor::as_date")]
    pub day: Date,
    /// Ascending by carrier, none twice.
    #[n(1)]
    pub rows: Vec<AuditRow>,
}

/// How one carrier answered. What is asked is the sum of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct AuditRow {
    #[cbor(n(0), with = "cbor::as_id")]
    pub carrier: MemberId,
    /// The right bytes in time.
    #[n(1)]
    pub right: u32,
    /// The right bytes too late.
    #[n(2)]
    pub late: u32,
    /// No bytes, and no word that it has none.
    #[n(3)]
    pub silent: u32,
    /// Its word that it has no such thing.
    #[n(4)]
    pub refused: u32,
    /// Other bytes than the manifest says.
    #[n(5)]
    pub altered: u32,
}

/// The author watched videos of others from carriers as a player does, on a UTC day that is over. Its first row for a home,
/// carrier and day counts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Canaries {
    #[cbor(n(0), with = "cbor::as_date")]
    pub day: Date,
    /// Ascending by home and carrier, none twice.
    #[n(1)]
    pub rows: Vec<CanaryRow>,
}

/// What it received of one home's videos from one carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct CanaryRow {
    #[cbor(n(0), with = "cbor::as_id")]
    pub home: MemberId,
    #[cbor(n(1), with = "cbor::as_id")]
    pub carrier: MemberId,
    /// Bytes that came.
    #[n(2)]
    pub received: u64,
    /// Bytes of these that the home took the report of.
    #[n(3)]
    pub reported: u64,
}

impl Audits {
    pub(super) fn check(&self) -> Result<(), EntryRefusal> {
        let ascending = self.rows.windows(2).all(|pair| matches!(pair, [one, two] if one.carrier < two.carrier));
        if ascending && (1..=MAX_EVIDENCE_ROWS).contains(&self.rows.len()) {
            Ok(())
        } else {
            Err(EntryRefusal::Evidence)
        }
    }
}

impl Canaries {
    pub(super) fn check(&self) -> Result<(), EntryRefusal> {
        let key = |row: &CanaryRow| (row.home, row.carrier);
        let ascending = self.rows.windows(2).all(|pair| matches!(pair, [one, two] if key(one) < key(two)));
        let can_be = self.rows.iter().all(|row| row.home != row.carrier && row.reported <= row.received);
        let some = (1..=MAX_EVIDENCE_ROWS).contains(&self.rows.len());
        if ascending && can_be && some { Ok(()) } else { Err(EntryRefusal::Evidence) }
    }
}
