//! How much moves when a member comes or goes: 10,000 videos among 50 members with unequal offers.

use std::collections::BTreeMap;

use carry::id::MemberId;
use carry::placement::check::check;
use carry::placement::{Health, Scene, plan};

use super::scenes::{carry_out, member, member_id, new_copies, scene, video};

const VIDEOS: u16 = 10_000;
const MEMBERS: u8 = 50;
/// Of a member with the smallest offer; the others offer up to four times as much.
const SMALLEST: u64 = 1_000_000;

fn large() -> Scene {
    let mut scene = scene(0, VIDEOS);
    scene.members = (1..=MEMBERS).map(|n| (member_id(n), member(SMALLEST * (1 + u64::from(n) % 4)))).collect();
    for (number, place) in scene.videos.values_mut().enumerate() {
        *place = video(1 + u64::try_from(number).unwrap() % 7);
    }
    scene
}

fn carried(scene: &Scene) -> BTreeMap<MemberId, usize> {
    let mut carried = BTreeMap::new();
    for carrier in scene.videos.values().flat_map(|video| video.present.keys()) {
        *carried.entry(*carrier).or_default() += 1;
    }
    carried
}

#[test]
fn who_comes_or_goes_moves_its_own_share_only() {
    let mut scene = large();
    let planned = plan(&scene);
    assert_eq!(check(&scene, &planned).into_iter().next(), None);
    carry_out(&mut scene, &planned);
    let carried = carried(&scene);

    // Each carries in proportion to its offer, within a fifth.
    let offered: u64 = scene.members.values().map(|member| member.offer.storage_bytes).sum();
    for (id, member) in &scene.members {
        let share = 2 * u64::from(VIDEOS) * member.offer.storage_bytes / offered;
        let has = u64::try_from(carried[id]).unwrap();
        assert!((share * 8 / 10..=share * 12 / 10).contains(&has), "{has} of {share}");
    }

    let lost = member_id(7);
    let mut without = scene.clone();
    without.members.get_mut(&lost).unwrap().health = Health::SilentSince(0);
    let moved = new_copies(&without, &plan(&without)).len();
    assert!(moved * 10 <= carried[&lost] * 12, "{moved} moved, {} lost", carried[&lost]);

    let newcomer = member_id(99);
    let mut with = scene.clone();
    with.members.insert(newcomer, member(SMALLEST * 2));
    let planned = plan(&with);
    let moved = new_copies(&with, &planned);
    let share = 2 * u64::from(VIDEOS) * SMALLEST * 2 / (offered + SMALLEST * 2);
    assert!(moved.iter().all(|(_, carrier)| *carrier == newcomer));
    let got = u64::try_from(moved.len()).unwrap();
    assert!((share * 8 / 10..=share * 12 / 10).contains(&got), "{got} of {share}");
    // Once the newcomer holds its share, those in whose place it came are let go, and nothing else changes.
    carry_out(&mut with, &planned);
    let after = plan(&with);
    assert!(new_copies(&with, &after).is_empty() && after.carriers.values().all(|carriers| carriers.len() == 2));
}
