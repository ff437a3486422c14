//! Each kind of liar, what it gains, and who is named.

use simulation::dice::index;
use simulation::{Lie, Plan, Verdict, run};

/// Runs of four to six members with this liar, each by its seed.
fn runs(lie: Lie, seeds: std::ops::Range<u64>) -> Vec<Verdict> {
    let run_one = |seed: u64| {
        let members = 4 + index(seed % 3);
        let liar = index(seed) % members;
        let verdict = run(&Plan::with(seed, members, Some((liar, lie))));
        assert!(verdict.wrong.is_empty(), "seed {seed}, {members} members, liar {liar}: {:#?}", verdict.wrong);
        verdict
    };
    seeds.map(run_one).collect()
}

fn closed(verdicts: &[Verdict]) -> (usize, usize) {
    (verdicts.iter().map(|verdict| verdict.closed).sum(), verdicts.iter().map(|verdict| verdict.months).sum())
}

/// The most that a liar gained in a month, in cents.
fn gain(verdicts: &[Verdict]) -> i64 {
    verdicts.iter().flat_map(|verdict| &verdict.gains).map(|gain| gain.liar).max().unwrap_or(0)
}

#[test]
fn who_says_again_what_others_said_gets_nothing_for_their_bills() {
    let verdicts = runs(Lie::Replay, 0..6);
    assert_eq!(closed(&verdicts).0, closed(&verdicts).1);
}

#[test]
fn who_says_two_things_in_a_round_reopens_nothing_that_was_closed() {
    let verdicts = runs(Lie::Doubles, 0..6);
    assert!(gain(&verdicts) <= 1, "a cent of rounding is all");
}

#[test]
fn who_signs_two_trees_is_proven_and_most_months_close_on_what_both_have() {
    let verdicts = runs(Lie::Fork, 0..10);
    assert!(verdicts.iter().all(|verdict| verdict.proven == 1));
    let (closed, months) = closed(&verdicts);
    assert!(closed * 2 > months, "{closed} of {months} months");
    assert!(gain(&verdicts) <= 1, "a cent of rounding is all");
}

#[test]
fn who_claims_and_bills_too_much_gains_what_the_tolerance_lets_through_and_no_bill() {
    let verdicts = runs(Lie::Amounts, 0..6);
    assert_eq!(closed(&verdicts).0, closed(&verdicts).1);
}

#[test]
fn a_flood_a_nonsense_proposal_and_an_empty_cosignature_stop_no_closing() {
    for lie in [Lie::Flood, Lie::Proposer, Lie::EmptyCosigner] {
        let verdicts = runs(lie, 0..4);
        let (closed, months) = closed(&verdicts);
        assert!(closed + 1 >= months, "{lie:?}: {closed} of {months} months");
        assert!(gain(&verdicts) <= 1, "{lie:?}: a cent of rounding is all");
    }
}
