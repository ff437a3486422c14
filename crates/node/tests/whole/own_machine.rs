//! What a machine of a person's own holds, serves and lets go.

use std::time::Duration;

use http::StatusCode;
use node::own_machine::{HomeFailure, Look, LookFailure};

use crate::member::new_account;
use crate::own_pair::{Pair, get};

#[tokio::test]
async fn three_videos_are_copied_and_served_as_their_home_serves_them() {
    let pair = Pair::new().await;
    let videos = [pair.home.publish(1, "public").await, pair.home.publish(2, "unlisted").await];
    let private = pair.home.publish(3, "private").await;
    let mut machine = pair.machine(u64::MAX, None).await;
    let router = machine.router();
    assert_eq!(get(&router, "/health", &[]).await.status, StatusCode::SERVICE_UNAVAILABLE, "it asks its home first");
    assert_eq!(machine.look().await.unwrap(), Look { copied: 3, ..Look::default() });
    assert_eq!(get(&router, "/health", &[]).await.json(), serde_json::json!({ "serves": true, "videos": 3 }));
    for video in videos {
        for text in [format!("/v/{video}/360p.m3u8"), format!("/v/{video}/integrity.json")] {
            let (own, home) = (get(&router, &text, &[]).await, pair.home.get(&text, &[]).await);
            assert_eq!((own.status, own.body), (home.status, home.body), "{text}");
            assert_eq!(own.headers["access-control-allow-origin"], "*");
        }
    }
    for video in videos.into_iter().chain([private]) {
        for rendition in pair.home.published(video).await.renditions {
            let path = format!("/o/{}.mp4", rendition.object);
            for range in ["bytes=0-0", "bytes=7-99", "bytes=-5", "bytes=999999999-", "bytes=5-2"] {
                let (own, home) =
                    (get(&router, &path, &[("range", range)]).await, pair.home.get(&path, &[("range", range)]).await);
                assert_eq!((own.status, &own.headers, own.body), (home.status, &home.headers, home.body), "{range}");
            }
        }
    }
    assert_eq!(machine.look().await.unwrap(), Look::default(), "there is nothing more to do");
}

#[tokio::test]
async fn only_the_space_of_its_token_is_copied_and_the_token_opens_nothing_else() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "private").await;
    let eve = new_account(&pair.home.member, "eve", None).await;
    let (_, token) = web::own_machines::create(&pair.home.member.app, eve, "laptop").await.unwrap().unwrap();
    let header = format!("Bearer {token}");
    let asked = |path: String| {
        let (router, header) = (&pair.home.router, header.clone());
        async move { get(router, &path, &[("authorization", &header)]).await }
    };
    let listed = asked("/api/v1/own-machine/videos".to_owned()).await.json();
    assert_eq!((&listed["videos"], &listed["next"]), (&serde_json::json!([]), &serde_json::Value::Null));
    let manifest = format!("/api/v1/own-machine/videos/{video}/manifest");
    assert_eq!(asked(manifest.clone()).await.status, StatusCode::NOT_FOUND);
    for path in ["/api/v1/videos".to_owned(), "/api/v1/account".to_owned(), format!("/api/v1/videos/{video}")] {
        assert_eq!(asked(path.clone()).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let strange = format!("Bearer {}", "A".repeat(43));
    let refused = get(&pair.home.router, &manifest, &[("authorization", &strange)]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_copy_goes_on_behind_the_last_part_that_came_whole_before_the_line_broke_off() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let whole: u64 = pair.home.published(video).await.renditions.iter().map(|rendition| rendition.bytes).sum();
    pair.line.break_off_each();
    let mut machine = pair.machine(u64::MAX, None).await;
    let first = machine.look().await.unwrap();
    assert_eq!((first.copied, first.failed), (0, 1));
    pair.line.heal();
    pair.line.forget();
    // Another process, on the same folder.
    drop(machine);
    let mut machine = pair.machine(u64::MAX, None).await;
    assert_eq!(machine.look().await.unwrap(), Look { copied: 1, ..Look::default() });
    let asked = pair.line.ranges();
    assert!(asked.iter().any(|(_, from)| *from > 0), "nothing went on where it was: {asked:?} of {whole}");
}

#[tokio::test]
async fn what_is_deleted_at_home_is_gone_before_the_machine_serves_again() {
    let pair = Pair::new().await;
    let (gone, stays) = (pair.home.publish(1, "public").await, pair.home.publish(2, "public").await);
    let object = pair.home.published(gone).await.renditions[0].object;
    let mut machine = pair.machine(u64::MAX, None).await;
    machine.look().await.unwrap();
    let file = pair.object_file(object);
    drop(machine);
    pair.home.delete(gone).await;
    // It was off meanwhile.
    let mut machine = pair.machine(u64::MAX, None).await;
    let router = machine.router();
    let path = format!("/o/{object}.mp4");
    assert_eq!(get(&router, &path, &[]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(machine.look().await.unwrap(), Look { removed: 1, ..Look::default() });
    assert_eq!(get(&router, &path, &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!file.exists(), "its bytes are still on the disk");
    assert_eq!(get(&router, &format!("/v/{stays}/360p.m3u8"), &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_its_home_holds_back_is_not_served_and_not_deleted() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let object = pair.home.published(video).await.renditions[0].object;
    let mut machine = pair.machine(u64::MAX, None).await;
    let router = machine.router();
    machine.look().await.unwrap();
    let now = pair.home.member.app.seams.clock.now();
    assert!(pair.home.member.store.hold_video(video, now).await.unwrap());
    assert_eq!(machine.look().await.unwrap(), Look::default());
    assert_eq!(get(&router, &format!("/o/{object}.mp4"), &[]).await.status, StatusCode::NOT_FOUND);
    assert!(pair.object_file(object).exists());
    pair.home.member.store.lift_hold(video).await.unwrap();
    assert_eq!(machine.look().await.unwrap(), Look::default(), "nothing is fetched again");
    assert_eq!(get(&router, &format!("/o/{object}.mp4"), &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_full_machine_holds_the_newest_videos_and_says_how_many_it_left_out() {
    let pair = Pair::new().await;
    let old = pair.home.publish(1, "public").await;
    pair.home.world.clock.advance(Duration::from_secs(3_600)).await;
    let middle = pair.home.publish(2, "public").await;
    let listed = pair.home.member.store.space_manifests(pair.author, None, 10).await.unwrap();
    let limit: u64 = listed.iter().map(|video| video.bytes).sum();
    let mut machine = pair.machine(limit, None).await;
    assert_eq!(machine.look().await.unwrap(), Look { copied: 2, ..Look::default() });
    pair.home.world.clock.advance(Duration::from_secs(3_600)).await;
    let new = pair.home.publish(3, "public").await;
    let look = machine.look().await.unwrap();
    assert_eq!((look.copied, look.removed, look.left_out), (1, 1, 1));
    let router = machine.router();
    for (video, status) in [(old, StatusCode::NOT_FOUND), (middle, StatusCode::OK), (new, StatusCode::OK)] {
        assert_eq!(get(&router, &format!("/v/{video}/360p.m3u8"), &[]).await.status, status);
    }
    let page = pair.page().await;
    assert!(page.contains("2 of 3 videos") && page.contains("It has no room for 1 video."), "{page}");
}

#[tokio::test]
async fn a_machine_that_was_removed_serves_nothing_and_keeps_its_copies() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let object = pair.home.published(video).await.renditions[0].object;
    let mut machine = pair.machine(u64::MAX, None).await;
    let router = machine.router();
    machine.look().await.unwrap();
    let machines = pair.home.member.store.own_machines(pair.author).await.unwrap();
    assert!(pair.home.member.store.remove_own_machine(pair.author, machines[0].id).await.unwrap());
    let refused = machine.look().await;
    assert!(matches!(refused, Err(LookFailure::Home(HomeFailure::Revoked))), "{refused:?}");
    assert_eq!(get(&router, &format!("/o/{object}.mp4"), &[]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(pair.object_file(object).exists());
}

#[tokio::test]
async fn damaged_bytes_on_its_disk_are_found_and_fetched_again() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let object = pair.home.published(video).await.renditions[0].object;
    let mut machine = pair.machine(u64::MAX, None).await;
    machine.look().await.unwrap();
    drop(machine);
    let file = pair.object_file(object);
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let mut machine = pair.machine(u64::MAX, None).await;
    assert_eq!(machine.look().await.unwrap(), Look { damaged: 1, ..Look::default() });
    let served = get(&machine.router(), &format!("/o/{object}.mp4"), &[]).await;
    assert_eq!(served.body, pair.home.object(object).await);
}

#[tokio::test]
async fn a_line_that_alters_bytes_puts_nothing_on_the_machine() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    pair.line.alter_each();
    let mut machine = pair.machine(u64::MAX, None).await;
    let look = machine.look().await.unwrap();
    assert_eq!((look.copied, look.failed), (0, 1));
    assert_eq!(get(&machine.router(), &format!("/v/{video}/360p.m3u8"), &[]).await.status, StatusCode::NOT_FOUND);
}
