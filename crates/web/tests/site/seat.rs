//! What a member does with its own seat: its key, its card.

use axum::http::StatusCode;

use crate::federation::{clock, delegate, founds, seat};
use crate::member::Member;

#[tokio::test]
async fn a_delegate_sees_the_key_that_signs_and_changes_it_only_when_sure() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    founds(&ana, "Aubépine").await;
    one.app.membership.tick().await.unwrap();
    let page = ana.get("/federation/key").await.text;
    let id = one.app.config.home.to_string();
    assert!(page.contains(&format!("{} {} {}", &id[..4], &id[4..8], &id[8..12])), "the first key is the id's: {page}");
    assert!(page.contains("since this log began"));
    let unsure = ana.post("/federation/key", &[]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsure.text.contains("Tick the box if you want to change the key."));
    // This member keeps its key nowhere: nothing is changed, and it says so.
    let refused = ana.post("/federation/key", &[("sure", "yes")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("nothing was changed"), "{}", refused.text);
    assert!(one.visitor().get("/federation/key").await.header("location").starts_with("/sign-in"));
}

#[tokio::test]
async fn a_delegate_gives_its_member_another_card_and_what_was_typed_is_kept() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    founds(&ana, "Aubépine").await;
    one.app.membership.tick().await.unwrap();
    let form = ana.get("/federation/card").await.text;
    assert!(form.contains("value=\"Aubépine\"") && form.contains("FR7630006000011234567890189"), "{form}");
    let wrong = [seat("Callune", "1"), vec![("iban", "FR76")]].concat();
    let wrong: Vec<_> = wrong.into_iter().filter(|(name, text)| *name != "iban" || *text == "FR76").collect();
    let refused = ana.post("/federation/card", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"Callune\"") && refused.text.contains("value=\"FR76\""));
    let given = ana.post("/federation/card", &seat("Callune", "1")).await;
    assert_eq!(given.header("location"), "/federation/card?done=federation-card-given", "{}", given.text);
    let members = ana.get("/federation").await.text;
    assert!(members.contains("<b>Callune</b>"), "{members}");
    assert!(one.visitor().get("/federation/card").await.header("location").starts_with("/sign-in"));
}
