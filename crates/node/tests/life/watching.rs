use std::sync::Arc;
use std::time::Duration;

use carry::seal::VideoKey;
use http::StatusCode;
use store::Visibility;
use testkit::{CannedTranscoder, VirtualClock, transcoder};

use crate::member::{BEGIN, Member};
use crate::transcoders::StepByStep;

#[tokio::test]
async fn authors_open_what_is_sealed_from_their_own_pages_without_link_or_password() {
    for (visibility, of_others) in [(Visibility::Unlisted, "fragment"), (Visibility::Password, "password")] {
        let member = Member::new(CannedTranscoder::quick()).await;
        let id = member.upload(&transcoder::source(1, 5_000), visibility).await;
        member.work().await;
        let (author, visitor) = (member.author().await, member.visitor());
        let (page, key) = (format!("/v/{id}"), format!("/api/v1/videos/{id}/key"));

        let own = author.get(&page).await;
        assert!(own.text().contains(r#""from":"home""#), "{visibility:?}: {}", own.text());
        let answer = author.get(&key).await;
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let link_text = VideoKey::from_bytes(member.video(id).await.video_key).to_link_text();
        assert_eq!((answer.status, told["key"].as_str()), (StatusCode::OK, Some(link_text.as_str())), "{told}");
        let shares_key = own.text().contains(&format!("data-copy-address=\"http://127.0.0.1{page}#k="));
        assert_eq!(shares_key, visibility == Visibility::Unlisted, "{}", own.text());

        let others = visitor.get(&page).await;
        assert!(others.text().contains(&format!(r#""from":"{of_others}""#)), "{visibility:?}: {}", others.text());
        assert!(!others.text().contains(link_text.as_str()));
        assert!(others.text().contains("data-copy-address=\"\""), "visitors share the address that they came by");
        assert_eq!(visitor.get(&key).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn the_key_of_a_private_video_is_its_authors_and_no_visitors() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Private).await;
    member.work().await;
    let key = format!("/api/v1/videos/{id}/key");
    assert_eq!(member.author().await.get(&key).await.status, StatusCode::OK);
    assert_eq!(member.visitor().get(&key).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_member_that_starts_again_shows_nothing_of_the_attempt_that_was_cut_off() {
    let steps = Arc::new(StepByStep::new());
    let member = Member::with_clock(VirtualClock::new(BEGIN.parse().unwrap()), steps.clone()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    let playlist = format!("/p/{id}/master.m3u8");
    let status = format!("/api/v1/videos/{id}/status");
    tokio::select! {
        done = member.workers.tick_jobs() => panic!("the encoder did not wait: {done:?}"),
        () = async {
            // 360p and 720p have their first segment. Asked while the encoder stands still, or it may be further.
            for _ in 0..2 {
                steps.next().await;
                assert_eq!(member.visitor().get(&playlist).await.status, StatusCode::NOT_FOUND, "without its sound");
                steps.step();
            }
            // Sound has its own.
            steps.next().await;
            steps.step();
            steps.next().await;
        } => {}
    }
    assert_eq!(member.visitor().get(&playlist).await.status, StatusCode::OK);
    assert!(member.visitor().get(&status).await.text().contains("playable"));

    let next = Member::open(member.folder.clone(), member.clock.clone(), steps, 2).await;
    assert_eq!(next.visitor().get(&playlist).await.status, StatusCode::NOT_FOUND);
    assert!(next.visitor().get(&status).await.text().contains("processing"));
}

#[tokio::test]
async fn what_grew_can_be_watched_for_two_minutes_after_the_video_is_whole_and_then_leaves_nothing() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let source = transcoder::source(1, 5_000);
    let id = member.upload(&source, Visibility::Public).await;
    member.work().await;
    let visitor = member.visitor();
    assert!(visitor.get(&format!("/api/v1/videos/{id}/status")).await.text().contains("ready"));
    for name in ["360p", "audio"] {
        let playlist = visitor.get(&format!("/p/{id}/{name}.m3u8")).await;
        assert!(playlist.text().contains("#EXT-X-ENDLIST"), "{}", playlist.text());
        let bytes = visitor.get(&format!("/p/{id}/1/{name}.mp4")).await;
        assert_eq!((bytes.status, &bytes.body[..]), (StatusCode::OK, &transcoder::rendition(&source, name)[..]));
    }
    assert_eq!(member.seams.disk.list(&format!("scratch/{id}-1")).await.unwrap(), ["360p.mp4", "audio.mp4"]);
    member.change(id, |wanted| wanted.about.title = "Assembly, part two".to_owned()).await;
    member.work().await;
    member.clock.advance(Duration::from_secs(119)).await;
    member.keep_house().await;
    assert_eq!(visitor.get(&format!("/p/{id}/master.m3u8")).await.status, StatusCode::OK);

    member.clock.advance(Duration::from_secs(2)).await;
    member.keep_house().await;
    assert_eq!(visitor.get(&format!("/p/{id}/master.m3u8")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(member.seams.disk.list("scratch").await.unwrap(), Vec::<String>::new());
    assert!(member.store.growing_renditions(id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_video_that_is_closed_when_it_is_whole_is_closed_as_it_grew() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let playlist = format!("/p/{id}/master.m3u8");
    assert_eq!(member.visitor().get(&playlist).await.status, StatusCode::OK);
    member.change(id, |wanted| wanted.about.visibility = Visibility::Unlisted).await;
    assert_eq!(member.visitor().get(&playlist).await.status, StatusCode::NOT_FOUND);
    assert_eq!(member.author().await.get(&playlist).await.status, StatusCode::OK);
}

#[tokio::test]
async fn housekeeping_removes_the_folders_that_no_attempt_needs_and_no_others() {
    let steps = Arc::new(StepByStep::new());
    let member = Member::with_clock(VirtualClock::new(BEGIN.parse().unwrap()), steps.clone()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    let left = [format!("scratch/{id}-7/360p.mp4"), "scratch/nothing/x".to_owned()];
    for file in &left {
        member.seams.disk.replace(file, "left by the dead".into()).await.unwrap();
    }
    tokio::select! {
        done = member.workers.tick_jobs() => panic!("the encoder did not wait: {done:?}"),
        () = async {
            steps.next().await;
            member.pass(1).await;
            member.keep_house().await;
        } => {}
    }
    assert_eq!(member.seams.disk.list("scratch").await.unwrap(), [format!("{id}-1")]);
}
