//! The federation at work, as each member sees it.

use std::time::Duration;

use axum::http::StatusCode;
use purse::usage::{Hour, Unit, UsageRow, VIDEO_SERVICE};
use store::{BatchId, Delivered};

use super::choosing::published;
use super::dropping::olga;
use super::town::id;

const PATH: &str = "/federation/work";

#[tokio::test]
async fn a_member_sees_who_carries_for_whom_and_who_does_not_answer() {
    let (town, _film) = published().await;
    let (one, two) = (olga(&town.houses[0]).await, olga(&town.houses[1]).await);
    let page = one.get(PATH).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text.matches("<path class=\"flow\"").count(), 2, "a band to each carrier: {}", page.text);
    assert_eq!(page.text.matches("<th scope=\"row\">").count(), 2);
    assert!(!page.text.contains("Members that do not answer"), "{}", page.text);

    town.clock.advance(Duration::from_secs(600)).await;
    let seen = two.get(PATH).await.text;
    assert_eq!(seen.matches("Nothing was heard of it since").count(), 2, "{seen}");
    assert_eq!(seen.matches("plays on at the same addresses").count(), 1, "what the first one published");
    assert_eq!(seen.matches("Nobody carries its videos").count(), 1);
    let zoe = town.houses[1].member.person("zoe").await;
    assert_eq!(zoe.get(PATH).await.status, StatusCode::FORBIDDEN);
    let carrying = two.get("/federation/carrying").await.text;
    assert!(carrying.contains("href=\"/federation/work\""));
}

#[tokio::test]
async fn what_flowed_in_the_last_hour_is_seen_five_minutes_after_its_end() {
    let (town, film) = published().await;
    let carrier = &town.houses[1];
    let hour = Hour::of(seams::Clock::now(&town.clock));
    let row = UsageRow {
        object: film.object,
        home: id(1),
        carrier: id(2),
        service: VIDEO_SERVICE.to_owned(),
        unit: Unit::Byte,
        hour,
        quantity: 7_000_000,
        merged: false,
    };
    let batch = BatchId::from_bytes([7; 16]);
    let store = &carrier.member.app.store;
    store.flush_usage(batch, &[row], seams::Clock::now(&town.clock)).await.unwrap();
    let olga = olga(&town.houses[0]).await;
    let before = olga.get(PATH).await.text;
    assert!(before.contains("Nothing was delivered for others in the hour from"), "{before}");
    // Enough people watched.
    store.close_hour(hour, &[Delivered { object: film.object, home: id(1), carrier: id(2) }]).await.unwrap();
    store.count_stored_hour(hour, id(2)).await.unwrap();
    town.until(&Hour::from_number(hour.number() + 1).unwrap().start().to_string()).await;
    town.talk().await;
    let early = olga.get(PATH).await.text;
    assert!(early.contains("Nothing was delivered for others"), "the hour before it is the last one yet: {early}");
    town.talk().await;
    let seen = olga.get(PATH).await.text;
    assert_eq!(seen.matches("<path class=\"flow\"").count(), 3, "two that store, and one that delivered: {seen}");
    assert!(seen.contains("7\u{a0}MB"), "{seen}");
}
