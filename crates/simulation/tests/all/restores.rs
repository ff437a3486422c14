//! Members that come back with an old backup.

use simulation::clock::{DAY, HOUR};
use simulation::plan::{Faults, Partition, Restore};
use simulation::{Plan, run};

/// Whoever saw the last checkpoint of the one that lost its disk is away when it asks.
fn only_witness_away(seed: u64) -> Plan {
    let mut plan = Plan::with(seed, 5, None);
    let side = |away: &[usize]| (0..5).map(|number| away.contains(&number)).collect();
    plan.faults = Faults {
        partitions: vec![
            Partition { from: 9 * DAY, to: 12 * DAY, side: side(&[1, 2]) },
            Partition { from: 12 * DAY, to: 17 * DAY, side: side(&[2]) },
        ],
        restores: vec![Restore { member: 1, backup: 9 * DAY, lost: 11 * DAY + 12 * HOUR, back: 13 * DAY }],
        ..Faults::default()
    };
    plan
}

#[test]
fn who_was_restored_while_the_only_one_who_knows_more_is_away_contradicts_nothing() {
    for seed in 0..6 {
        let verdict = run(&only_witness_away(seed));
        assert!(verdict.wrong.is_empty(), "seed {seed}: {:#?}", verdict.wrong);
        assert_eq!(verdict.closed, verdict.months, "seed {seed}");
    }
}
