//! Members that carry for each other, by seed, and with each liar.

use carry::placement::Offer;
use simulation::carrying::crowd::{Came, Crowd, come};
use simulation::carrying::{Lie, Plan, Verdict, run};

const TB: u64 = 1_000_000_000_000;

fn judged(plan: &Plan) -> Verdict {
    let verdict = run(plan);
    let (seed, members) = (plan.seed, plan.sites.len());
    assert!(
        verdict.wrong.is_empty(),
        "seed {seed}, {members} members, liar {:?}: {:#?}\n{:#?}",
        plan.liar,
        verdict.wrong,
        plan.away
    );
    assert!(verdict.asked > 1_000, "seed {seed}: only {} minutes were watched", verdict.asked);
    // A line may be full for a moment; nothing else keeps a viewer waiting.
    assert_eq!(verdict.got + verdict.stalled, verdict.asked, "seed {seed}");
    assert!(verdict.stalled * 1_000 <= verdict.asked, "seed {seed}: {} of {}", verdict.stalled, verdict.asked);
    verdict
}

fn runs(lie: Option<Lie>, members: usize, seeds: &[u64]) -> Vec<Verdict> {
    seeds.iter().map(|seed| judged(&Plan::with(*seed, members, lie))).collect()
}

fn most_gained(verdicts: &[Verdict]) -> i64 {
    verdicts.iter().map(|verdict| verdict.gained).max().unwrap_or(0)
}

#[test]
fn five_members_carry_through_crowds_full_disks_slow_lines_and_losses() {
    runs(None, 5, &[0, 2, 18, 30]);
}

#[test]
fn seven_members_carry_through_crowds_full_disks_slow_lines_and_losses() {
    runs(None, 7, &[8, 20]);
}

#[test]
fn a_carrier_that_comes_back_serves_nothing_that_was_deleted_meanwhile() {
    runs(None, 6, &[1, 3, 4]);
}

#[test]
fn who_inflates_its_claims_gains_what_the_tolerance_lets_through_and_is_found() {
    let verdicts = runs(Some(Lie::Inflates), 5, &[1, 2]);
    assert!(verdicts.iter().all(|verdict| verdict.detected));
    assert!(most_gained(&verdicts) > 0, "the tolerance lets a part of it through");
}

#[test]
fn a_home_that_hides_what_it_saw_is_found() {
    let verdicts = runs(Some(Lie::Hides), 5, &[1, 2]);
    assert!(verdicts.iter().all(|verdict| verdict.detected));
}

#[test]
fn who_stores_nothing_and_fetches_under_its_own_name_is_found() {
    let verdicts = runs(Some(Lie::StoresNothing), 5, &[1, 2]);
    assert!(verdicts.iter().all(|verdict| verdict.detected));
}

#[test]
fn who_watches_itself_or_drains_a_home_stays_within_allowances_and_real_bills() {
    // Both sides count these bytes alike, so nothing names who made them up; the allowance bounds them.
    for lie in [Lie::OwnViewers, Lie::Drains] {
        runs(Some(lie), 5, &[1, 2]);
    }
}

#[test]
fn who_goes_on_serving_what_was_deleted_is_found_when_a_canary_asks_it() {
    let verdicts = runs(Some(Lie::Resurrects), 5, &[11, 23]);
    assert!(verdicts.iter().any(|verdict| verdict.resurrected > 0 && verdict.detected));
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let plan = Plan::with(5, 4, Some(Lie::Inflates));
    assert_eq!(run(&plan), run(&plan));
}

/// The crowd of docs/BENCHMARKS.md, in fewer groups.
fn crowd(members: usize) -> Came {
    let offer = Offer { storage_bytes: TB, delivery_bytes: 100 * TB, bits_per_second: 1_000_000_000 };
    come(&Crowd {
        seed: 1,
        members,
        offer,
        players: 1_000_000,
        minutes: 4,
        bits_per_second: 1_000_000,
        video_bytes: 400_000_000,
        groups: 16,
    })
}

#[test]
fn a_crowd_is_carried_within_allowances_and_hardly_anybody_waits() {
    let together = crowd(9);
    assert!(together.worst_permille <= 1_050, "{} of 1,000 of an allowance", together.worst_permille);
    assert!(together.failed * 1_000 < together.asked, "{} of {}", together.failed, together.asked);
    // One line alone is full for hours.
    let alone = crowd(1);
    assert!(alone.failed * 10 > alone.asked, "{} of {}", alone.failed, alone.asked);
}
