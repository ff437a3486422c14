//! A member that starts from an old backup: it asks the others what they hold of its log before it appends.

use std::collections::BTreeSet;

use federation::desk::cosigners_needed;
use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::{Edge, Hash, Tree, leaf_hash};
use tlog::restart::{Asked, Held, Start, decide};

use super::{Member, Scene};
use crate::clock::{DAY, Minute};
use crate::dice::index;
use crate::disk::Write;
use crate::message::Part;

/// After so long its people no longer wait for a member of which they know that it will not come back.
const GIVEN_UP_AFTER: Minute = 7 * DAY;

/// What is asked, and what came back.
#[derive(Debug, Clone)]
pub struct Question {
    id: u64,
    since: Minute,
    answered: BTreeSet<usize>,
    notes: Vec<SignedCheckpoint>,
    /// Entries of its own log from a place on.
    leaves: Vec<(u64, Vec<Vec<u8>>)>,
}

impl Question {
    pub(super) const fn new(id: u64, since: Minute) -> Self {
        Self { id, since, answered: BTreeSet::new(), notes: Vec::new(), leaves: Vec::new() }
    }

    pub(super) const fn id(&self) -> u64 {
        self.id
    }
}

impl Member {
    /// Whether it waits for answers.
    #[must_use]
    pub const fn is_asking(&self) -> bool {
        self.question.is_some()
    }

    /// Another answered; nothing, if it was asked something else.
    pub fn hear(&mut self, scene: &Scene<'_>, from: usize, id: u64, parts: &[Part]) {
        let me = self.desk.me();
        let Some(question) = self.question.as_mut().filter(|question| question.id == id) else { return };
        question.answered.insert(from);
        for part in parts.iter().filter(|part| part.log == me) {
            question.notes.extend(part.notes.iter().cloned());
            question.leaves.push((part.from, part.leaves.clone()));
        }
        self.decide(scene);
    }

    fn decide(&mut self, scene: &Scene<'_>) {
        let Some(question) = &self.question else { return };
        let me = self.desk.me();
        let Ok(chain) = self.desk.chain() else { return };
        let others: BTreeSet<usize> =
            chain.roll.members.keys().filter(|id| **id != me.member).filter_map(|id| scene.crew.number(id)).collect();
        let charter = chain.roll.charters.last().and_then(|(_, hash)| self.desk.charters().get(hash));
        let Some(charter) = charter else { return };
        let answered = others.intersection(&question.answered).count();
        let (cosigners, given_up) = (cosigners_needed(&chain.roll, charter), self.given_up(scene));
        let asked = Asked { others: others.len(), answered, given_up, cosigners };
        let leaves = self.disk.content().get(&me).map(|stored| stored.leaves.clone()).unwrap_or_default();
        let own = tree(&leaves);
        let held: Vec<Held<'_>> = question
            .notes
            .iter()
            .map(|checkpoint| {
                let size = checkpoint.checkpoint().tree().size;
                Held { checkpoint, own_root: root(&leaves, size) }
            })
            .collect();
        let (start, _) = decide(own, &self.keys_of(me), &held, asked);
        match start {
            Start::FetchFirst(wanted) => self.fetch(scene, &leaves, wanted),
            Start::MayAppend => {
                self.question = None;
                self.desk.let_append();
            }
            // The oracle finds what should not be.
            Start::AskMore(_) | Start::Differs(_) | Start::Contradicted(_) => {}
        }
    }

    /// Takes back what it lost, if what came leads to the tree that it signed.
    fn fetch(&mut self, scene: &Scene<'_>, own: &[Vec<u8>], wanted: Tree) {
        let Some(question) = &self.question else { return };
        let me = self.desk.me();
        let place = own.len();
        let lost = question.leaves.iter().find_map(|(from, leaves)| {
            let rest = leaves.get(place.checked_sub(index(*from))?..index(wanted.size.checked_sub(*from)?))?;
            let whole = own.iter().chain(rest).cloned().collect::<Vec<_>>();
            (tree(&whole) == wanted).then(|| rest.to_vec())
        });
        let note = question.notes.iter().find(|note| note.checkpoint().tree() == wanted).cloned();
        let (Some(lost), Some(note)) = (lost, note) else { return };
        self.desk.put_back(me, &lost, std::slice::from_ref(&note));
        lost.into_iter().for_each(|leaf| self.disk.write(Write::Leaf(me, leaf)));
        self.disk.write(Write::Note(me, note));
        if self.disk.sync() {
            self.decide(scene);
        }
    }

    /// Whom its people no longer wait for.
    fn given_up(&self, scene: &Scene<'_>) -> usize {
        let long = self.question.as_ref().is_some_and(|question| scene.at >= question.since + GIVEN_UP_AFTER);
        let silent = |number: &usize| {
            scene.plan.is_dead(*number)
                && self.question.as_ref().is_some_and(|question| !question.answered.contains(number))
        };
        if long { (0..scene.plan.members()).filter(silent).count() } else { 0 }
    }
}

fn tree(leaves: &[Vec<u8>]) -> Tree {
    let mut edge = Edge::new();
    leaves.iter().for_each(|leaf| edge.append(leaf_hash(leaf)));
    edge.tree()
}

fn root(leaves: &[Vec<u8>], size: u64) -> Option<Hash> {
    leaves.get(..index(size)).map(|first| tree(first).root)
}
