//! Wrong plans, each of which the checker must name, and nothing else.

use std::collections::BTreeSet;

use carry::id::{MemberId, VideoId};
use carry::placement::check::{Rule, check};
use carry::placement::{Allowed, Health, Plan, Presence, Scene, Shortfall, plan};

use super::scenes::{NOW, member_id, ranked, scene, settled, video_id};

const ALL: [Rule; 25] = [
    Rule::Missing,
    Rule::UnknownVideo,
    Rule::Ascending,
    Rule::Twice,
    Rule::Home,
    Rule::UnknownMember,
    Rule::AgainstChoice,
    Rule::Silent,
    Rule::Refused,
    Rule::Leaving,
    Rule::NoOffer,
    Rule::OverOffer,
    Rule::OverShare,
    Rule::TooFew,
    Rule::TooMany,
    Rule::Moved,
    Rule::LetGo,
    Rule::PassedOver,
    Rule::NotMoved,
    Rule::AddedLeftOut,
    Rule::RateExceeded,
    Rule::OutOfTurn,
    Rule::Unexplained,
    Rule::WrongReason,
    Rule::Groundless,
];

#[test]
fn each_rule_has_a_wrong_plan_that_breaks_it_and_no_other() {
    for (row, rule) in ALL.iter().enumerate() {
        assert_eq!(usize::from(number(*rule)), row, "the table has every rule once");
        let (scene, wrong) = planted(*rule);
        let right = check(&scene, &plan(&scene));
        assert!(right.is_empty(), "{rule:?}: {right:?}");
        let rules: BTreeSet<Rule> = check(&scene, &wrong).into_iter().map(|broken| broken.rule).collect();
        assert_eq!(rules, BTreeSet::from([*rule]), "{wrong:?}");
    }
}

#[test]
fn a_third_copy_is_too_many_however_it_comes_about() {
    for (second, third) in [
        (Presence::Held, Some(Presence::Held)),
        (Presence::Held, Some(Presence::Copying)),
        (Presence::Held, None),
        (Presence::Copying, Some(Presence::Copying)),
        (Presence::Copying, None),
    ] {
        let mut scene = scene(6, 1);
        let ranked = ranked(&scene, video_id(1));
        let states = [Some(Presence::Held), Some(second), third];
        let present = ranked.iter().zip(states).filter_map(|(id, state)| Some((*id, state?)));
        first(&mut scene).present.extend(present);
        let mut plan = plan(&scene);
        set(&mut plan, video_id(1), &ranked[..3]);
        let rules: Vec<Rule> = check(&scene, &plan).into_iter().map(|broken| broken.rule).collect();
        assert_eq!(rules, [Rule::TooMany], "{second:?} {third:?}");
    }
}

/// A new rule does not compile without a row.
fn number(rule: Rule) -> u8 {
    match rule {
        Rule::Missing => 0,
        Rule::UnknownVideo => 1,
        Rule::Ascending => 2,
        Rule::Twice => 3,
        Rule::Home => 4,
        Rule::UnknownMember => 5,
        Rule::AgainstChoice => 6,
        Rule::Silent => 7,
        Rule::Refused => 8,
        Rule::Leaving => 9,
        Rule::NoOffer => 10,
        Rule::OverOffer => 11,
        Rule::OverShare => 12,
        Rule::TooFew => 13,
        Rule::TooMany => 14,
        Rule::Moved => 15,
        Rule::LetGo => 16,
        Rule::PassedOver => 17,
        Rule::NotMoved => 18,
        Rule::AddedLeftOut => 19,
        Rule::RateExceeded => 20,
        Rule::OutOfTurn => 21,
        Rule::Unexplained => 22,
        Rule::WrongReason => 23,
        Rule::Groundless => 24,
    }
}

/// A plan that breaks one rule, and its scene.
fn planted(rule: Rule) -> (Scene, Plan) {
    match rule {
        Rule::Missing | Rule::UnknownVideo | Rule::Ascending | Rule::Twice | Rule::Home | Rule::UnknownMember => {
            lists(rule)
        }
        Rule::AgainstChoice | Rule::Silent | Rule::Refused | Rule::Leaving | Rule::NoOffer => carriers(rule),
        Rule::OverOffer | Rule::OverShare => room(rule),
        Rule::TooFew
        | Rule::TooMany
        | Rule::Moved
        | Rule::LetGo
        | Rule::PassedOver
        | Rule::NotMoved
        | Rule::AddedLeftOut => copies(rule),
        Rule::RateExceeded | Rule::OutOfTurn | Rule::Unexplained | Rule::WrongReason | Rule::Groundless => {
            turns_and_reasons(rule)
        }
    }
}

fn first(scene: &mut Scene) -> &mut carry::placement::Video {
    scene.videos.get_mut(&video_id(1)).unwrap()
}

/// The carriers of the first video.
fn of_first(plan: &mut Plan) -> &mut Vec<MemberId> {
    plan.carriers.get_mut(&video_id(1)).unwrap()
}

fn set(plan: &mut Plan, video: VideoId, carriers: &[MemberId]) {
    let sorted: BTreeSet<MemberId> = carriers.iter().copied().collect();
    plan.carriers.insert(video, sorted.into_iter().collect());
}

fn lists(rule: Rule) -> (Scene, Plan) {
    let mut scene = settled(scene(6, 3));
    scene.videos.get_mut(&video_id(3)).unwrap().choice.allowed = Allowed::None;
    let mut plan = plan(&scene);
    match rule {
        Rule::Missing => drop(plan.carriers.remove(&video_id(3))),
        Rule::UnknownVideo => drop(plan.carriers.insert(video_id(99), vec![])),
        Rule::Ascending => of_first(&mut plan).reverse(),
        Rule::Twice => {
            let last = *of_first(&mut plan).last().unwrap();
            of_first(&mut plan).push(last);
        }
        Rule::Home => of_first(&mut plan).push(scene.home),
        _ => of_first(&mut plan).push(member_id(100)),
    }
    (scene, plan)
}

/// The third choice for a video that two hold, where it may not be.
fn carriers(rule: Rule) -> (Scene, Plan) {
    let mut scene = settled(scene(6, 1));
    let ranked = ranked(&scene, video_id(1));
    let third = ranked[2];
    let member = scene.members.get_mut(&third).unwrap();
    match rule {
        Rule::Silent => member.health = Health::SilentSince(NOW - 101),
        Rule::Leaving => member.leaving = true,
        Rule::NoOffer => member.offer.delivery_bytes = 0,
        Rule::Refused => drop(first(&mut scene).present.insert(third, Presence::Dropped)),
        _ => first(&mut scene).choice.allowed = Allowed::Only(ranked[..2].iter().copied().collect()),
    }
    let mut plan = plan(&scene);
    set(&mut plan, video_id(1), &ranked[..3]);
    (scene, plan)
}

fn room(rule: Rule) -> (Scene, Plan) {
    let mut scene = scene(2, 2);
    let both = plan(&scene);
    if rule == Rule::OverOffer {
        scene = settled(scene);
    }
    let member = scene.members.get_mut(&member_id(1)).unwrap();
    match rule {
        Rule::OverOffer => member.offer.storage_bytes = 15,
        // Of 30 free bytes half may be taken.
        _ => (member.stored_bytes, member.homes) = (970, 100),
    }
    (scene, both)
}

fn copies(rule: Rule) -> (Scene, Plan) {
    let mut scene = scene(6, 1);
    let ranked = ranked(&scene, video_id(1));
    let (a, b, c) = (ranked[0], ranked[1], ranked[2]);
    let present: &[(MemberId, Presence)] = match rule {
        Rule::TooMany => &[(a, Presence::Held), (b, Presence::Held)],
        Rule::Moved => &[(a, Presence::Held), (b, Presence::Copying)],
        Rule::LetGo | Rule::NotMoved => &[(b, Presence::Held), (c, Presence::Held)],
        _ => &[],
    };
    first(&mut scene).present.extend(present.iter().copied());
    if rule == Rule::AddedLeftOut {
        first(&mut scene).choice.added.insert(ranked[5]);
    }
    let mut plan = plan(&scene);
    let wrong: &[MemberId] = match rule {
        Rule::TooFew => &[a],
        Rule::TooMany => &[a, b, c],
        Rule::Moved | Rule::PassedOver => &[a, c],
        Rule::NotMoved => &[b, c],
        _ => &[a, b],
    };
    set(&mut plan, video_id(1), wrong);
    if rule == Rule::AddedLeftOut {
        plan.short.insert(video_id(1), Shortfall::Added);
    }
    (scene, plan)
}

fn turns_and_reasons(rule: Rule) -> (Scene, Plan) {
    let mut scene = match rule {
        Rule::RateExceeded => scene(6, 1),
        Rule::OutOfTurn => scene(6, 2),
        Rule::Groundless => settled(scene(6, 1)),
        _ => scene(1, 1),
    };
    let mut wrong = plan(&scene);
    match rule {
        Rule::RateExceeded => scene.figures.new_bytes = 15,
        Rule::OutOfTurn => {
            scene.figures.new_bytes = 20;
            wrong.carriers.insert(video_id(2), vec![]);
            wrong.short.insert(video_id(2), Shortfall::Rate);
        }
        Rule::Unexplained => wrong.short.clear(),
        Rule::WrongReason => drop(wrong.short.insert(video_id(1), Shortfall::Away)),
        _ => drop(wrong.short.insert(video_id(1), Shortfall::Room)),
    }
    (scene, wrong)
}
