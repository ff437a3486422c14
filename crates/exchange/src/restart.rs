//! What the others hold of the member's own log: asked at every start, because it may have been restored from an old backup,
//! and when another log goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{MutexGuard, PoisonError};

use federation::Hash;
use federation::desk::{Desk, cosigners_needed};
use federation::facts::LogId;
use federation::roll::Roll;
use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::{AllNodes, leaf_hash, root_of};
use tlog::note::{Algorithm, VerifierKey};
use tlog::restart::{Asked, Held, Start, decide};

use crate::failure::ExchangeFailure;
use crate::office::{LEAVES_AT_A_TIME, Office, key_of};

/// What is waited for until the next start of the program.
#[derive(Debug, Default)]
pub(crate) struct Restart {
    /// For whom the operator does not wait.
    given_up: BTreeSet<MemberId>,
    /// After each round of questions; none before the first one, and when nothing is waited for any more.
    waiting: Option<Waiting>,
}

/// Why nothing is signed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who has not answered and is waited for.
    pub silent: BTreeSet<MemberId>,
    /// How many must still answer. More than are silent: among those for whom nobody waits, so many must all the same,
    /// because a checkpoint that counts may otherwise be unknown.
    pub answers: usize,
}

impl Office {
    /// For whom this member's log waits, since it was started; none when it waits for nobody, or has not asked yet.
    pub fn waiting(&self) -> Option<Waiting> {
        self.restarting().waiting.clone()
    }

    /// The operator no longer waits for a member that does not answer, until the next start. If it comes back with a checkpoint
    /// of this member's log that nobody else has, this log contradicts it and is frozen.
    pub fn give_up(&self, member: MemberId) {
        let mut restart = self.restarting();
        // Nobody else is waited for, so there are never more than members.
        if restart.waiting.as_ref().is_some_and(|waiting| waiting.silent.contains(&member)) {
            restart.given_up.insert(member);
        }
    }

    fn restarting(&self) -> MutexGuard<'_, Restart> {
        self.restart.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether anybody holds more of this member's log than it does itself: then it was restored from an old backup.
    pub(crate) async fn ask_about_the_own_log(
        &self,
        desk: &mut Desk,
        held: &BTreeMap<MemberId, Vec<SignedCheckpoint>>,
    ) -> Result<(), ExchangeFailure> {
        let Ok(chain) = desk.chain() else { return Ok(()) };
        let (me, roll) = (desk.me(), chain.roll.clone());
        let mut nodes = self.own_tree(me).await?;
        let own = nodes.edge().tree();
        let keys = own_keys(desk, me);
        let notes: Vec<&SignedCheckpoint> = held.values().flatten().collect();
        let held_notes: Vec<Held<'_>> = notes
            .iter()
            .map(|note| {
                let size = note.checkpoint().tree().size;
                Held {
                    checkpoint: note,
                    own_root: (size <= own.size).then(|| root_of(&mut nodes, size).ok()).flatten(),
                }
            })
            .collect();
        let charter = desk.charters().get(&roll.charters.last().map_or(Hash::ZERO, |(_, hash)| *hash));
        let others = roll.electorate().iter().filter(|member| **member != me.member).count();
        let cosigners = charter.map_or(0, |charter| cosigners_needed(&roll, charter));
        let silent_days = charter.map_or(u16::MAX, |charter| charter.absence_days);
        let (silent, given_up) = self.silent(desk, &roll, silent_days, held);
        let asked = Asked { others, answered: held.len(), given_up: given_up.len(), cosigners };
        let (start, _) = decide(own, &keys, &held_notes, asked);
        self.restarting().waiting = match start {
            Start::AskMore(answers) => Some(Waiting { silent, answers }),
            _ => None,
        };
        match start {
            Start::MayAppend if !self.has_the_key(desk) => {
                tracing::error!("the log says that another key signs for this member, and it is not on this machine");
            }
            Start::MayAppend => {
                desk.let_append();
                self.say_again(desk).await?;
            }
            Start::AskMore(more) => tracing::info!(more, "waiting for others before anything is signed"),
            Start::FetchFirst(tree) => tracing::info!(size = tree.size, "fetching what a backup did not have"),
            Start::Differs(tree) => {
                tracing::error!(size = tree.size, "others hold another log of this member than is here");
            }
            Start::Contradicted(proof) => {
                self.store.keep_log_proof(key_of(me), &proof.to_cbor()).await?;
                desk.put_back_proof(me, *proof);
            }
        }
        Ok(())
    }

    /// Of those who did not answer, who is waited for, and who is not: those that were voted gone; those of which nothing was heard
    /// for as many days as the charter asks for before that vote, because whoever starts again meanwhile could not vote
    /// otherwise, and nobody would be left who can; and those that the operator gave up.
    fn silent(
        &self,
        desk: &Desk,
        roll: &Roll,
        silent_days: u16,
        answered: &BTreeMap<MemberId, Vec<SignedCheckpoint>>,
    ) -> (BTreeSet<MemberId>, BTreeSet<MemberId>) {
        let (me, now, gone, heard) = (self.member(), self.clock.now(), roll.gone_on(self.today()), self.heard(desk));
        let is_silent = |member: &MemberId| {
            let since = heard.get(member).copied().or_else(|| self.answers(member).silent_since(now));
            since.is_some_and(|since| now.duration_since(since).as_hours() >= i64::from(silent_days) * 24)
        };
        let given_up = self.restarting().given_up.clone();
        let silent = roll.electorate().into_iter().filter(|member| *member != me && !answered.contains_key(member));
        silent.partition(|member| !(gone.contains(member) || is_silent(member) || given_up.contains(member)))
    }

    /// Whether the key of this machine is the one that signs at the end of the own log: not after a restore to before it was
    /// changed.
    fn has_the_key(&self, desk: &Desk) -> bool {
        desk.own_keys().last().is_none_or(|(_, key)| *key == self.key())
    }

    async fn own_tree(&self, me: LogId) -> Result<AllNodes, ExchangeFailure> {
        let mut nodes = AllNodes::new();
        let mut from = 0;
        loop {
            let leaves = self.store.leaves(key_of(me), from, LEAVES_AT_A_TIME).await?;
            if leaves.is_empty() {
                return Ok(nodes);
            }
            from += u64::try_from(leaves.len()).unwrap_or(0);
            leaves.iter().for_each(|leaf| nodes.append(leaf_hash(leaf)));
        }
    }
}

fn own_keys(desk: &Desk, me: LogId) -> Vec<VerifierKey> {
    let Ok(chain) = desk.chain() else { return Vec::new() };
    let first = chain.roll.members.get(&me.member).and_then(|standing| standing.first_key(me.log));
    let (Some(first), Some(origin)) = (first, me.origin()) else { return Vec::new() };
    let keys = desk.facts().keys.keys(me, first, u64::MAX);
    keys.iter().filter_map(|key| VerifierKey::new(origin.name(), Algorithm::Ed25519, key).ok()).collect()
}
