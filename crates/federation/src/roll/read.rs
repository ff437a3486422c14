//! From all resolutions and ballots that are there to the roll.

use std::collections::BTreeMap;

use super::adopt::{Adopted, RollRefusal, adopt, needs};
use super::{Ballot, Resolution, Roll};
use crate::charter::Charter;
use crate::facts::Facts;
use crate::hash::Hash;
use crate::rounds::{Heard, NEVER, Outcome, Voice, majority};
use crate::signed::Signable;

/// Resolutions of a federation that are read, at most.
pub const MAX_RESOLUTIONS: u64 = 100_000;

/// What the members resolved so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub roll: Roll,
    /// The founding first.
    pub adopted: Vec<Adopted>,
    /// Where the vote on the next one stands.
    pub next: Vote,
}

/// The vote on the next resolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// The resolutions that could follow, by hash.
    pub candidates: BTreeMap<Hash, Resolution>,
    pub heard: Heard,
    pub outcome: Outcome,
}

/// Why nothing can be said of a federation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Halt {
    #[error("the founding resolution is not there")]
    NoFounding,
    #[error("the founding cannot be: {0}")]
    Founding(#[from] RollRefusal),
}

/// Follows the chain of a federation as far as ballots carry it. A pure function of sets: the order in which resolutions
/// and ballots arrived changes nothing.
///
/// # Errors
/// [`Halt`].
pub fn read(federation: &Hash, facts: &Facts, charters: &BTreeMap<Hash, Charter>) -> Result<Chain, Halt> {
    let founding = facts.resolutions.get(federation).ok_or(Halt::NoFounding)?;
    let roll = Roll::found(founding, charters)?;
    let adopted = vec![Adopted { hash: *federation, round: 0, resolution: founding.clone() }];
    Ok(follow(roll, adopted, facts, charters))
}

impl Chain {
    /// The same as [`read`], for who has the chain of fewer facts: what is new is about what is voted on now, or agrees with
    /// what was adopted ([`Chain::is_past`]).
    #[must_use]
    pub fn go_on(self, facts: &Facts, charters: &BTreeMap<Hash, Charter>) -> Self {
        follow(self.roll, self.adopted, facts, charters)
    }

    /// Whether a ballot is for what was adopted in its place: it changes nothing any more.
    #[must_use]
    pub fn is_past(&self, ballot: &Ballot) -> bool {
        let adopted = usize::try_from(ballot.number).ok().and_then(|number| self.adopted.get(number));
        adopted.is_some_and(|adopted| ballot.voice == Voice::For(adopted.hash))
    }
}

fn follow(mut roll: Roll, mut adopted: Vec<Adopted>, facts: &Facts, charters: &BTreeMap<Hash, Charter>) -> Chain {
    loop {
        let next = vote(&roll, facts, charters);
        let decided = match &next.outcome {
            Outcome::Decided { round, hash } if roll.number < MAX_RESOLUTIONS => {
                next.candidates.get(hash).map(|resolution| (*round, *hash, resolution.clone()))
            }
            _ => None,
        };
        let Some((round, hash, resolution)) = decided else { return Chain { roll, adopted, next } };
        // Only what can follow is a candidate.
        let Ok(after) = adopt(&roll, &resolution, charters, &facts.keys) else { return Chain { roll, adopted, next } };
        roll = after;
        adopted.push(Adopted { hash, round, resolution });
    }
}

/// What the members said of the next place of the chain.
fn heard(roll: &Roll, facts: &Facts) -> Heard {
    let mut heard = Heard::default();
    for ballot in facts.ballots(roll, roll.number + 1) {
        heard.add(ballot.round, ballot.member, ballot.voice);
    }
    heard
}

fn vote(roll: &Roll, facts: &Facts, charters: &BTreeMap<Hash, Charter>) -> Vote {
    let follows = |resolution: &&Resolution| adopt(roll, resolution, charters, &facts.keys).is_ok();
    let candidates: BTreeMap<Hash, Resolution> =
        facts.resolutions.values().filter(follows).map(|resolution| (resolution.hash(), resolution.clone())).collect();
    let enough = |hash: &Hash| match (candidates.get(hash), facts.resolutions.contains_key(hash)) {
        (Some(resolution), _) => needs(roll, &resolution.act, charters),
        (None, true) => NEVER,
        // Its text has not come yet, and may turn out well.
        (None, false) => majority(roll.electorate().len()),
    };
    let heard = heard(roll, facts);
    let outcome = heard.outcome(&roll.electorate(), &enough);
    Vote { candidates, heard, outcome }
}
