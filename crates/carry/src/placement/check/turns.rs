//! How much is copied anew, and in which order.

use super::super::Video;
use super::facts::{Facts, has, held};
use super::reasons::{Short, candidates, takes};
use super::{Found, Rule};
use crate::id::VideoId;

pub(super) fn check(facts: &Facts<'_>, found: &mut Found) {
    let (bytes, several) = copied(facts);
    if several && bytes > u128::from(facts.scene.figures.new_bytes) {
        found.broken(Rule::RateExceeded, None, None);
    }
    let waiting = |id: &&VideoId| {
        let bytes = facts.scene.videos[id].bytes;
        Short::of(facts, **id).copies && candidates(facts, **id).any(|member| facts.surely_fits(member, bytes))
    };
    let next = facts.scene.videos.keys().filter(waiting).map(|id| (live(facts, *id) + new(facts, *id), *id)).min();
    for id in facts.scene.videos.keys() {
        let last = (live(facts, *id) + new(facts, *id)).checked_sub(1).map(|copies| (copies, *id));
        if new(facts, *id) > 0 && next.zip(last).is_some_and(|(next, last)| last > next) {
            found.broken(Rule::OutOfTurn, *id, None);
        }
    }
}

/// What [`Facts::used_up`] says.
pub(super) fn used_up(facts: &Facts<'_>) -> bool {
    let (spent, _) = copied(facts);
    let most = u128::from(facts.scene.figures.new_bytes);
    let stopped = |(id, video): (&VideoId, &Video)| {
        if spent + u128::from(video.bytes) <= most {
            return false;
        }
        let short = Short::of(facts, *id);
        let copy = short.copies && candidates(facts, *id).any(|member| facts.maybe_fits(member, video.bytes));
        let fits = |machine| takes(facts, video, machine) && facts.maybe_fits(machine, video.bytes);
        copy || short.added.into_iter().any(fits)
    };
    spent > 0 && facts.scene.videos.iter().any(stopped)
}

/// Bytes that are copied anew, and whether by more than one copy.
fn copied(facts: &Facts<'_>) -> (u128, bool) {
    let mut copies = Vec::new();
    for (id, video) in &facts.scene.videos {
        let new = facts.carriers(*id).into_iter().filter(|member| !has(video, *member));
        copies.extend(new.map(|_| u128::from(video.bytes)).filter(|bytes| *bytes > 0));
    }
    (copies.iter().sum(), copies.len() > 1)
}

/// Copies that live now, the author's machines apart.
fn live(facts: &Facts<'_>, id: VideoId) -> usize {
    let video = &facts.scene.videos[&id];
    let lives = |member: &&_| held(video, **member) && facts.may(video, **member) && !facts.silent(**member);
    let known = video.present.keys().filter(|member| facts.scene.members.contains_key(member));
    known.filter(lives).count()
}

/// Copies that are to be made.
fn new(facts: &Facts<'_>, id: VideoId) -> usize {
    let video = &facts.scene.videos[&id];
    let carriers = facts.carriers(id);
    carriers.iter().filter(|member| !has(video, **member) && !video.choice.added.contains(member)).count()
}
