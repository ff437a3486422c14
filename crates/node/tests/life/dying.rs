//! Attempts that end before their work does.

use std::sync::Arc;
use std::time::Duration;

use carry::id::VideoId;
use store::{Job, JobState, VideoState, Visibility};
use testkit::{VirtualClock, transcoder};
use tokio_util::sync::CancellationToken;

use crate::member::{BEGIN, Member};
use crate::transcoders::{FailsAtFirst, StepByStep};

/// A member whose encoder stops after its first segment, and a video that it is at.
async fn at_work() -> (Arc<Member>, Arc<StepByStep>, VideoId) {
    let steps = Arc::new(StepByStep::new());
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    let member = Arc::new(Member::with_clock(clock, steps.clone()).await);
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    (member, steps, id)
}

async fn in_scratch(member: &Member) -> Vec<String> {
    member.seams.disk.list("scratch").await.unwrap()
}

async fn last_job(member: &Member, id: VideoId) -> Job {
    member.store.video_jobs(id, 1).await.unwrap().remove(0)
}

#[tokio::test]
async fn a_video_deleted_while_it_is_encoded_leaves_no_byte_of_its_encoding() {
    let (member, steps, id) = at_work().await;
    let worker = tokio::spawn({
        let member = member.clone();
        async move { member.work().await }
    });
    steps.next().await;
    assert_eq!(in_scratch(&member).await.len(), 1);
    member.store.delete_video(id, member.now()).await.unwrap().unwrap();
    // Longer than from one heartbeat to the next, shorter than a lease.
    member.clock.advance(Duration::from_secs(11)).await;
    worker.await.unwrap();
    assert!(in_scratch(&member).await.is_empty());
    assert!(member.store.video(id).await.unwrap().is_none());
    assert_eq!(member.seams.disk.list("uploads").await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_panic_at_one_video_is_that_jobs_failure_and_the_next_one_is_encoded() {
    let member = Member::new(FailsAtFirst::in_a_panic(1)).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    let next = member.upload(&transcoder::source(2, 5_000), Visibility::Public).await;
    member.work().await;
    let job = last_job(&member, id).await;
    assert_eq!((job.state, job.failures, job.failure_code.as_deref()), (JobState::Waiting, 1, Some("fault")));
    assert!(job.failure_detail.unwrap().contains("a frame of no size"));
    assert_eq!(job.not_before.duration_since(member.now()).as_secs(), 5, "it waits as after any failure");
    assert_eq!(member.video(next).await.state, VideoState::Published);
    assert!(!in_scratch(&member).await.contains(&format!("{id}-1")));

    member.clock.advance(Duration::from_secs(5)).await;
    member.work().await;
    assert_eq!(member.video(id).await.state, VideoState::Published);
}

#[tokio::test]
async fn a_video_at_which_the_member_dies_each_time_is_given_up_with_a_reason() {
    let (mut member, mut steps, id) = at_work().await;
    for life in 2..=7 {
        tokio::select! {
            done = member.workers.tick_jobs() => panic!("it did not wait for its encoding: {done:?}"),
            () = steps.next() => {}
        }
        // The process is gone. Its lease runs out, and another one starts.
        steps = Arc::new(StepByStep::new());
        member.clock.advance(Duration::from_secs(31)).await;
        let folder = member.folder.clone();
        member = Arc::new(Member::open(folder, member.clock.clone(), steps.clone(), life).await);
    }
    steps.run();
    member.work().await;
    let job = last_job(&member, id).await;
    assert_eq!((job.state, job.failures), (JobState::Dead, 7));
    assert_eq!(job.failure_code.as_deref(), Some("fell-silent"));
    let video = member.video(id).await;
    assert_eq!((video.state, video.failure_code.as_deref()), (VideoState::Failed, Some("fell-silent")));
    assert!(video.source.is_some(), "the author's file is there for another try");

    member.store.requeue_job(job.id, member.now()).await.unwrap().unwrap();
    member.work().await;
    assert_eq!(member.video(id).await.state, VideoState::Published, "somebody has mended what was wrong");
}

#[tokio::test]
async fn neither_a_stop_that_was_asked_for_nor_a_new_beginning_counts_as_a_failure() {
    let (member, steps, id) = at_work().await;
    let stop = CancellationToken::new();
    let running = tokio::spawn({
        let (member, stop) = (member.clone(), stop.clone());
        async move { member.workers.run(stop).await }
    });
    steps.next().await;
    stop.cancel();
    running.await.unwrap();
    let job = last_job(&member, id).await;
    assert_eq!((job.state, job.attempts, job.failures), (JobState::Waiting, 1, 0));
    assert!(in_scratch(&member).await.is_empty());

    let folder = member.folder.clone();
    let next = Member::open(folder, member.clock.clone(), Arc::new(FailsAtFirst::in_a_panic(7)), 2).await;
    let mut waits = Vec::new();
    for _failure in 0..6 {
        next.work().await;
        let job = last_job(&next, id).await;
        let wait = job.not_before.duration_since(next.now());
        waits.push(wait.as_secs());
        next.clock.advance(Duration::try_from(wait).unwrap()).await;
    }
    assert_eq!(waits, [5, 10, 20, 40, 80, 0]);
    let job = last_job(&next, id).await;
    assert_eq!((job.state, job.failures), (JobState::Dead, 6));
    next.store.requeue_job(job.id, next.now()).await.unwrap().unwrap();
    next.work().await;
    let job = last_job(&next, id).await;
    assert_eq!((job.state, job.failures), (JobState::Waiting, 1), "it is tried as often as a new one");
}
