//! What holds of every plan.

use carry::id::MemberId;
use carry::placement::check::check;
use carry::placement::{Allowed, Health, Presence, plan};
use proptest::prelude::*;

use super::scenes::{carry_out, member_id, new_copies, scenes};
use super::twin;

/// After so many plans, each carried out, nothing moves any more.
const SETTLED: usize = 100;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_planner_breaks_no_rule(scene in scenes()) {
        let broken = check(&scene, &plan(&scene));
        prop_assert!(broken.is_empty(), "{broken:?}");
    }

    #[test]
    fn the_planner_and_its_slow_twin_agree(scene in scenes()) {
        prop_assert_eq!(plan(&scene).carriers, twin::plan(&scene));
    }

    #[test]
    fn plans_that_are_carried_out_come_to_rest(mut scene in scenes()) {
        let mut rest = false;
        for _ in 0..SETTLED {
            let planned = plan(&scene);
            let before = scene.clone();
            carry_out(&mut scene, &planned);
            rest = new_copies(&before, &planned).is_empty() && before == scene;
            if rest {
                break;
            }
        }
        prop_assert!(rest);
    }

    #[test]
    fn no_video_has_fewer_whole_copies_than_before_and_than_the_charter_says(mut scene in scenes()) {
        for member in scene.members.values_mut() {
            member.offer.storage_bytes = 1_000_000;
        }
        for (id, carriers) in plan(&scene).carriers {
            let (video, home) = (&scene.videos[&id], scene.home);
            let allowed = |id: &&MemberId| match &video.choice.allowed {
                Allowed::Any => **id != home,
                Allowed::None => false,
                Allowed::Only(list) => **id != home && list.contains(id),
            };
            let silent = |id: &&MemberId| scene.members.get(id).is_none_or(|member| match member.health {
                Health::SilentSince(since) => since + scene.figures.silence_seconds < scene.now_seconds,
                Health::Alive | Health::Full => false,
            });
            let whole = |id: &&MemberId| video.present.get(id) == Some(&Presence::Held) && !video.choice.added.contains(id);
            let before = video.present.keys().filter(|id| whole(id) && allowed(id) && !silent(id)).count();
            let after = carriers.iter().filter(whole).count();
            prop_assert!(after >= before.min(scene.figures.copies), "{before} {after}");
        }
    }

    #[test]
    fn where_all_fits_one_carrier_more_or_less_is_named(mut scene in scenes(), at in any::<prop::sample::Index>(), member in 1_u8..9) {
        scene.figures.new_bytes = u64::MAX;
        for member in scene.members.values_mut() {
            member.offer.storage_bytes = 1_000_000;
            if member.health == Health::Full {
                member.health = Health::Alive;
            }
        }
        let right = plan(&scene);
        if right.carriers.is_empty() {
            return Ok(());
        }
        let mut wrong = right.clone();
        let (_, carriers) = wrong.carriers.iter_mut().nth(at.index(right.carriers.len())).unwrap();
        let member = member_id(member);
        match carriers.binary_search(&member) {
            Ok(there) => drop(carriers.remove(there)),
            Err(place) => carriers.insert(place, member),
        }
        prop_assert!(!check(&scene, &wrong).is_empty());
    }
}
