//! Each kind of liar, what it gains, and who is named.

use simulation::{Lie, Plan, Verdict, run};

/// Runs of four to six members with this liar, each by its seed.
fn runs(lie: Lie, seeds: std::ops::Range<u64>) -> Vec<Verdict> {
    let run_one = |seed: u64| {
        let members = 4 + usize::try_from(seed % 3).unwrap();
        let liar = usize::try_from(seed).unwrap() % members;
        let verdict = run(&Plan::with(seed, members, Some((liar, lie))));
        assert!(verdict.wrong.is_empty(), "seed {seed}, {members} members, liar {liar}: {:#?}", verdict.wrong);
        verdict
    };
    seeds.map(run_one).collect()
}

#[test]
fn who_says_again_what_others_said_gets_nothing_for_it() {
    runs(Lie::Replay, 0..12);
}

#[test]
fn who_says_two_things_in_a_round_reopens_nothing_that_was_closed() {
    runs(Lie::Doubles, 0..12);
}
