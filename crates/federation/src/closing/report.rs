//! The report of a period: what a majority says the hash of. Integers only.

use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::money::Money;
use purse::usage::Unit;

use super::proposal::{Cut, Span};
use crate::cbor;
use crate::hash::Hash;
use crate::signed::Signable;

/// The result of a period.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Report {
    #[n(0)]
    pub federation: Hash,
    #[n(1)]
    pub span: Span,
    #[n(2)]
    pub rules_version: u32,
    #[n(3)]
    pub charter: Hash,
    #[n(4)]
    pub previous: Option<Hash>,
    #[n(5)]
    pub cuts: Vec<Cut>,
    /// Ascending by member: the roster, and who joined or left in the period.
    #[n(6)]
    pub lines: Vec<ReportLine>,
    /// The sum of the credits, and so of the charges with the fund's part and the deficit.
    #[cbor(n(7), with = "cbor::as_money")]
    pub total: Money,
    /// What the fund held when the period began.
    #[cbor(n(8), with = "cbor::as_money")]
    pub fund_before: Money,
    /// What was paid into it in the period.
    #[cbor(n(9), with = "cbor::as_money")]
    pub contributions: Money,
    /// What it pays of the period; what it receives is negative.
    #[cbor(n(10), with = "cbor::as_money")]
    pub fund: Money,
    /// What it then holds.
    #[cbor(n(11), with = "cbor::as_money")]
    pub fund_after: Money,
    /// What nobody could be charged with.
    #[cbor(n(12), with = "cbor::as_money")]
    pub deficit: Money,
    /// Ascending: what was charged, and what waits for people.
    #[n(13)]
    pub usage: Vec<UsageLine>,
    /// Ascending: what homes that were gone used, charged to the others. A report without it ends before it.
    #[cbor(n(14), with = "cbor::as_tail", has_nil)]
    pub commons: Vec<CommonsLine>,
}

/// One member's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ReportLine {
    #[cbor(n(0), with = "cbor::as_id")]
    pub member: MemberId,
    #[cbor(n(1), with = "cbor::as_money")]
    pub credit: Money,
    #[cbor(n(2), with = "cbor::as_money")]
    pub charge: Money,
    /// Of earlier periods, positive is owed to the member.
    #[cbor(n(3), with = "cbor::as_money")]
    pub correction: Money,
    /// Credit - charge + correction: positive is owed to the member.
    #[cbor(n(4), with = "cbor::as_money")]
    pub net: Money,
}

/// What a home used of a carrier in the period.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct UsageLine {
    #[cbor(n(0), with = "cbor::as_id")]
    pub home: MemberId,
    #[cbor(n(1), with = "cbor::as_id")]
    pub carrier: MemberId,
    #[n(2)]
    pub service: String,
    #[cbor(n(3), with = "cbor::as_text")]
    pub unit: Unit,
    #[cbor(n(4), with = "cbor::as_u128")]
    pub charged: u128,
    #[cbor(n(5), with = "cbor::as_u128")]
    pub disputed: u128,
}

/// What was used of a carrier in the period for a home that was gone: the other members of each day are charged with equal
/// parts of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct CommonsLine {
    #[cbor(n(0), with = "cbor::as_id")]
    pub home: MemberId,
    #[cbor(n(1), with = "cbor::as_id")]
    pub carrier: MemberId,
    #[n(2)]
    pub service: String,
    #[cbor(n(3), with = "cbor::as_text")]
    pub unit: Unit,
    #[cbor(n(4), with = "cbor::as_u128")]
    pub charged: u128,
}

impl Signable for Report {
    const CONTEXT: &'static str = "ecot/report/1";
    const MAX_BYTES: usize = 16_000_000;
}

impl Report {
    /// One member's line.
    #[must_use]
    pub fn line(&self, member: &MemberId) -> Option<&ReportLine> {
        self.lines.iter().find(|line| line.member == *member)
    }
}
