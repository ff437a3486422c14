//! What operators hold back at home, and what a carrier's operators drop.

use axum::http::StatusCode;
use carry::id::VideoId;
use serde_json::json;

use super::choosing::{both, published, zoe as zoe_at_home};
use super::town::{House, Town, id};
use crate::member::Person;

pub(super) async fn olga(house: &House) -> Person<'_> {
    let olga = house.member.person("olga").await;
    let account = house.member.app.store.account_by_name("olga").await.unwrap().unwrap();
    house.member.app.store.set_roles(account.id, true, false).await.unwrap().unwrap();
    olga
}

/// What the API says of a video's carriers: member, state, reason and bytes.
async fn told(author: &Person<'_>, video: VideoId) -> (serde_json::Value, Vec<[serde_json::Value; 4]>) {
    let mut told = author.get(&format!("/api/v1/videos/{video}")).await.json();
    let carriers = told["carriers"].as_array().unwrap().iter();
    let carriers = carriers.map(|one| ["member", "state", "reason", "stored_bytes"].map(|key| one[key].clone()));
    let carriers = carriers.collect();
    (told["held_back_since"].take(), carriers)
}

/// What was read of videos is believed for a moment.
async fn later(town: &Town) {
    town.clock.advance(std::time::Duration::from_secs(6)).await;
}

#[tokio::test]
async fn what_operators_hold_back_nobody_watches_at_home_or_at_a_carrier_until_they_lift_it() {
    let (town, film) = published().await;
    let (home, olga) = (&town.houses[0], olga(&town.houses[0]).await);
    for house in &town.houses {
        assert_eq!(house.watched(&film).await, StatusCode::OK);
    }
    let unknown = olga.post("/operator/holds", &[("video", "https://one.example/v/none")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("No video of this member has that address"), "{}", unknown.text);
    let address = format!("{}/v/{}", home.address, film.video);
    for _ in 0..2 {
        let held = olga.post("/operator/holds", &[("video", &address)]).await;
        assert_eq!(held.header("location"), "/operator/holds?done=video-held", "{}", held.text);
    }
    assert_eq!(home.watched(&film).await, StatusCode::NOT_FOUND, "at once");
    let front = home.member.visitor().get("/").await.text;
    assert!(!front.contains("Un film") && olga.get("/operator/holds").await.text.contains("Un film"), "{front}");
    let author = zoe_at_home(&town).await;
    let page = author.get(&format!("/space/videos/{}", film.video)).await;
    assert!(page.text.contains("hold this video back"), "{}", page.text);
    assert_eq!(author.get(&format!("/v/{}", film.video)).await.status, StatusCode::NOT_FOUND);
    town.talk().await;
    for house in &town.houses[1..] {
        assert_eq!(house.watched(&film).await, StatusCode::NOT_FOUND);
        assert_eq!(house.carries().await, (0, 0), "the bytes stay");
    }
    assert_eq!(author.post("/operator/holds", &[("video", &address)]).await.status, StatusCode::FORBIDDEN);
    town.talk().await;
    let (since, carriers) = told(&author, film.video).await;
    assert!(since.is_string(), "{since}");
    let withheld = |member| [json!(id(member).to_string()), json!("withheld"), json!(null), json!(film.len())];
    assert_eq!(carriers, [withheld(2), withheld(3)]);

    let lifted = olga.post(&format!("/operator/holds/{}/lift", film.video), &[]).await;
    assert_eq!(lifted.header("location"), "/operator/holds?done=video-lifted");
    town.talk().await;
    for house in &town.houses {
        assert_eq!(house.watched(&film).await, StatusCode::OK);
    }
    assert_eq!(told(&author, film.video).await.0, json!(null));
}

#[tokio::test]
async fn a_carrier_drops_what_it_may_not_host_tells_its_home_why_and_may_take_it_back() {
    let (town, film) = published().await;
    let (home, carrier, olga) = (&town.houses[0], &town.houses[1], olga(&town.houses[1]).await);
    let list = "/federation/carrying/held";
    let page = olga.get(list).await;
    let path = format!("{list}/{}/{}", id(1), film.video);
    assert!(page.text.contains(&path) && page.text.contains("5\u{a0}kB"), "{}", page.text);
    assert!(!page.text.contains("Un film"), "a list names no titles: {}", page.text);
    let found = olga.get(&format!("{list}?q={}/v/{}", home.address, film.video)).await;
    assert!(found.text.contains(&path), "{}", found.text);
    assert!(olga.get(&format!("{list}?q=nothing")).await.text.contains("carries no video with that address"));

    let refused = olga.post(&path, &[("words", "The court of Lyon")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Choose a reason."), "{}", refused.text);
    let dropped = olga.post(&path, &[("reason", "law")]).await;
    assert_eq!(dropped.header("location"), format!("{list}?done=carried-dropped"), "{}", dropped.text);
    assert_ne!(carrier.watched(&film).await, StatusCode::OK, "at once");
    town.talk().await;
    assert_eq!(home.placed(&film).await, [id(3)], "its home does not count on it");
    let dropped = [json!(id(2).to_string()), json!("dropped"), json!("law"), json!(0)];
    let held = [json!(id(3).to_string()), json!("held"), json!(null), json!(film.len())];
    assert_eq!(told(&zoe_at_home(&town).await, film.video).await, (json!(null), vec![dropped, held]));
    assert_eq!(carrier.carries().await, (0, 0), "it is not fetched again");
    let page = olga.get(list).await;
    assert!(
        page.text.contains("A court or an authority asked for it.") && page.text.contains(&format!("{path}/again"))
    );

    let zoe = carrier.member.person("zoe").await;
    assert_eq!(zoe.post(&format!("{path}/again"), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(zoe.get(list).await.status, StatusCode::FORBIDDEN);
    olga.post(&format!("{path}/again"), &[]).await;
    town.talk().await;
    assert_eq!(home.placed(&film).await, both());
    assert_eq!(carrier.carries().await, (1, 0));
    later(&town).await;
    assert_eq!(carrier.watched(&film).await, StatusCode::OK);
}
