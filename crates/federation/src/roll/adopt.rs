//! One resolution more.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;
use jiff::civil::Date;
use minicbor::{Decode, Encode};
use purse::id::MemberId;

use super::act::{Act, ActRefusal, Leave, Request, Resolution, Seat, Succession};
use super::standing::{Roll, Standing};
use crate::cbor;
use crate::charter::Charter;
use crate::facts::{KeyHistory, LogId};
use crate::hash::Hash;
use crate::rounds::{Voice, majority, thirds};
use crate::signed::{Signable, Signed};

/// A member's word on the next resolution. Against it is [`Voice::Abandon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Ballot {
    #[n(0)]
    pub federation: Hash,
    /// The place in the chain that is voted on.
    #[n(1)]
    pub number: u64,
    #[n(2)]
    pub round: u32,
    #[cbor(n(3), with = "cbor::as_id")]
    pub member: MemberId,
    #[n(4)]
    pub voice: Voice,
}

impl Signable for Ballot {
    const CONTEXT: &'static str = "ecot/ballot/1";
    const MAX_BYTES: usize = 256;
}

/// What was adopted, and in which round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    pub hash: Hash,
    pub round: u32,
    pub resolution: Resolution,
}

/// Why a resolution cannot follow on a roll, whoever votes for it. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum RollRefusal {
    #[error("it does not follow on the last resolution")]
    NotNext,
    #[error(transparent)]
    Act(#[from] ActRefusal),
    #[error("a federation is founded once")]
    FoundedAlready,
    #[error("it was signed for another federation")]
    OtherFederation,
    #[error("the charter that was read is not the one that holds")]
    OtherCharter,
    #[error("nobody has the text of that charter, or it cannot be applied")]
    NoCharter,
    #[error("that member is in already")]
    MemberAlready,
    #[error("that is no member, or it is on its way out")]
    NoMember,
    #[error("the last member cannot go")]
    LastMember,
    #[error("that member holds the fund, which another one has to take over first")]
    HoldsTheFund,
    #[error("that member is gone already")]
    GoneAlready,
    #[error("that member is not gone")]
    NotGone,
    #[error("who wishes it has not signed it")]
    SignatureWrong,
    #[error("it begins before the day on which the member joined, or before what holds already")]
    TooEarly,
    #[error("it has not been silent for as many days as the charter says")]
    NotSilentEnough,
    #[error("the log that goes on is not the next one of that member")]
    NotTheNextLog,
}

/// The roll after one resolution more. `charters` are the texts that are there, `keys` the changes of key that logs tell of.
///
/// # Errors
/// The first [`RollRefusal`] that applies.
pub fn adopt(
    roll: &Roll,
    resolution: &Resolution,
    charters: &BTreeMap<Hash, Charter>,
    keys: &KeyHistory,
) -> Result<Roll, RollRefusal> {
    if resolution.number != roll.number + 1 || resolution.previous != roll.head {
        return Err(RollRefusal::NotNext);
    }
    resolution.act.check()?;
    let mut next = Roll { number: resolution.number, head: resolution.hash(), ..roll.clone() };
    match &resolution.act {
        Act::Found { .. } => return Err(RollRefusal::FoundedAlready),
        Act::Admit(request) => next.admit(request)?,
        Act::Leave(leave) => next.leave(leave, keys)?,
        Act::Exclude { member, to } => next.end(member, *to)?,
        Act::Amend { charter, from } => {
            if !charters.contains_key(charter) {
                return Err(RollRefusal::NoCharter);
            }
            if next.charters.last().is_some_and(|(held, _)| from <= held) {
                return Err(RollRefusal::TooEarly);
            }
            next.charters.push((*from, *charter));
        }
        Act::Succeed(succession) => next.succeed(succession)?,
        Act::Entrust { member, from } => next.entrust(*member, *from)?,
        Act::Gone { member, since, from, until } => next.go(member, (*since, *from, *until), charters)?,
        Act::Back { member, from } => next.come_back(member, *from)?,
    }
    Ok(next)
}

/// How many voices this act needs. Another charter needs what the one that holds says; a succession, which ends what a
/// member signed, as much.
#[must_use]
pub fn needs(roll: &Roll, act: &Act, charters: &BTreeMap<Hash, Charter>) -> usize {
    let members = roll.electorate().len();
    let held = roll.charters.last().and_then(|(_, hash)| charters.get(hash));
    match act {
        Act::Amend { .. } | Act::Succeed(_) => thirds(members, held.map_or(3, |charter| charter.votes.change_thirds)),
        _ => majority(members),
    }
}

impl Roll {
    /// The roll of a federation that was founded by this resolution.
    ///
    /// # Errors
    /// The first [`RollRefusal`] that applies.
    pub fn found(founding: &Resolution, charters: &BTreeMap<Hash, Charter>) -> Result<Self, RollRefusal> {
        let Act::Found { charter, founder } = &founding.act else { return Err(RollRefusal::NotNext) };
        if founding.number != 0 || founding.previous != Hash::ZERO {
            return Err(RollRefusal::NotNext);
        }
        founding.act.check()?;
        if !charters.contains_key(charter) {
            return Err(RollRefusal::NoCharter);
        }
        let hash = founding.hash();
        Ok(Self {
            federation: hash,
            number: 0,
            head: hash,
            charters: vec![(founder.from, *charter)],
            holders: vec![(founder.from, founder.member)],
            members: BTreeMap::from([(founder.member, Standing::new(founder))]),
        })
    }

    fn admit(&mut self, request: &Signed<Request>) -> Result<(), RollRefusal> {
        let Request { federation, charter, seat } = &request.value;
        if *federation != self.federation {
            return Err(RollRefusal::OtherFederation);
        }
        if self.charters.last().is_none_or(|(_, held)| held != charter) {
            return Err(RollRefusal::OtherCharter);
        }
        let before = self.members.get(&seat.member).map(|standing| standing.to);
        if before == Some(None) {
            return Err(RollRefusal::MemberAlready);
        }
        signed_by(request, &seat.key)?;
        let founded = self.charters.first().map(|(day, _)| *day);
        if before.flatten().max(founded).is_some_and(|day| seat.from < day) {
            return Err(RollRefusal::TooEarly);
        }
        self.members.insert(seat.member, Standing::new(seat));
        Ok(())
    }

    /// With any key that the member's log had: which is the last one depends on what of the log is here.
    fn leave(&mut self, leave: &Signed<Leave>, keys: &KeyHistory) -> Result<(), RollRefusal> {
        let Leave { federation, member, to } = leave.value;
        if federation != self.federation {
            return Err(RollRefusal::OtherFederation);
        }
        let standing = self.members.get(&member).ok_or(RollRefusal::NoMember)?;
        let log = LogId { member, log: standing.log() };
        let keys = keys.keys(log, standing.key(), u64::MAX);
        if !keys.iter().any(|key| signed_by(leave, key).is_ok()) {
            return Err(RollRefusal::SignatureWrong);
        }
        self.end(&member, to)
    }

    fn end(&mut self, member: &MemberId, to: Date) -> Result<(), RollRefusal> {
        let staying = self.electorate();
        if !staying.contains(member) {
            return Err(RollRefusal::NoMember);
        }
        if staying.len() == 1 {
            return Err(RollRefusal::LastMember);
        }
        if self.holder() == Some(*member) {
            return Err(RollRefusal::HoldsTheFund);
        }
        let standing = self.members.get_mut(member).ok_or(RollRefusal::NoMember)?;
        if to <= standing.seat.from {
            return Err(RollRefusal::TooEarly);
        }
        standing.to = Some(to);
        Ok(())
    }

    fn entrust(&mut self, member: MemberId, from: Date) -> Result<(), RollRefusal> {
        if !self.electorate().contains(&member) {
            return Err(RollRefusal::NoMember);
        }
        if self.holders.last().is_some_and(|(held, _)| from <= *held) {
            return Err(RollRefusal::TooEarly);
        }
        self.holders.push((from, member));
        Ok(())
    }

    fn succeed(&mut self, succession: &Succession) -> Result<(), RollRefusal> {
        let standing = self.members.get_mut(&succession.member).ok_or(RollRefusal::NoMember)?;
        if succession.log != standing.log() + 1 {
            return Err(RollRefusal::NotTheNextLog);
        }
        standing.successions.push(*succession);
        Ok(())
    }
}

impl Standing {
    fn new(seat: &Seat) -> Self {
        Self { seat: seat.clone(), to: None, successions: Vec::new(), gone: Vec::new() }
    }
}

fn signed_by<T: Signable>(signed: &Signed<T>, key: &[u8; 32]) -> Result<(), RollRefusal> {
    let key = VerifyingKey::from_bytes(key).map_err(|_| RollRefusal::SignatureWrong)?;
    signed.verify(&key).map(|_| ()).map_err(|_| RollRefusal::SignatureWrong)
}
