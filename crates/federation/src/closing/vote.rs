//! Who proposes, and what a member says.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use purse::id::MemberId;

use super::proposal::Span;
use crate::cbor;
use crate::hash::Hash;
use crate::rounds::{Heard, Outcome, Voice, majority};
use crate::signed::Signable;

/// What a member says of a period, once in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Statement {
    #[n(0)]
    pub federation: Hash,
    #[n(1)]
    pub span: Span,
    #[n(2)]
    pub round: u32,
    #[cbor(n(3), with = "cbor::as_id")]
    pub member: MemberId,
    /// For a report's hash.
    #[n(4)]
    pub voice: Voice,
}

impl Signable for Statement {
    const CONTEXT: &'static str = "ecot/statement/1";
    const MAX_BYTES: usize = 256;
}

/// Where the closing of a period stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub heard: Heard,
    pub outcome: Outcome,
    /// Who proposes in the round that is open.
    pub proposer: Option<MemberId>,
}

/// Where the closing of a period stands, by what the members of its roster said.
#[must_use]
pub fn turn(span: Span, roster: &BTreeSet<MemberId>, statements: &[Statement]) -> Turn {
    let mut heard = Heard::default();
    for statement in statements.iter().filter(|statement| statement.span == span) {
        heard.add(statement.round, statement.member, statement.voice);
    }
    let enough = majority(roster.len());
    let outcome = heard.outcome(roster, &|_| enough);
    let proposer = match &outcome {
        Outcome::Open { round, .. } => proposer(roster, *round),
        _ => None,
    };
    Turn { heard, outcome, proposer }
}

/// `roster[round mod n]`, in order of id.
#[must_use]
pub fn proposer(roster: &BTreeSet<MemberId>, round: u32) -> Option<MemberId> {
    let place = usize::try_from(round).ok()?.checked_rem(roster.len())?;
    roster.iter().nth(place).copied()
}
