//! What a closing is computed from.

use minicbor::{Decode, Encode};
use purse::cost::Period;
use purse::id::MemberId;

use crate::cbor;
use crate::facts::LogId;
use crate::hash::Hash;
use crate::signed::Signable;

/// Logs of a federation, at most.
pub const MAX_LOGS: usize = 1_000;

/// Months of a period, at most.
const MAX_MONTHS: u16 = 12;

/// A period, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Span {
    #[n(0)]
    pub year: i16,
    /// 1 to 12.
    #[n(1)]
    pub month: i8,
    /// 1 to 12.
    #[n(2)]
    pub months: u16,
}

/// A period is to close on what stands below these checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Proposal {
    #[n(0)]
    pub federation: Hash,
    #[n(1)]
    pub span: Span,
    #[n(2)]
    pub round: u32,
    /// Of docs/RULES.md, by which the report is computed.
    #[n(3)]
    pub rules_version: u32,
    /// The report of the period before; none for the first.
    #[n(4)]
    pub previous: Option<Hash>,
    /// One for each log, ascending by member and log.
    #[n(5)]
    pub cuts: Vec<Cut>,
}

/// The checkpoint of a log below which entries count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct Cut {
    #[cbor(n(0), with = "cbor::as_id")]
    pub member: MemberId,
    /// Which of the member's logs, from 1.
    #[n(1)]
    pub log: u32,
    /// Entries.
    #[n(2)]
    pub size: u64,
    #[n(3)]
    pub root: Hash,
}

/// Why a proposal cannot be, whatever the logs hold. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ProposalRefusal {
    #[error("a period is 1 to {MAX_MONTHS} whole months of the calendar")]
    Period,
    #[error("a proposal names 1 to {MAX_LOGS} logs, ascending and none twice")]
    Cuts,
}

impl Span {
    /// None if there is no such month.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        let few = self.months <= MAX_MONTHS;
        Period::months(self.year, self.month, self.months).filter(|_| few)
    }
}

impl Cut {
    /// The log that is cut.
    #[must_use]
    pub const fn log_id(&self) -> LogId {
        LogId { member: self.member, log: self.log }
    }
}

impl Proposal {
    /// # Errors
    /// The first [`ProposalRefusal`] that applies.
    pub fn check(&self) -> Result<(), ProposalRefusal> {
        if self.span.period().is_none() {
            return Err(ProposalRefusal::Period);
        }
        let log = |cut: &Cut| (cut.member, cut.log);
        let ascending = self.cuts.windows(2).all(|pair| matches!(pair, [one, two] if log(one) < log(two)));
        if (1..=MAX_LOGS).contains(&self.cuts.len()) && ascending { Ok(()) } else { Err(ProposalRefusal::Cuts) }
    }
}

impl Signable for Proposal {
    const CONTEXT: &'static str = "ecot/proposal/1";
    const MAX_BYTES: usize = 65_535;
}
