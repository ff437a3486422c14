//! Videos: what the author says of them, who may watch, in which lists they stand.

use carry::id::VideoId;
use store::{
    ChangeRefusal, JobFailure, JobKind, JobState, LeaseLost, NewAccount, Queued, Store, VIEWERS_PER_VIDEO, VideoChange,
    VideoCounts, VideoCursor, VideoFacts, VideoRefusal, VideoState, Viewer, Visibility,
};

use crate::engines::on_both;
use crate::samples::*;
use crate::town::{people, published, video_with_lease};

fn saying(title: &str, visibility: Visibility) -> VideoChange {
    VideoChange { revision: 0, about: about(title, visibility), keep_original: false, video_key: None, viewers: None }
}

/// Changes the video as it is now.
async fn change(store: &Store, n: u8, change: &VideoChange) -> Result<Option<Queued>, ChangeRefusal> {
    let revision = store.video(video_id(n)).await.unwrap().map_or(0, |video| video.revision);
    store.change_video(video_id(n), &VideoChange { revision, ..change.clone() }, at(50)).await.unwrap()
}

#[tokio::test]
async fn what_the_author_says_is_kept_and_published_again_if_it_was() {
    on_both(async |store| {
        people(&store).await;
        assert_eq!(change(&store, 1, &saying("x", Visibility::Public)).await, Err(ChangeRefusal::Unknown));
        let lease = video_with_lease(&store, 1).await;
        let password =
            VideoChange { keep_original: true, video_key: Some([9; 32]), ..saying("Assemblée", Visibility::Password) };
        assert_eq!(change(&store, 1, &password).await, Ok(None), "the encoding will say it");
        let now = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((now.about, now.keep_original, now.video_key, now.revision), (password.about, true, [9; 32], 1));
        let mut first = publication(1, lease, 10, 1);
        first.revision = 1;
        store.publish_video(&first, at(40)).await.unwrap().unwrap();
        let Ok(Some(Queued::New(job))) = change(&store, 1, &saying("Autre", Visibility::Unlisted)).await else {
            panic!("a job is queued")
        };
        let job = store.job(job).await.unwrap().unwrap();
        assert_eq!((job.kind, job.video, job.state), (JobKind::Revise, Some(video_id(1)), JobState::Waiting));
        let now = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((now.about.wrapped_key, now.video_key, now.revision), (None, [9; 32], 2), "the key stays");
        assert!(!now.is_current());
        let shown = now.published.unwrap();
        assert_eq!((shown.visibility, shown.video_key, shown.revision), (Visibility::Password, [9; 32], 1));
        // Each change is a job of its own: one that runs may not see the next.
        assert!(matches!(change(&store, 1, &saying("Encore", Visibility::Unlisted)).await, Ok(Some(Queued::New(_)))));
    })
    .await;
}

#[tokio::test]
async fn a_video_that_failed_is_tried_again_while_its_file_is_there() {
    on_both(async |store| {
        people(&store).await;
        let retry = async |n| store.retry_video(video_id(n), at(60)).await.unwrap();
        assert_eq!(retry(1).await, Err(VideoRefusal::Unknown));
        let lease = video_with_lease(&store, 1).await;
        let facts = VideoFacts { duration_ms: 1, width: 0, height: 0 };
        store.set_video_facts(lease, video_id(1), facts).await.unwrap().unwrap();
        assert_eq!(store.video(video_id(1)).await.unwrap().unwrap().facts, Some(facts));
        assert_eq!(retry(1).await, Err(VideoRefusal::NotFailed));
        let failure = JobFailure { code: "no_video".to_owned(), detail: String::new(), retry_at: Some(at(999)) };
        store.fail_video(lease, video_id(1), &failure, at(55)).await.unwrap().unwrap();
        let failed = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((failed.state, failed.failure_code.as_deref()), (VideoState::Failed, Some("no_video")));
        assert_eq!(store.job(lease.job).await.unwrap().unwrap().state, JobState::Dead, "for good");
        let Ok(Queued::New(again)) = retry(1).await else { panic!("a job is queued") };
        assert_eq!(store.job(again).await.unwrap().unwrap().not_before, at(60));
        let now = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((now.state, now.failure_code), (VideoState::Processing, None));
        let lease = store.lease_job(&wish(1, 60), at(60)).await.unwrap().unwrap().lease;
        store.fail_video(lease, video_id(1), &failure, at(61)).await.unwrap().unwrap();
        store.drop_source(video_id(1)).await.unwrap();
        assert_eq!(retry(1).await, Err(VideoRefusal::NoSource));
    })
    .await;
}

#[tokio::test]
async fn a_published_video_stays_so_when_its_change_fails() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        change(&store, 1, &saying("Autre", Visibility::Public)).await.unwrap();
        let lease = store.lease_job(&wish(1, 60), at(60)).await.unwrap().unwrap().lease;
        let failure = JobFailure { code: "full".to_owned(), detail: String::new(), retry_at: None };
        store.fail_video(lease, video_id(1), &failure, at(61)).await.unwrap().unwrap();
        let now = store.video(video_id(1)).await.unwrap().unwrap();
        assert_eq!((now.state, now.failure_code), (VideoState::Published, None));
        assert_eq!(store.recent_videos(None, 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_deletion_hides_at_once_and_stops_what_runs() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        let held = video_with_lease(&store, 2).await;
        let delete = async |n| store.delete_video(video_id(n), at(50)).await.unwrap();
        assert_eq!(delete(9).await, Err(VideoRefusal::Unknown));
        delete(1).await.unwrap();
        assert_eq!(delete(1).await, Err(VideoRefusal::Unknown), "it is asked for already");
        assert_eq!(change(&store, 1, &saying("x", Visibility::Public)).await, Err(ChangeRefusal::Unknown));
        assert_eq!(store.recent_videos(None, 9).await.unwrap(), []);
        assert_eq!(store.search_videos("clip", None, 9).await.unwrap(), []);
        assert_eq!(store.public_ids(None, 9).await.unwrap(), []);
        let Ok(Queued::New(job)) = delete(2).await else { panic!("a job is queued") };
        assert_eq!(store.heartbeat(held, 1, at(99), at(51)).await.unwrap(), Err(LeaseLost));
        assert_eq!(store.job(held.job).await.unwrap().unwrap().state, JobState::Cancelled);
        assert_eq!(store.job(job).await.unwrap().unwrap().kind, JobKind::Delete);
        assert_eq!(store.account_videos(user(1), None, 9).await.unwrap().len(), 0);
        assert_eq!(store.video_ids(None, 9).await.unwrap(), [1, 2].map(video_id), "their rows wait for the tombstone");
        assert!(!store.may_watch(video_id(2), user(1)).await.unwrap());
    })
    .await;
}

/// A page of a list, and where the next one begins.
type Page = Vec<(VideoId, VideoCursor)>;

/// All pages of a list, two videos at a time.
async fn pages(list: impl AsyncFn(Option<VideoCursor>) -> Page) -> Vec<VideoId> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = list(after).await;
        assert!(page.len() <= 2, "no more than was asked for");
        let Some((_, last)) = page.last() else { return ids };
        after = Some(*last);
        ids.extend(page.iter().map(|(id, _)| *id));
    }
}

#[tokio::test]
async fn lists_go_from_the_newest_to_the_oldest_page_by_page() {
    on_both(async |store| {
        people(&store).await;
        for n in 1..=5 {
            published(&store, n).await;
        }
        video_with_lease(&store, 6).await;
        let of_account = pages(async |after| {
            let page = store.account_videos(user(1), after, 2).await.unwrap();
            page.into_iter().map(|listed| (listed.video.id, listed.cursor)).collect()
        });
        assert_eq!(of_account.await, [6, 5, 4, 3, 2, 1].map(video_id), "all began in the same second");
        let recent = pages(async |after| {
            let page = store.recent_videos(after, 2).await.unwrap();
            page.into_iter().map(|listed| (listed.id, listed.cursor)).collect()
        });
        assert_eq!(recent.await, [5, 4, 3, 2, 1].map(video_id));
        assert_eq!(store.account_videos(user(2), None, 9).await.unwrap().len(), 0);
        assert_eq!(store.public_ids(Some(video_id(1)), 2).await.unwrap(), [2, 3].map(video_id));
        assert_eq!(store.video_ids(Some(video_id(4)), 9).await.unwrap(), [5, 6].map(video_id));
        let counts = VideoCounts { processing: 1, published: 5, failed: 0, deleting: 0 };
        assert_eq!(store.video_counts().await.unwrap(), counts);
        let shown = store.recent_videos(None, 1).await.unwrap().remove(0);
        assert_eq!((shown.title.as_str(), shown.author.as_str(), shown.facts), ("Clip 5", "Zoé", Some(FACTS)));
        assert_eq!((shown.language.as_deref(), shown.published_at), (Some("fr"), at(1)));
    })
    .await;
}

#[tokio::test]
async fn only_what_was_and_is_public_is_listed() {
    on_both(async |store| {
        people(&store).await;
        published(&store, 1).await;
        let listed = async || {
            let lists = (
                store.recent_videos(None, 9).await.unwrap().len(),
                store.search_videos("clip", None, 9).await.unwrap().len(),
                store.public_ids(None, 9).await.unwrap().len(),
            );
            assert!(lists == (0, 0, 0) || lists == (1, 1, 1), "the lists agree: {lists:?}");
            lists.0 == 1
        };
        assert!(listed().await);
        for visibility in [Visibility::Unlisted, Visibility::Password, Visibility::Private] {
            change(&store, 1, &saying("Clip 1", visibility)).await.unwrap();
            assert!(!listed().await, "{visibility:?} from the moment at which the author says so");
            change(&store, 1, &saying("Clip 1", Visibility::Public)).await.unwrap();
            assert!(listed().await, "what is public still is");
        }
        change(&store, 1, &saying("Clip 1", Visibility::Private)).await.unwrap();
        let held = store.lease_job(&wish(1, 60), at(60)).await.unwrap().unwrap().lease;
        let revision = store.video(video_id(1)).await.unwrap().unwrap().revision;
        let mut sealed = publication(1, held, 20, 2);
        sealed.revision = revision;
        store.publish_video(&sealed, at(61)).await.unwrap().unwrap();
        change(&store, 1, &saying("Clip 1", Visibility::Public)).await.unwrap();
        assert!(!listed().await, "what can be fetched is sealed still");
    })
    .await;
}

#[tokio::test]
async fn a_private_video_is_watched_by_its_author_and_those_whom_she_names() {
    on_both(async |store| {
        people(&store).await;
        store.create_account(&NewAccount { ..account(3, "Émile") }, at(0)).await.unwrap().unwrap();
        video_with_lease(&store, 1).await;
        let set = async |n, names: &[&str]| {
            let viewers = Some(names.iter().map(|name| (*name).to_owned()).collect());
            change(&store, n, &VideoChange { viewers, ..saying("Clip 1", Visibility::Private) }).await
        };
        assert_eq!(set(9, &[]).await, Err(ChangeRefusal::Unknown));
        assert_eq!(set(1, &["Amira"; VIEWERS_PER_VIDEO + 1]).await, Err(ChangeRefusal::TooManyViewers));
        assert_eq!(set(1, &["EMILE", "amira", "Émile"]).await, Ok(None));
        assert_eq!(set(1, &["amira", "personne"]).await, Err(ChangeRefusal::UnknownViewer("personne".to_owned())));
        let seen = store.video(video_id(1)).await.unwrap().unwrap().revision;
        let stale =
            VideoChange { revision: seen - 1, viewers: Some(Vec::new()), ..saying("Stale", Visibility::Private) };
        let refused = store.change_video(video_id(1), &stale, at(50)).await.unwrap();
        assert_eq!(refused, Err(ChangeRefusal::Changed(seen)), "it was changed since");
        let viewer = |n, name: &str| Viewer { account: user(n), name: name.to_owned() };
        assert_eq!(store.viewers(video_id(1)).await.unwrap(), [viewer(2, "Amira"), viewer(3, "Émile")]);
        let watching = async || {
            let mut allowed = Vec::new();
            for n in 1..=4 {
                allowed.push(store.may_watch(video_id(1), user(n)).await.unwrap());
            }
            allowed
        };
        assert_eq!(watching().await, [true, true, true, false]);
        set(1, &["Amira"; VIEWERS_PER_VIDEO]).await.unwrap();
        assert_eq!(watching().await, [true, true, false, false]);
        assert!(!store.may_watch(video_id(9), user(1)).await.unwrap());
        assert_eq!(store.viewers(video_id(9)).await.unwrap(), []);
    })
    .await;
}
