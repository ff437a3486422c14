//! What holds of every plan.

use carry::id::MemberId;
use carry::placement::check::check;
use carry::placement::{Allowed, Health, Presence, plan};
use proptest::prelude::*;

use super::scenes::{carry_out, new_copies, scenes};
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
}
