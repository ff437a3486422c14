use axum::body::Body;
use axum::http::{Method, StatusCode};
use store::Scope;

use crate::api;
use crate::member::{Member, Person};

/// Begins an upload; its id.
async fn begun(program: &Person<'_>) -> String {
    let headers = [("tus-resumable", "1.0.0"), ("upload-length", "1000"), ("upload-metadata", "filename Y2xpcC5tcDQ=")];
    let made = program.send(Method::POST, "/tus/", &headers, Body::empty()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.header("location").strip_prefix("/tus/").unwrap().to_owned()
}

#[tokio::test]
async fn an_unfinished_upload_can_be_given_up_from_the_space_and_frees_its_place() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let id = begun(&member.program(&api::token(&member, &[Scope::Upload]).await)).await;
    let cancel = format!("/space/uploads/{id}/cancel");
    let space = ana.get("/space").await.text;
    assert!(space.contains(&cancel) && !space.contains(r#"href="/space/videos/""#), "{space}");

    let eve = member.person("eve").await;
    eve.post(&cancel, &[]).await;
    assert!(ana.get("/space").await.text.contains(&cancel), "nobody else gives it up");
    for _ in 0..2 {
        let gone = ana.post(&cancel, &[]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "the second click does no harm");
    }
    assert!(!ana.get("/space").await.text.contains(&cancel));
    let account = member.app.store.account_by_name("ana").await.unwrap().unwrap();
    assert_eq!(member.app.store.account_storage(account.id).await.unwrap().unwrap().reserved_bytes, 0);
}

#[tokio::test]
async fn a_language_that_the_page_does_not_offer_stays_when_the_page_is_saved() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let program = member.program(&api::token(&member, &Scope::ALL).await);
    let id = api::uploaded(&program).await;
    let json = [("content-type", "application/json")];
    let told = program.send(Method::PATCH, &format!("/api/v1/videos/{id}"), &json, r#"{"language":"ja"}"#.into()).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.text);
    let page = ana.get(&format!("/space/videos/{id}")).await.text;
    let chosen = |page: &str| {
        let select = page.split_once("name=\"language\"").unwrap().1.split_once("</select>").unwrap().0.to_owned();
        let option = select.split("<option").find(|option| option.contains(" selected")).map(str::to_owned);
        option.unwrap_or_default().split('"').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(chosen(&page), "ja", "{page}");
}
