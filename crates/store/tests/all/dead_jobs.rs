//! Jobs that were given up.

use store::{
    DismissRefusal, JobCount, JobFailure, JobId, JobKind, JobState, LeaseWish, NewJob, RequeueRefusal, Store,
    VideoChange, Visibility,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published, video_with_lease};

/// The job that has been due longest fails for good; which one that was.
async fn kill(store: &Store, kinds: &[JobKind], seconds: i64) -> JobId {
    let wish = LeaseWish { kinds: kinds.to_vec(), ..wish(1, seconds) };
    let held = store.lease_job(&wish, at(seconds)).await.unwrap().expect("a job is due").lease;
    let failure = JobFailure { code: "broken".to_owned(), detail: String::new(), retry_at: None };
    store.fail_job(held, &failure, at(seconds)).await.unwrap().unwrap();
    held.job
}

async fn requeue(store: &Store, id: JobId) -> Result<(), RequeueRefusal> {
    store.requeue_job(id, at(90)).await.unwrap()
}

async fn dismiss(store: &Store, id: JobId) -> Result<(), DismissRefusal> {
    store.dismiss_job(id, at(90)).await.unwrap()
}

#[tokio::test]
async fn the_dead_are_listed_from_the_newest_and_all_are_counted() {
    on_both(async |store| {
        for key in ["a", "b", "c", "d"] {
            store.enqueue_job(&job(key, 0), at(0)).await.unwrap();
        }
        let (first, second) = (kill(&store, &JobKind::ALL, 1).await, kill(&store, &JobKind::ALL, 1).await);
        let held = store.lease_job(&wish(1, 1), at(1)).await.unwrap().unwrap().lease;
        let later = JobFailure { code: "busy".to_owned(), detail: String::new(), retry_at: Some(at(50)) };
        store.fail_job(held, &later, at(1)).await.unwrap().unwrap();
        let dead = async |before, limit| {
            store.dead_jobs(before, limit).await.unwrap().into_iter().map(|job| job.id).collect::<Vec<_>>()
        };
        assert_eq!(dead(None, 9).await, [second, first], "one that waits for another try is none");
        assert_eq!(dead(None, 1).await, [second]);
        assert_eq!(dead(Some(second), 9).await, [first]);
        let of = |state, jobs| JobCount { kind: JobKind::Encode, state, jobs };
        assert_eq!(store.job_counts().await.unwrap(), [of(JobState::Dead, 2), of(JobState::Waiting, 2)]);
    })
    .await;
}

#[tokio::test]
async fn a_dead_job_of_a_video_that_is_gone_is_neither_queued_again_nor_in_the_way() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        let change = VideoChange {
            revision: 0,
            about: about("Autre", Visibility::Private),
            keep_original: false,
            video_key: None,
            viewers: None,
        };
        store.change_video(video_id(1), &change, at(50)).await.unwrap().unwrap();
        let revise = kill(&store, &[JobKind::Revise], 50).await;
        assert_eq!(dismiss(&store, revise).await, Err(DismissRefusal::Needed), "nothing else would close the video");
        assert_eq!(store.prune_jobs(at(99)).await.unwrap(), 1, "the encoding that ended well");
        store.delete_video(video_id(1), at(51)).await.unwrap().unwrap();
        assert_eq!(store.job(revise).await.unwrap().unwrap().state, JobState::Cancelled);
        let delete = kill(&store, &[JobKind::Delete], 52).await;
        assert_eq!(dismiss(&store, delete).await, Err(DismissRefusal::Needed), "nothing else would put the tombstone");
        requeue(&store, delete).await.unwrap();
        let lease = store.lease_job(&wish(1, 90), at(90)).await.unwrap().unwrap().lease;
        store.entomb_video(lease, video_id(1), Some(&manifest(70, 2)), at(90)).await.unwrap().unwrap();

        // A job of it that nobody knew of.
        let mut late = job("late", 0);
        late.video = Some(video_id(1));
        store.enqueue_job(&late, at(0)).await.unwrap();
        let late = kill(&store, &JobKind::ALL, 91).await;
        assert_eq!(requeue(&store, late).await, Err(RequeueRefusal::Unwanted));
        dismiss(&store, late).await.unwrap();
        assert_eq!(dismiss(&store, late).await, Err(DismissRefusal::NotDead));
        assert_eq!(dismiss(&store, JobId(999)).await, Err(DismissRefusal::Unknown));
    })
    .await;
}

#[tokio::test]
async fn a_publication_ends_the_matter_of_jobs_that_died_before() {
    on_both(async |store| {
        people(&store).await;
        let held = video_with_lease(&store, 1).await;
        let failure = JobFailure { code: "broken".to_owned(), detail: String::new(), retry_at: None };
        store.fail_video(held, video_id(1), &failure, at(1)).await.unwrap().unwrap();
        store.enqueue_job(&NewJob::encode(video_id(1), at(2)), at(2)).await.unwrap();
        let again = store.lease_job(&wish(1, 90), at(90)).await.unwrap().unwrap().lease;
        store.publish_video(&publication(1, again, 10, 1), at(91)).await.unwrap().unwrap();
        assert_eq!(store.job(held.job).await.unwrap().unwrap().state, JobState::Cancelled);
        // One that has nothing left to do says so.
        let mut late = job("late", 0);
        late.video = Some(video_id(1));
        store.enqueue_job(&late, at(0)).await.unwrap();
        let late = kill(&store, &JobKind::ALL, 92).await;
        assert_eq!(requeue(&store, late).await, Err(RequeueRefusal::Unwanted), "the video is published");
    })
    .await;
}
