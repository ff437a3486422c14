use axum::http::StatusCode;
use store::Scope;

use crate::api;
use crate::member::{BASE, Member};

/// Forms of a page that hides where they come from are sent with `Origin: null`, which is refused.
#[tokio::test]
async fn a_watch_page_lets_browsers_say_that_its_forms_are_ours() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let token = api::token(&member, &[Scope::Upload]).await;
    let path = format!("/v/{}", api::uploaded(&member.program(&token)).await);
    let page = ana.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert!(!page.text.contains("name=\"referrer\""), "the page overrules its header");

    let csrf = ana.csrf().unwrap();
    let fields = [("language", "fr"), ("next", path.as_str())];
    let chosen = ana.post_bare("/language", &fields, &[("origin", BASE)]).await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    let signed_out = ana.post_bare("/sign-out", &[("csrf", &csrf)], &[("origin", BASE)]).await;
    assert_eq!(signed_out.status, StatusCode::SEE_OTHER, "{}", signed_out.text);
    assert!(!ana.is_signed_in().await);
}

#[tokio::test]
async fn a_video_that_is_not_ready_is_waited_for_with_and_without_script() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let token = api::token(&member, &[Scope::Upload]).await;
    let id = api::uploaded(&member.program(&token)).await;
    let page = ana.get(&format!("/v/{id}")).await.text;
    for part in [
        format!("data-status=\"/api/v1/videos/{id}/status\""),
        format!("<a class=\"button\" href=\"/v/{id}\" data-by-hand>Look again</a>"),
        "data-progress=\"%percent% done\"".to_owned(),
        "0% done".to_owned(),
        "role=\"status\"".to_owned(),
    ] {
        assert!(page.contains(&part), "no {part} in {page}");
    }
}
