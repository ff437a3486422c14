//! Machines that stop and start, and what members learn of each other when they ask.

use super::world::World;
use crate::clock::DAY;

impl World<'_> {
    /// What was in memory is gone; logs, disk and counts stay.
    pub(super) fn stop_and_start(&mut self) {
        for number in 0..self.machines.len() {
            let away = self.plan.is_away(number, self.now);
            let machine = &mut self.machines[number];
            machine.line_used = 0;
            if away && machine.up {
                machine.up = false;
                machine.stopped = Some(self.now);
            } else if !away && !machine.up {
                machine.up = true;
                machine.started = self.now;
                machine.asked = None;
                machine.answered.clear();
            }
            if away {
                *self.ledger.silent.entry((number, self.now / DAY)).or_insert(0) += 1;
            }
        }
    }

    /// Everybody asks everybody once a minute; some answers are lost.
    pub(super) fn ask(&mut self) {
        for number in 0..self.machines.len() {
            if !self.machines[number].up {
                continue;
            }
            let at = self.machines[number].clock(self.now);
            for other in 0..self.machines.len() {
                let lost = self.dice.below(100) < self.plan.lost_percent;
                if other == number || !self.machines[other].up || lost {
                    continue;
                }
                let known = self.machines[other].read.clone();
                let machine = &mut self.machines[number];
                machine.answered.insert(other, at);
                for (author, known) in known.into_iter().enumerate() {
                    if known > machine.read[author] {
                        machine.read(author, self.crew.ids[author], &self.logs[author][..known]);
                    }
                }
            }
            let machine = &mut self.machines[number];
            machine.asked = Some((machine.asked.map_or(at, |(first, _)| first), at));
        }
        self.expose();
    }

    /// Who can know by now what was withdrawn: somebody answers who has it from the home's log.
    fn expose(&mut self) {
        for (film, own) in self.own.iter().enumerate() {
            let Some(place) = own.withdrawal else { continue };
            let home = self.plan.films[film].home;
            let knows = |machine: &super::machine::Machine| machine.up && machine.read[home] > place;
            if !self.machines.iter().any(knows) {
                continue;
            }
            for machine in self.machines.iter().filter(|machine| machine.up) {
                *self.exposed.entry((machine.number, film)).or_insert(0) += 1;
            }
        }
    }
}
