//! The network: what is sent comes late, twice, or never.

use super::{Event, World};
use crate::clock::HOUR;
use crate::message::{Body, Message};
use crate::plan::LONGEST_DELAY;

impl World<'_> {
    fn is_cut(&self, one: usize, other: usize) -> bool {
        self.plan.faults.partitions.iter().any(|partition| {
            let side = |number: usize| partition.side.get(number).copied().unwrap_or(false);
            (partition.from..partition.to).contains(&self.now) && side(one) != side(other)
        })
    }

    pub(super) fn send(&mut self, message: Message) {
        let faults = &self.plan.faults;
        if self.dice.below(100) < faults.lost_percent || self.is_cut(message.from, message.to) {
            return;
        }
        let copies = if self.dice.below(100) < faults.twice_percent { 2 } else { 1 };
        for _ in 0..copies {
            let most = if self.dice.one_in(20) { LONGEST_DELAY } else { HOUR };
            let at = self.now + 1 + self.dice.below(most);
            self.push(at, Event::Deliver(message.clone()));
        }
    }

    pub(super) fn deliver(&mut self, message: &Message) {
        let (from, to) = (message.from, message.to);
        if !self.up[to] || self.is_cut(from, to) {
            return;
        }
        let scene = self.scene();
        let twin = self.twin.as_ref().is_some_and(|twin| twin.number == to) && self.sees_twin(from);
        let member = if twin { self.twin.as_mut() } else { self.members.get_mut(to) };
        let Some(member) = member else { return };
        let reply = |body| Message { from: to, to: from, body };
        let messages = match &message.body {
            Body::Ask { question, holds } => {
                vec![reply(Body::Give { question: *question, parts: member.give(holds) })]
            }
            Body::Give { question, parts } => {
                parts.iter().flat_map(|part| &part.notes).for_each(|note| self.witness.shown(note));
                let wants = member.receive(&scene, from, parts);
                if !member.disk.is_stopped() {
                    member.hear(&scene, from, *question, parts);
                }
                wants
            }
            Body::AskAll(log) => member.all(*log).map(reply).into_iter().collect(),
            Body::All { note, leaves } => {
                self.witness.shown(note);
                member.compare(note, leaves);
                Vec::new()
            }
        };
        self.after(to, twin, messages);
    }
}
