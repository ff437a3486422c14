//! The planner: from a scene to a plan, by the rules at the head of [`super`].

use std::collections::BTreeSet;

use super::keep::{Place, Work, allows};
use super::{Allowed, Figures, Plan, Presence, Scene, Shortfall};
use crate::id::MemberId;

/// The plan for this scene. Never fails: what cannot be done is in [`Plan::short`].
#[must_use]
pub fn plan(scene: &Scene) -> Plan {
    let others = scene.members.iter().filter(|(id, _)| **id != scene.home);
    let places: Vec<Place> = others.map(|(id, member)| Place::of(*id, member, scene)).collect();
    let works = scene.videos.iter().map(|(id, video)| Work::of(*id, video, &places)).collect();
    let mut planner = Planner { places, works, figures: &scene.figures, spent: 0, stopped: false };
    planner.keep();
    planner.repair();
    planner.add();
    planner.improve();
    planner.told()
}

struct Planner<'a> {
    /// In the order of ids.
    places: Vec<Place>,
    /// In the order of ids.
    works: Vec<Work<'a>>,
    figures: &'a Figures,
    /// Bytes that this plan has copied anew.
    spent: u64,
    /// The next copy was too much, so there are no more.
    stopped: bool,
}

impl Planner<'_> {
    /// What is there stays, that of the most endangered first.
    fn keep(&mut self) {
        let mut works: Vec<&mut Work<'_>> = self.works.iter_mut().collect();
        works.sort_by_key(|work| work.live);
        for work in works {
            work.keep(&mut self.places, self.figures);
        }
    }

    /// Copies that are missing, always of the video that has the fewest.
    fn repair(&mut self) {
        let missing = self.works.iter().enumerate().filter(|(_, work)| work.chosen.len() < work.wanted);
        let mut queue: BTreeSet<(usize, usize)> = missing.map(|(at, work)| (work.live, at)).collect();
        while let Some((copies, at)) = queue.pop_first() {
            let Some(rank) = self.best(at) else { continue };
            if !self.copy(at, self.works[at].ranking[rank]) {
                return;
            }
            let work = &mut self.works[at];
            work.chosen.push(rank);
            work.chosen.sort_unstable();
            if work.chosen.len() < work.wanted {
                queue.insert((copies + 1, at));
            }
        }
    }

    /// The machines that authors added.
    fn add(&mut self) {
        for at in 0..self.works.len() {
            for number in self.missing(at) {
                if !self.copy(at, number) {
                    return;
                }
                self.works[at].added.push(number);
            }
        }
    }

    /// Moves to members with a higher score.
    fn improve(&mut self) {
        for at in 0..self.works.len() {
            while let Some((rank, last)) = self.best(at).zip(self.works[at].chosen.last().copied()) {
                if rank > last {
                    break;
                }
                if !self.copy(at, self.works[at].ranking[rank]) {
                    return;
                }
                let chosen = &mut self.works[at].chosen;
                chosen.pop();
                chosen.push(rank);
                chosen.sort_unstable();
            }
        }
    }

    /// The first in a video's ranking that is not chosen and has room.
    fn best(&self, at: usize) -> Option<usize> {
        let work = &self.works[at];
        let free = |rank: &usize| self.places[work.ranking[*rank]].has_room(work.video.bytes);
        (0..work.ranking.len()).filter(|rank| work.chosen.binary_search(rank).is_err()).find(free)
    }

    /// The author's machines that could have a video and do not.
    fn missing(&self, at: usize) -> Vec<usize> {
        let work = &self.works[at];
        let can = |number: &usize| {
            let place = &self.places[*number];
            let new = work.video.choice.added.contains(&place.id) && !work.video.present.contains_key(&place.id);
            new && place.offers() && !place.away() && place.has_room(work.video.bytes) && !work.added.contains(number)
        };
        (0..self.places.len()).filter(can).collect()
    }

    /// Has a video copied, unless that is more than the plan may.
    fn copy(&mut self, at: usize, number: usize) -> bool {
        let bytes = self.works[at].video.bytes;
        let spent = self.spent.checked_add(bytes).filter(|spent| self.spent == 0 || *spent <= self.figures.new_bytes);
        let (Some(spent), false) = (spent, self.stopped) else {
            self.stopped = true;
            return false;
        };
        self.spent = spent;
        self.places[number].take(bytes);
        true
    }

    fn told(&self) -> Plan {
        let mut plan = Plan::default();
        for (at, work) in self.works.iter().enumerate() {
            let mut numbers: Vec<usize> = work.chosen.iter().map(|rank| work.ranking[*rank]).collect();
            let held = numbers.iter().filter(|number| work.holds(**number)).count();
            let others = work.ranking.iter().filter(|number| work.holds(**number) && !numbers.contains(number));
            let unranked = work.holders.iter().filter(|number| !work.ranking.contains(number));
            let staying: Vec<usize> = others.chain(unranked).take(work.wanted.saturating_sub(held)).copied().collect();
            numbers.extend(staying.iter().chain(&work.added));
            numbers.sort_unstable();
            let ids: Vec<MemberId> = numbers.iter().map(|number| self.places[*number].id).collect();
            plan.carriers.insert(work.id, ids);
            plan.short.extend(self.shortfall(at).map(|reason| (work.id, reason)));
        }
        plan
    }

    fn shortfall(&self, at: usize) -> Option<Shortfall> {
        let work = &self.works[at];
        let (wanted, video) = (work.wanted, work.video);
        if work.chosen.len() < wanted {
            let able = |place: &&Place| allows(video, place.id) && place.offers();
            let gone = |place: &Place, state| video.present.get(&place.id) == Some(&state);
            let offering = self.places.iter().filter(able);
            let there: Vec<&Place> = offering.clone().filter(|place| !place.away()).collect();
            return Some(if offering.count() < wanted {
                if video.choice.allowed == Allowed::Any { Shortfall::Members } else { Shortfall::Choice }
            } else if there.len() < wanted {
                Shortfall::Away
            } else if there.iter().filter(|place| !gone(place, Presence::Dropped)).count() < wanted {
                Shortfall::Dropped
            } else if self.best(at).is_none() {
                Shortfall::Room
            } else {
                Shortfall::Rate
            });
        }
        let waits = !self.missing(at).is_empty();
        let complete = work.added.len() == video.choice.added.len();
        (!complete).then_some(if waits { Shortfall::Rate } else { Shortfall::Added })
    }
}
