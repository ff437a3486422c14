//! The durable queue.

use store::{
    DETAIL_CHARS, Job, JobFailure, JobId, JobKind, JobState, Lease, LeaseLost, LeaseWish, NewJob, PAYLOAD_BYTES,
    Queued, RequeueRefusal, Store, VideoState,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, video_with_lease};

async fn queue(store: &Store, key: &str, seconds: i64) -> JobId {
    store.enqueue_job(&job(key, seconds), at(0)).await.unwrap().job()
}

/// The job that holder `n` gets at this second, held for a minute.
async fn lease(store: &Store, n: u8, seconds: i64) -> Option<Lease> {
    store.lease_job(&wish(n, seconds), at(seconds)).await.unwrap().map(|leased| leased.lease)
}

fn failure(code: &str, retry: Option<i64>) -> JobFailure {
    JobFailure { code: code.to_owned(), detail: "é".repeat(DETAIL_CHARS + 1), retry_at: retry.map(at) }
}

#[tokio::test]
async fn a_job_waits_as_it_was_queued_and_once_for_each_key() {
    on_both(async |store| {
        let new = job("one", 5);
        let id = store.enqueue_job(&new, at(0)).await.unwrap();
        let waiting = Job {
            id: id.job(),
            kind: JobKind::Encode,
            video: None,
            payload: new.payload.clone(),
            state: JobState::Waiting,
            attempts: 0,
            failures: 0,
            not_before: at(5),
            lease_until: None,
            heartbeat_at: None,
            progress_permille: 0,
            failure_code: None,
            failure_detail: None,
            created_at: at(0),
            ended_at: None,
        };
        assert_eq!(id, Queued::New(JobId(1)));
        assert_eq!(store.job(id.job()).await.unwrap(), Some(waiting));
        assert_eq!(store.job(JobId(9)).await.unwrap(), None);
        assert_eq!(store.enqueue_job(&job("one", 0), at(1)).await.unwrap(), Queued::Already(id.job()));
        let running = lease(&store, 1, 5).await.unwrap();
        assert_eq!(store.enqueue_job(&job("one", 0), at(1)).await.unwrap(), Queued::Already(id.job()));
        store.finish_job(running, at(6)).await.unwrap().unwrap();
        assert!(
            matches!(store.enqueue_job(&job("one", 0), at(7)).await.unwrap(), Queued::New(other) if other > id.job())
        );
        let large = NewJob { payload: vec![0; PAYLOAD_BYTES + 1], ..job("large", 0) };
        assert!(store.enqueue_job(&large, at(0)).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_job_that_is_due_longest_goes_first_and_to_one_worker() {
    on_both(async |store| {
        let late = queue(&store, "late", 20).await;
        let first = queue(&store, "first", 10).await;
        let second = queue(&store, "second", 10).await;
        let other = NewJob { kind: JobKind::Delete, ..job("other", 0) };
        let other = store.enqueue_job(&other, at(0)).await.unwrap().job();
        let encode = |seconds| LeaseWish { kinds: vec![JobKind::Encode], ..wish(1, seconds) };
        assert_eq!(store.lease_job(&encode(9), at(9)).await.unwrap(), None, "nothing of that kind is due");
        let none = LeaseWish { kinds: Vec::new(), ..wish(1, 99) };
        assert_eq!(store.lease_job(&none, at(99)).await.unwrap(), None);
        let leased = store.lease_job(&encode(10), at(10)).await.unwrap().unwrap();
        assert_eq!(leased.lease, Lease { job: first, holder: holder(1), attempt: 1 });
        let job = store.job(first).await.unwrap().unwrap();
        assert_eq!(leased.job, job);
        assert_eq!((job.state, job.attempts, job.lease_until), (JobState::Running, 1, Some(at(70))));
        assert_eq!((job.heartbeat_at, job.progress_permille), (Some(at(10)), 0));
        let jobs = async |n, seconds| lease(&store, n, seconds).await.map(|lease| lease.job);
        assert_eq!(jobs(2, 10).await, Some(other));
        assert_eq!(jobs(3, 10).await, Some(second));
        assert_eq!(jobs(4, 10).await, None);
        assert_eq!(jobs(4, 20).await, Some(late));
        assert_eq!(store.running_jobs(2).await.unwrap().iter().map(|job| job.id).collect::<Vec<_>>(), [other, second]);
    })
    .await;
}

#[tokio::test]
async fn a_silent_worker_loses_its_job_and_everything_it_tries_afterwards() {
    on_both(async |store| {
        people(&store).await;
        let old = video_with_lease(&store, 1).await;
        store.heartbeat(old, 2_000, at(100), at(50)).await.unwrap().unwrap();
        let alive = store.job(old.job).await.unwrap().unwrap();
        assert_eq!((alive.progress_permille, alive.heartbeat_at), (1_000, Some(at(50))), "cut at the whole");
        assert_eq!(lease(&store, 2, 99).await, None, "it said that it lives until then");
        let new = lease(&store, 2, 100).await.unwrap();
        assert_eq!(new, Lease { job: old.job, holder: holder(2), attempt: 2 });
        assert_eq!(store.job(new.job).await.unwrap().unwrap().failures, 1, "an attempt that fell silent failed");
        let lost = Err(LeaseLost);
        assert_eq!(store.heartbeat(old, 1, at(999), at(100)).await.unwrap(), lost);
        assert_eq!(store.finish_job(old, at(100)).await.unwrap(), lost);
        assert_eq!(store.fail_job(old, &failure("late", None), at(100)).await.unwrap(), lost);
        assert_eq!(store.release_job(old, at(100)).await.unwrap(), lost);
        assert_eq!(store.fail_video(old, video_id(1), &failure("late", None), at(100)).await.unwrap(), lost);
        assert_eq!(store.set_video_facts(old, video_id(1), FACTS).await.unwrap(), lost);
        // Another's name, and an attempt that never was, open nothing.
        for wrong in [Lease { holder: holder(1), ..new }, Lease { attempt: 3, ..new }, Lease { job: JobId(99), ..new }]
        {
            assert_eq!(store.finish_job(wrong, at(100)).await.unwrap(), lost);
        }
        store.finish_job(new, at(101)).await.unwrap().unwrap();
        assert_eq!(store.heartbeat(new, 1, at(999), at(102)).await.unwrap(), lost, "it is over");
        let done = store.job(new.job).await.unwrap().unwrap();
        assert_eq!((done.state, done.ended_at, done.progress_permille), (JobState::Finished, Some(at(101)), 1_000));
    })
    .await;
}

#[tokio::test]
async fn a_lease_that_ran_out_holds_until_another_worker_takes_the_job() {
    on_both(async |store| {
        queue(&store, "one", 0).await;
        let slow = lease(&store, 1, 0).await.unwrap();
        store.heartbeat(slow, 500, at(600), at(500)).await.unwrap().expect("nobody took it meanwhile");
        assert_eq!(lease(&store, 2, 599).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_failed_attempt_is_tried_again_at_its_time_or_given_up() {
    on_both(async |store| {
        let id = queue(&store, "one", 0).await;
        let first = lease(&store, 1, 0).await.unwrap();
        store.fail_job(first, &failure("busy", Some(30)), at(1)).await.unwrap().unwrap();
        let waiting = store.job(id).await.unwrap().unwrap();
        assert_eq!((waiting.state, waiting.not_before, waiting.lease_until), (JobState::Waiting, at(30), None));
        assert_eq!((waiting.failure_code.as_deref(), waiting.ended_at), (Some("busy"), None));
        assert_eq!(waiting.failure_detail.unwrap().chars().count(), DETAIL_CHARS);
        assert_eq!(lease(&store, 1, 29).await, None);
        let second = lease(&store, 1, 30).await.unwrap();
        assert_eq!(second.attempt, 2);
        store.fail_job(second, &failure("broken", None), at(31)).await.unwrap().unwrap();
        let dead = store.job(id).await.unwrap().unwrap();
        assert_eq!((dead.state, dead.failures, dead.ended_at), (JobState::Dead, 2, Some(at(31))));
        assert_eq!(lease(&store, 1, 9_999).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_stops_gives_its_job_back_at_once() {
    on_both(async |store| {
        let id = queue(&store, "one", 0).await;
        let held = lease(&store, 1, 0).await.unwrap();
        store.release_job(held, at(1)).await.unwrap().unwrap();
        let back = store.job(id).await.unwrap().unwrap();
        assert_eq!((back.state, back.not_before, back.failure_code), (JobState::Waiting, at(1), None));
        assert_eq!(lease(&store, 2, 1).await.unwrap().attempt, 2);
        assert_eq!(store.job(id).await.unwrap().unwrap().failures, 0);
    })
    .await;
}

#[tokio::test]
async fn a_dead_job_is_queued_again_by_a_person() {
    on_both(async |store| {
        people(&store).await;
        let held = video_with_lease(&store, 1).await;
        assert_eq!(store.requeue_job(JobId(99), at(9)).await.unwrap(), Err(RequeueRefusal::Unknown));
        assert_eq!(store.requeue_job(held.job, at(9)).await.unwrap(), Err(RequeueRefusal::NotDead));
        store.fail_video(held, video_id(1), &failure("no_video", None), at(9)).await.unwrap().unwrap();
        store.requeue_job(held.job, at(10)).await.unwrap().unwrap();
        let again = store.job(held.job).await.unwrap().unwrap();
        assert_eq!((again.state, again.not_before, again.attempts), (JobState::Waiting, at(10), 1));
        assert_eq!(again.failures, 0, "it is tried as often as a new one");
        assert_eq!((again.failure_code, again.failure_detail, again.ended_at), (None, None, None));
        let video = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((video.state, video.failure_code), (VideoState::Processing, None));
        // A second one with its key, queued while it was dead, takes its place.
        let held = lease(&store, 1, 10).await.unwrap();
        store.fail_video(held, video_id(1), &failure("no_video", None), at(11)).await.unwrap().unwrap();
        let other = store.enqueue_job(&NewJob::encode(video_id(1), at(12)), at(12)).await.unwrap().job();
        assert_eq!(store.requeue_job(held.job, at(13)).await.unwrap(), Err(RequeueRefusal::Replaced(other)));
        // One that its author asked for ends the matter.
        store.retry_video(video_id(1), at(14)).await.unwrap().unwrap();
        assert_eq!(store.requeue_job(held.job, at(15)).await.unwrap(), Err(RequeueRefusal::NotDead));
    })
    .await;
}

#[tokio::test]
async fn jobs_of_a_video_are_cancelled_and_old_ones_forgotten() {
    on_both(async |store| {
        people(&store).await;
        let held = video_with_lease(&store, 1).await;
        let more =
            NewJob { unique_key: "more".to_owned(), kind: JobKind::Revise, ..NewJob::encode(video_id(1), at(0)) };
        let more = store.enqueue_job(&more, at(0)).await.unwrap().job();
        let other = queue(&store, "other", 0).await;
        assert_eq!(store.cancel_jobs(video_id(1), at(5)).await.unwrap(), 2);
        assert_eq!(store.cancel_jobs(video_id(1), at(6)).await.unwrap(), 0);
        assert_eq!(store.finish_job(held, at(6)).await.unwrap(), Err(LeaseLost));
        let states = async |id| store.job(id).await.unwrap().map(|job| (job.state, job.ended_at));
        assert_eq!(states(more).await, Some((JobState::Cancelled, Some(at(5)))));
        assert_eq!(states(other).await, Some((JobState::Waiting, None)));
        let held = lease(&store, 1, 7).await.unwrap();
        store.finish_job(held, at(7)).await.unwrap().unwrap();
        let dead = queue(&store, "dead", 0).await;
        let held = lease(&store, 1, 8).await.unwrap();
        store.fail_job(held, &failure("broken", None), at(8)).await.unwrap().unwrap();
        assert_eq!(store.prune_jobs(at(5)).await.unwrap(), 0);
        assert_eq!(store.prune_jobs(at(7)).await.unwrap(), 2);
        assert_eq!(store.prune_jobs(at(8)).await.unwrap(), 1);
        assert_eq!(states(dead).await, Some((JobState::Dead, Some(at(8)))));
        assert_eq!(store.prune_jobs(at(9)).await.unwrap(), 1);
    })
    .await;
}
