use std::sync::Arc;

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
            // 360p, 720p and sound have their first segment.
            for _ in 0..3 {
                assert_eq!(member.visitor().get(&playlist).await.status, StatusCode::NOT_FOUND, "without its sound");
                steps.next().await;
                steps.step();
            }
            steps.next().await;
        } => {}
    }
    assert_eq!(member.visitor().get(&playlist).await.status, StatusCode::OK);
    assert!(member.visitor().get(&status).await.text().contains("playable"));

    let next = Member::open(member.folder.clone(), member.clock.clone(), steps, 2).await;
    assert_eq!(next.visitor().get(&playlist).await.status, StatusCode::NOT_FOUND);
    assert!(next.visitor().get(&status).await.text().contains("processing"));
}
