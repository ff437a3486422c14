//! One member: its machine with the real [`Desk`], its disk, and the people who use it.

mod close;
mod gossip;
mod people;
mod restart;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use federation::Hash;
use federation::closing::Report;
use federation::desk::{Desk, Duty};
use federation::entry::Entry;
use federation::facts::LogId;
use federation::signed::SigningKey;
use tlog::checkpoint::SignedCheckpoint;

use crate::clock::Minute;
use crate::crew::Crew;
use crate::dice::{Dice, wide};
use crate::disk::{Content, Disk, Write};
use crate::entries::Told;
use crate::lies::Falsehoods;
use crate::message::Message;
use crate::plan::Plan;
use crate::truth::Deed;
use restart::Question;

/// What everybody in a run sees alike.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub crew: &'a Crew,
    pub plan: &'a Plan,
    pub at: Minute,
}

/// What the people of a member are like.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    /// The treasurer looks at closings, after so long; a silent one never does.
    pub looks_after: Option<Minute>,
    /// Estimates of others that its people do not approve.
    pub rejects: BTreeSet<usize>,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub number: usize,
    pub key: SigningKey,
    pub desk: Desk,
    pub disk: Disk,
    pub habits: Habits,
    pub lies: Option<Falsehoods>,
    /// What its people still have to do, in order of time.
    pub works: VecDeque<(Minute, Deed)>,
    /// What they are doing: done when it is kept.
    doing: Vec<(Minute, Deed)>,
    /// What the entries say that were appended since the oracle was told, by place.
    pub told: Vec<(u64, Told)>,
    /// What it computed of proposals, by the report's hash.
    computed: BTreeMap<Hash, Report>,
    /// Its own computation of what was closed, by month.
    pub reports: BTreeMap<usize, Report>,
    /// What it had to do for a month when it looked last.
    pub duties: BTreeMap<usize, Duty>,
    /// When the treasurer looks at the closing of a month.
    looks_at: BTreeMap<usize, Minute>,
    /// Claims of others against it, by carrier, service and day, with the hour.
    claimed: BTreeMap<(usize, usize, Minute), Minute>,
    question: Option<Question>,
    /// Entries below the checkpoint of each log that it cosigned last.
    cosigned: BTreeMap<LogId, u64>,
}

impl Member {
    /// With what is on the disk. A machine that only stopped has everything that it ever sent; one that was restored has to
    /// ask before it appends.
    #[must_use]
    pub fn new(crew: &Crew, number: usize, habits: Habits) -> Self {
        let key = crew.keys[number].clone();
        let mut desk = Desk::new(crew.log(number), crew.founding.clone(), crew.charters.clone());
        desk.let_append();
        Self {
            number,
            key,
            desk,
            disk: Disk::default(),
            habits,
            lies: None,
            works: VecDeque::new(),
            doing: Vec::new(),
            told: Vec::new(),
            computed: BTreeMap::new(),
            reports: BTreeMap::new(),
            duties: BTreeMap::new(),
            looks_at: BTreeMap::new(),
            claimed: BTreeMap::new(),
            question: None,
            cosigned: BTreeMap::new(),
        }
    }

    /// The machine stops, and what was in its memory is gone.
    pub fn crash(&mut self, dice: &mut Dice) {
        self.disk.crash(dice);
        self.forget();
    }

    /// The disk is lost, and an old backup takes its place.
    pub fn restore(&mut self, scene: &Scene<'_>, backup: Content, question: u64) {
        self.disk.restore(backup);
        self.forget();
        self.question = Some(Question::new(question, scene.at));
    }

    fn forget(&mut self) {
        // Whoever saw no answer does it again.
        let doing = std::mem::take(&mut self.doing);
        doing.into_iter().rev().for_each(|deed| self.works.push_front(deed));
        // What was kept without an answer says what it says all the same.
        let kept = self.disk.content().get(&self.desk.me()).map_or(0, |stored| wide(stored.leaves.len()));
        self.told.retain(|(place, _)| *place < kept);
        self.reports.clear();
        self.computed.clear();
        self.looks_at.clear();
    }

    /// Starts again with what is on the disk.
    pub fn start(&mut self, crew: &Crew) {
        self.desk = Desk::new(crew.log(self.number), crew.founding.clone(), crew.charters.clone());
        let content = self.disk.content().clone();
        self.claimed.clear();
        self.cosigned.clear();
        for (log, stored) in &content {
            let notes: Vec<SignedCheckpoint> = stored.notes.values().cloned().collect();
            self.desk.put_back(*log, &stored.leaves, &notes);
            if let Some(proof) = &stored.proof {
                self.desk.put_back_proof(*log, proof.clone());
            }
            stored.leaves.iter().for_each(|leaf| self.note_claims(crew, *log, leaf));
        }
        if self.question.is_none() {
            self.desk.let_append();
        }
    }

    /// Whether it may append, as far as it knows.
    #[must_use]
    pub fn may_append(&self) -> bool {
        let frozen = self.desk.copy(&self.desk.me()).is_some_and(|copy| copy.frozen().is_some());
        self.question.is_none() && !frozen
    }

    /// Appends an entry; whether it was.
    pub fn append(&mut self, entry: &Entry, told: Told) -> bool {
        if !self.may_append() {
            return false;
        }
        let place = self.desk.copy(&self.desk.me()).map_or(0, |copy| copy.tree().size);
        let Ok(leaf) = self.desk.append(entry) else { return false };
        self.disk.write(Write::Leaf(self.desk.me(), leaf));
        self.told.push((place, told));
        true
    }

    /// Whenever the machine wakes up: its people do what is due, it takes its part in votes and closings, signs what it has,
    /// and asks others.
    pub fn wake(&mut self, scene: &Scene<'_>, dice: &mut Dice, partners: &[usize], question: u64) -> Vec<Message> {
        self.work(scene);
        self.miss(scene);
        self.vote(scene);
        self.approve(scene);
        self.answer_claims(scene);
        self.close(scene, dice);
        self.lie(scene, dice);
        if let Some(note) = self.desk.checkpoint(&self.key) {
            self.disk.write(Write::Note(self.desk.me(), note));
        }
        if !self.disk.sync() {
            return Vec::new();
        }
        self.doing.clear();
        self.cosign(scene);
        let asked = self.question.as_ref().map_or(question, Question::id);
        if self.disk.sync() { self.ask(partners, asked) } else { Vec::new() }
    }
}
