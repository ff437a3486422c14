//! Two workers and one job.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use seams::Clock;
use testkit::{CannedTranscoder, VirtualClock, World};

use crate::journeys::{Journey, Publish};
use crate::judge;
use crate::life::{BEGINNING, Life, empty_disk};
use crate::person::Known;

/// Longer than a lease holds without a heartbeat.
const SILENCE: Duration = Duration::from_secs(40);

/// How long each of three segments takes: longer than a lease, and no progress is told meanwhile.
const PER_SEGMENT: Duration = Duration::from_secs(40);

/// Times that a test asks the database before it believes that nothing will be written.
const ASKED: usize = 300;

/// Two processes of one member, each with its clock, and an upload that waits to be encoded. The
/// first takes its time for that, by `pace`.
async fn two_workers(clocks: [&VirtualClock; 2], pace: &VirtualClock) -> (Life, Life, Known) {
    let disk = empty_disk();
    let [slow, quick] = clocks;
    let slow = World::new(1, slow.clone(), disk.clone());
    let quick = World::new(2, quick.clone(), disk);
    let paced = CannedTranscoder::paced(Arc::new(pace.clone()), PER_SEGMENT);
    let slow = Life::start_with(slow, paced, None).await.unwrap();
    let quick = Life::start_with(quick, CannedTranscoder::quick(), None).await.unwrap();
    let mut known = Known::default();
    Publish.before(&slow, &mut known).await.unwrap();
    (slow, quick, known)
}

fn clock() -> VirtualClock {
    VirtualClock::new(BEGINNING.parse().unwrap())
}

/// Returns once somebody waits for `clock`.
async fn somebody_waits(clock: &VirtualClock) {
    while clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_worker_that_falls_silent_publishes_nothing_after_another_has_its_job() {
    // The first process is stopped, and its clock with it: when it goes on it does not know that
    // its lease has run out.
    let (pace, now) = (clock(), clock());
    let (slow, quick, mut known) = two_workers([&clock(), &now], &pace).await;
    let mut silent = pin!(slow.member.workers.tick_jobs());
    tokio::select! {
        done = &mut silent => panic!("it did not wait for its encoding: {done:?}"),
        () = somebody_waits(&pace) => {}
    }
    now.advance(SILENCE).await;
    assert!(quick.member.workers.tick_jobs().await.unwrap(), "the lease has run out, and nobody takes the job");
    assert!(judge::published(&quick, &mut known).await);
    let published = quick.member.store.manifest_count().await.unwrap();
    // It wakes up, finishes its encoding and must find that the job is not its own.
    let paced = async {
        while pace.advance_to_next().await {
            somebody_waits(&pace).await;
        }
    };
    tokio::select! {
        done = &mut silent => { done.unwrap(); }
        () = paced => panic!("the pace ended before the work"),
    }
    assert_eq!(quick.member.store.manifest_count().await.unwrap(), published, "a job was done twice");
    // What the first one left in its scratch folder goes at the next start.
    let next = Life::start_with(quick.world.clone(), CannedTranscoder::quick(), None).await.unwrap();
    next.settle().await;
    judge::settled(&next, &mut known).await;
}

#[tokio::test]
async fn a_worker_that_says_that_it_works_keeps_its_job() {
    let clock = clock();
    let (slow, quick, mut known) = two_workers([&clock, &clock], &clock).await;
    let mut working = pin!(slow.member.workers.tick_jobs());
    let others = async {
        somebody_waits(&clock).await;
        for _second in 0..119 {
            clock.advance(Duration::from_secs(1)).await;
            heartbeat_is_written(&quick).await;
            assert!(!quick.member.workers.tick_jobs().await.unwrap(), "a job was taken from a worker at work");
        }
        loop {
            clock.advance(Duration::from_secs(1)).await;
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        done = &mut working => { done.unwrap(); }
        () = others => {}
    }
    assert!(judge::published(&quick, &mut known).await);
    let jobs = quick.member.store.video_jobs(known.video.clone().unwrap().parse().unwrap(), 10).await.unwrap();
    assert_eq!(jobs.iter().map(|job| job.attempts).collect::<Vec<_>>(), [1]);
}

/// Waits for a heartbeat that is due. One that never comes is for the test to notice.
async fn heartbeat_is_written(life: &Life) {
    const DUE: jiff::SignedDuration = jiff::SignedDuration::from_secs(10);
    for _ in 0..ASKED {
        let running = life.member.store.running_jobs(1).await.unwrap().pop();
        let Some(job) = running else { return };
        let beat = job.heartbeat_at.expect("a leased job has a heartbeat");
        if life.world.clock.now().duration_since(beat) < DUE {
            return;
        }
        tokio::task::yield_now().await;
    }
}
