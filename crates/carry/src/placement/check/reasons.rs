//! Whether what is short had to be, and says why.

use super::super::{Allowed, Presence, Shortfall, Video};
use super::facts::{Facts, has};
use super::{Found, Rule};
use crate::id::{MemberId, VideoId};

/// What a video is short of.
pub(super) struct Short {
    /// Fewer copies than wanted, in any case.
    pub(super) copies: bool,
    /// Fewer copies than may have been wanted.
    pub(super) maybe: bool,
    /// Whether the number of wanted copies is known at all.
    sure: bool,
    /// Added machines that are left out.
    pub(super) added: Vec<MemberId>,
}

impl Short {
    pub(super) fn of(facts: &Facts<'_>, id: VideoId) -> Self {
        let video = &facts.scene.videos[&id];
        let carriers = facts.carriers(id);
        let count = facts.able(id).iter().filter(|member| carriers.contains(member)).count();
        let wanted = facts.wanted(id);
        Self {
            copies: count < *wanted.start(),
            maybe: count < *wanted.end(),
            sure: count < *wanted.start() || count >= *wanted.end(),
            added: video.choice.added.iter().filter(|member| !carriers.contains(member)).copied().collect(),
        }
    }
}

pub(super) fn check(facts: &Facts<'_>, id: VideoId, found: &mut Found) {
    let video = &facts.scene.videos[&id];
    let short = Short::of(facts, id);
    for machine in &short.added {
        let kept = has(video, *machine) && stays(facts, video, *machine) && !facts.overfull(*machine);
        let new = takes(facts, video, *machine) && facts.surely_fits(*machine, video.bytes);
        if kept || (new && !facts.used_up) {
            found.broken(Rule::AddedLeftOut, id, *machine);
        }
    }
    let possible = candidates(facts, id).any(|member| facts.surely_fits(member, video.bytes));
    if short.copies && possible && !facts.used_up {
        found.broken(Rule::TooFew, id, None);
        return;
    }
    let given = facts.plan.short.get(&id).copied();
    if !short.copies && !short.sure {
        return;
    }
    match (given, expected(facts, id, &short)) {
        (None, Some(_)) => found.broken(Rule::Unexplained, id, None),
        (Some(_), None) => found.broken(Rule::Groundless, id, None),
        (Some(given), Some(expected)) if !expected.contains(&given) => found.broken(Rule::WrongReason, id, None),
        _ => {}
    }
}

/// Who could get a copy and is not to have one.
pub(super) fn candidates<'a>(facts: &'a Facts<'_>, id: VideoId) -> impl Iterator<Item = MemberId> + use<'a> {
    let carriers = facts.carriers(id);
    facts.able(id).iter().copied().filter(move |member| !carriers.contains(member))
}

/// Whether an author's machine can be given a video, room apart.
pub(super) fn takes(facts: &Facts<'_>, video: &Video, machine: MemberId) -> bool {
    let fresh = !video.present.contains_key(&machine) && machine != facts.scene.home;
    fresh && facts.offers(machine) && !facts.silent(machine) && !facts.leaving(machine)
}

/// Whether an author's machine keeps what it has.
fn stays(facts: &Facts<'_>, video: &Video, machine: MemberId) -> bool {
    let whole = video.present.get(&machine) == Some(&Presence::Held);
    let known = machine != facts.scene.home && facts.scene.members.contains_key(&machine);
    known && !facts.silent(machine) && (whole || (facts.offers(machine) && !facts.leaving(machine)))
}

/// The reasons that may stand there; none if nothing is short.
fn expected(facts: &Facts<'_>, id: VideoId, short: &Short) -> Option<Vec<Shortfall>> {
    let video = &facts.scene.videos[&id];
    if !short.copies {
        let reasons = || vec![Shortfall::Added, Shortfall::Rate];
        return (!short.added.is_empty()).then(reasons);
    }
    let wanted = *facts.wanted(id).start();
    let able = |member: &&MemberId| facts.may(video, **member) && facts.offers(**member);
    let mut left: Vec<&MemberId> = facts.scene.members.keys().filter(able).collect();
    if left.len() < wanted {
        let any = video.choice.allowed == Allowed::Any;
        return Some(vec![if any { Shortfall::Members } else { Shortfall::Choice }]);
    }
    left.retain(|member| !facts.silent(**member) && !facts.leaving(**member));
    if left.len() < wanted {
        return Some(vec![Shortfall::Away]);
    }
    left.retain(|member| video.present.get(member) != Some(&Presence::Dropped));
    if left.len() < wanted {
        return Some(vec![Shortfall::Dropped]);
    }
    Some(if facts.used_up { vec![Shortfall::Room, Shortfall::Rate] } else { vec![Shortfall::Room] })
}
