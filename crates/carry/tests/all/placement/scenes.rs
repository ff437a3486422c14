//! Scenes that the tests start from, and what becomes of one when its plan is carried out.

use std::collections::{BTreeMap, BTreeSet};

use carry::id::{MemberId, VideoId};
use carry::placement::{
    Allowed, Choice, Figures, Health, Member, Offer, Plan, Presence, Scene, Video, Watched, contender, plan, rank,
};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

pub const NOW: u64 = 1_000_000;

pub fn member_id(number: u8) -> MemberId {
    MemberId::from_bytes([number; 32])
}

pub fn video_id(number: u16) -> VideoId {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    VideoId::from_bytes(bytes)
}

pub fn member(storage_bytes: u64) -> Member {
    let offer = Offer { storage_bytes, delivery_bytes: 1_000, bits_per_second: 1_000 };
    let (homes, health) = (4, Health::Alive);
    Member { offer, stored_bytes: 0, stored_for_home_bytes: 0, homes, health, leaving: false }
}

pub fn video(bytes: u64) -> Video {
    let choice = Choice { allowed: Allowed::Any, added: BTreeSet::new() };
    Video { bytes, choice, watched: Watched::default(), present: BTreeMap::new() }
}

pub fn figures() -> Figures {
    Figures {
        viewers_per_copy: 10,
        bytes_per_copy: 100,
        silence_seconds: 100,
        new_bytes: u64::MAX,
        ..Figures::default()
    }
}

/// Members 1 to `members` of 1,000 bytes each and videos from 1 on of 10 bytes each, of home 200.
pub fn scene(members: u8, videos: u16) -> Scene {
    Scene {
        home: member_id(200),
        now_seconds: NOW,
        figures: figures(),
        members: (1..=members).map(|number| (member_id(number), member(1_000))).collect(),
        videos: (1..=videos).map(|number| (video_id(number), video(10))).collect(),
    }
}

/// Everything in the plan was copied, everything else removed.
pub fn carry_out(scene: &mut Scene, plan: &Plan) {
    for (id, carriers) in &plan.carriers {
        let video = scene.videos.get_mut(id).expect("a video of the scene");
        video.present.retain(|_, state| matches!(state, Presence::Dropped | Presence::Full));
        video.present.extend(carriers.iter().map(|carrier| (*carrier, Presence::Held)));
    }
}

/// Copies that the plan makes anew.
pub fn new_copies(scene: &Scene, plan: &Plan) -> Vec<(VideoId, MemberId)> {
    let has = |video: &VideoId, carrier: &MemberId| {
        matches!(scene.videos[video].present.get(carrier), Some(Presence::Held | Presence::Copying))
    };
    let all = plan.carriers.iter().flat_map(|(video, carriers)| carriers.iter().map(|carrier| (*video, *carrier)));
    all.filter(|(video, carrier)| !has(video, carrier)).collect()
}

/// The plan of this scene was carried out.
pub fn settled(mut scene: Scene) -> Scene {
    let planned = plan(&scene);
    carry_out(&mut scene, &planned);
    scene
}

/// All members, the first choice for a video first.
pub fn ranked(scene: &Scene, video: VideoId) -> Vec<MemberId> {
    let mut all: Vec<MemberId> = scene.members.keys().copied().collect();
    all.sort_by_key(|id| std::cmp::Reverse(rank(&contender(*id), video, &scene.members[id].offer)));
    all
}

/// Scenes of few members and videos, tight enough that every rule matters.
pub fn scenes() -> impl Strategy<Value = Scene> {
    let members = btree_map((1_u8..9).prop_map(member_id), members(), 0..8);
    let videos = btree_map((1_u16..20).prop_map(video_id), videos(), 0..10);
    let new_bytes = prop_oneof![2 => Just(u64::MAX), 1 => 0_u64..200];
    let figures = (0_usize..4, 0_usize..6, 0_u64..12, 0_u64..120, new_bytes);
    (members, videos, figures).prop_map(|(members, videos, figures)| {
        let (copies, most_copies, viewers_per_copy, bytes_per_copy, new_bytes) = figures;
        let silence_seconds = 100;
        let figures = Figures { copies, most_copies, viewers_per_copy, bytes_per_copy, silence_seconds, new_bytes };
        Scene { home: member_id(3), now_seconds: NOW, figures, members, videos }
    })
}

fn members() -> impl Strategy<Value = Member> {
    let offer = (prop_oneof![1 => Just(0_u64), 9 => 1_u64..300], prop_oneof![1 => Just(0_u64), 9 => Just(1)]);
    let health = prop_oneof![
        6 => Just(Health::Alive),
        1 => Just(Health::Full),
        2 => (NOW - 200..NOW + 10).prop_map(Health::SilentSince),
    ];
    let (stored, homes) = ((0_u64..150, 0_u64..150), 0_u64..5);
    (offer, stored, homes, health, prop::bool::weighted(0.15)).prop_map(|(offer, stored, homes, health, leaving)| {
        let offer = Offer { storage_bytes: offer.0, delivery_bytes: offer.1, bits_per_second: 1 };
        Member { offer, stored_bytes: stored.0, stored_for_home_bytes: stored.1, homes, health, leaving }
    })
}

fn videos() -> impl Strategy<Value = Video> {
    let some = || btree_set((1_u8..9).prop_map(member_id), 0..4);
    let allowed = prop_oneof![6 => Just(Allowed::Any), 1 => Just(Allowed::None), 2 => some().prop_map(Allowed::Only)];
    let added = prop_oneof![3 => Just(BTreeSet::new()), 1 => some()];
    let state = prop_oneof![
        4 => Just(Presence::Held),
        2 => Just(Presence::Copying),
        1 => Just(Presence::Dropped),
        1 => Just(Presence::Full),
    ];
    let present = btree_map((1_u8..9).prop_map(member_id), state, 0..6);
    let watched = (vec(0_u64..60, 2), 0_u64..5_000);
    (0_u64..60, allowed, added, present, watched).prop_map(|(bytes, allowed, added, present, (hour, day_bytes))| {
        let watched = Watched { viewers: hour[0], hour_bytes: hour[1] * 5, day_bytes };
        Video { bytes, choice: Choice { allowed, added }, watched, present }
    })
}
