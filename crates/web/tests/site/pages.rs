use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::member::Member;

#[tokio::test]
async fn every_page_answers_with_strict_headers_whoever_asks() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let visitor = member.visitor();
    let rows = [
        ("/", 200, 200),
        ("/search", 200, 200),
        ("/search?q=lime+trees", 200, 200),
        ("/sign-in", 303, 200),
        ("/sign-up", 303, 200),
        ("/recover", 200, 200),
        ("/recover/nonsense", 410, 410),
        ("/welcome/nonsense", 410, 410),
        ("/space", 200, 303),
        ("/account", 200, 303),
        ("/space/videos/nonsense", 404, 303),
        ("/v/nonsense", 404, 404),
        ("/nowhere", 404, 404),
    ];
    for (path, of_ana, of_visitor) in rows {
        for (person, expected) in [(&ana, of_ana), (&visitor, of_visitor)] {
            let answer = person.get(path).await;
            assert_eq!(answer.status.as_u16(), expected, "{path}: {}", answer.text);
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        }
    }
}

#[tokio::test]
async fn a_page_speaks_the_language_that_was_chosen() {
    let member = Member::open().await;
    let ana = member.person("ana").await;
    let french = ana.send(Method::GET, "/nowhere", &[("accept-language", "fr-CA, en;q=0.5")], Body::empty()).await;
    assert!(french.text.contains("<html lang=\"en\""), "her account speaks English");
    let chosen = ana.post_bare("/language", &[("language", "fr"), ("next", "/search")], &[]).await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/search"));
    assert!(ana.get("/search").await.text.contains("<html lang=\"fr\""));
    let away = ana.post_bare("/language", &[("language", "en"), ("next", "//evil.example")], &[]).await;
    assert_eq!(away.header("location"), "/");
}
