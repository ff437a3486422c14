use std::time::Duration;

use axum::http::StatusCode;
use store::Scope;

use crate::api;
use crate::member::{Member, PASSWORD};

async fn signed_up_with_mail(member: &Member) -> String {
    let form = [("name", "ana"), ("password", PASSWORD), ("email", "ana@example.org")];
    member.visitor().post("/sign-up", &form).await.text
}

#[tokio::test]
async fn a_mail_opens_the_account_once_and_within_an_hour() {
    let member = Member::open().await;
    signed_up_with_mail(&member).await;
    let ana = member.visitor();
    let known = ana.post("/recover/mail", &[("email", "ana@example.org")]).await;
    let unknown = ana.post("/recover/mail", &[("email", "nobody@example.org")]).await;
    assert_eq!(known.status, StatusCode::SEE_OTHER);
    assert_eq!((known.status, known.header("location")), (unknown.status, unknown.header("location")));
    member.app.finish().await;
    let mails = member.mailer.sent();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "ana@example.org");
    let link = mails[0].body.split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    let path = link.strip_prefix("http://member.test").unwrap();
    assert!(ana.get(path).await.text.contains("ana"));
    let set = ana.post(path, &[("password", "battery staple")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    assert_eq!(ana.post(path, &[("password", "another staple")]).await.status, StatusCode::GONE);
    assert_eq!(ana.signs_in("ana", "battery staple").await.status, StatusCode::SEE_OTHER);

    ana.post("/recover/mail", &[("email", "ana@example.org")]).await;
    member.app.finish().await;
    let late = member.mailer.sent().pop().unwrap();
    let link = late.body.split_whitespace().find(|word| word.contains("/recover/")).unwrap().to_owned();
    member.clock.advance(Duration::from_secs(3601)).await;
    let path = link.strip_prefix("http://member.test").unwrap();
    assert_eq!(ana.get(path).await.status, StatusCode::GONE);
}

/// The first recovery code of a page.
fn code_on(page: &str) -> &str {
    let is_code = |word: &&str| word.len() == 19 && word.split('-').all(|group| group.len() == 4);
    page.split(['<', '>', ' ', '\n']).find(is_code).unwrap_or_else(|| panic!("no code in {page}"))
}

#[tokio::test]
async fn a_recovery_code_sets_a_password_once() {
    let member = Member::open().await;
    let page = signed_up_with_mail(&member).await;
    let code = code_on(&page);
    let ana = member.visitor();
    let form = [("name", "ana"), ("code", code), ("password", "battery staple")];
    assert_eq!(ana.post("/recover/code", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ana.signs_in("ana", "battery staple").await.status, StatusCode::SEE_OTHER);
    let again = [("name", "ana"), ("code", code), ("password", "another staple")];
    assert_eq!(member.visitor().post("/recover/code", &again).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_recovers_an_account_ends_the_tokens_that_somebody_may_have_made() {
    let member = Member::open().await;
    let page = signed_up_with_mail(&member).await;
    let token = api::token(&member, &[Scope::Read]).await;
    assert_eq!(member.program(&token).get("/api/v1/videos").await.status, StatusCode::OK);
    let new = [("name", "ana"), ("code", code_on(&page)), ("password", "another horse")];
    let recovered = member.visitor().post("/recover/code", &new).await;
    assert_eq!(recovered.status, StatusCode::SEE_OTHER, "{}", recovered.text);
    assert_eq!(member.program(&token).get("/api/v1/videos").await.status, StatusCode::UNAUTHORIZED);
}
