//! The oracle: it remembers what was kept and what was shown, and judges a run by its own small computation. Of the system's
//! own accounts it reads nothing but the reports that are judged.

mod judge;
mod ledger;
mod recount;
mod split;

use std::collections::BTreeMap;

use federation::facts::LogId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::{Edge, Hash, leaf_hash};
use tlog::origin::Origin;

use crate::crew::Crew;
use crate::dice::{index, wide};
use crate::entries::Told;
use crate::member::Member;

pub use judge::{Gain, Verdict, judge};
pub use split::{Books, Exact, OwnBill, OwnMember, split};

/// What a member kept of its own log.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    pub hashes: Vec<Hash>,
    pub told: BTreeMap<u64, Told>,
}

impl Kept {
    /// The root of the first entries; nothing if there are fewer.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Hash> {
        let mut edge = Edge::new();
        self.hashes.get(..index(size))?.iter().for_each(|hash| edge.append(*hash));
        Some(edge.tree().root)
    }
}

/// What is remembered of a run.
#[derive(Debug)]
pub struct Witness {
    /// By log: what its member kept, and what its other self kept if it has one.
    kept: BTreeMap<LogId, Vec<Kept>>,
    /// Of each log the trees that were shown to anybody.
    shown: BTreeMap<LogId, BTreeMap<u64, Hash>>,
    /// Logs that two trees of one size were shown of.
    pub two_trees: Vec<LogId>,
    /// What must not be, as it was seen.
    pub wrong: Vec<String>,
}

impl Witness {
    #[must_use]
    pub fn new(crew: &Crew) -> Self {
        let none = |number: usize| (crew.log(number), vec![Kept::default()]);
        let kept = (0..crew.ids.len()).map(none).collect();
        Self { kept, shown: BTreeMap::new(), two_trees: Vec::new(), wrong: Vec::new() }
    }

    /// A member has kept entries of its own log.
    pub fn kept(&mut self, log: LogId, twin: bool, member: &Member, told: Vec<(u64, Told)>) {
        let Some(kept) = self.kept.get_mut(&log).and_then(|selves| selves.get_mut(usize::from(twin))) else { return };
        let leaves = member.disk.content().get(&log).map(|stored| stored.leaves.as_slice()).unwrap_or_default();
        if let (Some(last), Some(place)) = (kept.hashes.last(), kept.hashes.len().checked_sub(1))
            && leaves.get(place).map(|leaf| leaf_hash(leaf)) != Some(*last)
        {
            // While it asks what it lost, it has less.
            if !member.is_asking() {
                let wrong = format!("entry {place} of member {} is not what was kept", member.number);
                if !self.wrong.contains(&wrong) {
                    self.wrong.push(wrong);
                }
            }
            return;
        }
        kept.hashes.extend(leaves.iter().skip(kept.hashes.len()).map(|leaf| leaf_hash(leaf)));
        kept.told.extend(told);
    }

    /// A member signs two trees from here on.
    pub fn fork(&mut self, log: LogId) {
        if let Some(selves) = self.kept.get_mut(&log)
            && let Some(own) = selves.first().cloned()
        {
            selves.push(own);
        }
    }

    /// A member lost its disk: what it kept and nobody else stored is gone.
    pub fn lost(&mut self, log: LogId, member: &Member, others: &[&Member]) {
        let stored = |member: &Member| member.disk.content().get(&log).map_or(0, |stored| stored.leaves.len());
        let elsewhere = others.iter().map(|other| stored(other)).max().unwrap_or(0);
        let left = elsewhere.max(stored(member));
        if let Some(kept) = self.kept.get_mut(&log).and_then(|selves| selves.first_mut()) {
            kept.hashes.truncate(left);
            kept.told.retain(|place, _| *place < wide(left));
        }
    }

    /// A checkpoint reached somebody.
    pub fn shown(&mut self, note: &SignedCheckpoint) {
        let Some(log) = Origin::of(note.checkpoint().origin()).map(LogId::of) else { return };
        let tree = note.checkpoint().tree();
        let known = *self.shown.entry(log).or_default().entry(tree.size).or_insert(tree.root);
        if known != tree.root && !self.two_trees.contains(&log) {
            self.two_trees.push(log);
        }
    }

    /// What was kept of a log whose first entries have this root.
    #[must_use]
    pub fn branch(&self, log: LogId, size: u64, root: &[u8; 32]) -> Option<&Kept> {
        self.kept.get(&log)?.iter().find(|kept| kept.root(size).is_some_and(|own| own.as_bytes() == root))
    }

    #[must_use]
    pub fn own(&self, log: LogId) -> Option<&Kept> {
        self.kept.get(&log)?.first()
    }
}
