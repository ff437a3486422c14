//! Who comes into a federation, who may act in it, and who reads along.

use axum::http::StatusCode;

use crate::federation::{clock, delegate, founds, invites, seat};
use crate::member::{Member, Person};

#[tokio::test]
async fn each_way_in_that_leads_nowhere_says_why() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    let link = invites(&ana).await;
    let nobody = "http://127.0.0.1:9/federation/invitation/00000000000000000000000000000000";
    for (typed, words) in [
        ("https://m.example/", "not the link of an invitation"),
        ("m.example/federation/invitation/00000000000000000000000000000000", "not the address of a member"),
        (&link[..link.len() - 1], "cut off or altered"),
        (&format!("{}{}", &link[..link.len() - 32], "0".repeat(32)), "used or withdrawn"),
        (nobody, "does not answer now"),
    ] {
        let refused = bea.post("/federation/join", &[("link", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text.contains(words), "{typed}: {}", refused.text);
    }
    let offer = bea.post("/federation/join", &[("link", &link)]).await;
    let charter = offer.between("name=\"charter\" value=\"", "\"");
    let unread = [seat("Bruyère", "6000"), vec![("link", &link), ("charter", charter), ("day", "2026-10-01")]].concat();
    let refused = bea.post("/federation/join/ask", &unread).await;
    assert!(
        refused.text.contains("Tick the box") && refused.text.contains("Write the day as year-month-day"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("Association loi 1901"), "what was typed is still there");
    let open = ana.get("/federation").await;
    let withdraw =
        format!("/federation/invitations/{}/withdraw", open.between("action=\"/federation/invitations/", "/"));
    for _ in 0..2 {
        assert_eq!(ana.post(&withdraw, &[]).await.status, StatusCode::SEE_OTHER, "the second click does no harm");
    }
    let gone = bea.post("/federation/join", &[("link", &link)]).await;
    assert!(gone.text.contains("used or withdrawn"), "{}", gone.text);
    assert_eq!(asks_again(&ana).await, "/federation", "who is in one is led there");
}

async fn asks_again(person: &Person<'_>) -> String {
    person.get("/federation/join").await.header("location").to_owned()
}

#[tokio::test]
async fn only_delegates_act_and_readers_see_no_form() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    let theo = one.person("theo").await;
    let account = one.app.store.account_by_name("theo").await.unwrap().unwrap();
    one.app.store.set_roles(account.id, false, true).await.unwrap().unwrap();
    let zoe = one.person("zoe").await;
    assert!(theo.get("/federation").await.text.contains("Only a delegate of this member"));
    founds(&ana, "Aubépine").await;
    for path in ["/federation", "/federation/votes", "/federation/charter", "/audit"] {
        let read = theo.get(path).await;
        assert_eq!((ana.get(path).await.status, read.status), (StatusCode::OK, StatusCode::OK), "{path}");
        assert!(!read.text.contains("action=\"/federation"), "{path}: {}", read.text);
        assert_eq!(zoe.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(one.visitor().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in [
        "/federation/invitations",
        "/federation/means",
        "/federation/votes/against",
        "/federation/auditors",
        "/federation/not-waited",
    ] {
        assert_eq!(theo.post(path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/federation/propose/leave", "/federation/charter/change", "/federation/auditors"] {
        assert_eq!(theo.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn an_auditor_reads_by_a_link_until_it_is_withdrawn() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    founds(&ana, "Aubépine").await;
    let made = ana.post("/federation/auditors", &[("purpose", "Auditor of the assembly 2026")]).await;
    let link = made.between("id=\"new-link\" readonly value=\"", "\"");
    let auditor = one.visitor();
    let entered = auditor.get(link.strip_prefix(&one.app.config.base_url).unwrap()).await;
    assert_eq!(entered.header("location"), "/audit");
    let page = auditor.get("/audit").await.text;
    assert!(page.contains("ecot closing verify --logs http://127.0.0.1"), "{page}");
    let until = "You read along as “Auditor of the assembly 2026”. Your link works until 30\u{a0}November 2026";
    assert!(page.contains(until), "{page}");
    let votes = auditor.get("/federation/votes").await;
    assert!(votes.text.contains("Founded by Aubépine") && !votes.text.contains("action=\"/federation"));
    assert_eq!(auditor.get("/federation/auditors").await.status, StatusCode::SEE_OTHER);
    let page = ana.get("/federation/auditors").await;
    let withdraw = format!("/federation/auditors/{}/withdraw", page.between("action=\"/federation/auditors/", "/"));
    for _ in 0..2 {
        assert_eq!(ana.post(&withdraw, &[]).await.status, StatusCode::SEE_OTHER, "the second click does no harm");
    }
    for path in ["/audit", link.strip_prefix(&one.app.config.base_url).unwrap()] {
        let gone = auditor.get(path).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.text.contains("link was taken back on 23\u{a0}November 2026"), "{}", gone.text);
    }
    assert_eq!(auditor.get("/federation").await.status, StatusCode::SEE_OTHER);
    let refused = ana.post("/federation/auditors", &[("purpose", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Say for whom or what the link is"), "{}", refused.text);
    let made = ana.post("/federation/auditors", &[("purpose", "Cleo")]).await;
    let link = made.between("id=\"new-link\" readonly value=\"", "\"").strip_prefix(&one.app.config.base_url).unwrap();
    clock.advance(std::time::Duration::from_secs(7 * 24 * 3_600)).await;
    let over = one.visitor().get(link).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.text.contains("link ended on 30\u{a0}November 2026"), "{}", over.text);
    assert!(one.visitor().get("/audit/k3x9-2mfa").await.text.contains("is not known here"));
}

#[tokio::test]
async fn a_program_with_a_credential_that_opens_nothing_is_told_so() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    founds(&ana, "Aubépine").await;
    let made = ana.post("/federation/auditors", &[("purpose", "Auditor of the assembly 2026")]).await;
    let secret = made.between("/audit/", "\"").to_owned();
    let program = one.visitor();
    let read =
        async |credential: &str| program.get_with("/export/federation.cbor", &[("authorization", credential)]).await;
    let open = format!("Bearer {secret}");
    assert_ne!(read(&open).await.status, StatusCode::UNAUTHORIZED);
    let page = ana.get("/federation/auditors").await;
    let withdraw = format!("/federation/auditors/{}/withdraw", page.between("action=\"/federation/auditors/", "/"));
    assert_eq!(ana.post(&withdraw, &[]).await.status, StatusCode::SEE_OTHER);
    for credential in [open.as_str(), "Bearer k3x9-2mfa", "Basic YTpi"] {
        let refused = read(credential).await;
        assert_eq!((refused.status, refused.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
        assert!(refused.text.contains("opens nothing: it is wrong, withdrawn or over."), "{}", refused.text);
    }
    let browser = program.get("/export/federation.cbor").await;
    assert_eq!(browser.status, StatusCode::SEE_OTHER, "people are led to sign in");
}

#[tokio::test]
async fn who_founds_in_french_is_shown_the_charter_in_french() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    for (language, title, clause) in [
        ("fr", "title = &#34;Charte de notre fédération&#34;", "responsable du traitement"),
        ("en", "title = &#34;Charter of our federation&#34;", "is the controller of"),
    ] {
        ana.post_bare("/language", &[("language", language), ("next", "/federation/found")], &[]).await;
        let page = ana.get("/federation/found").await.text;
        assert!(page.contains(title) && page.contains(clause), "{language}: {page}");
    }
}
