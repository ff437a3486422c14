//! Exactly the entries that a proposal names: read once, from whoever has them, and known to be those that were signed.

use std::collections::BTreeMap;

use tlog::merkle::{Edge, leaf_hash};

use super::proposal::{Cut, Proposal};
use crate::entry::Entry;
use crate::facts::{Facts, LogId, Place};
use crate::hash::Hash;

/// Entries as they are read.
#[derive(Debug, Clone)]
pub struct Below {
    facts: Facts,
    wanted: BTreeMap<LogId, Cut>,
    read: BTreeMap<LogId, Edge>,
}

/// What does not fit, and in which log. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BelowRefusal {
    #[error("the proposal has no period of the calendar")]
    Period,
    #[error("the proposal does not name the log {}/{}", .0.member, .0.log)]
    NotNamed(LogId),
    #[error("of the log {}/{} only {read} of {size} entries are there", .log.member, .log.log)]
    TooFew { log: LogId, read: u64, size: u64 },
    #[error("the entries of the log {}/{} are not those that were signed", .0.member, .0.log)]
    Root(LogId),
}

impl Below {
    /// Nothing read yet.
    ///
    /// # Errors
    /// [`BelowRefusal::Period`].
    pub fn new(proposal: &Proposal) -> Result<Self, BelowRefusal> {
        let period = proposal.span.period().ok_or(BelowRefusal::Period)?;
        let wanted = proposal.cuts.iter().map(|cut| (cut.log_id(), *cut)).collect();
        Ok(Self { facts: Facts::of(period), wanted, read: BTreeMap::new() })
    }

    /// The next leaf of a log. What stands at its cut or beyond is passed over.
    ///
    /// # Errors
    /// [`BelowRefusal::NotNamed`].
    pub fn add(&mut self, log: LogId, leaf: &[u8]) -> Result<(), BelowRefusal> {
        let cut = self.wanted.get(&log).ok_or(BelowRefusal::NotNamed(log))?;
        let edge = self.read.entry(log).or_default();
        let place = edge.size();
        if place >= cut.size {
            return Ok(());
        }
        edge.append(leaf_hash(leaf));
        if let Ok(entry) = Entry::from_leaf(leaf) {
            self.facts.add(Place { author: log.member, log: log.log, place }, Hash::of_entry(&log.member, leaf), entry);
        }
        Ok(())
    }

    /// The facts, if all entries were there and are those that were signed.
    ///
    /// # Errors
    /// [`BelowRefusal::TooFew`], [`BelowRefusal::Root`], for the first log that does not fit.
    pub fn finish(self) -> Result<Facts, BelowRefusal> {
        for (log, cut) in &self.wanted {
            let tree = self.read.get(log).map_or_else(|| Edge::new().tree(), Edge::tree);
            if tree.size < cut.size {
                return Err(BelowRefusal::TooFew { log: *log, read: tree.size, size: cut.size });
            }
            if cut.size > 0 && *tree.root.as_bytes() != cut.root.0 {
                return Err(BelowRefusal::Root(*log));
            }
        }
        Ok(self.facts)
    }
}
