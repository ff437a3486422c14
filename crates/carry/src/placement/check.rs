//! The checker: every rule that a plan breaks, by name.
//!
//! It shares no code with the planner but the types and the order of members ([`super::rank`]), and looks at a plan from
//! its end: it does not know in which order the planner filled a member up. Where that leaves open whether something fitted,
//! the plan is believed.

mod copies;
mod facts;
mod reasons;
mod turns;

use std::collections::BTreeSet;

use super::{Plan, Scene};
use crate::id::{MemberId, VideoId};
use facts::Facts;

/// A rule, and where it is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Broken {
    pub rule: Rule,
    pub video: Option<VideoId>,
    pub member: Option<MemberId>,
}

/// What a plan must keep to. Of the rules from `Home` to `NoOffer` a carrier breaks the first that it breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Every video of the scene has its list of carriers.
    Missing,
    /// A plan names videos of the scene only.
    UnknownVideo,
    /// Carriers stand in ascending order.
    Ascending,
    /// A carrier stands once in a list.
    Twice,
    /// Home is not its own carrier.
    Home,
    /// A plan names members of the scene only.
    UnknownMember,
    /// The author decides who may hold a video.
    AgainstChoice,
    /// Who was silent too long carries nothing.
    Silent,
    /// Who dropped or refused a video does not get it again.
    Refused,
    /// Who leaves gets nothing new.
    Leaving,
    /// Who offers nothing gets nothing new.
    NoOffer,
    /// Nobody keeps more of a home than it has room for.
    OverOffer,
    /// Nobody gets something new beyond the home's share.
    OverShare,
    /// Copies are made as long as anybody can hold them.
    TooFew,
    /// There are no more copies than the charter says or viewers ask for, but for holders that stay until others hold it.
    TooMany,
    /// Who has a video keeps it unless enough others come first for it.
    Moved,
    /// A holder is let go only when enough others hold the video.
    LetGo,
    /// Something new goes to the first that has room.
    PassedOver,
    /// If nothing else waits, a video moves to whoever comes before one that has it and has room.
    NotMoved,
    /// A machine that the author added holds the video.
    AddedLeftOut,
    /// No more is copied anew than may be.
    RateExceeded,
    /// Videos with fewer live copies come first, then lower ids.
    OutOfTurn,
    /// What is short has a reason.
    Unexplained,
    /// The reason is the right one.
    WrongReason,
    /// What is not short has no reason.
    Groundless,
}

/// Every rule that `plan` breaks, each where it is broken; nothing if it is a good plan for `scene`.
#[must_use]
pub fn check(scene: &Scene, plan: &Plan) -> BTreeSet<Broken> {
    let facts = Facts::of(scene, plan);
    let mut found = Found(BTreeSet::new());
    names(&facts, &mut found);
    members(&facts, &mut found);
    for id in scene.videos.keys() {
        copies::check(&facts, *id, &mut found);
        reasons::check(&facts, *id, &mut found);
    }
    turns::check(&facts, &mut found);
    found.0
}

/// What was found so far.
struct Found(BTreeSet<Broken>);

impl Found {
    fn broken(&mut self, rule: Rule, video: impl Into<Option<VideoId>>, member: impl Into<Option<MemberId>>) {
        self.0.insert(Broken { rule, video: video.into(), member: member.into() });
    }
}

/// Rules about lists alone.
fn names(facts: &Facts<'_>, found: &mut Found) {
    for id in facts.scene.videos.keys().filter(|id| !facts.plan.carriers.contains_key(id)) {
        found.broken(Rule::Missing, *id, None);
    }
    let unknown = |id: &&VideoId| !facts.scene.videos.contains_key(id);
    for id in facts.plan.carriers.keys().chain(facts.plan.short.keys()).filter(unknown) {
        found.broken(Rule::UnknownVideo, *id, None);
    }
    for (id, carriers) in &facts.plan.carriers {
        if carriers.windows(2).any(|pair| pair[0] > pair[1]) {
            found.broken(Rule::Ascending, *id, None);
        }
        let mut seen = BTreeSet::new();
        for twice in carriers.iter().filter(|carrier| !seen.insert(**carrier)) {
            found.broken(Rule::Twice, *id, *twice);
        }
    }
}

/// Rules about what a member holds in all.
fn members(facts: &Facts<'_>, found: &mut Found) {
    for (id, member) in &facts.scene.members {
        let planned = facts.planned_at(*id);
        if planned.bytes > facts::most_kept(member) {
            found.broken(Rule::OverOffer, None, *id);
        }
        if planned.new && planned.bytes > facts::most_with_new(member) {
            found.broken(Rule::OverShare, None, *id);
        }
    }
}
