//! Members ask each other for checkpoints and entries, and cosign what they have stored.

use federation::closing::Cut;
use federation::desk::{KEPT_NOTES, Seen, TakeRefusal};
use federation::facts::LogId;
use tlog::checkpoint::SignedCheckpoint;
use tlog::contradiction::Contradiction;
use tlog::note::{Algorithm, VerifierKey};

use super::{Member, Scene};
use crate::dice::{index, wide};
use crate::disk::Write;
use crate::message::{Body, Held, Holds, Message, Part};
use crate::plan::Lie;

/// A checkpoint with so many signatures, the log's among them, is not sent again for one more.
const SIGNATURES_WANTED: usize = 3;

impl Member {
    pub(super) fn ask(&self, partners: &[usize], question: u64) -> Vec<Message> {
        let holds = self.holds();
        let ask =
            |to: &usize| Message { from: self.number, to: *to, body: Body::Ask { question, holds: holds.clone() } };
        partners.iter().map(ask).collect()
    }

    /// What it has of each log.
    #[must_use]
    pub fn holds(&self) -> Holds {
        let mut holds = Holds::new();
        for log in self.disk.content().keys() {
            let Some(copy) = self.desk.copy(log) else { continue };
            let signed = |note: &SignedCheckpoint| (note.checkpoint().tree().size, note.note().signatures().len());
            let notes = copy.notes().map(signed).collect();
            holds.insert(*log, Held { size: copy.tree().size, notes, frozen: copy.frozen().is_some() });
        }
        holds
    }

    /// What the other has not.
    #[must_use]
    pub fn give(&self, holds: &Holds) -> Vec<Part> {
        let mut parts = Vec::new();
        for (log, stored) in self.disk.content() {
            let none = Held::default();
            let held = holds.get(log).unwrap_or(&none);
            let wanted = |size: &u64, note: &SignedCheckpoint| {
                let (have, there) = (note.note().signatures().len(), held.notes.get(size).copied().unwrap_or(0));
                there < have && there < SIGNATURES_WANTED
            };
            let last = stored.notes.iter().rev().take(KEPT_NOTES);
            let mut notes: Vec<SignedCheckpoint> =
                last.filter(|(size, note)| wanted(size, note)).map(|(_, note)| note.clone()).collect();
            notes.reverse();
            let end = notes.last().map_or(0, |note| note.checkpoint().tree().size);
            let end = if self.takes_nothing() { 0 } else { index(end).min(stored.leaves.len()) };
            let mut leaves = stored.leaves.get(index(held.size)..end).unwrap_or_default().to_vec();
            if *log != self.desk.me() && self.lies_now(Lie::Amounts) {
                // What it passes on it alters: a digit of an amount, or another byte.
                leaves.iter_mut().filter_map(|leaf| leaf.last_mut()).for_each(|byte| *byte ^= 1);
            }
            let proof = stored.proof.clone().filter(|_| !held.frozen);
            if !notes.is_empty() || proof.is_some() {
                parts.push(Part { log: *log, notes, from: held.size, leaves, proof });
            }
        }
        parts
    }

    fn takes_nothing(&self) -> bool {
        self.lies_now(Lie::EmptyCosigner)
    }

    /// Takes what another gave, keeps it, and cosigns it. What it asks for next.
    pub fn receive(&mut self, scene: &Scene<'_>, from: usize, parts: &[Part]) -> Vec<Message> {
        if self.takes_nothing() {
            self.cosign_unseen(scene, parts);
            return Vec::new();
        }
        let mut wants = Vec::new();
        let mut open: Vec<&Part> = parts.iter().filter(|part| self.looks_at_log(part.log)).collect();
        // A log that the roll does not know yet may be known when another one was read.
        loop {
            let before = open.len();
            open.retain(|part| !self.take_part(scene, part, &mut wants));
            if open.is_empty() || open.len() == before {
                break;
            }
        }
        if !self.disk.sync() {
            return Vec::new();
        }
        self.cosign(scene);
        if !self.disk.sync() {
            return Vec::new();
        }
        wants.into_iter().map(|log| Message { from: self.number, to: from, body: Body::AskAll(log) }).collect()
    }

    /// Its own log comes back with cosignatures. One that has signed two trees does not want to hear of it.
    fn looks_at_log(&self, log: LogId) -> bool {
        log != self.desk.me() || !self.lies.as_ref().is_some_and(|lies| lies.are(Lie::Fork))
    }

    /// Whether the log is known.
    fn take_part(&mut self, scene: &Scene<'_>, part: &Part, wants: &mut Vec<LogId>) -> bool {
        if let Some(proof) = &part.proof {
            self.take_proof(part.log, proof);
        }
        for note in &part.notes {
            match self.desk.see(note) {
                Seen::Unknown => return false,
                Seen::Fetch { log, from, to } if log != self.desk.me() => {
                    self.take(scene, part, note, from..to, wants);
                }
                Seen::Cosigned(log, note) => self.disk.write(Write::Note(log, note)),
                Seen::Contradicted(log, proof) => self.disk.write(Write::Proof(log, *proof)),
                Seen::Differs(log) => wants.push(log),
                Seen::Known | Seen::Refused(_) | Seen::Fetch { .. } => {}
            }
        }
        true
    }

    fn take(
        &mut self,
        scene: &Scene<'_>,
        part: &Part,
        note: &SignedCheckpoint,
        places: std::ops::Range<u64>,
        wants: &mut Vec<LogId>,
    ) {
        let Some(begin) = places.start.checked_sub(part.from) else { return };
        let range = index(begin)..index(places.end - part.from);
        let Some(leaves) = part.leaves.get(range) else { return };
        match self.desk.take(note, leaves) {
            Ok(taken) => {
                for leaf in leaves {
                    self.note_claims(scene.crew, taken.log, leaf);
                    self.disk.write(Write::Leaf(taken.log, leaf.clone()));
                }
                self.disk.write(Write::Note(taken.log, taken.note));
            }
            // Altered on the way, or of another tree: the whole shows which.
            Err(TakeRefusal::Root) => wants.push(part.log),
            Err(_) => {}
        }
    }

    /// A proof that another holds is looked at before it is believed.
    fn take_proof(&mut self, log: LogId, proof: &Contradiction) {
        let frozen = self.desk.copy(&log).is_some_and(|copy| copy.frozen().is_some());
        let keys = self.keys_of(log);
        if !frozen && proof.verify(&keys).is_ok() {
            self.desk.put_back_proof(log, proof.clone());
            self.disk.write(Write::Proof(log, proof.clone()));
        }
    }

    pub(super) fn keys_of(&self, log: LogId) -> Vec<VerifierKey> {
        let roll = self.desk.chain().ok().map(|chain| &chain.roll);
        let first =
            roll.and_then(|roll| roll.members.get(&log.member)).and_then(|standing| standing.first_key(log.log));
        let (Some(first), Some(origin)) = (first, log.origin()) else { return Vec::new() };
        let keys = self.desk.facts().keys.keys(log, first, u64::MAX);
        keys.iter().filter_map(|key| VerifierKey::new(origin.name(), Algorithm::Ed25519, key).ok()).collect()
    }

    /// All entries of a log, with its largest checkpoint.
    #[must_use]
    pub fn all(&self, log: LogId) -> Option<Body> {
        let stored = self.disk.content().get(&log)?;
        let note = stored.notes.last_key_value()?.1.clone();
        let leaves = stored.leaves.get(..index(note.checkpoint().tree().size))?.to_vec();
        Some(Body::All { note, leaves })
    }

    /// Compares another tree of a log with its own.
    pub fn compare(&mut self, note: &SignedCheckpoint, leaves: &[Vec<u8>]) {
        if let Seen::Contradicted(log, proof) = self.desk.compare(note, leaves)
            && self.looks_at_log(log)
        {
            self.disk.write(Write::Proof(log, *proof));
            self.disk.sync();
        }
    }

    /// Cosigns the largest checkpoint of each log, all of which is stored by now.
    pub(super) fn cosign(&mut self, scene: &Scene<'_>) {
        let now_s = u64::try_from(crate::clock::timestamp(scene.at).as_second()).unwrap_or(0);
        let logs: Vec<LogId> = self.disk.content().keys().copied().collect();
        for log in logs {
            let last = self.desk.copy(&log).and_then(|copy| copy.last()).map(|note| note.checkpoint().tree().size);
            if last.is_none() || self.cosigned.get(&log) == last.as_ref() {
                continue;
            }
            self.cosigned.insert(log, last.unwrap_or(0));
            if let Some(note) = self.desk.cosign(log, &self.key, now_s) {
                self.disk.write(Write::Note(log, note));
            }
        }
    }

    /// Whether all that a proposal names is here, so that the report can be computed.
    pub(super) fn has(&self, cuts: &[Cut]) -> bool {
        cuts.iter().all(|cut| {
            let stored = self.disk.content().get(&cut.log_id());
            cut.size == 0 || stored.is_some_and(|stored| wide(stored.leaves.len()) >= cut.size)
        })
    }
}
