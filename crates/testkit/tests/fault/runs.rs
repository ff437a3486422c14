//! Living a journey again and again, each time with another fault.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use testkit::FaultPlan;

use crate::journeys::Journey;
use crate::life::Life;
use crate::lives::{Beginning, Context, Left, TRIES, count_points, failed, go_on, killed, prepare, runtime};

/// Lives at the same time.
const THREADS: u64 = 2;

/// Seeds of a journey on a failing disk.
const FAILING_SEEDS: u64 = 6;

/// Of a thousand operations of a failing disk, how many fail.
const FAIL_PER_MILLE: u32 = 60;

/// Lives that are counted, to know how long the shortest and the longest are.
const COUNTS: u32 = 3;

/// Between the seeds of one point.
const ROUND: u64 = 1_000_003;

/// Times that a point is tried, each with a seed of its own.
const AGAIN: u64 = 8;
const AGAIN_SEED: u64 = 77_000_021;

/// Lives `journey` once per point, and is killed there.
pub fn every_point(journey: &dyn Journey) {
    at_each_point(journey, killed);
}

/// Lives `journey` once per point, at which the operation or the commit fails, and is killed at its end.
pub fn every_failure(journey: &dyn Journey) {
    at_each_point(journey, failed);
}

/// What is done with one life, by seed and point; whether it came to that point.
type Fate = fn(&dyn Journey, &Beginning, u64, u64) -> bool;

fn at_each_point(journey: &dyn Journey, fate: Fate) {
    let beginning = prepare(journey);
    let counts: Vec<u64> = (0..COUNTS).map(|_| count_points(journey, &beginning)).collect();
    let (always, points) = (counts.iter().min().copied().unwrap_or(0), counts.iter().max().copied().unwrap_or(0));
    let seeds = number("ECOT_FAULT_SEEDS").unwrap_or(1);
    println!("{points} points, {seeds} seeds each");
    if let Some((seed, point)) = only() {
        assert!(fate(journey, &beginning, seed, point), "point {point} was not reached");
        return;
    }
    let mut left: Vec<(u64, u64)> =
        (0..seeds).flat_map(|round| (1..=points).map(move |point| (round * ROUND + point, point))).collect();
    // Threads of the database make the order of independent operations vary a little, and their number where somebody
    // waits beside them: a point that a life did not come to is for another seed, and the last points are only for
    // lives that are that long.
    for _ in 0..AGAIN {
        left = all(&left, |seed, point| fate(journey, &beginning, seed, point));
        if left.is_empty() {
            return;
        }
        left = left.into_iter().map(|(seed, point)| (seed + AGAIN_SEED, point)).collect();
    }
    left.retain(|(_, point)| *point <= always);
    assert!(left.is_empty(), "never came to these points, whatever the seed: {left:?}");
}

/// Does it for all seeds and points, several at a time; those for which the answer was no.
fn all(turns: &[(u64, u64)], live: impl Fn(u64, u64) -> bool + Sync) -> Vec<(u64, u64)> {
    let next = AtomicUsize::new(0);
    let missed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some(&(seed, point)) = turns.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if !live(seed, point) {
                        missed.lock().expect("nobody panics with it").push((seed, point));
                    }
                }
            });
        }
    });
    missed.into_inner().expect("nobody panicked with it")
}

/// Lives `journey` on a disk that fails now and then, and is killed at the end.
pub fn failing_disk(journey: &dyn Journey) {
    let beginning = prepare(journey);
    for seed in 0..FAILING_SEEDS * number("ECOT_FAULT_SEEDS").unwrap_or(1) {
        let disk = beginning.disk.crash(FaultPlan::calm(seed)).unwrap();
        let mut known = beginning.known.clone();
        let context = Context::new(seed, "on a failing disk", &disk);
        let left = runtime().block_on(async {
            let life = Life::start(&disk, beginning.now, seed).await.expect("a calm start");
            disk.set_plan(FaultPlan { seed, fail_per_mille: FAIL_PER_MILLE, ..FaultPlan::default() });
            for _ in 0..TRIES {
                if journey.act(&life, &mut known).await.is_ok() {
                    break;
                }
                life.world.clock.advance(std::time::Duration::from_secs(40)).await;
            }
            Left::of(&life, seed)
        });
        go_on(journey, left, &mut known, seed);
        drop(context);
    }
}

fn only() -> Option<(u64, u64)> {
    let text = variable("ECOT_FAULT_ONLY")?;
    let (seed, point) = text.split_once(',').expect("ECOT_FAULT_ONLY is SEED,NUMBER");
    Some((seed.parse().unwrap(), point.parse().unwrap()))
}

fn number(name: &str) -> Option<u64> {
    variable(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[expect(clippy::disallowed_methods, reason = "a test is told by its environment how long to run")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
