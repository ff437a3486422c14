use axum::http::StatusCode;

use crate::member::{Member, PASSWORD, Person};

async fn with_roles<'a>(member: &'a Member, name: &str, operator: bool, treasurer: bool) -> Person<'a> {
    let person = member.person(name).await;
    let account = member.app.store.account_by_name(name).await.unwrap().unwrap();
    member.app.store.set_roles(account.id, operator, treasurer).await.unwrap().unwrap();
    person
}

#[tokio::test]
async fn operator_and_treasurer_see_each_their_own_pages_only() {
    let member = Member::open().await;
    let operator = with_roles(&member, "olga", true, false).await;
    let treasurer = with_roles(&member, "theo", false, true).await;
    let ana = member.person("ana").await;
    for (path, of_operator, of_treasurer) in
        [("/operator", 200, 403), ("/operator/users", 200, 403), ("/treasurer", 403, 200)]
    {
        assert_eq!(operator.get(path).await.status.as_u16(), of_operator, "{path}");
        assert_eq!(treasurer.get(path).await.status.as_u16(), of_treasurer, "{path}");
        assert_eq!(ana.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(member.visitor().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert_eq!(operator.post("/treasurer/expenses", &[("label", "x")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(treasurer.post("/operator/sign-up-mode", &[("mode", "closed")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_first_operator_comes_by_a_link_that_works_once() {
    let member = Member::new().await;
    let link = web::accounts::operator_link(&member.app, None).await.unwrap();
    let path = link.strip_prefix("http://member.test").unwrap();
    let olga = member.visitor();
    let sent = olga.get(path).await;
    let invitation = sent.header("location").strip_prefix("/sign-up?invitation=").unwrap().to_owned();
    assert!(olga.get(sent.header("location")).await.text.contains(&invitation));
    let form = [("name", "olga"), ("password", PASSWORD), ("invitation", invitation.as_str())];
    assert_eq!(olga.post("/sign-up", &form).await.status, StatusCode::OK);
    assert_eq!(olga.get("/operator").await.status, StatusCode::OK);
    assert_eq!(member.visitor().get(path).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn the_last_operator_keeps_the_role() {
    let member = Member::open().await;
    let olga = with_roles(&member, "olga", true, false).await;
    let id = member.app.store.account_by_name("olga").await.unwrap().unwrap().id;
    let refused = olga.post(&format!("/operator/users/{id}"), &[("quota", "5")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = olga.post(&format!("/operator/users/{id}"), &[("quota", "5"), ("operator", "yes")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let account = member.app.store.account(id).await.unwrap().unwrap();
    assert_eq!((account.operator, account.quota_bytes), (true, Some(5_000_000_000)));
    assert!(!account.delegate);
    let both = olga.post(&format!("/operator/users/{id}"), &[("operator", "yes"), ("delegate", "yes")]).await;
    assert_eq!(both.status, StatusCode::SEE_OTHER);
    assert!(member.app.store.account(id).await.unwrap().unwrap().delegate);
}

#[tokio::test]
async fn the_operator_sets_the_space_of_every_account_that_has_none_of_its_own() {
    let member = Member::open().await;
    let olga = with_roles(&member, "olga", true, false).await;
    let ana = member.person("ana").await;
    let quota = async || {
        let account = member.app.store.account_by_name("ana").await.unwrap().unwrap();
        member.app.store.account_storage(account.id).await.unwrap().unwrap().quota_bytes
    };
    assert_eq!(quota().await, Some(store::FIRST_DEFAULT_QUOTA_BYTES), "nobody fills the disk before it is set");
    for (typed, set) in [("7", Some(7_000_000_000)), ("", None)] {
        let saved = olga.post("/operator/default-quota", &[("quota", typed)]).await;
        assert_eq!((saved.status, quota().await), (StatusCode::SEE_OTHER, set));
    }
    let refused = olga.post("/operator/default-quota", &[("quota", "much")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("whole number of gigabytes") && refused.text.contains("much"), "{}", refused.text);
    assert_eq!(ana.post("/operator/default-quota", &[("quota", "7")]).await.status, StatusCode::FORBIDDEN);
}
