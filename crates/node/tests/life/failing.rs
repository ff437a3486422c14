use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use node::publish::{Progress, PublishError};
use store::{HolderId, JobKind, JobState, LeaseWish, VideoState, Visibility};
use testkit::{CannedTranscoder, VirtualClock, transcoder};

use crate::logged::Logged;
use crate::member::{BEGIN, Member};
use crate::transcoders::{FailsAtFirst, StepByStep};

async fn nothing_is_left(member: &Member) {
    assert!(member.standing().await.is_empty());
    for folder in ["uploads", "scratch", "objects/staging"] {
        assert_eq!(member.seams.disk.list(folder).await.unwrap(), Vec::<String>::new(), "{folder}");
    }
    assert_eq!(member.store.manifest_count().await.unwrap(), 0);
}

#[tokio::test]
async fn a_truncated_file_is_refused_and_leaves_nothing_behind() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let mut source = transcoder::source(1, 5_000);
    source.truncate(4_000);
    let id = member.upload(&source, Visibility::Public).await;
    member.work().await;
    let video = member.video(id).await;
    assert_eq!(video.state, VideoState::Failed);
    assert_eq!(video.failure_code.as_deref(), Some("media-incomplete"));
    assert_eq!(video.source, None);
    nothing_is_left(&member).await;
}

#[tokio::test]
async fn a_failure_that_may_pass_is_tried_again_later_and_later_and_then_given_up() {
    let member = Member::new(FailsAtFirst::on_a_full_disk(6)).await;
    let source = transcoder::source(1, 5_000);
    let id = member.upload(&source, Visibility::Public).await;
    let log = Logged::listen();
    let mut waits = Vec::new();
    for _attempt in 1..6 {
        assert!(member.workers.tick_jobs().await.unwrap());
        assert!(!member.workers.tick_jobs().await.unwrap(), "it waits");
        let job = member.store.video_jobs(id, 1).await.unwrap().remove(0);
        assert_eq!((job.state, job.failure_code.as_deref()), (JobState::Waiting, Some("encoding-failed")));
        assert_eq!(member.video(id).await.state, VideoState::Processing);
        let wait = job.not_before.duration_since(member.now());
        waits.push(wait.as_secs());
        member.clock.advance(Duration::try_from(wait).unwrap()).await;
    }
    assert_eq!(waits, [5, 10, 20, 40, 80]);
    let (said, folder) = (log.text(), member.folder.path().display().to_string());
    assert!(said.contains("why=\"write on (file) no storage space\""), "{said}");
    assert!(!said.contains(&folder), "{said}");
    drop(log);
    member.work().await;
    let job = member.store.video_jobs(id, 1).await.unwrap().remove(0);
    assert_eq!((job.state, job.failures), (JobState::Dead, 6));
    assert!(job.failure_detail.unwrap().contains("no storage space"));
    let video = member.video(id).await;
    assert_eq!((video.state, video.failure_code.as_deref()), (VideoState::Failed, Some("encoding-failed")));
    assert!(video.source.is_some(), "the author's file is there for another try");

    member.store.requeue_job(job.id, member.now()).await.unwrap().unwrap();
    assert_eq!(member.video(id).await.state, VideoState::Processing);
    member.work().await;
    assert_eq!(member.video(id).await.state, VideoState::Published);
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_publishes_nothing() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    // A worker takes the job and falls silent, as a machine does that is suspended.
    let now = member.now();
    let wish = LeaseWish {
        kinds: vec![JobKind::Encode],
        holder: HolderId::from_bytes([7; 16]),
        until: now + SignedDuration::from_secs(30),
    };
    let asleep = member.store.lease_job(&wish, now).await.unwrap().unwrap();
    assert!(!member.workers.tick_jobs().await.unwrap(), "the lease holds");
    member.clock.advance(Duration::from_secs(31)).await;
    member.work().await;
    assert_eq!(member.store.manifest_count().await.unwrap(), 1);

    // It wakes up and goes on as if nothing had been.
    let woken = member.publisher.work(&asleep, &Progress::default()).await;
    assert!(woken.is_err());
    assert_eq!(member.store.manifest_count().await.unwrap(), 1);
    assert_eq!(member.store.video_jobs(id, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn both_of_two_workers_at_one_job_encode_and_one_publishes() {
    let member = Member::new(CannedTranscoder::quick()).await;
    member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    let lease = async |holder: u8| {
        let now = member.now();
        let until = now + SignedDuration::from_secs(30);
        let wish = LeaseWish { kinds: vec![JobKind::Encode], holder: HolderId::from_bytes([holder; 16]), until };
        member.store.lease_job(&wish, now).await.unwrap().unwrap()
    };
    let first = lease(1).await;
    member.clock.advance(Duration::from_secs(31)).await;
    let second = lease(2).await;
    let progress = Progress::default();
    let (late, good) =
        tokio::join!(member.publisher.work(&first, &progress), member.publisher.work(&second, &progress));
    assert!(matches!(late, Err(PublishError::LeaseLost)), "{late:?}");
    good.unwrap();
    assert_eq!(member.store.manifest_count().await.unwrap(), 1);
}

#[tokio::test]
async fn a_job_cancelled_while_it_is_encoded_ends_at_the_next_heartbeat() {
    let clock = VirtualClock::new(BEGIN.parse().unwrap());
    let steps = Arc::new(StepByStep::new());
    let member = Arc::new(Member::with_clock(clock, steps.clone()).await);
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    let worker = tokio::spawn({
        let member = member.clone();
        async move { member.work().await }
    });
    steps.next().await;
    assert_eq!(member.store.video_jobs(id, 1).await.unwrap()[0].state, JobState::Running);
    assert_eq!(member.store.cancel_jobs(id, member.now()).await.unwrap(), 1);
    // Longer than from one heartbeat to the next, shorter than a lease.
    member.clock.advance(Duration::from_secs(11)).await;
    worker.await.unwrap();
    assert_eq!(member.store.manifest_count().await.unwrap(), 0);
    assert!(member.standing().await.is_empty());
    assert_eq!(member.seams.disk.list("scratch").await.unwrap(), Vec::<String>::new());
}
