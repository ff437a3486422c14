//! Placement by example.

use std::collections::BTreeSet;

use carry::id::{MemberId, VideoId};
use carry::placement::{Allowed, Health, Presence, Scene, Shortfall, plan};

use super::scenes::{NOW, carry_out, member, member_id, new_copies, ranked, scene, settled, video, video_id};

const FIRST: u16 = 1;

fn carriers(scene: &Scene) -> Vec<MemberId> {
    plan(scene).carriers[&video_id(FIRST)].clone()
}

fn sorted(members: &[MemberId]) -> Vec<MemberId> {
    members.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
}

fn first(scene: &mut Scene) -> &mut carry::placement::Video {
    scene.videos.get_mut(&video_id(FIRST)).unwrap()
}

fn seat(scene: &mut Scene, id: MemberId) -> &mut carry::placement::Member {
    scene.members.get_mut(&id).unwrap()
}

#[test]
fn a_new_video_goes_to_the_first_two_of_its_members() {
    let scene = scene(6, 1);
    let planned = plan(&scene);
    assert_eq!(planned.carriers[&video_id(FIRST)], sorted(&ranked(&scene, video_id(FIRST))[..2]));
    assert!(planned.short.is_empty());
}

#[test]
fn a_carrier_that_is_silent_too_long_is_replaced_by_the_next() {
    let mut scene = settled(scene(6, 1));
    let ranked = ranked(&scene, video_id(FIRST));
    seat(&mut scene, ranked[0]).health = Health::SilentSince(NOW - 100);
    assert_eq!(carriers(&scene), sorted(&ranked[..2]));
    seat(&mut scene, ranked[0]).health = Health::SilentSince(NOW - 101);
    assert_eq!(carriers(&scene), sorted(&ranked[1..3]));
}

#[test]
fn more_viewers_bring_more_copies_and_far_fewer_take_them_away() {
    let mut scene = settled(scene(9, 1));
    // At ten viewers a copy; the most is eight.
    for (viewers, copies) in [(9, 2), (10, 3), (29, 4), (11, 4), (9, 3), (5, 3), (4, 2), (0, 2), (70, 8), (1_000, 8)] {
        first(&mut scene).watched.viewers = viewers;
        assert_eq!(carriers(&scene).len(), copies, "{viewers} viewers");
        scene = settled(scene);
    }
}

#[test]
fn copies_for_the_bytes_of_the_evening_stay_over_a_night() {
    let mut scene = settled(scene(9, 1));
    // At 100 bytes an hour a copy.
    for (hour, day, copies) in [(300, 300, 5), (0, 3_600, 5), (0, 3_599, 4), (0, 1_200, 3), (0, 1_199, 2)] {
        (first(&mut scene).watched.hour_bytes, first(&mut scene).watched.day_bytes) = (hour, day);
        assert_eq!(carriers(&scene).len(), copies, "{hour} bytes in the hour, {day} in the day");
        scene = settled(scene);
    }
}

#[test]
fn one_home_takes_half_of_what_is_free_or_its_equal_part_if_that_is_more() {
    // 1,000 bytes shared by four homes, videos of ten bytes.
    for (others, placed) in [(0, 50), (300, 35), (600, 25), (760, 24), (1_000, 0)] {
        let mut scene = scene(1, 200);
        scene.figures.copies = 1;
        seat(&mut scene, member_id(1)).stored_bytes = others;
        let planned = plan(&scene);
        assert_eq!(new_copies(&scene, &planned).len(), placed, "{others} bytes of other homes");
        assert_eq!(planned.short.len(), 200 - placed);
        assert!(planned.short.values().all(|reason| *reason == Shortfall::Room));
    }
}

#[test]
fn what_a_home_has_stays_when_others_come_and_goes_when_the_offer_is_smaller() {
    let mut scene = scene(1, 50);
    scene.figures.copies = 1;
    let mut scene = settled(scene);
    seat(&mut scene, member_id(1)).stored_bytes = 500;
    assert_eq!(plan(&scene).short.len(), 0);
    for (offer, kept) in [(1_000, 50), (800, 30), (500, 12), (4, 0)] {
        seat(&mut scene, member_id(1)).offer.storage_bytes = offer;
        assert_eq!(50 - plan(&scene).short.len(), kept, "an offer of {offer} bytes");
    }
}

#[test]
fn a_machine_of_the_author_holds_the_video_beside_the_copies() {
    let mut scene = scene(6, 1);
    let ranked = ranked(&scene, video_id(FIRST));
    let own = member_id(77);
    scene.members.insert(own, carry::placement::Member { homes: 1, ..member(10) });
    first(&mut scene).choice.added.insert(own);
    assert_eq!(carriers(&scene), sorted(&[ranked[0], ranked[1], own]));
    first(&mut scene).choice.allowed = Allowed::None;
    assert_eq!(carriers(&scene), [own]);
    // Another video is before it.
    scene.videos.insert(video_id(0), video(10));
    scene.figures.new_bytes = 20;
    assert_eq!(plan(&scene).short[&video_id(FIRST)], Shortfall::Rate);
    seat(&mut scene, own).offer.storage_bytes = 9;
    assert_eq!(plan(&scene).short[&video_id(FIRST)], Shortfall::Added);
}

#[test]
fn who_leaves_keeps_a_video_until_another_holds_it() {
    let mut scene = settled(scene(6, 1));
    let ranked = ranked(&scene, video_id(FIRST));
    seat(&mut scene, ranked[0]).leaving = true;
    assert_eq!(carriers(&scene), sorted(&ranked[..3]));
    first(&mut scene).present.insert(ranked[2], Presence::Copying);
    assert_eq!(carriers(&scene), sorted(&ranked[..3]));
    first(&mut scene).present.insert(ranked[2], Presence::Held);
    assert_eq!(carriers(&scene), sorted(&ranked[1..3]));
}

#[test]
fn who_dropped_a_video_or_refused_it_is_passed_over() {
    for state in [Presence::Dropped, Presence::Full] {
        let mut scene = settled(scene(6, 1));
        let ranked = ranked(&scene, video_id(FIRST));
        first(&mut scene).present.insert(ranked[1], state);
        assert_eq!(carriers(&scene), sorted(&[ranked[0], ranked[2]]));
    }
}

#[test]
fn the_most_endangered_videos_are_repaired_first_and_within_the_bytes() {
    let mut scene = settled(scene(6, 40));
    let lost: Vec<MemberId> = ranked(&scene, video_id(FIRST))[..2].to_vec();
    for id in &lost {
        seat(&mut scene, *id).health = Health::SilentSince(0);
    }
    let alive = |scene: &Scene, id: &VideoId| 2 - scene.videos[id].present.keys().filter(|m| lost.contains(m)).count();
    let none_left = scene.videos.keys().filter(|id| alive(&scene, id) == 0).count();
    assert!(none_left > 1);
    scene.figures.new_bytes = 10 * u64::try_from(none_left).unwrap() + 9;
    let planned = plan(&scene);
    let copied = new_copies(&scene, &planned);
    assert_eq!(copied.len(), none_left);
    assert!(copied.iter().all(|(id, _)| alive(&scene, id) == 0));
    assert!(planned.short.values().all(|reason| *reason == Shortfall::Rate));
    // Carried out again and again, all is repaired.
    for _ in 0..40 {
        let planned = plan(&scene);
        assert!(new_copies(&scene, &planned).len() <= none_left);
        carry_out(&mut scene, &planned);
    }
    assert!(plan(&scene).short.is_empty());
}

#[test]
fn a_video_that_is_larger_than_a_plan_may_copy_is_copied_alone() {
    let mut scene = scene(6, 1);
    scene.figures.new_bytes = 9;
    assert_eq!(carriers(&scene).len(), 1);
    assert_eq!(plan(&scene).short[&video_id(FIRST)], Shortfall::Rate);
}

#[test]
fn each_reason_has_a_scene_that_meets_it() {
    for reason in [
        Shortfall::Choice,
        Shortfall::Members,
        Shortfall::Away,
        Shortfall::Dropped,
        Shortfall::Room,
        Shortfall::Added,
        Shortfall::Rate,
    ] {
        let mut scene = scene(2, 1);
        let one = member_id(1);
        match reason {
            Shortfall::Choice => first(&mut scene).choice.allowed = Allowed::Only(BTreeSet::from([one])),
            Shortfall::Members => drop(scene.members.remove(&one)),
            Shortfall::Away => seat(&mut scene, one).health = Health::SilentSince(0),
            Shortfall::Dropped => drop(first(&mut scene).present.insert(one, Presence::Dropped)),
            Shortfall::Room => seat(&mut scene, one).health = Health::Full,
            Shortfall::Added => drop(first(&mut scene).choice.added.insert(member_id(77))),
            Shortfall::Rate => drop(scene.videos.insert(video_id(2), video(u64::MAX / 2))),
        }
        if reason == Shortfall::Rate {
            scene.figures.new_bytes = 10;
        }
        assert_eq!(plan(&scene).short.get(&video_id(FIRST)), Some(&reason));
    }
}
