//! Rounds: how members agree on one hash although some are silent, late or lying.
//!
//! In each round a member says at most one thing: a hash, or that it gives the round up. Enough voices for one hash decide.
//! The next round opens only when no hash can get there any more, whatever the unheard would say; the voices that show it
//! are its certificate. A member that said two things in one round is caught by the two signatures.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};
use purse::id::MemberId;

use crate::hash::Hash;

/// Rounds that are looked at, at most: who cannot agree in so many has to talk.
pub const MAX_ROUNDS: u32 = 1_000;

/// More voices than there are: what cannot be is never decided.
pub const NEVER: usize = usize::MAX;

/// What a member says in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Voice {
    #[n(1)]
    For(#[n(0)] Hash),
    /// It sees that this round comes to nothing.
    #[n(2)]
    Abandon,
}

/// All that was heard of one question: by round and member, what it said; more than one voice is a proof against it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heard(BTreeMap<u32, BTreeMap<MemberId, BTreeSet<Voice>>>);

/// Where a question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// This round goes on; these have not been heard in it.
    Open { round: u32, unheard: Vec<MemberId> },
    /// Enough said this in this round.
    Decided { round: u32, hash: Hash },
    /// Two hashes were decided: those who said two things made it so.
    Contradicted { first: Hash, second: Hash, by: BTreeSet<MemberId> },
}

impl Heard {
    /// Takes note of what a member said. Verifying its signature is the caller's.
    pub fn add(&mut self, round: u32, member: MemberId, voice: Voice) {
        self.0.entry(round).or_default().entry(member).or_default().insert(voice);
    }

    /// What a member said in a round; nothing, one thing, or proof against it.
    pub fn of(&self, round: u32, member: &MemberId) -> impl Iterator<Item = Voice> + '_ {
        self.0.get(&round).and_then(|voices| voices.get(member)).into_iter().flatten().copied()
    }

    /// The members that said two things in one round, with the round.
    #[must_use]
    pub fn doubles(&self) -> BTreeSet<(u32, MemberId)> {
        let twice = |round: u32, voices: &BTreeMap<MemberId, BTreeSet<Voice>>| {
            let liars = voices.iter().filter(|(_, said)| said.len() > 1);
            liars.map(|(member, _)| (round, *member)).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(|(round, voices)| twice(*round, voices)).collect()
    }

    /// Where the question stands for these members. `enough` says how many voices decide for a hash; [`NEVER`] for one that
    /// cannot be.
    #[must_use]
    pub fn outcome(&self, electorate: &BTreeSet<MemberId>, enough: &dyn Fn(&Hash) -> usize) -> Outcome {
        let decided: Vec<(u32, Hash)> = self.decided(electorate, enough);
        if let Some(&(round, first)) = decided.first() {
            let Some(&(_, second)) = decided.iter().find(|(_, hash)| *hash != first) else {
                return Outcome::Decided { round, hash: first };
            };
            let by = self.doubles().into_iter().map(|(_, member)| member).collect();
            return Outcome::Contradicted { first, second, by };
        }
        let mut round = 0;
        while round < MAX_ROUNDS && self.is_spent(round, electorate, enough) {
            round += 1;
        }
        Outcome::Open { round, unheard: self.unheard(round, electorate) }
    }

    /// Whether no hash can be decided in this round any more, the unheard counted for any: then the next one opens. It never
    /// closes again: of who said two things neither counts here, so that what one adds later undoes nothing.
    #[must_use]
    pub fn is_spent(&self, round: u32, electorate: &BTreeSet<MemberId>, enough: &dyn Fn(&Hash) -> usize) -> bool {
        let unheard = self.unheard(round, electorate).len();
        let counts = self.counts(round, electorate, 1);
        // A hash that nobody has named yet needs a majority at least.
        unheard < majority(electorate.len()) && counts.iter().all(|(hash, count)| count + unheard < enough(hash))
    }

    /// Each hash that got enough voices in a round that was open.
    fn decided(&self, electorate: &BTreeSet<MemberId>, enough: &dyn Fn(&Hash) -> usize) -> Vec<(u32, Hash)> {
        let mut decided = Vec::new();
        for round in 0..MAX_ROUNDS {
            let counts = self.counts(round, electorate, usize::MAX);
            let won = counts.iter().filter(|(hash, count)| **count >= enough(hash));
            decided.extend(won.map(|(hash, _)| (round, *hash)));
            if !self.is_spent(round, electorate, enough) {
                break;
            }
        }
        decided
    }

    /// The voices for each hash, of those who said at most so many things.
    fn counts(&self, round: u32, electorate: &BTreeSet<MemberId>, things: usize) -> BTreeMap<Hash, usize> {
        let mut counts = BTreeMap::new();
        for (member, voices) in self.0.get(&round).into_iter().flatten().filter(|(_, voices)| voices.len() <= things) {
            for voice in voices.iter().filter(|_| electorate.contains(member)) {
                if let Voice::For(hash) = voice {
                    *counts.entry(*hash).or_insert(0) += 1;
                }
            }
        }
        counts
    }

    fn unheard(&self, round: u32, electorate: &BTreeSet<MemberId>) -> Vec<MemberId> {
        let heard = self.0.get(&round);
        electorate.iter().filter(|member| heard.is_none_or(|voices| !voices.contains_key(*member))).copied().collect()
    }
}

/// More than half.
#[must_use]
pub const fn majority(of: usize) -> usize {
    of / 2 + 1
}

/// So many thirds, at least a majority, at most all.
#[must_use]
pub fn thirds(of: usize, thirds: u8) -> usize {
    (of * usize::from(thirds)).div_ceil(3).max(majority(of)).min(of)
}
