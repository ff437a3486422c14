//! What can be resolved.

use jiff::civil::Date;
use minicbor::{Decode, Encode};
use purse::id::MemberId;
use purse::money::Money;

use super::absence::{MAX_COMMONS_MONTHS, MIN_COMMONS_MONTHS, check_months};
use crate::cbor;
use crate::hash::Hash;
use crate::signed::{Signable, Signed};

/// Bytes of the address at which a member answers, at most.
pub const MAX_ADDRESS_BYTES: usize = 255;

/// A change of the federation, and the place in the chain at which it is to stand.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Resolution {
    /// 0 founds the federation.
    #[n(0)]
    pub number: u64,
    /// The hash of the one before; zeros at the founding.
    #[n(1)]
    pub previous: Hash,
    #[n(2)]
    pub act: Act,
    /// The minutes of the assembly that proposes it.
    #[n(3)]
    pub minutes: Option<Hash>,
}

/// The change.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Act {
    /// The founder is its first member, votes alone and holds the fund.
    #[n(1)]
    Found {
        #[n(0)]
        charter: Hash,
        #[n(1)]
        founder: Seat,
    },
    /// Who asked is in.
    #[n(2)]
    Admit(#[n(0)] Signed<Request>),
    /// A member goes, by its own wish. It settles the period in which that day lies.
    #[n(3)]
    Leave(#[n(0)] Signed<Leave>),
    /// A member goes by the others' wish, from that day on.
    #[n(4)]
    Exclude {
        #[cbor(n(0), with = "cbor::as_id")]
        member: MemberId,
        #[cbor(n(1), with = "cbor::as_date")]
        to: Date,
    },
    /// Another charter, from the first of a month on.
    #[n(5)]
    Amend {
        #[n(0)]
        charter: Hash,
        #[cbor(n(1), with = "cbor::as_date")]
        from: Date,
    },
    /// A log that contradicted itself, or whose key is lost, ends; another one goes on.
    #[n(6)]
    Succeed(#[n(0)] Succession),
    /// Another member holds the fund, from that day on.
    #[n(7)]
    Entrust {
        #[cbor(n(0), with = "cbor::as_id")]
        member: MemberId,
        #[cbor(n(1), with = "cbor::as_date")]
        from: Date,
    },
    /// A member answers no more ([`super::Absence`] says what each day is).
    #[n(8)]
    Gone {
        #[cbor(n(0), with = "cbor::as_id")]
        member: MemberId,
        #[cbor(n(1), with = "cbor::as_date")]
        since: Date,
        #[cbor(n(2), with = "cbor::as_date")]
        from: Date,
        #[cbor(n(3), with = "cbor::as_date")]
        until: Date,
    },
    /// A member that was gone answers again. What was adopted of it stays adopted.
    #[n(9)]
    Back {
        #[cbor(n(0), with = "cbor::as_id")]
        member: MemberId,
        #[cbor(n(1), with = "cbor::as_date")]
        from: Date,
    },
}

/// One member as it joins.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Seat {
    #[cbor(n(0), with = "cbor::as_id")]
    pub member: MemberId,
    /// Its current Ed25519 public key.
    #[cbor(n(1), with = "cbor::as_bytes")]
    pub key: [u8; 32],
    /// Where it answers the others: an https address without a path.
    #[n(2)]
    pub address: String,
    /// Its names, its bank account, whom to write to: a document.
    #[n(3)]
    pub card: Option<Hash>,
    /// What it can spend in a year.
    #[cbor(n(4), with = "cbor::as_money")]
    pub means: Money,
    #[n(5)]
    pub adherents: u32,
    /// The first day of its membership.
    #[cbor(n(6), with = "cbor::as_date")]
    pub from: Date,
}

/// A wish to join, under a charter that was read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Request {
    /// The founding resolution.
    #[n(0)]
    pub federation: Hash,
    #[n(1)]
    pub charter: Hash,
    #[n(2)]
    pub seat: Seat,
}

/// A wish to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Leave {
    #[n(0)]
    pub federation: Hash,
    #[cbor(n(1), with = "cbor::as_id")]
    pub member: MemberId,
    /// The day after the last one.
    #[cbor(n(2), with = "cbor::as_date")]
    pub to: Date,
}

/// What of a log stands, and who goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Succession {
    #[cbor(n(0), with = "cbor::as_id")]
    pub member: MemberId,
    /// The number of the log that goes on; the one before it ends.
    #[n(1)]
    pub log: u32,
    /// The key of the log that goes on.
    #[cbor(n(2), with = "cbor::as_bytes")]
    pub key: [u8; 32],
    /// So many entries of the log that ends stand.
    #[n(3)]
    pub size: u64,
    /// Their root.
    #[n(4)]
    pub root: Hash,
}

/// Why an act cannot be, whoever votes for it. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum ActRefusal {
    #[error("an address of a member is https:// and a name, at most {MAX_ADDRESS_BYTES} bytes")]
    Address,
    #[error("means are not negative")]
    Means,
    #[error("a member's id is the SHA-256 of the first key that it had, and this key is no key")]
    Key,
    #[error("another charter begins with the first of a month")]
    NotTheFirst,
    #[error("a log that goes on has a number of at least 2")]
    LogNumber,
    #[error("the commons pay until the first of a month, {MIN_COMMONS_MONTHS} to {MAX_COMMONS_MONTHS} months later")]
    Months,
}

impl Signable for Resolution {
    const CONTEXT: &'static str = "ecot/resolution/1";
    const MAX_BYTES: usize = 4_096;
}

impl Signable for Request {
    const CONTEXT: &'static str = "ecot/request/1";
    const MAX_BYTES: usize = 1_024;
}

impl Signable for Leave {
    const CONTEXT: &'static str = "ecot/leave/1";
    const MAX_BYTES: usize = 256;
}

impl Act {
    /// # Errors
    /// The first [`ActRefusal`] that applies.
    pub fn check(&self) -> Result<(), ActRefusal> {
        match self {
            Self::Found { founder, .. } => founder.check(),
            Self::Admit(request) => request.value.seat.check(),
            Self::Amend { from, .. } if from.day() != 1 => Err(ActRefusal::NotTheFirst),
            Self::Succeed(succession) if !is_key(&succession.key) => Err(ActRefusal::Key),
            Self::Succeed(succession) if succession.log < 2 => Err(ActRefusal::LogNumber),
            Self::Gone { from, until, .. } => check_months(*from, *until),
            _ => Ok(()),
        }
    }
}

impl Seat {
    /// # Errors
    /// The first [`ActRefusal`] that applies.
    pub fn check(&self) -> Result<(), ActRefusal> {
        if !is_address(&self.address) {
            Err(ActRefusal::Address)
        } else if self.means < Money::ZERO {
            Err(ActRefusal::Means)
        } else if !is_key(&self.key) {
            Err(ActRefusal::Key)
        } else {
            Ok(())
        }
    }
}

fn is_key(bytes: &[u8; 32]) -> bool {
    ed25519_dalek::VerifyingKey::from_bytes(bytes).is_ok_and(|key| !key.is_weak())
}

/// `https://name` with a port if need be; `http://` too, for loopback, which the shell allows or not.
fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b".-:[]".contains(&c);
    text.len() <= MAX_ADDRESS_BYTES && !rest.is_empty() && rest.bytes().all(plain)
}
