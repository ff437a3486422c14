use std::time::Duration;

use axum::http::StatusCode;
use store::SignUpMode;

use crate::member::{Member, PASSWORD};

#[tokio::test]
async fn ana_signs_up_lands_in_her_space_leaves_and_comes_back() {
    let member = Member::open().await;
    let ana = member.visitor();
    let made = ana.post("/sign-up", &[("name", "Ana"), ("password", PASSWORD)]).await;
    assert_eq!(made.status, StatusCode::OK);
    let cookie = made.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!made.text.contains(cookie.split(['=', ';']).nth(1).unwrap()), "the session is in no page");
    assert_eq!(ana.get("/space").await.status, StatusCode::OK);

    let left = ana.post("/sign-out", &[]).await;
    assert_eq!((left.status, left.header("location")), (StatusCode::SEE_OTHER, "/?done=signed-out"));
    let sent_away = ana.get("/space").await;
    assert_eq!((sent_away.status, sent_away.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=/space"));

    let wrong = ana.signs_in("ana", "wrong horse").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"ana\""), "what was typed is still there");
    let right = ana.signs_in(" ANA ", PASSWORD).await;
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/space"));
    assert!(ana.is_signed_in().await);
}

#[tokio::test]
async fn a_refused_sign_up_says_everything_that_is_wrong_and_makes_nothing() {
    let member = Member::open().await;
    let ana = member.visitor();
    let refused = ana.post("/sign-up", &[("name", "a"), ("password", "short"), ("email", "no address")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "password", "email"] {
        let complaint = format!("id=\"sign-up-{field}-problem\"");
        assert!(refused.text.contains(&complaint), "a complaint about {field}");
    }
    assert_eq!(member.app.store.account_count().await.unwrap(), 0);
}

#[tokio::test]
async fn two_people_cannot_have_one_name() {
    let member = Member::open().await;
    member.person("ana").await;
    let other = member.visitor().post("/sign-up", &[("name", "ANA"), ("password", PASSWORD)]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(member.app.store.account_count().await.unwrap(), 1);
}

#[tokio::test]
async fn a_name_with_digits_dots_and_dashes_signs_in_again_and_its_twin_is_refused() {
    let member = Member::open().await;
    let made = member.visitor().post("/sign-up", &[("name", "pau1.zero-0"), ("password", PASSWORD)]).await;
    assert_eq!(made.status, StatusCode::OK);
    let again = member.visitor().signs_in("Pau1.zero-0", PASSWORD).await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/space"));
    let twin = member.visitor().post("/sign-up", &[("name", "paul-zeroo"), ("password", PASSWORD)]).await;
    assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_that_another_site_sends_changes_nothing() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let without = ana.post_bare("/account/delete", &[("current", PASSWORD), ("confirm", "yes")], &[]).await;
    assert_eq!(without.status, StatusCode::BAD_REQUEST);
    let token = ana.csrf().unwrap();
    let fields = [("current", PASSWORD), ("confirm", "yes"), ("csrf", token.as_str())];
    let foreign = ana.post_bare("/account/delete", &fields, &[("origin", "https://evil.example")]).await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST);
    assert!(ana.is_signed_in().await);
}

#[tokio::test]
async fn only_an_invitation_opens_a_member_that_asks_for_one_and_only_once() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let account = member.app.store.account_by_name("ana").await.unwrap().unwrap();
    member.app.store.set_roles(account.id, true, false).await.unwrap().unwrap();
    member.set_sign_up(SignUpMode::Invitation).await;
    let bruno = member.visitor();
    let refused = bruno.post("/sign-up", &[("name", "bruno"), ("password", PASSWORD)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = ana.post("/operator/invitations", &[]).await;
    let invitation = page.between("/sign-up?invitation=", "\"").split(['<', '&']).next().unwrap().to_owned();
    let form = [("name", "bruno"), ("password", PASSWORD), ("invitation", invitation.as_str())];
    assert_eq!(bruno.post("/sign-up", &form).await.status, StatusCode::OK);
    let form = [("name", "carla"), ("password", PASSWORD), ("invitation", invitation.as_str())];
    assert_eq!(member.visitor().post("/sign-up", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let day = Duration::from_secs(24 * 3600);
    for _ in 0..3 {
        member.clock.advance(20 * day).await;
        assert!(ana.is_signed_in().await, "used within thirty days");
    }
    member.clock.advance(31 * day).await;
    assert!(!ana.is_signed_in().await);
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let phone = member.visitor();
    phone.signs_in("ana", PASSWORD).await;
    assert!(phone.is_signed_in().await);
    let changed = ana.post("/account/password", &[("current", PASSWORD), ("password", "battery staple")]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert!(ana.is_signed_in().await);
    assert!(!phone.is_signed_in().await);
    assert_eq!(phone.signs_in("ana", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(phone.signs_in("ana", "battery staple").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_out_everywhere_leaves_only_this_browser() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let phone = member.visitor();
    phone.signs_in("ana", PASSWORD).await;
    ana.post("/account/sign-out-everywhere", &[]).await;
    assert!(ana.is_signed_in().await);
    assert!(!phone.is_signed_in().await);
}

#[tokio::test]
async fn a_guesser_is_told_to_wait_and_may_try_again_later() {
    let member = Member::open().await;
    member.person("ana").await;
    let guesser = member.visitor();
    for _ in 0..10 {
        guesser.signs_in("ana", "wrong horse").await;
    }
    assert_eq!(guesser.signs_in("ana", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    member.clock.advance(Duration::from_secs(20)).await;
    assert_eq!(guesser.signs_in("ana", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_account_goes_with_its_password_and_its_sessions() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let wrong = ana.post("/account/delete", &[("current", "wrong horse"), ("confirm", "yes")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = ana.post("/account/delete", &[("current", PASSWORD), ("confirm", "yes")]).await;
    assert_eq!((gone.status, gone.header("location")), (StatusCode::SEE_OTHER, "/?done=account-deleted"));
    assert!(!ana.is_signed_in().await);
    assert_eq!(ana.signs_in("ana", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn however_a_name_is_spelt_the_tries_count_for_one_account() {
    let member = Member::open().await;
    member.person("ana-lena").await;
    let guesser = member.visitor();
    let spellings = ["ana-lena", "analena", "ana_lena", "ana lena", "ána-lena", "ANA.LENA", " ana--lena"];
    for turn in 0..10 {
        let answer = guesser.signs_in(spellings[turn % 7], "a wrong password").await;
        assert!(!answer.text.contains("Too many"), "try {turn}: {}", answer.text);
    }
    assert!(guesser.signs_in("ana__lena", PASSWORD).await.text.contains("Too many"));
}

#[tokio::test]
async fn typing_errors_in_a_sign_up_lock_nobody_out() {
    let member = Member::open().await;
    let ana = member.visitor_from("192.0.2.7");
    for _ in 0..30 {
        ana.post("/sign-up", &[("name", "ana"), ("password", "short")]).await;
    }
    let made = ana.post("/sign-up", &[("name", "ana"), ("password", PASSWORD)]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
}

#[tokio::test]
async fn a_token_is_made_with_the_password_only() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    for (password, status) in [("a wrong one", StatusCode::UNPROCESSABLE_ENTITY), (PASSWORD, StatusCode::OK)] {
        let answer = ana.post("/account/tokens", &[("name", "x"), ("scopes", "read"), ("current", password)]).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.text.contains("id=\"new-token\""), status == StatusCode::OK);
    }
}

#[tokio::test]
async fn the_language_can_be_changed_after_a_refused_form() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let referrer = [("referer", "http://member.test/account?done=saved")];
    let token = ana.csrf().unwrap();
    let refused = ana.post_bare("/account/password", &[("current", "wrong"), ("csrf", &token)], &referrer).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains(r#"name="next" value="/account""#), "{}", refused.text);
    assert_eq!(ana.get("/account/password").await.status, StatusCode::NOT_FOUND, "and its address has a page");
    assert!(ana.get("/account/password").await.text.contains("<main"));
}
