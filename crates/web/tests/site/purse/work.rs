//! The federation at work, as each member sees it.

use std::time::Duration;

use axum::http::StatusCode;

use super::choosing::published;
use super::dropping::olga;

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
