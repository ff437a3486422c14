//! Placing 10,000 videos among 50 members, and what moves when one of them goes or another comes, for
//! `make bench TABLES=placement`. Prints a line of JSON.
#![expect(clippy::expect_used, reason = "a measurement stops at the first surprise")]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures real time, and says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use carry::id::{MemberId, VideoId};
use carry::placement::check::check;
use carry::placement::{Allowed, Choice, Figures, Health, Member, Offer, Plan, Presence, Scene, Video, Watched, plan};

const VIDEOS: u32 = 10_000;
const MEMBERS: u8 = 50;
const GB: u64 = 1_000_000_000;
/// Runs of which the middle one counts.
const RUNS: usize = 5;

fn main() {
    let mut scene = scene();
    let (planned, first_ms) = timed(&scene);
    carry_out(&mut scene, &planned);
    let (_, again_ms) = timed(&scene);
    let began = Instant::now();
    assert!(check(&scene, &plan(&scene)).is_empty(), "a rule is broken");
    let check_ms = began.elapsed().as_millis();

    // Of every member in its turn, the worst.
    let mut worst = 0;
    for id in scene.members.keys() {
        let share = planned.carriers.values().filter(|carriers| carriers.contains(id)).count();
        let mut without = scene.clone();
        without.members.get_mut(id).expect("a member").health = Health::SilentSince(0);
        worst = worst.max(moved(&without) * 1_000 / share);
    }
    let mut with = scene.clone();
    let newcomer = member(20 * GB * 1_000);
    with.members.insert(MemberId::from_bytes([99; 32]), newcomer);
    let offered: u64 = with.members.values().map(|member| member.offer.storage_bytes / GB).sum();
    let share = 2 * u64::from(VIDEOS) * newcomer.offer.storage_bytes / GB / offered;
    let came = u64::try_from(moved(&with)).expect("a number of videos") * 1_000 / share;
    println!(
        "{{\"videos\":{VIDEOS},\"members\":{MEMBERS},\"first_ms\":{first_ms},\"again_ms\":{again_ms},\
         \"check_ms\":{check_ms},\"lost_permille\":{worst},\"came_permille\":{came}}}"
    );
}

/// Offers of 10 to 40 TB, videos of 0.2 to 3.2 GB.
fn scene() -> Scene {
    let members =
        (1..=MEMBERS).map(|n| (MemberId::from_bytes([n; 32]), member(10_000 * GB * (1 + u64::from(n) % 4)))).collect();
    let video = |number: u32| {
        let mut id = [0; 32];
        id[..4].copy_from_slice(&number.to_be_bytes());
        let choice = Choice { allowed: Allowed::Any, added: BTreeSet::new() };
        let bytes = GB / 5 * (1 + u64::from(number) % 16);
        let present = BTreeMap::new();
        (VideoId::from_bytes(id), Video { bytes, choice, watched: Watched::default(), present })
    };
    let figures = Figures { new_bytes: u64::MAX, ..Figures::default() };
    let home = MemberId::from_bytes([200; 32]);
    Scene { home, now_seconds: 1_800_000_000, figures, members, videos: (0..VIDEOS).map(video).collect() }
}

fn member(storage_bytes: u64) -> Member {
    let offer = Offer { storage_bytes, delivery_bytes: 10_000 * GB, bits_per_second: 100_000_000 };
    let (homes, health) = (u64::from(MEMBERS), Health::Alive);
    Member { offer, stored_bytes: 0, stored_for_home_bytes: 0, homes, health, leaving: false }
}

fn timed(scene: &Scene) -> (Plan, u128) {
    let mut times = Vec::new();
    let mut planned = Plan::default();
    for _ in 0..RUNS {
        let began = Instant::now();
        planned = plan(scene);
        times.push(began.elapsed().as_millis());
    }
    times.sort_unstable();
    (planned, times[RUNS / 2])
}

fn carry_out(scene: &mut Scene, planned: &Plan) {
    for (id, carriers) in &planned.carriers {
        let video = scene.videos.get_mut(id).expect("a video of the scene");
        video.present = carriers.iter().map(|carrier| (*carrier, Presence::Held)).collect();
    }
}

/// Copies that the next plan makes anew.
fn moved(scene: &Scene) -> usize {
    let planned = plan(scene);
    let new = planned.carriers.iter().map(|(id, carriers)| {
        carriers.iter().filter(|carrier| !scene.videos[id].present.contains_key(carrier)).count()
    });
    new.sum()
}
