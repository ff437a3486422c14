//! All logs of a federation, from the places that have them.

use std::collections::{BTreeMap, BTreeSet};

use purse::id::MemberId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::merkle::Tree;
use tlog::origin::cosigner_of;

use super::copy::{self, NotWhole, Wanted, WholeLog};
use super::cuts::stranger;
use super::fault::{CopyFault, Fault, NotAudited};
use super::places::{Files, MAX_KEPT_BYTES};
use super::texts::{founding, more_charters};
use crate::charter::Charter;
use crate::desk::{Signers, signed_by, verifier_keys};
use crate::facts::{Facts, LogId, Place};
use crate::hash::Hash;
use crate::roll::{Chain, Roll, Standing, read};

/// The copy of a log that was taken.
#[derive(Debug, Clone)]
pub struct LogFound {
    /// Which of the places it was taken from.
    pub place: usize,
    pub note: SignedCheckpoint,
    /// Copies at other places that are not whole, and why.
    pub passed_over: Vec<(usize, CopyFault)>,
}

/// The logs of a federation, verified, and the roll that they make.
#[derive(Debug)]
pub struct Audit<F> {
    pub(super) places: Vec<F>,
    federation: Hash,
    pub(super) charters: BTreeMap<Hash, Charter>,
    logs: BTreeMap<LogId, LogFound>,
    absent: BTreeSet<LogId>,
    /// Logs that signed two histories, each with the size at which that shows.
    forked: Vec<(LogId, u64)>,
    /// All entries of all logs, without usage.
    pub(super) facts: Facts,
    kept_bytes: usize,
    pub(super) chain: Chain,
}

impl<F: Files> Audit<F> {
    /// Reads all logs that the roll names, as far as a closing needs them: whether their entries are those that they signed,
    /// and what the entries beside usage say. Those that no place has are named by [`Audit::absent`].
    ///
    /// # Errors
    /// The first [`Fault`], or what a place failed with when nothing else had the file.
    pub fn read(places: Vec<F>) -> Result<Self, NotAudited<F::Failure>> {
        Self::gather(places, Wanted::Facts)
    }

    /// The same, and reads every entry, compares the tiles of hashes, and verifies the cosignatures on the latest
    /// checkpoints.
    ///
    /// # Errors
    /// As [`Audit::read`].
    pub fn verify(places: Vec<F>) -> Result<Self, NotAudited<F::Failure>> {
        let audit = Self::gather(places, Wanted::Whole)?;
        // A proposal names how long each log was at least.
        for cut in audit.facts.proposals.values().flat_map(|proposal| &proposal.fact.cuts) {
            if cut.size > 0 && audit.absent.contains(&cut.log_id()) {
                return Err(Fault::Log { log: cut.log_id(), fault: CopyFault::Missing }.into());
            }
        }
        audit.logs.keys().try_for_each(|log| audit.verify_lines(*log))?;
        Ok(audit)
    }

    /// The same for one log; the others are read for the roll, as far as they are there.
    ///
    /// # Errors
    /// As [`Audit::read`].
    pub fn verify_one(places: Vec<F>, log: LogId) -> Result<Self, NotAudited<F::Failure>> {
        let audit = Self::gather(places, Wanted::Only(log))?;
        if !audit.knows(&log) {
            return Err(Fault::Unknown(log).into());
        }
        audit.verify_lines(log)?;
        Ok(audit)
    }

    fn verify_lines(&self, log: LogId) -> Result<(), Fault> {
        let fault = |fault| Fault::Log { log, fault };
        let found = self.logs.get(&log).ok_or_else(|| fault(CopyFault::Missing))?;
        if let Some(name) = stranger(&self.signers(), log, &found.note) {
            return Err(fault(CopyFault::Stranger(name)));
        }
        let verified = self.signers().verify(log, &found.note, 0);
        verified.map(|_| ()).map_err(|refusal| fault(CopyFault::Checkpoint(refusal)))
    }

    fn gather(mut places: Vec<F>, wanted: Wanted) -> Result<Self, NotAudited<F::Failure>> {
        let (federation, founding, seat) = founding(&mut places)?;
        let mut facts = Facts::default();
        let mut charters = BTreeMap::new();
        facts.resolutions.insert(federation, founding);
        more_charters(&mut places, &facts, &mut charters)?;
        let chain = read(&federation, &facts, &charters).map_err(Fault::Roll)?;
        facts.resolutions.clear();
        let (logs, absent, forked) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        let mut audit = Self { places, federation, charters, logs, absent, forked, facts, kept_bytes: 0, chain };
        audit.read_log(LogId { member: seat.member, log: 1 }, seat.key, wanted)?;
        if !audit.facts.resolutions.contains_key(&federation) {
            return Err(Fault::OtherFounding.into());
        }
        loop {
            more_charters(&mut audit.places, &audit.facts, &mut audit.charters)?;
            audit.chain = read(&federation, &audit.facts, &audit.charters).map_err(Fault::Roll)?;
            let named = logs_of(&audit.chain.roll);
            let unread: Vec<_> = named.into_iter().filter(|(log, _)| !audit.knows(log)).collect();
            if unread.is_empty() {
                return audit.one_history();
            }
            for (log, first) in unread {
                audit.read_log(log, first, wanted)?;
            }
        }
    }

    /// No log signed two histories, but beyond what the members voted that stands of it.
    fn one_history(self) -> Result<Self, NotAudited<F::Failure>> {
        let stands = |log: &LogId| self.chain.roll.members.get(&log.member)?.stands(log.log);
        match self.forked.iter().find(|(log, size)| stands(log).is_none_or(|stands| *size <= stands)) {
            Some((log, size)) => Err(Fault::Log { log: *log, fault: CopyFault::Forked { size: *size } }.into()),
            None => Ok(self),
        }
    }

    fn knows(&self, log: &LogId) -> bool {
        self.logs.contains_key(log) || self.absent.contains(log)
    }

    /// Takes the copy of a log that has the most of it.
    fn read_log(&mut self, log: LogId, first: [u8; 32], wanted: Wanted) -> Result<(), NotAudited<F::Failure>> {
        let (mut passed_over, mut failed) = (Vec::new(), None);
        let mut notes = Vec::new();
        for (place, files) in self.places.iter_mut().enumerate() {
            match copy::checkpoint(files, log) {
                Ok(note) => notes.push((place, note)),
                Err(NotWhole::Failed(failure)) => failed = failed.or(Some(failure)),
                Err(NotWhole::Fault(fault)) => passed_over.push((place, fault)),
            }
        }
        notes.sort_by_key(|(_, note)| std::cmp::Reverse(note.checkpoint().tree().size));
        let watched: BTreeSet<u64> = notes.iter().map(|(_, note)| note.checkpoint().tree().size).collect();
        let watched = if notes.len() > 1 { watched } else { BTreeSet::new() };
        for (place, note) in &notes {
            match copy::read(&mut self.places[*place], (log, first), note, wanted.depth(log), &watched) {
                Ok(whole) => {
                    self.keep(log, first, note.checkpoint().tree(), whole, &notes)?;
                    self.logs.insert(log, LogFound { place: *place, note: note.clone(), passed_over });
                    return Ok(());
                }
                Err(NotWhole::Failed(failure)) => failed = failed.or(Some(failure)),
                Err(NotWhole::Fault(fault)) => passed_over.push((*place, fault)),
            }
        }
        let found = passed_over.into_iter().find(|(_, fault)| *fault != CopyFault::Missing);
        match (found, failed) {
            _ if wanted.can_miss(log) => {
                self.absent.insert(log);
                Ok(())
            }
            (Some((_, fault)), _) => Err(Fault::Log { log, fault }.into()),
            (None, Some(failure)) => Err(NotAudited::Failed(failure)),
            (None, None) => {
                self.absent.insert(log);
                Ok(())
            }
        }
    }

    /// Adds the entries of a whole log, and takes note of what it signed elsewhere of another history.
    fn keep(
        &mut self,
        log: LogId,
        first: [u8; 32],
        tree: Tree,
        whole: WholeLog,
        notes: &[(usize, SignedCheckpoint)],
    ) -> Result<(), Fault> {
        self.kept_bytes += whole.kept_bytes;
        if self.kept_bytes > MAX_KEPT_BYTES {
            return Err(Fault::TooMuch);
        }
        for (place, name, entry) in whole.kept {
            self.facts.add(Place { author: log.member, log: log.log, place }, name, entry);
        }
        let name = notes.iter().map(|(_, note)| note.checkpoint().origin()).next();
        let keys = name.map(|name| verifier_keys(name, &self.facts.keys.keys(log, first, tree.size)));
        for (_, note) in notes {
            let Tree { size, root } = note.checkpoint().tree();
            let same = size == 0 || whole.roots.get(&size).is_none_or(|own| *own == root);
            if !same && keys.iter().any(|keys| signed_by(note, keys).is_ok()) {
                self.forked.push((log, size));
            }
        }
        Ok(())
    }

    /// The hash of the founding resolution. Whether it is the one that is meant, only the auditor knows.
    pub const fn federation(&self) -> Hash {
        self.federation
    }

    /// Who is a member, by all entries.
    pub const fn roll(&self) -> &Roll {
        &self.chain.roll
    }

    /// All entries but usage.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The text of a charter that a place has, by its hash.
    pub fn charter(&self, hash: &Hash) -> Option<&Charter> {
        self.charters.get(hash)
    }

    /// The logs that were read.
    pub const fn logs(&self) -> &BTreeMap<LogId, LogFound> {
        &self.logs
    }

    /// Logs that the roll names, and that no place has: lost, or never begun.
    pub const fn absent(&self) -> &BTreeSet<LogId> {
        &self.absent
    }

    /// Who cosigned the latest checkpoint of a log, as its lines say.
    pub fn cosigners(&self, log: &LogId) -> BTreeSet<MemberId> {
        let lines = self.logs.get(log).into_iter().flat_map(|found| found.note.note().signatures());
        lines.filter_map(|line| cosigner_of(line.name())).map(MemberId::from_bytes).collect()
    }

    pub(super) const fn signers(&self) -> Signers<'_> {
        Signers { roll: &self.chain.roll, keys: &self.facts.keys }
    }
}

/// Every log of everybody who is or was a member, with the key with which it began.
fn logs_of(roll: &Roll) -> Vec<(LogId, [u8; 32])> {
    roll.members.values().flat_map(Standing::logs).collect()
}
