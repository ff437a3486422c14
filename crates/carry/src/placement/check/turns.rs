//! How much is copied anew, and in which order.

use std::cmp::Reverse;

use super::super::Video;
use super::facts::{Facts, has, held};
use super::reasons::{Short, candidates, takes};
use super::{Found, Rule};
use crate::id::{MemberId, VideoId};

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
    moves(facts, found);
}

/// Moves that could have been made: not to make them is right only if something waits, or the next is too much.
fn moves(facts: &Facts<'_>, found: &mut Found) {
    let (spent, _) = copied(facts);
    let most = u128::from(facts.scene.figures.new_bytes);
    let too_much = |id: &VideoId| spent + u128::from(facts.scene.videos[id].bytes) > most;
    let stopped = spent > 0 && facts.scene.videos.keys().any(|id| too_much(id) && maybe_movable(facts, *id));
    if facts.used_up || stopped {
        return;
    }
    for id in facts.scene.videos.keys().filter(|id| movable(facts, **id)) {
        found.broken(Rule::NotMoved, *id, None);
    }
}

/// Whether a member that surely has room comes before the last that is surely wanted, which has the video.
fn movable(facts: &Facts<'_>, id: VideoId) -> bool {
    let video = &facts.scene.videos[&id];
    let mut scores = scores(facts, id);
    scores.sort_unstable_by(|one, other| other.cmp(one));
    let last = facts.wanted(id).start().checked_sub(1).and_then(|last| scores.into_iter().nth(last));
    let last = last.filter(|(_, Reverse(member))| has(video, *member));
    let first = |member: MemberId| !has(video, member) && last.is_some_and(|last| facts.score(id, member) > last);
    candidates(facts, id).any(|member| first(member) && facts.surely_fits(member, video.bytes))
}

/// Whether a member that may have had room comes before any that is to have the video.
fn maybe_movable(facts: &Facts<'_>, id: VideoId) -> bool {
    let bytes = facts.scene.videos[&id].bytes;
    let last = scores(facts, id).into_iter().min();
    let first = |member: MemberId| last.is_some_and(|last| facts.score(id, member) > last);
    candidates(facts, id).any(|member| first(member) && facts.maybe_fits(member, bytes))
}

/// Of those who are to have a copy.
fn scores(facts: &Facts<'_>, id: VideoId) -> Vec<(u128, Reverse<MemberId>)> {
    facts.able(id).intersection(&facts.carriers(id)).map(|member| facts.score(id, *member)).collect()
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
        let copy = short.maybe && candidates(facts, *id).any(|member| facts.maybe_fits(member, video.bytes));
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
