//! What housekeeping does when a part of it cannot be done, and what it does in time.

use bytes::Bytes;
use store::{DismissRefusal, JobState, RequeueRefusal, VideoState, Visibility};
use testkit::{CannedTranscoder, transcoder};
use web::view::operator::{Detail, Health, Part};

use crate::member::Member;
use crate::transcoders::FailsAtFirst;

#[tokio::test]
async fn what_cannot_be_removed_keeps_nothing_else_from_being_removed_and_the_operator_is_told() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    member.store.delete_video(id, member.now()).await.unwrap().unwrap();
    member.work().await;
    let health = || member.app.board.line(Part::Workers).unwrap();
    member.keep_house().await;
    assert_eq!((health().health, health().detail), (Health::Good, Detail::None));

    // A folder in the place of a file is not removed as one; which object comes first is left to their hashes.
    let standing = member.standing().await;
    let first = standing.first().unwrap().to_string();
    let file = member.folder.path().join(format!("objects/{}/{}/{first}", &first[..2], &first[2..4]));
    let file = if file.is_file() { file } else { find(&member.folder.path().join("objects"), &first) };
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    std::fs::write(file.join("x"), "x").unwrap();
    let orphan = format!("uploads/{}", "ab".repeat(16));
    member.seams.disk.replace(&orphan, Bytes::from_static(b"x")).await.unwrap();
    member.pass(25).await;

    let undone = member.workers.tick_housekeeping().await.unwrap_err();
    assert_eq!(undone.0.iter().map(|(chore, _)| *chore).collect::<Vec<_>>(), ["garbage"]);
    assert_eq!(member.store.object_totals().await.unwrap().objects, 1, "all but one are collected");
    assert_eq!(member.seams.disk.len(&orphan).await.unwrap(), None, "the other chores are done");
    assert_eq!(health().health, Health::Attention);
    assert!(health().detail.logged().unwrap().contains("garbage"), "{:?}", health().detail);

    std::fs::remove_dir_all(&file).unwrap();
    std::fs::write(&file, "x").unwrap();
    member.keep_house().await;
    assert_eq!(member.store.object_totals().await.unwrap().objects, 0);
    assert_eq!(health().health, Health::Good);
}

fn find(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().replace('/', "").ends_with(name) {
                return path;
            }
        }
    }
    panic!("no file of object {name}");
}

#[tokio::test]
async fn staged_bytes_of_a_publication_that_failed_are_removed_while_the_member_runs() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let staged =
        async |text: &'static str| member.objects.stage_bytes(Bytes::from_static(text.as_bytes())).await.unwrap();
    drop(staged("given up").await);
    let under_way = staged("under way").await;
    member.keep_house().await;
    assert_eq!(member.seams.disk.list("objects/staging").await.unwrap().len(), 1);
    member.objects.publish(under_way, &member.objects.hold().await).await.unwrap();
}

#[tokio::test]
async fn a_manifest_is_published_again_a_month_before_it_ends() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Unlisted).await;
    member.work().await;
    let (first, standing) = (member.last_manifest(id).await, member.standing().await);
    let day = 24;
    member.pass(334 * day).await;
    member.keep_house().await;
    member.work().await;
    assert_eq!(member.last_manifest(id).await.sequence, first.sequence, "there is time left");

    member.pass(2 * day).await;
    member.keep_house().await;
    member.keep_house().await;
    member.work().await;
    let second = member.last_manifest(id).await;
    assert!(second.not_after >= first.not_after + 300 * 86_400, "{} and {}", first.not_after, second.not_after);
    assert_eq!(member.store.manifest_count().await.unwrap(), 2, "once is enough");
    assert_eq!(member.standing().await, standing, "no byte is stored anew");
    assert!(member.video(id).await.is_current());
}

#[tokio::test]
async fn what_is_more_than_the_quota_is_not_published_and_is_once_there_is_room() {
    let member = Member::new(CannedTranscoder::quick()).await;
    // The renditions are larger than the source.
    let source = transcoder::source(1, 5_000);
    member.store.set_quota(member.account, Some(9_000)).await.unwrap().unwrap();
    let id = member.upload(&source, Visibility::Public).await;
    member.work().await;
    let video = member.video(id).await;
    assert_eq!((video.state, video.failure_code.as_deref()), (VideoState::Failed, Some("over-quota")));
    assert!(video.source.is_some(), "the file need not be sent again");
    assert_eq!(member.store.manifest_count().await.unwrap(), 0);
    assert!(member.store.video_objects(id).await.unwrap().is_empty());

    member.store.set_quota(member.account, Some(90_000)).await.unwrap().unwrap();
    member.store.retry_video(id, member.now()).await.unwrap().unwrap();
    member.work().await;
    assert_eq!(member.video(id).await.state, VideoState::Published);
    assert!(member.store.dead_jobs(None, 9).await.unwrap().is_empty(), "the first attempt is nobody's matter any more");

    // Closing a video is never refused for that.
    member.store.set_quota(member.account, Some(1)).await.unwrap().unwrap();
    member.change(id, |wanted| wanted.about.visibility = Visibility::Private).await;
    member.work().await;
    assert!(member.video(id).await.is_current());
}

#[tokio::test]
async fn a_dead_job_ends_with_its_video_and_is_dismissed_or_forgotten_in_time() {
    let member = Member::new(FailsAtFirst::on_a_full_disk(u64::MAX)).await;
    let fail = async |seed: u64| {
        let id = member.upload(&transcoder::source(seed, 5_000), Visibility::Public).await;
        for _attempt in 0..6 {
            member.work().await;
            member.pass(1).await;
        }
        (id, member.store.video_jobs(id, 1).await.unwrap().remove(0).id)
    };
    let (deleted, of_deleted) = fail(1).await;
    let (_kept, of_kept) = fail(2).await;
    let (_old, of_old) = fail(3).await;
    assert_eq!(member.store.dead_jobs(None, 9).await.unwrap().len(), 3);

    member.store.delete_video(deleted, member.now()).await.unwrap().unwrap();
    assert_eq!(member.store.requeue_job(of_deleted, member.now()).await.unwrap(), Err(RequeueRefusal::NotDead));
    member.work().await;
    let state = async |id| member.store.job(id).await.unwrap().map(|job| job.state);
    assert_eq!(state(of_deleted).await, Some(JobState::Cancelled));

    member.store.dismiss_job(of_kept, member.now()).await.unwrap().unwrap();
    assert_eq!(member.store.dismiss_job(of_kept, member.now()).await.unwrap(), Err(DismissRefusal::NotDead));
    assert_eq!(member.store.dead_jobs(None, 9).await.unwrap().len(), 1);
    member.pass(31 * 24).await;
    member.keep_house().await;
    assert_eq!(state(of_old).await, None);
}
