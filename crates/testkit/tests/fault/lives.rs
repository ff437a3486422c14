//! One life of a journey: killed, failing, or calm, and the lives after it.

use std::cell::OnceCell;
use std::pin::pin;
use std::thread;

use jiff::{SignedDuration, Timestamp};
use testkit::{FaultPlan, SimDisk};
use tokio::runtime::{Builder, Runtime};

use crate::journeys::Journey;
use crate::judge;
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::Known;

/// Times that a person tries again on a failing disk.
pub const TRIES: u32 = 4;

/// Of so many lives one dies again, at one of the first points of its recovery.
const AGAIN_ONE_IN: u64 = 3;
const RECOVERY_POINTS: u64 = 40;

/// How long a dead member stays dead.
const DOWN: SignedDuration = SignedDuration::from_secs(20);

/// Where a journey begins: a disk, what the person knows, and the time.
pub struct Beginning {
    pub disk: SimDisk,
    pub known: Known,
    pub now: Timestamp,
}

/// Says which life it was when it ends in a panic.
pub struct Context {
    seed: u64,
    what: String,
    disk: SimDisk,
}

impl Context {
    pub fn new(seed: u64, what: impl Into<String>, disk: &SimDisk) -> Self {
        Self { seed, what: what.into(), disk: disk.clone() }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("seed {}, {}, last operations:", self.seed, self.what);
            let trace = self.disk.trace();
            for line in trace.iter().skip(trace.len().saturating_sub(12)) {
                eprintln!("  {line}");
            }
        }
    }
}

/// What a life leaves behind. Taken while its database is still open: closing it would tidy up,
/// which the dead do not.
pub struct Left {
    disk: SimDisk,
    now: Timestamp,
}

impl Left {
    pub fn of(life: &Life, seed: u64) -> Self {
        Self { disk: life.world.disk.crash(FaultPlan::calm(seed)).unwrap(), now: life.now() }
    }
}

/// What came before the journey, without faults.
pub fn prepare(journey: &dyn Journey) -> Beginning {
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
pub fn count_points(journey: &dyn Journey, beginning: &Beginning) -> u64 {
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
pub fn killed(journey: &dyn Journey, beginning: &Beginning, seed: u64, point: u64) -> bool {
    let disk = beginning.disk.crash(FaultPlan::kill(seed, point)).unwrap();
    let mut known = beginning.known.clone();
    let context = Context::new(seed, format!("killed at {point}"), &disk);
    let (dead, mut left) = until_death(journey, &disk, beginning.now, &mut known, seed);
    // Who died once may die again while it recovers.
    if seed.is_multiple_of(AGAIN_ONE_IN) {
        let again = 1 + seed / AGAIN_ONE_IN % RECOVERY_POINTS;
        let disk = left.disk.crash(FaultPlan::kill(seed, again)).unwrap();
        let context = Context::new(seed, format!("killed at {point}, and at {again} of the next life"), &disk);
        (_, left) = until_death(journey, &disk, left.now + DOWN, &mut known, seed + 1);
        drop(context);
    }
    go_on(journey, left, &mut known, seed);
    drop(context);
    dead
}

/// A life that may die, and what it leaves.
fn until_death(journey: &dyn Journey, disk: &SimDisk, now: Timestamp, known: &mut Known, seed: u64) -> (bool, Left) {
    let life = OnceCell::new();
    let runtime = runtime();
    let ended = runtime.block_on(async {
        // Dropped after the disk is copied, also where it was interrupted in the middle of a start: whoever drops an open
        // database closes it, and the dead do not.
        let lived = pin!(async {
            // A member that dies while it starts is no member.
            let Ok(started) = Life::start(disk, now, seed).await else { return };
            let _interrupted = journey.act(life.get_or_init(|| started), known).await;
        });
        tokio::select! {
            biased;
            () = disk.died() => {}
            () = lived => {}
        }
        let now = life.get().map_or(now, Life::now);
        (disk.is_dead(), Left { disk: disk.crash(FaultPlan::calm(seed)).unwrap(), now })
    });
    drop(life);
    runtime.shutdown_background();
    ended
}

/// Lives `journey` with a failure at `point`, trying again as people do; whether it came to it.
pub fn failed(journey: &dyn Journey, beginning: &Beginning, seed: u64, point: u64) -> bool {
    let disk = beginning.disk.crash(FaultPlan::fail(seed, point)).unwrap();
    let mut known = beginning.known.clone();
    let context = Context::new(seed, format!("failing at {point}"), &disk);
    let (came, left) = runtime().block_on(async {
        let life = match Life::start(&disk, beginning.now, seed).await {
            Ok(life) => life,
            // Whoever keeps it running starts it again.
            Err(_) => Life::start(&disk, beginning.now, seed + 1).await.expect("what failed once works now"),
        };
        let mut done = journey.act(&life, &mut known).await;
        for _ in 1..TRIES {
            if done.is_ok() {
                break;
            }
            life.world.clock.advance(std::time::Duration::from_secs(40)).await;
            done = journey.act(&life, &mut known).await;
        }
        done.expect("one failure does not keep a person from anything for ever");
        (disk.operations() >= point, Left::of(&life, seed))
    });
    go_on(journey, left, &mut known, seed);
    drop(context);
    came
}

/// The next life, on what the last one left: looks, lets the person go on, settles, and judges.
pub fn go_on(journey: &dyn Journey, left: Left, known: &mut Known, seed: u64) {
    runtime().block_on(async {
        let life = Life::start(&left.disk, left.now + DOWN, seed + 1_000_000_007).await.expect("the next life starts");
        judge::at_start(&life, known).await;
        journey.act(&life, known).await.expect("the person goes on");
        life.settle().await;
        judge::settled(&life, known).await;
        journey.after(&life, known).await;
    });
}

pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}
