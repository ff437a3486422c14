//! The entries of a member's log: docs/formats/entries.md.
//!
//! An entry says one fact that counts between members. Its author is the member whose log it stands in; its name is its leaf
//! in the log's tree. No free text and no personal data: documents are referred to by salted hash, and can be erased.

mod adoption;
mod backing;
mod carrying;
mod check;
mod evidence;
mod money;
mod usage;

use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::money::Money;

pub use adoption::Adoption;
pub use backing::{Backup, BackupHolding, BackupState, MAX_BACKUP_NUMBER};
pub use carrying::{
    Allowance, Allowances, DropReason, Holding, HoldingState, MAX_ALLOWANCES, MAX_CARRIERS, Offer, Placement,
    Withdrawal, Withdrawn,
};
pub use check::EntryRefusal;
pub use evidence::{AuditRow, Audits, Canaries, CanaryRow, MAX_EVIDENCE_ROWS};
pub use money::{
    Approval, Contribution, ContributionKind, Correction, CorrectionLine, Dispute, DisputeReason, Estimate, Expense,
    Foreign, Gift, MAX_CORRECTION_LINES, Offered, Payment, Reversal, Span,
};
pub use usage::{MAX_USAGE_ROWS, Side, Usage, UsageRow};

use crate::cbor;
use crate::closing::{Proposal, Statement};
use crate::hash::Hash;
use crate::roll::{Ballot, Resolution};
use crate::signed::{Signable, Signed};

/// Bytes of an entry, at most: what an entry bundle can hold (C2SP tlog-tiles).
pub const MAX_BYTES: usize = 65_535;

/// The form that this program writes.
const VERSION: u8 = 1;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Entry {
    /// A manifest was signed.
    #[n(1)]
    Manifest(#[n(0)] Hash),
    /// From the next place of this log on another key signs.
    #[n(2)]
    Key(#[n(0)] Signed<KeyChange>),
    /// A change of the federation is put to the vote.
    #[n(3)]
    Resolution(#[n(0)] Resolution),
    #[n(4)]
    Ballot(#[n(0)] Signed<Ballot>),
    #[n(5)]
    Declaration(#[n(0)] Declaration),
    #[n(6)]
    Estimate(#[n(0)] Estimate),
    #[n(7)]
    Approval(#[n(0)] Approval),
    #[n(8)]
    Expense(#[n(0)] Expense),
    #[n(9)]
    Reversal(#[n(0)] Reversal),
    #[n(10)]
    Gift(#[n(0)] Gift),
    #[n(11)]
    Contribution(#[n(0)] Contribution),
    #[n(12)]
    Usage(#[n(0)] Usage),
    /// A period is to close on what stands below these checkpoints.
    #[n(13)]
    Proposal(#[n(0)] Proposal),
    #[n(14)]
    Statement(#[n(0)] Signed<Statement>),
    #[n(15)]
    Payment(#[n(0)] Payment),
    /// What a later period pays or gives back of an earlier one, once it is approved.
    #[n(16)]
    Correction(#[n(0)] Correction),
    /// A part of a debit note waits, until people agreed on it.
    #[n(17)]
    Dispute(#[n(0)] Dispute),
    /// Another card of this member, by its salted hash ([`crate::card`]).
    #[n(18)]
    Card(#[n(0)] Hash),
    #[n(19)]
    Offer(#[n(0)] Offer),
    #[n(20)]
    Placement(#[n(0)] Placement),
    #[n(21)]
    Holding(#[n(0)] Holding),
    #[n(22)]
    Withdrawal(#[n(0)] Withdrawal),
    #[n(23)]
    Allowances(#[n(0)] Allowances),
    #[n(24)]
    Backup(#[n(0)] Backup),
    #[n(25)]
    BackupHolding(#[n(0)] BackupHolding),
    #[n(26)]
    Audits(#[n(0)] Audits),
    #[n(27)]
    Canaries(#[n(0)] Canaries),
    #[n(28)]
    Adoption(#[n(0)] Signed<Adoption>),
}

/// A planned change of a member's key, signed with the key that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct KeyChange {
    #[cbor(n(0), with = "cbor::as_id")]
    pub member: MemberId,
    /// Which of the member's logs, from 1.
    #[n(1)]
    pub log: u32,
    /// The new Ed25519 public key.
    #[cbor(n(2), with = "cbor::as_bytes")]
    pub public: [u8; 32],
}

impl Signable for KeyChange {
    const CONTEXT: &'static str = "ecot/key/1";
    const MAX_BYTES: usize = 128;
}

/// What a member says of itself, from the first of a month on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Declaration {
    /// What it can spend in a year.
    #[cbor(n(0), with = "cbor::as_money")]
    pub means: Money,
    #[n(1)]
    pub adherents: u32,
    #[cbor(n(2), with = "cbor::as_date")]
    pub from: jiff::civil::Date,
}

/// How every leaf of usage begins: an array of two, the version, an array of two, the entry's number.
const USAGE_BEGINS: [u8; 4] = [0x82, VERSION, 0x82, 12];

#[derive(Encode, Decode)]
struct Versioned {
    #[n(0)]
    version: u8,
    #[n(1)]
    entry: Entry,
}

impl Entry {
    /// The leaf's bytes.
    ///
    /// # Errors
    /// [`EntryRefusal`]: an entry that no reader would take is not written.
    pub fn to_leaf(&self) -> Result<Vec<u8>, EntryRefusal> {
        check::check(self)?;
        let bytes = cbor::write(&Versioned { version: VERSION, entry: self.clone() });
        if bytes.len() > MAX_BYTES { Err(EntryRefusal::TooLong) } else { Ok(bytes) }
    }

    /// Reads a leaf. What it says of other entries is not looked at.
    ///
    /// # Errors
    /// The first [`EntryRefusal`] that applies.
    pub fn from_leaf(bytes: &[u8]) -> Result<Self, EntryRefusal> {
        let versioned: Versioned = cbor::read(bytes, MAX_BYTES)?;
        if versioned.version != VERSION {
            return Err(EntryRefusal::Version);
        }
        check::check(&versioned.entry)?;
        Ok(versioned.entry)
    }

    /// Whether a leaf, if it is an entry of this version, is one of usage: most are, and who looks for others need not read
    /// them.
    #[must_use]
    pub fn is_usage(leaf: &[u8]) -> bool {
        leaf.starts_with(&USAGE_BEGINS)
    }
}
