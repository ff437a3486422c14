//! The run: events on one virtual clock, a network that loses and delays, machines that stop.

mod found;
mod network;

use std::collections::BTreeMap;

use crate::clock::{DAY, HOUR, Minute};
use crate::crew::Crew;
use crate::dice::Dice;
use crate::disk::Content;
use crate::member::{Member, Scene};
use crate::message::Message;
use crate::oracle::Witness;
use crate::plan::{LIES_FROM, Lie, Plan};

/// Others that a member asks when it wakes up.
const PARTNERS: usize = 2;

#[derive(Debug, Clone)]
enum Event {
    Wake(usize),
    Deliver(Message),
    Crash { member: usize, writes: u64, back_after: Minute },
    Stop(usize),
    Start(usize),
    Backup(usize),
    Lose(usize),
    Restore(usize),
    Fork(usize),
}

/// Everybody and everything in a run.
#[derive(Debug)]
pub struct World<'a> {
    plan: &'a Plan,
    crew: &'a Crew,
    dice: Dice,
    now: Minute,
    events: BTreeMap<(Minute, u64), Event>,
    /// Numbers events and questions.
    counter: u64,
    pub members: Vec<Member>,
    /// The other self of a member that signs two trees.
    pub twin: Option<Member>,
    up: Vec<bool>,
    back_after: Vec<Minute>,
    backups: BTreeMap<usize, Content>,
    pub witness: Witness,
}

impl<'a> World<'a> {
    /// The federation is founded, and all that the plan has is to come.
    #[must_use]
    pub fn new(plan: &'a Plan, crew: &'a Crew) -> Self {
        let mut dice = Dice::new(plan.seed ^ 0x3017d);
        let all = plan.members();
        let members: Vec<Member> = (0..all).map(|number| found::member(plan, crew, &mut dice, number)).collect();
        let mut world = Self {
            plan,
            crew,
            dice,
            now: 0,
            events: BTreeMap::new(),
            counter: 0,
            members,
            twin: None,
            up: vec![true; all],
            back_after: vec![0; all],
            backups: BTreeMap::new(),
            witness: Witness::new(crew),
        };
        world.assemble();
        world.schedule();
        world
    }

    fn scene(&self) -> Scene<'a> {
        Scene { crew: self.crew, plan: self.plan, at: self.now }
    }

    fn schedule(&mut self) {
        let faults = &self.plan.faults;
        for number in 0..self.plan.members() {
            let first = 1 + self.dice.below(8 * HOUR);
            self.push(first, Event::Wake(number));
        }
        for crash in &faults.crashes {
            let (member, writes, back_after) = (crash.member, crash.writes, crash.back_after);
            self.push(crash.at, Event::Crash { member, writes, back_after });
        }
        for restore in &faults.restores {
            self.push(restore.backup, Event::Backup(restore.member));
            self.push(restore.lost, Event::Lose(restore.member));
            self.push(restore.back, Event::Restore(restore.member));
        }
        if let Some((member, at)) = faults.dead {
            self.push(at, Event::Stop(member));
        }
        if let Some((liar, Lie::Fork)) = self.plan.liar {
            let at = LIES_FROM + self.dice.below(20 * DAY);
            self.push(at, Event::Fork(liar));
        }
    }

    fn push(&mut self, at: Minute, event: Event) {
        self.counter += 1;
        self.events.insert((at, self.counter), event);
    }

    /// Until the plan's end.
    pub fn run(&mut self) {
        while let Some(((at, _), event)) = self.events.pop_first() {
            let (earliest, latest) = self.plan.end();
            if at > latest || (at > earliest && self.is_over()) {
                break;
            }
            self.now = at;
            self.happen(event);
        }
    }

    /// Whether everybody who can has closed all that is to be closed.
    fn is_over(&self) -> bool {
        let can = |member: &&Member| !self.plan.is_dead(member.number) && self.plan.lie_of(member.number).is_none();
        self.members.iter().filter(can).all(|member| member.reports.contains_key(&(self.plan.months - 1)))
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Wake(number) => self.wake(number),
            Event::Deliver(message) => self.deliver(&message),
            Event::Crash { member, writes, back_after } => {
                self.members[member].disk.stop_after(writes);
                self.back_after[member] = back_after;
            }
            Event::Stop(member) => self.up[member] = false,
            Event::Start(number) => self.start(number),
            Event::Backup(number) => {
                self.backups.insert(number, self.members[number].disk.content().clone());
            }
            Event::Lose(number) => self.up[number] = false,
            Event::Restore(number) => self.restore(number),
            Event::Fork(number) => self.fork(number),
        }
    }

    fn is_gone(&self, number: usize) -> bool {
        self.plan.faults.dead.is_some_and(|(dead, at)| dead == number && at <= self.now)
    }

    fn start(&mut self, number: usize) {
        let lost = |restore: &&crate::plan::Restore| {
            restore.member == number && (restore.lost..restore.back).contains(&self.now)
        };
        if !self.is_gone(number) && !self.plan.faults.restores.iter().any(|restore| lost(&restore)) {
            self.members[number].start(self.crew);
            self.up[number] = true;
        }
    }

    fn restore(&mut self, number: usize) {
        let Some(backup) = self.backups.remove(&number) else { return };
        self.counter += 1;
        let (scene, question) = (self.scene(), self.counter);
        self.members[number].restore(&scene, backup, question);
        // What only one has that is gone for good is lost as well.
        let helps = |member: &&Member| member.number != number && !self.plan.is_dead(member.number);
        let others: Vec<&Member> = self.members.iter().filter(helps).collect();
        self.witness.lost(self.crew.log(number), &self.members[number], &others);
        self.start(number);
    }

    fn fork(&mut self, number: usize) {
        let mut twin = self.members[number].clone();
        for (one, mark) in [(&mut self.members[number], 1), (&mut twin, 2)] {
            one.append(
                &federation::entry::Entry::Manifest(federation::Hash([mark; 32])),
                crate::entries::Told::Nothing,
            );
        }
        self.witness.fork(self.crew.log(number));
        self.twin = Some(twin);
    }

    /// Whether this partner sees the liar's other self.
    fn sees_twin(&self, partner: usize) -> bool {
        self.twin.is_some() && partner % 2 == 1
    }

    fn wake(&mut self, number: usize) {
        let slow = self.plan.faults.slow == Some(number);
        let pause = if slow { self.dice.between(36, 60) * HOUR } else { self.dice.between(6 * HOUR, 12 * HOUR) };
        self.push(self.now + pause, Event::Wake(number));
        if !self.up[number] {
            return;
        }
        let scene = self.scene();
        let asking = self.members[number].is_asking();
        let many = if asking { self.members.len() } else { PARTNERS };
        let mut partners = self.dice.some_of(self.members.len(), self.members.len());
        partners.retain(|partner| *partner != number);
        partners.truncate(many);
        self.counter += 1;
        let question = self.counter;
        let (theirs, ours): (Vec<usize>, Vec<usize>) =
            partners.into_iter().partition(|partner| self.sees_twin(*partner));
        let is_liar = self.twin.as_ref().is_some_and(|twin| twin.number == number);
        let asked = if is_liar { ours.clone() } else { [ours.clone(), theirs.clone()].concat() };
        let messages = self.members[number].wake(&scene, &mut self.dice, &asked, question);
        self.after(number, false, messages);
        if is_liar && let Some(twin) = &mut self.twin {
            let messages = twin.wake(&scene, &mut self.dice, &theirs, question);
            self.after(number, true, messages);
        }
    }

    /// What a member did is kept by now, or its machine stopped.
    fn after(&mut self, number: usize, twin: bool, messages: Vec<Message>) {
        self.tell(number, twin);
        let member = if twin { self.twin.as_mut() } else { self.members.get_mut(number) };
        let Some(member) = member else { return };
        if member.disk.is_stopped() {
            member.crash(&mut self.dice);
            if twin {
                member.start(self.crew);
                return;
            }
            self.up[number] = false;
            let back = self.now + self.back_after[number].max(HOUR);
            self.push(back, Event::Start(number));
            return;
        }
        messages.into_iter().for_each(|message| self.send(message));
    }

    /// The oracle hears of what was kept.
    fn tell(&mut self, number: usize, twin: bool) {
        let member = if twin { self.twin.as_mut() } else { self.members.get_mut(number) };
        let Some(member) = member else { return };
        if !member.disk.is_stopped() {
            let told = std::mem::take(&mut member.told);
            self.witness.kept(self.crew.log(number), twin, member, told);
        }
    }
}
