//! Runs by seed: half of them with a liar, all of them with faults.

use simulation::{Plan, run};

/// Every run of these seeds ends well.
fn judge(members: usize, seeds: std::ops::Range<u64>) {
    let (mut closed, mut months) = (0, 0);
    for seed in seeds {
        let plan = Plan::of(seed, members);
        let verdict = run(&plan);
        assert!(
            verdict.wrong.is_empty(),
            "cargo xtask sim --seeds 1 --from {seed} --members {members}: {:#?}\n{:?}",
            verdict.wrong,
            plan.faults
        );
        closed += verdict.closed;
        months += verdict.months;
    }
    assert!(closed * 4 >= months * 3, "{closed} of {months} months were closed by all");
}

#[test]
fn six_members_of_whom_one_is_slow_close_alike() {
    judge(6, 200..203);
}
