//! A member's disk: what it writes is there for certain once it was synced, and in part when it crashes before.

use std::collections::BTreeMap;

use federation::facts::LogId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;

use crate::dice::Dice;

/// What is kept of one log.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    pub leaves: Vec<Vec<u8>>,
    pub notes: BTreeMap<u64, SignedCheckpoint>,
    pub proof: Option<Contradiction>,
}

/// What is kept of all logs.
pub type Content = BTreeMap<LogId, Stored>;

/// One thing that is kept.
#[derive(Debug, Clone)]
pub enum Write {
    /// The next leaf of a log.
    Leaf(LogId, Vec<u8>),
    Note(LogId, SignedCheckpoint),
    Proof(LogId, Contradiction),
}

#[derive(Debug, Clone, Default)]
pub struct Disk {
    content: Content,
    /// Written and not synced.
    pending: Vec<Write>,
    /// After so many writes more the machine stops.
    fuse: Option<u64>,
    stopped: bool,
}

impl Disk {
    /// What was synced.
    #[must_use]
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// The machine will stop after so many writes more.
    pub const fn stop_after(&mut self, writes: u64) {
        self.fuse = Some(writes);
    }

    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    pub fn write(&mut self, write: Write) {
        if self.stopped {
            return;
        }
        match &mut self.fuse {
            Some(0) => self.stopped = true,
            Some(left) => {
                *left -= 1;
                self.pending.push(write);
            }
            None => self.pending.push(write),
        }
    }

    /// Whether all that was written is now kept. If it is not, the machine has stopped.
    pub fn sync(&mut self) -> bool {
        if !self.stopped {
            let pending = std::mem::take(&mut self.pending);
            pending.into_iter().for_each(|write| self.keep(write));
        }
        !self.stopped
    }

    /// The machine stops, now if it has not before: of what was not synced any first part is kept.
    pub fn crash(&mut self, dice: &mut Dice) {
        let kept = dice.place(self.pending.len() + 1);
        let pending = std::mem::take(&mut self.pending);
        pending.into_iter().take(kept).for_each(|write| self.keep(write));
        (self.fuse, self.stopped) = (None, false);
    }

    /// Everything is as it was in an old backup.
    pub fn restore(&mut self, backup: Content) {
        *self = Self { content: backup, ..Self::default() };
    }

    fn keep(&mut self, write: Write) {
        match write {
            Write::Leaf(log, leaf) => self.content.entry(log).or_default().leaves.push(leaf),
            Write::Note(log, note) => {
                let size = note.checkpoint().tree().size;
                self.content.entry(log).or_default().notes.insert(size, note);
            }
            Write::Proof(log, proof) => self.content.entry(log).or_default().proof = Some(proof),
        }
    }
}
