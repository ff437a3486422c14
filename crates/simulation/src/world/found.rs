//! How a run begins: who is there, and the assembly that founds the federation.

use super::World;
use crate::clock::DAY;
use crate::crew::Crew;
use crate::dice::Dice;
use crate::entries::Told;
use crate::lies::Falsehoods;
use crate::member::{Habits, Member, Scene};
use crate::plan::Plan;

impl World<'_> {
    /// The founders sit in one room: each is admitted by more than half of those before it.
    pub(super) fn assemble(&mut self) {
        let scene = self.scene();
        let founding = federation::entry::Entry::Resolution(self.crew.founding.clone());
        self.members[0].append(&founding, Told::Nothing);
        for number in 1..self.plan.founders {
            let mut round = 0;
            while !self.members[0].admit(&scene, number) {
                assert!(round <= number, "the founders admit each other");
                self.save(0, &scene);
                self.share(0, round, &scene);
                if round < number {
                    self.members[round].vote(&scene);
                    self.save(round, &scene);
                    self.share(round, 0, &scene);
                }
                round += 1;
            }
        }
        for number in 1..self.plan.founders {
            self.share(0, number, &scene);
        }
        (0..self.plan.founders).for_each(|number| self.tell(number, false));
    }

    fn save(&mut self, number: usize, scene: &Scene<'_>) {
        let _ = self.members[number].wake(scene, &mut Dice::new(0), &[], 0);
    }

    fn share(&mut self, from: usize, to: usize, scene: &Scene<'_>) {
        if from != to {
            let parts = self.members[from].give(&self.members[to].holds());
            self.members[to].receive(scene, from, &parts);
        }
    }
}

/// A member with the habits of its people.
pub(super) fn member(plan: &Plan, crew: &Crew, dice: &mut Dice, number: usize) -> Member {
    let looks_after = (!dice.one_in(3)).then(|| dice.below(4 * DAY));
    let rejects = (0..plan.truth.bills.len()).filter(|_| dice.one_in(12)).collect();
    let mut member = Member::new(crew, number, Habits { looks_after, rejects });
    member.lies = plan.lie_of(number).map(Falsehoods::new);
    member.works = plan.works.get(&number).cloned().unwrap_or_default().into();
    member
}
