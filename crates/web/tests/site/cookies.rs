//! The session's cookie over http and over https.

use std::sync::Arc;

use axum::http::StatusCode;
use store::{Setting, SignUpMode};

use crate::member::{BASE, Member, PASSWORD};

/// The `Set-Cookie` of somebody who signs up at `base`.
async fn cookie(base: &str) -> String {
    let member = Member::at(base, |clock| Arc::new(clock)).await;
    member.app.store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
    let ana = member.visitor();
    let answer = ana.post("/sign-up", &[("name", "ana"), ("password", PASSWORD)]).await;
    assert!(ana.is_signed_in().await, "{base}: {}", answer.text);
    let cookie = answer.header("set-cookie").to_owned();
    let out = ana.post("/sign-out", &[]).await;
    let name = cookie.split('=').next().unwrap();
    assert!(out.header("set-cookie").starts_with(&format!("{name}=; ")), "{base}: {}", out.header("set-cookie"));
    assert!(!ana.is_signed_in().await, "{base}");
    cookie
}

#[tokio::test]
async fn over_https_browsers_take_the_sessions_cookie_from_this_host_alone() {
    let cookie = cookie("https://member.test").await;
    let (name, flags) = cookie.split_once('=').unwrap();
    assert_eq!(name, "__Host-ecot_session");
    // What browsers ask of the prefix, or they take no notice of the cookie.
    assert!(flags.contains("; Secure") && flags.contains("; Path=/;") && !flags.contains("Domain"), "{flags}");
    assert!(flags.contains("; HttpOnly") && flags.contains("; SameSite=Lax"), "{flags}");
}

#[tokio::test]
async fn over_plain_http_the_sessions_cookie_has_a_plain_name() {
    let cookie = cookie(BASE).await;
    assert!(cookie.starts_with("ecot_session=") && !cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn over_https_a_cookie_that_a_neighbour_may_have_set_signs_nobody_in() {
    let member = Member::at("https://member.test", |clock| Arc::new(clock)).await;
    member.app.store.set_setting(&Setting::SignUp(SignUpMode::Open)).await.unwrap();
    let ana = member.visitor();
    let answer = ana.post("/sign-up", &[("name", "ana"), ("password", PASSWORD)]).await;
    let secret = answer.header("set-cookie").split(['=', ';']).nth(1).unwrap();
    for (name, status) in [("ecot_session", StatusCode::SEE_OTHER), ("__Host-ecot_session", StatusCode::OK)] {
        let cookie = format!("{name}={secret}");
        let answer = member.visitor().get_with("/account", &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, status, "{name}");
    }
}
