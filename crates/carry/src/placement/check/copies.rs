//! Rules about the carriers of one video.

use std::collections::BTreeSet;

use super::super::{Presence, Video};
use super::facts::{Facts, has, held};
use super::{Found, Rule};
use crate::id::{MemberId, VideoId};

pub(super) fn check(facts: &Facts<'_>, id: VideoId, found: &mut Found) {
    let video = &facts.scene.videos[&id];
    let copies = named(facts, id, video, found);
    let able = facts.able(id);
    let wanted = facts.wanted(id);
    let first_of_all = |member: &MemberId| facts.score(id, *member);

    let mut targets: Vec<MemberId> = copies.intersection(able).copied().collect();
    targets.sort_by_key(first_of_all);
    let staying = copies.len() - targets.len().min(*wanted.end());
    targets.reverse();
    targets.truncate(*wanted.end());
    let holding = targets.iter().filter(|member| held(video, **member)).count();
    let idle = copies.iter().any(|member| !targets.contains(member) && !held(video, *member));
    if staying > 0 && (idle || holding + staying > *wanted.end()) {
        found.broken(Rule::TooMany, id, None);
    }
    for gone in able.iter().filter(|member| has(video, **member) && !copies.contains(member)) {
        let before = targets.iter().filter(|member| first_of_all(member) > first_of_all(gone)).count();
        if before < *wanted.start() && !facts.overfull(*gone) {
            found.broken(Rule::Moved, id, *gone);
        }
    }
    let holders = copies.iter().filter(|member| held(video, **member)).count();
    let let_go = |member: &&MemberId| {
        let lives = facts.may(video, **member) && !facts.silent(**member) && !facts.overfull(**member);
        held(video, **member) && lives && !copies.contains(member)
    };
    for gone in video.present.keys().filter(let_go).filter(|_| holders < *wanted.start()) {
        found.broken(Rule::LetGo, id, *gone);
    }
    let worst = copies.iter().filter(|member| !has(video, **member)).map(first_of_all).min();
    let free = |member: &&MemberId| {
        !has(video, **member) && !copies.contains(member) && facts.surely_fits(**member, video.bytes)
    };
    for better in able.iter().filter(free).filter(|member| worst.as_ref().is_some_and(|w| first_of_all(member) > *w)) {
        found.broken(Rule::PassedOver, id, *better);
    }
}

/// Each carrier for itself. The copies that break no rule so far, the author's machines apart.
fn named(facts: &Facts<'_>, id: VideoId, video: &Video, found: &mut Found) -> BTreeSet<MemberId> {
    let mut copies = BTreeSet::new();
    for carrier in facts.plan.carriers.get(&id).into_iter().flatten() {
        let new_or_copying = !held(video, *carrier);
        let refused = matches!(video.present.get(carrier), Some(Presence::Dropped | Presence::Full));
        let added = video.choice.added.contains(carrier);
        let rule = if *carrier == facts.scene.home {
            Rule::Home
        } else if !facts.scene.members.contains_key(carrier) {
            Rule::UnknownMember
        } else if !facts.may(video, *carrier) && !added {
            Rule::AgainstChoice
        } else if facts.silent(*carrier) {
            Rule::Silent
        } else if refused {
            Rule::Refused
        } else if new_or_copying && facts.leaving(*carrier) {
            Rule::Leaving
        } else if new_or_copying && !facts.offers(*carrier) {
            Rule::NoOffer
        } else {
            copies.extend((!added).then_some(*carrier));
            continue;
        };
        found.broken(rule, id, *carrier);
    }
    copies
}
