//! What comes from others: checkpoints, and the entries below them.

use tlog::checkpoint::{CheckpointRefusal, SignedCheckpoint};
use tlog::contradiction::Contradiction;
use tlog::note::VerifierKey;
use tlog::origin::Origin;

use super::Desk;
use super::signers::verifier_keys;
use crate::closing::Proposal;
use crate::entry::Entry;
use crate::facts::{LogId, Place};
use crate::roll::Roll;

/// What a checkpoint means to this member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nothing new.
    Known,
    /// It brought cosignatures: to be kept.
    Cosigned(LogId, SignedCheckpoint),
    /// There is more of this log: entries from here to there are to be fetched, and to be given to [`Desk::take`].
    Fetch { log: LogId, from: u64, to: u64 },
    /// It proves that the log contradicted itself: to be kept, and shown.
    Contradicted(LogId, Box<Contradiction>),
    /// It is of another tree than the one that is stored, and that is no proof yet: all entries below it are to be fetched,
    /// and to be given to [`Desk::compare`].
    Differs(LogId),
    /// A checkpoint of a log that the roll does not know, or that is none.
    Unknown,
    /// The log did not sign it.
    Refused(CheckpointRefusal),
}

/// What is to be kept when entries were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub log: LogId,
    /// The place of the first of them.
    pub from: u64,
    /// The checkpoint below which they stand.
    pub note: SignedCheckpoint,
}

/// Why entries are not taken. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TakeRefusal {
    #[error("no log of this name is known")]
    Unknown,
    #[error("the log is frozen")]
    Frozen,
    #[error("they do not go on where the copy ends, or do not end where the checkpoint does")]
    Places,
    /// Altered on the way, or the checkpoint is of another tree.
    #[error("they lead to another root than the checkpoint's")]
    Root,
    #[error(transparent)]
    Checkpoint(#[from] CheckpointRefusal),
}

impl Desk {
    /// Looks at a checkpoint that somebody gave.
    pub fn see(&mut self, note: &SignedCheckpoint) -> Seen {
        if self.knows(note) {
            return Seen::Known;
        }
        let Some((log, roll)) = self.known_log(note) else { return Seen::Unknown };
        let tree = note.checkpoint().tree();
        let copy = self.copies.entry(log).or_default();
        if tree.size > copy.tree().size {
            let from = copy.tree().size;
            return if copy.frozen().is_some() { Seen::Known } else { Seen::Fetch { log, from, to: tree.size } };
        }
        let keys = self.log_keys(&roll, log, tree.size).unwrap_or_default();
        if !keys.iter().any(|key| note.verify_log(key).is_ok()) {
            return Seen::Refused(CheckpointRefusal::NotSigned);
        }
        let Some(known) = self.copies.get(&log).and_then(|copy| copy.at(tree.size)).cloned() else {
            let good = self.with_good_lines(&roll, log, note, &keys);
            return self.see_old(log, &good);
        };
        if known.checkpoint() == note.checkpoint() {
            return self.merge(&roll, log, &known, note);
        }
        match Contradiction::of_same_size(known, note.clone(), &keys) {
            Ok(proof) => self.freeze(log, proof),
            Err(_) => Seen::Refused(CheckpointRefusal::NotSigned),
        }
    }

    /// Whether a checkpoint says nothing that this desk wants to know: it is known with all its lines, as what most members
    /// say most of the time is, or it is older than what is kept, or of a log that is frozen.
    #[must_use]
    pub fn knows(&self, note: &SignedCheckpoint) -> bool {
        let copy = Origin::of(note.checkpoint().origin()).and_then(|origin| self.copies.get(&LogId::of(origin)));
        let (Some(copy), size) = (copy, note.checkpoint().tree().size) else { return false };
        match copy.at(size) {
            Some(known) if known.checkpoint() == note.checkpoint() => {
                let lines = known.note().signatures();
                note.note().signatures().iter().all(|line| lines.contains(line))
            }
            _ if copy.frozen().is_some() => true,
            Some(_) => false,
            None => !copy.is_named(size) && copy.last().is_some_and(|last| size < last.checkpoint().tree().size),
        }
    }

    /// A checkpoint of a size that is stored, and that was not seen before. Of the whole copy the root is known; of less,
    /// whoever has the entries finds out.
    fn see_old(&mut self, log: LogId, note: &SignedCheckpoint) -> Seen {
        let Some(copy) = self.copies.get_mut(&log) else { return Seen::Unknown };
        if copy.tree() == note.checkpoint().tree() {
            copy.note(note.clone());
            return Seen::Cosigned(log, note.clone());
        }
        if copy.is_named(note.checkpoint().tree().size) {
            copy.note_known(note.clone());
            return Seen::Cosigned(log, note.clone());
        }
        let newest = copy.last().map_or(0, |last| last.checkpoint().tree().size);
        // One that is older than all that are kept: others look at it who kept more.
        if note.checkpoint().tree().size < newest { Seen::Known } else { Seen::Differs(log) }
    }

    /// Keeps the cosignatures of members that a checkpoint brings.
    fn merge(&mut self, roll: &Roll, log: LogId, known: &SignedCheckpoint, note: &SignedCheckpoint) -> Seen {
        let keys = self.cosigner_keys(roll, log);
        let text = note.note().text();
        let good = note.note().signatures().iter().filter(|signature| {
            !known.note().signatures().contains(signature)
                && keys.iter().any(|key| signature.is_by(key) && signature.verify(text, key).is_ok())
        });
        let merged =
            good.fold(known.clone(), |known, signature| known.clone().with(signature.clone()).unwrap_or(known));
        if merged == *known {
            return Seen::Known;
        }
        if let Some(copy) = self.copies.get_mut(&log) {
            copy.note_known(merged.clone());
        }
        Seen::Cosigned(log, merged)
    }

    /// Takes the entries that [`Seen::Fetch`] asked for. What it gives is to be kept, with the leaves, before a cosignature
    /// is made.
    ///
    /// # Errors
    /// The first [`TakeRefusal`] that applies; then nothing has changed.
    pub fn take(&mut self, note: &SignedCheckpoint, leaves: &[Vec<u8>]) -> Result<Taken, TakeRefusal> {
        let (log, roll) = self.known_log(note).ok_or(TakeRefusal::Unknown)?;
        let copy = self.copies.entry(log).or_default();
        if copy.frozen().is_some() {
            return Err(TakeRefusal::Frozen);
        }
        let (from, tree) = (copy.tree().size, note.checkpoint().tree());
        let count = u64::try_from(leaves.len()).unwrap_or(u64::MAX);
        if leaves.is_empty() || from.checked_add(count) != Some(tree.size) {
            return Err(TakeRefusal::Places);
        }
        if copy.with(leaves).tree() != tree {
            return Err(TakeRefusal::Root);
        }
        let keys = self.keys_with(&roll, log, from, leaves);
        if !keys.iter().any(|key| note.verify_log(key).is_ok()) {
            return Err(CheckpointRefusal::NotSigned.into());
        }
        let note = self.with_good_lines(&roll, log, note, &keys);
        self.put(log, from, leaves);
        if let Some(copy) = self.copies.get_mut(&log) {
            copy.note(note.clone());
        }
        Ok(Taken { log, from, note })
    }

    /// The keys of a log when it has these leaves more: they may bring the key that signed, which counts because the key
    /// before it signed for it.
    fn keys_with(&self, roll: &Roll, log: LogId, from: u64, leaves: &[Vec<u8>]) -> Vec<VerifierKey> {
        let first = roll.members.get(&log.member).and_then(|standing| standing.first_key(log.log));
        let (Some(first), Some(origin)) = (first, log.origin()) else { return Vec::new() };
        let mut history = self.facts.keys.clone();
        for (place, leaf) in (from..).zip(leaves) {
            if let Ok(Entry::Key(change)) = Entry::from_leaf(leaf) {
                history.add(Place { author: log.member, log: log.log, place }, change);
            }
        }
        verifier_keys(&origin.name(), &history.keys(log, first, u64::MAX))
    }

    /// Puts back what was kept of a log, when the member starts: leaves from its beginning on, then its checkpoints.
    pub fn put_back(&mut self, log: LogId, leaves: &[Vec<u8>], notes: &[SignedCheckpoint]) {
        let from = self.copies.entry(log).or_default().tree().size;
        self.put(log, from, leaves);
        if let Some(copy) = self.copies.get_mut(&log) {
            notes.iter().for_each(|note| copy.note(note.clone()));
        }
    }

    /// Puts back a checkpoint that was kept because a proposal names it.
    pub fn put_back_named(&mut self, log: LogId, note: SignedCheckpoint) {
        if let Some(copy) = self.copies.get_mut(&log).filter(|copy| copy.is_named(note.checkpoint().tree().size)) {
            copy.note_known(note);
        }
    }

    /// Puts back a proof that was kept.
    pub fn put_back_proof(&mut self, log: LogId, proof: Contradiction) {
        self.copies.entry(log).or_default().freeze(proof);
    }

    fn put(&mut self, log: LogId, from: u64, leaves: &[Vec<u8>]) {
        if let Some(copy) = self.copies.get_mut(&log) {
            for leaf in leaves {
                copy.push(leaf);
            }
        }
        self.know(log, from, leaves);
        if from == 0 {
            // Proposals that came before anything of this log did.
            let proposals: Vec<Proposal> =
                self.facts.proposals.values().map(|proposal| proposal.fact.clone()).collect();
            proposals.iter().for_each(|proposal| self.name(proposal));
        }
    }

    /// The log that a checkpoint names, if the roll knows it.
    pub(super) fn known_log(&self, note: &SignedCheckpoint) -> Option<(LogId, Roll)> {
        let log = LogId::of(Origin::of(note.checkpoint().origin())?);
        let roll = self.chain().ok()?.roll.clone();
        roll.members.get(&log.member)?.first_key(log.log)?;
        Some((log, roll))
    }
}
