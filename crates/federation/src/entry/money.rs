//! Entries about money: real bills and what was expected of them, gifts, money in, money paid.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use purse::cost::CapacityUnit;
use purse::id::MemberId;
use purse::money::Money;
use purse::usage::Pool;

use crate::cbor;
use crate::hash::Hash;

/// UTC days, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Span {
    #[cbor(n(0), with = "cbor::as_date")]
    pub from: Date,
    /// The day after the last one.
    #[cbor(n(1), with = "cbor::as_date")]
    pub to: Date,
}

/// A capacity: so much of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Offered {
    #[n(0)]
    pub amount: u64,
    #[cbor(n(1), with = "cbor::as_text")]
    pub unit: CapacityUnit,
}

/// A cost that is expected. It counts from when more than half of the roster approved it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Estimate {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    #[cbor(n(1), with = "cbor::as_text")]
    pub pool: Pool,
    #[cbor(n(2), with = "cbor::as_money")]
    pub common_part: Money,
    #[n(3)]
    pub capacity: Option<Offered>,
    #[n(4)]
    pub span: Span,
}

/// A member's word on an estimate, or on a bill that is above its estimate. The first one of a member counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Approval {
    /// The entry of the estimate or of the expense.
    #[n(0)]
    pub of: Hash,
    #[n(1)]
    pub yes: bool,
}

/// A real bill.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Expense {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    #[cbor(n(1), with = "cbor::as_text")]
    pub pool: Pool,
    /// What was debited.
    #[cbor(n(2), with = "cbor::as_money")]
    pub amount: Money,
    /// What of it is shared, from 0 to the amount.
    #[cbor(n(3), with = "cbor::as_money")]
    pub common_part: Money,
    #[n(4)]
    pub capacity: Option<Offered>,
    #[n(5)]
    pub span: Span,
    /// The entry of the estimate that it was accepted by.
    #[n(6)]
    pub estimate: Hash,
    /// The day from which on it counts: its first, or of a late bill a later one, which the members have to approve.
    #[cbor(n(7), with = "cbor::as_date")]
    pub on: Date,
    /// The bill in another currency, for information.
    #[n(8)]
    pub foreign: Option<Foreign>,
    /// The bill itself, its supplier, its label.
    #[n(9)]
    pub evidence: Option<Hash>,
}

/// An amount in another currency, as the bill says it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Foreign {
    /// ISO 4217: three capital letters.
    #[n(0)]
    pub currency: String,
    /// In its minor units.
    #[n(1)]
    pub minor: u64,
}

/// Takes back an earlier entry of the same log: an expense, gift, contribution, correction, payment or dispute. Each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Reversal {
    #[n(0)]
    pub of: Hash,
    /// The day from which on it counts no more: what was counted of a bill before is taken back in the period of that day.
    #[cbor(n(1), with = "cbor::as_date")]
    pub on: Date,
}

/// Help in kind: valued, thanked for, never repaid.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Gift {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    #[cbor(n(1), with = "cbor::as_text")]
    pub pool: Pool,
    /// What it would have cost.
    #[cbor(n(2), with = "cbor::as_money")]
    pub value: Money,
    #[n(3)]
    pub capacity: Option<Offered>,
    #[n(4)]
    pub span: Span,
    #[n(5)]
    pub evidence: Option<Hash>,
}

/// What money came in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum ContributionKind {
    /// Into the common fund.
    #[n(1)]
    Fund,
    /// An association's own dues, as a sum: what its adherents carry.
    #[n(2)]
    Dues,
    /// Gifts of money to a member, as a sum.
    #[n(3)]
    Donations,
}

/// Money that came in, as a sum; names never leave the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Contribution {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    #[n(1)]
    pub kind: ContributionKind,
    #[cbor(n(2), with = "cbor::as_money")]
    pub amount: Money,
    #[cbor(n(3), with = "cbor::as_date")]
    pub day: Date,
}

/// Money of a settlement that arrived, said by who received it: a creditor, or the holder of the fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Payment {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    /// The report that it settles.
    #[n(1)]
    pub report: Hash,
    /// Who paid.
    #[cbor(n(2), with = "cbor::as_id")]
    pub from: MemberId,
    #[cbor(n(3), with = "cbor::as_money")]
    pub amount: Money,
    #[cbor(n(4), with = "cbor::as_date")]
    pub day: Date,
}

/// What a debtor does not agree with, in whole cents of its debit note: that waits for people, the rest is paid. Said by the
/// debtor in its own log, and taken back by a reversal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Dispute {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    /// The report of which the note is.
    #[n(1)]
    pub report: Hash,
    #[cbor(n(2), with = "cbor::as_money")]
    pub amount: Money,
    #[n(3)]
    pub reason: DisputeReason,
    /// What proves it, or says more.
    #[n(4)]
    pub evidence: Option<Hash>,
}

/// Why a part of a note is disputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum DisputeReason {
    /// The usage that was charged is not what was used.
    #[n(1)]
    Usage,
    /// A bill should not count, or not for so much.
    #[n(2)]
    Bill,
    /// The means, adherents or days of membership are not right.
    #[n(3)]
    Membership,
    /// It was paid, and the payment is not known here.
    #[n(4)]
    Paid,
    /// Another one, which the evidence says.
    #[n(5)]
    Other,
}

/// Lines of a correction, at most.
pub const MAX_CORRECTION_LINES: usize = 1_000;

/// What a later period pays or gives back of an earlier one. It counts from when more than half of the roster approved it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Correction {
    /// Random, so that two alike are two.
    #[cbor(n(0), with = "cbor::as_bytes")]
    pub nonce: [u8; 16],
    /// The report that is corrected.
    #[n(1)]
    pub report: Hash,
    /// The first day of the period in which it counts.
    #[cbor(n(2), with = "cbor::as_date")]
    pub counts_in: Date,
    /// Ascending by member, none twice; their amounts are nothing together.
    #[n(3)]
    pub lines: Vec<CorrectionLine>,
}

/// One member's part of a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct CorrectionLine {
    #[cbor(n(0), with = "cbor::as_id")]
    pub member: MemberId,
    /// Positive is owed to the member.
    #[cbor(n(1), with = "cbor::as_money")]
    pub amount: Money,
}
