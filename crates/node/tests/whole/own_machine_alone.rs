//! A machine of a person's own whose home fails: it goes on by itself.

use std::time::Duration;

use carry::copying::objects;
use node::own_machine::Look;
use tokio_util::sync::CancellationToken;

use crate::own_pair::Pair;

/// The pause after the first look that failed.
const PAUSE: Duration = Duration::from_secs(120);

/// Where the parts of an object end.
fn ends(published: &carry::manifest::Published, path: &str) -> Vec<u64> {
    let copying = objects(published).into_iter().find(|copying| path == format!("/o/{}.mp4", copying.object)).unwrap();
    let ends = copying.parts.iter().scan(0, |at, part| {
        *at += part.len;
        Some(*at)
    });
    ends.collect()
}

#[tokio::test]
async fn a_machine_whose_home_breaks_down_in_the_middle_of_an_object_goes_on_behind_it_when_it_is_back() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let published = pair.home.published(video).await;
    let mut machine = pair.machine(u64::MAX, None).await;
    pair.line.break_down();
    let stop = CancellationToken::new();
    let (runs, stopped) = (stop.clone(), stop.drop_guard());
    let running = tokio::spawn(async move { machine.run(runs).await });

    // It is turned away when it tells what it has; then it waits. The time for copying is over by then.
    pair.line.turned_away.notified().await;
    while pair.clock.sleepers() == 0 {
        tokio::task::yield_now().await;
    }
    let (cut, from) = pair.line.ranges().pop().unwrap();
    assert_eq!(from, 0);
    pair.line.heal();
    pair.line.forget();
    pair.clock.advance(PAUSE).await;
    let held = async || pair.home.member.store.own_machines(pair.author).await.unwrap()[0].videos;
    while held().await == 0 {
        tokio::task::yield_now().await;
    }
    let asked = pair.line.ranges();
    let (_, again) = asked.iter().find(|(path, _)| *path == cut).unwrap();
    assert!(ends(&published, &cut).contains(again), "{again} is no end of a part of {cut}");
    drop(stopped);
    running.await.unwrap();
}

#[tokio::test]
async fn an_object_that_its_home_cannot_read_keeps_no_other_video_from_being_copied() {
    let pair = Pair::new().await;
    let mut videos = Vec::new();
    for seed in 1..=3 {
        videos.push(pair.home.publish(seed, "public").await);
        pair.home.world.clock.advance(PAUSE).await;
    }
    // Of the newest one, which is asked for first.
    let lost = pair.home.published(videos[2]).await.renditions[0].object;
    pair.line.lose(format!("/o/{lost}.mp4"));
    let mut machine = pair.machine(u64::MAX, None).await;
    let look = Look { copied: 2, failed: 1, ..Look::default() };
    assert_eq!(machine.look().await.unwrap(), look);
    assert_eq!(machine.look().await.unwrap(), Look { failed: 1, ..Look::default() }, "it is tried again");
    pair.line.heal();
    assert_eq!(machine.look().await.unwrap(), Look { copied: 1, ..Look::default() });
}

#[tokio::test]
async fn the_page_of_a_video_names_the_machine_that_holds_it_also_where_there_is_no_federation() {
    let pair = Pair::new().await;
    let video = pair.home.publish(1, "public").await;
    let cookie = pair.home.signed_in(pair.author).await;
    let page = async || pair.home.get(&format!("/space/videos/{video}"), &[("cookie", &cookie)]).await.text();
    let heading = "Your own machines that hold this video";
    assert!(!page().await.contains(heading), "none holds it");
    pair.machine(u64::MAX, None).await.look().await.unwrap();
    let shown = page().await;
    assert!(shown.contains(heading) && shown.contains("<th scope=\"row\">NAS</th>"), "{shown}");
    assert!(shown.contains("Keeps copies"), "{shown}");
}
