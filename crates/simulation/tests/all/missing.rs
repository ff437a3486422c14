//! Who is missing, and what the charter says then.

use simulation::clock::{DAY, begin};
use simulation::plan::{Faults, Partition};
use simulation::{Plan, run};

fn plan(seed: u64, members: usize, faults: Faults) -> Plan {
    Plan { faults, ..Plan::with(seed, members, None) }
}

#[test]
fn three_members_of_whom_one_died_close_on_what_was_counted_before_or_name_it() {
    let (mut closed, mut months) = (0, 0);
    for seed in 0..10 {
        let dead = usize::try_from(seed).unwrap() % 3;
        let verdict = run(&plan(seed, 3, Faults { dead: Some((dead, 20 * DAY)), ..Faults::default() }));
        assert!(verdict.wrong.is_empty(), "seed {seed}: {:#?}", verdict.wrong);
        closed += verdict.closed;
        months += verdict.months.min(1);
    }
    assert!(closed * 2 >= months, "{closed} of {months} first months");
}

#[test]
fn what_others_carry_for_one_that_died_they_pay_once_they_voted_that_it_is_gone() {
    let (mut paid, mut voted) = (0, 0);
    for seed in 0..24 {
        let died = (6 + seed % 9) * DAY;
        let dead = usize::try_from(seed).unwrap() % 4;
        let plan = plan(seed, 4, Faults { dead: Some((dead, died)), ..Faults::default() });
        let Some(gone) = plan.gone() else { continue };
        let verdict = run(&plan);
        assert!(verdict.wrong.is_empty(), "seed {seed}, {gone:?}: {:#?}", verdict.wrong);
        voted += 1;
        paid += verdict.paid_for_gone;
    }
    assert!(voted > 0 && paid >= voted, "in {paid} months of {voted} runs");
}

#[test]
fn two_against_two_close_when_they_hear_each_other_again() {
    for seed in 0..4 {
        let mut plan = plan(seed, 4, Faults::default());
        let (from, to) = (begin(1) - DAY, begin(1) + 9 * DAY);
        plan.faults.partitions.push(Partition { from, to, side: vec![true, true, false, false] });
        let verdict = run(&plan);
        assert!(verdict.wrong.is_empty(), "seed {seed}: {:#?}", verdict.wrong);
        assert_eq!((verdict.closed, verdict.open.len()), (verdict.months, 0), "seed {seed}");
    }
}

#[test]
fn two_against_two_for_ever_close_nothing_on_either_side() {
    for seed in 0..10 {
        let mut plan = plan(seed, 4, Faults::default());
        if plan.months > 1 {
            continue;
        }
        plan.faults.partitions.push(Partition { from: 20 * DAY, to: u64::MAX, side: vec![true, true, false, false] });
        let verdict = run(&plan);
        assert_eq!((verdict.closed, verdict.open.len()), (0, plan.members()), "seed {seed}");
        // Nobody is dead and nobody lies, so the oracle has something to say of each; and each names who is missing.
        assert_eq!(verdict.wrong.len(), verdict.open.len(), "seed {seed}: {:#?}", verdict.wrong);
        assert!(verdict.open.iter().all(|open| open.contains("Wait(")), "seed {seed}: {:#?}", verdict.open);
    }
}
