//! Living a journey again and again, each time with another fault.

use std::cell::OnceCell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use testkit::{FaultPlan, SimDisk};
use tokio::runtime::{Builder, Runtime};

use crate::journeys::Journey;
use crate::judge;
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::Known;

/// Lives at the same time.
const THREADS: u64 = 2;

/// Seeds of a journey on a failing disk.
const FAILING_SEEDS: u64 = 6;

/// Of a thousand operations of a failing disk, how many fail.
const FAIL_PER_MILLE: u32 = 60;

/// Times that a person tries again on a failing disk.
const TRIES: u32 = 4;

/// How long a dead member stays dead.
const DOWN: SignedDuration = SignedDuration::from_secs(20);

/// Where a journey begins: a disk, what the person knows, and the time.
struct Beginning {
    disk: SimDisk,
    known: Known,
    now: Timestamp,
}

/// Says which life it was when it ends in a panic.
struct Context {
    seed: u64,
    kill_at: Option<u64>,
    disk: SimDisk,
}

impl Drop for Context {
    fn drop(&mut self) {
        if thread::panicking() {
            let at = self.kill_at.map_or_else(|| "on a failing disk".to_owned(), |at| format!("killed at {at}"));
            eprintln!("seed {}, {at}, last operations:", self.seed);
            let trace = self.disk.trace();
            for line in trace.iter().skip(trace.len().saturating_sub(12)) {
                eprintln!("  {line}");
            }
        }
    }
}

/// Lives `journey` once per point, and is killed there.
pub fn every_point(journey: &dyn Journey) {
    let beginning = prepare(journey);
    let points = count_points(journey, &beginning);
    let seeds = number("ECOT_FAULT_SEEDS").unwrap_or(1);
    println!("{points} points, {seeds} seeds each");
    if let Some((seed, point)) = only() {
        assert!(killed(journey, &beginning, seed, point), "point {point} was not reached");
        return;
    }
    let next = AtomicU64::new(0);
    let reached = AtomicU64::new(0);
    let all = points * seeds;
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= all {
                        return;
                    }
                    let (round, point) = (turn / points, turn % points + 1);
                    let seed = round * 1_000_003 + point;
                    reached.fetch_add(u64::from(killed(journey, &beginning, seed, point)), Ordering::Relaxed);
                }
            });
        }
    });
    let reached = reached.into_inner();
    // Threads of the database make the order of independent operations vary a little.
    assert!(reached * 10 >= all * 9, "only {reached} of {all} deaths happened");
}

/// Lives `journey` on a disk that fails now and then, and is killed at the end.
pub fn failing_disk(journey: &dyn Journey) {
    let beginning = prepare(journey);
    for seed in 0..FAILING_SEEDS * number("ECOT_FAULT_SEEDS").unwrap_or(1) {
        let disk = beginning.disk.crash(FaultPlan::calm(seed)).unwrap();
        let mut known = beginning.known.clone();
        let context = Context { seed, kill_at: None, disk: disk.clone() };
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

/// What a life leaves behind. Taken while its database is still open: closing it would tidy up,
/// which the dead do not.
struct Left {
    disk: SimDisk,
    now: Timestamp,
}

impl Left {
    fn of(life: &Life, seed: u64) -> Self {
        Self { disk: life.world.disk.crash(FaultPlan::calm(seed)).unwrap(), now: life.now() }
    }
}

fn prepare(journey: &dyn Journey) -> Beginning {
    let disk = empty_disk();
    let mut known = Known::default();
    let left = runtime().block_on(async {
        let life = Life::start(&disk, BEGINNING.parse().unwrap(), 1).await.expect("a member starts");
        journey.before(&life, &mut known).await.expect("what came before succeeds");
        Left::of(&life, 0)
    });
    Beginning { disk: left.disk, known, now: left.now }
}

/// How many operations a journey takes, its start included. It must end well without faults.
fn count_points(journey: &dyn Journey, beginning: &Beginning) -> u64 {
    let disk = beginning.disk.crash(FaultPlan::calm(0)).unwrap();
    let mut known = beginning.known.clone();
    let (points, left) = runtime().block_on(async {
        let life = Life::start(&disk, beginning.now, 2).await.expect("a member starts again");
        journey.act(&life, &mut known).await.expect("a journey without faults succeeds");
        (disk.operations(), Left::of(&life, 0))
    });
    go_on(journey, left, &mut known, 0);
    points
}

/// Lives `journey` until it dies at `point`; whether it did.
fn killed(journey: &dyn Journey, beginning: &Beginning, seed: u64, point: u64) -> bool {
    let disk = beginning.disk.crash(FaultPlan::kill(seed, point)).unwrap();
    let mut known = beginning.known.clone();
    let context = Context { seed, kill_at: Some(point), disk: disk.clone() };
    let life = OnceCell::new();
    let first = runtime();
    let (dead, left) = first.block_on(async {
        tokio::select! {
            biased;
            () = disk.died() => {}
            () = async {
                // A member that dies while it starts is no member.
                let Ok(started) = Life::start(&disk, beginning.now, seed).await else { return };
                let _interrupted = journey.act(life.get_or_init(|| started), &mut known).await;
            } => {}
        }
        let now = life.get().map_or(beginning.now, Life::now);
        (disk.is_dead(), Left { disk: disk.crash(FaultPlan::calm(seed)).unwrap(), now })
    });
    drop(life);
    first.shutdown_background();
    go_on(journey, left, &mut known, seed);
    drop(context);
    dead
}

/// The next life, on what the last one left: looks, lets the person go on, settles, and judges.
fn go_on(journey: &dyn Journey, left: Left, known: &mut Known, seed: u64) {
    runtime().block_on(async {
        let life = Life::start(&left.disk, left.now + DOWN, seed + 1_000_000_007).await.expect("the next life starts");
        judge::at_start(&life, known).await;
        journey.act(&life, known).await.expect("the person goes on");
        life.settle().await;
        judge::settled(&life, known).await;
        journey.after(&life, known).await;
    });
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
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
