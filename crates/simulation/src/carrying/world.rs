//! The run: minute by minute, what machines and people do.

use std::collections::BTreeMap;

use federation::Hash;
use federation::entry::Entry;
use purse::id::MemberId;
use purse::usage::Hour;

use super::audience::Player;
use super::audits::Audits;
use super::canaries::Canaries;
use super::ledger::Ledger;
use super::liars::{Conduct, Honest};
use super::machine::Machine;
use super::plan::{BEGIN, CLOCKS_DIFFER, END, LIES_FROM, Plan};
use crate::clock::{HOUR, Minute};
use crate::crew::Crew;
use crate::dice::{Dice, wide};

/// What became of a video at its home.
#[derive(Debug, Clone, Copy, Default)]
pub struct Own {
    pub published: Option<Minute>,
    /// When its author deleted it.
    pub deleted: Option<Minute>,
    /// The place of the withdrawal in the home's log.
    pub withdrawal: Option<usize>,
}

/// Everybody and everything in a run.
pub struct World<'a> {
    pub plan: &'a Plan,
    pub crew: &'a Crew,
    pub dice: Dice,
    pub now: Minute,
    /// The members' logs.
    pub logs: Vec<Vec<Entry>>,
    /// What each would have said of use without a lie and without made-up viewers.
    pub fair: Vec<Vec<Entry>>,
    pub machines: Vec<Machine>,
    /// By video.
    pub own: Vec<Own>,
    pub players: Vec<Player>,
    /// Bytes of a video in an hour, as its home knows.
    pub watched: BTreeMap<(usize, Hour), u64>,
    /// Minutes for which a member could have known of a withdrawal, by member and video.
    pub exposed: BTreeMap<(usize, usize), u64>,
    /// Minutes for which a video had too few copies although members had room for it.
    pub short: BTreeMap<usize, u64>,
    pub audits: Audits,
    pub canaries: Canaries,
    pub ledger: Ledger,
}

/// The id of a video.
#[must_use]
pub fn video(film: usize) -> Hash {
    let mut id = [0x5a; 32];
    id[..8].copy_from_slice(&wide(film).to_be_bytes());
    Hash(id)
}

/// Its only manifest.
#[must_use]
pub fn manifest(film: usize) -> Hash {
    let Hash(mut hash) = video(film);
    hash[31] = 1;
    Hash(hash)
}

/// The video with this id.
#[must_use]
pub fn film(video: &Hash) -> usize {
    let mut place = [0; 8];
    place.copy_from_slice(&video.0[..8]);
    crate::dice::index(u64::from_be_bytes(place))
}

impl<'a> World<'a> {
    #[must_use]
    pub fn new(plan: &'a Plan, crew: &'a Crew) -> Self {
        let all = plan.sites.len();
        let machine = |number: usize| Machine::new(number, crew.ids[number], plan.sites[number], all, BEGIN);
        let mut world = Self {
            plan,
            crew,
            dice: Dice::new(plan.seed ^ 0x77ca),
            now: BEGIN,
            logs: vec![Vec::new(); all],
            fair: vec![Vec::new(); all],
            machines: (0..all).map(machine).collect(),
            own: vec![Own::default(); plan.films.len()],
            players: Vec::new(),
            watched: BTreeMap::new(),
            exposed: BTreeMap::new(),
            short: BTreeMap::new(),
            audits: Audits::default(),
            canaries: Canaries::default(),
            ledger: Ledger::default(),
        };
        for (number, site) in plan.sites.iter().enumerate() {
            world.append(number, Entry::Offer(site.offer));
        }
        world
    }

    /// Until the last minute; then everybody writes down what is left to be written down.
    pub fn run(&mut self) {
        while self.now < END {
            self.step();
            self.now += 1;
        }
        // The last hour is over by everybody's clock.
        self.now += CLOCKS_DIFFER;
        let there: Vec<usize> = (0..self.machines.len()).filter(|number| self.machines[*number].up).collect();
        there.into_iter().for_each(|number| self.tell_usage(number));
    }

    /// Viewers come before members ask each other: whoever came back in this minute has not asked anybody yet.
    fn step(&mut self) {
        self.stop_and_start();
        self.people();
        self.play();
        self.ask();
        for number in 0..self.machines.len() {
            if self.machines[number].up {
                self.place(number);
                self.carry(number);
                self.tell_usage(number);
            }
        }
        if self.now % HOUR == HOUR - 1 {
            self.count_disks();
        }
        self.count_copies();
        self.audit();
        self.watch_unannounced();
    }

    pub fn id(&self, number: usize) -> MemberId {
        self.crew.ids[number]
    }

    /// How a member behaves at this minute.
    pub fn conduct(&self, number: usize) -> &'static dyn Conduct {
        let lie = self.plan.lie_of(number).filter(|_| self.now >= LIES_FROM);
        lie.map_or(&Honest, |lie| lie.conduct())
    }

    /// An entry of a member's log; it knows it at once.
    pub fn append(&mut self, number: usize, entry: Entry) {
        self.logs[number].push(entry);
        let id = self.id(number);
        self.machines[number].read(number, id, &self.logs[number]);
    }

    /// Authors publish and delete, when their member answers.
    fn people(&mut self) {
        for (film, of) in self.plan.films.iter().enumerate() {
            if !self.machines[of.home].up {
                continue;
            }
            let own = &mut self.own[film];
            if of.published <= self.now && own.published.is_none() {
                own.published = Some(self.now);
            }
            if own.deleted.is_none() && of.withdrawn.is_some_and(|at| at <= self.now) {
                own.deleted = Some(self.now);
            }
        }
    }

    /// The carriers that say that they hold a video, as far as a member knows.
    #[must_use]
    pub fn holders(&self, knower: usize, film: usize) -> Vec<usize> {
        let (home, named) = (self.id(self.plan.films[film].home), video(film));
        let serving = self.machines[knower].facts.carrying.serving(&home, &named, manifest(film));
        serving.filter_map(|id| self.crew.number(&id)).collect()
    }

    /// Whether a video can be watched at its home's word.
    #[must_use]
    pub fn is_open(&self, film: usize) -> bool {
        self.own[film].published.is_some() && self.own[film].deleted.is_none()
    }
}
