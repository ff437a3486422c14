//! Both engines give the same answers, whatever they are asked.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use store::{Hours, Store};

use crate::copy::{dumped, loaded};
use crate::engines::Place;
use crate::samples::*;
use crate::steps::{Asker, Step, any_step};
use crate::town;

/// One sequence for so many of proptest's cases: 8 in all, or more with PROPTEST_CASES in the environment.
const CASES_PER_SEQUENCE: u32 = 32;

/// Steps of one sequence: enough for a video to be published, changed, deleted and swept away.
const STEPS: std::ops::Range<usize> = 80..140;

#[test]
fn both_engines_give_the_same_answers() {
    let default = Config::default();
    // PROPTEST_RNG_SEED runs a printed seed again.
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(RandomState::new().hash_one(0)),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    println!("seed: {rng_seed:?}");
    let cases = default.cases.div_ceil(CASES_PER_SEQUENCE);
    let config = Config { cases, rng_seed, max_shrink_iters: 200, failure_persistence: None, ..default };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let steps = proptest::collection::vec(any_step(), STEPS);
    let told = TestRunner::new(config).run(&steps, |steps| runtime.block_on(the_same(&steps)));
    if let Err(told) = told {
        panic!("{told}");
    }
}

/// Asks both engines the same; then each has the same rows, which move to the other.
async fn the_same(steps: &[Step]) -> Result<(), TestCaseError> {
    let [sqlite, postgres] = Place::both();
    let (one, other) = (sqlite.open().await, postgres.open().await);
    town::build(&one).await;
    town::build(&other).await;
    let mut askers = [Asker::new(), Asker::new()];
    for (n, step) in steps.iter().enumerate() {
        let said = (askers[0].step(&one, *step).await, askers[1].step(&other, *step).await);
        prop_assert_eq!(said.0, said.1, "step {}: {:?}; SQLite on the left, PostgreSQL on the right", n, step);
    }
    let shown = seen(&one).await;
    prop_assert_eq!(&shown, &seen(&other).await);
    let copies = (dumped(&one).await, dumped(&other).await);
    prop_assert!(copies.0 == copies.1, "the rows differ");
    let moved = (Place::postgres(), Place::sqlite());
    let there = loaded(&moved.0, &copies.0).await.unwrap().0;
    let back = loaded(&moved.1, &dumped(&there).await).await.unwrap().0;
    prop_assert!(dumped(&back).await == copies.0, "the rows differ after a move to PostgreSQL and back");
    prop_assert_eq!(seen(&back).await, shown);
    Ok(())
}

/// What the lists of a member show.
async fn seen(store: &Store) -> Vec<String> {
    let mut seen = Vec::new();
    let hours = Hours { from: hour(-99), until: hour(99) };
    macro_rules! see {
        ($($ask:expr),+ $(,)?) => { $(seen.push(format!("{:?}", $ask.await.unwrap()));)+ };
    }
    for query in ["", "vel", "zoe", "generale assemblee", "2026 e"] {
        see!(store.search_videos(query, None, 2));
    }
    see!(
        store.recent_videos(None, 9),
        store.accounts("", None, 9),
        store.accounts("Z", None, 9),
        store.accounts_in_deletion(9),
        store.settings(),
        store.invitations(None, 99),
        store.dead_jobs(None, 99),
        store.running_jobs(99),
        store.job_counts(),
        store.video_counts(),
        store.public_ids(None, 9),
        store.object_totals(),
        store.object_refs(None, 99),
        store.expired_uploads(at(9 * DAY), 9),
        store.uploads_with_file(None, 9),
        store.usage_rows(hours, None, 99),
        store.usage_by_object(hours, None, 99),
        store.expenses(at(0), at(1), None, 99),
        store.manifests(0, 99),
    );
    for n in 1..5 {
        see!(
            store.account_storage(user(n)),
            store.sessions(user(n), at(0)),
            store.api_tokens(user(n)),
            store.account_videos(user(n), None, 9),
            store.growing_renditions(video_id(n)),
            store.viewers(video_id(n)),
            store.usage_of_video(video_id(n), hours),
            store.video_jobs(video_id(n), 9),
        );
    }
    seen
}
