//! The pages of the federation: members with real databases that ask each other over real requests.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use federation::charter::DEFAULT;
use testkit::VirtualClock;

use crate::member::{Answer, Member, Person, START};

const IBAN: &str = "FR7630006000011234567890189";

/// What a delegate says of an association.
pub fn seat<'a>(name: &'a str, means: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("entry", name),
        ("name", name),
        ("legal_name", "Association loi 1901"),
        ("postal", "3 rue des Tilleuls\r\n75011 Paris"),
        ("mail", "tresorerie@haies.example"),
        ("iban", IBAN),
        ("means", means),
        ("adherents", "37"),
    ]
}

pub async fn delegate<'a>(member: &'a Member, name: &str) -> Person<'a> {
    let person = member.person(name).await;
    let account = member.app.store.account_by_name(name).await.unwrap().unwrap();
    member.app.store.set_delegate(account.id, true).await.unwrap().unwrap();
    person
}

pub fn clock() -> VirtualClock {
    VirtualClock::new(START.parse().unwrap())
}

/// Every member signs and asks, in this order, until all know all.
pub async fn talk(clock: &VirtualClock, members: &[&Member]) {
    for _ in 0..4 {
        clock.advance(Duration::from_secs(60)).await;
        for member in members {
            member.app.membership.tick().await.unwrap();
        }
    }
}

pub async fn founds(person: &Person<'_>, name: &str) {
    let fields = [seat(name, "12000"), vec![("charter", DEFAULT)]].concat();
    let founded = person.post("/federation/found", &fields).await;
    assert_eq!(founded.status, StatusCode::SEE_OTHER, "{}", founded.text);
}

/// The link that a delegate makes.
pub async fn invites(person: &Person<'_>) -> String {
    let made = person.post("/federation/invitations", &[]).await;
    made.between("id=\"new-invitation\" readonly value=\"", "\"").to_owned()
}

pub async fn asks(person: &Person<'_>, link: &str, name: &str) -> Answer {
    let offer = person.post("/federation/join", &[("link", link)]).await;
    assert_eq!(offer.status, StatusCode::OK, "{}", offer.text);
    let charter = offer.between("name=\"charter\" value=\"", "\"");
    let more = vec![("link", link), ("charter", charter), ("day", "2026-12-01"), ("read", "yes")];
    person.post("/federation/join/ask", &[seat(name, "6000,00"), more].concat()).await
}

/// The path of the form that votes for what is open.
async fn open_motion(person: &Person<'_>) -> String {
    let page = person.get("/federation/votes").await;
    format!("/federation/votes/{}/for", page.between("action=\"/federation/votes/", "/for\""))
}

#[tokio::test]
async fn a_delegate_founds_invites_and_a_third_is_voted_in_by_both() {
    let clock = clock();
    let (one, two, three) = (
        Member::among_others(&clock, 1).await,
        Member::among_others(&clock, 2).await,
        Member::among_others(&clock, 3).await,
    );
    let (ana, bea, cleo) = (delegate(&one, "ana").await, delegate(&two, "bea").await, delegate(&three, "cleo").await);
    assert!(ana.get("/federation").await.text.contains("/federation/found"));
    let wrong = [seat("Aubépine", "12000"), vec![("charter", "title = 1"), ("iban", "FR76")]].concat();
    let refused = ana.post("/federation/found", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Line 1, “title = 1”, has a value that cannot be."), "{}", refused.text);
    founds(&ana, "Aubépine").await;

    // Alone, the founder lets the second one in by inviting it.
    let answer = asks(&bea, &invites(&ana).await, "Bruyère").await;
    assert_eq!(answer.header("location"), "/federation?done=federation-asked", "{}", answer.text);
    talk(&clock, &[&one, &two]).await;
    assert!(ana.get("/federation").await.text.contains("Bruyère"), "called by the name on its card");
    assert!(bea.get("/federation").await.text.contains("1 member, 1 to come"), "it is in from December on");

    let link = invites(&bea).await;
    assert!(three.visitor().get("/federation/join").await.header("location").starts_with("/sign-in"));
    let path = link.strip_prefix(&two.app.config.base_url).unwrap();
    let public = two.visitor().get(path).await;
    assert!(public.text.contains("Charter of our federation") && public.text.contains(&link));
    assert_eq!(asks(&cleo, &link, "Chardon").await.status, StatusCode::SEE_OTHER);
    assert!(cleo.get("/federation").await.text.contains("Your request was taken"));
    // Who is asked by a member that it does not know refuses, and that waits, on a clock that stands: they talk first.
    talk(&clock, &[&one, &two]).await;
    talk(&clock, &[&one, &two, &three]).await;
    let waiting = cleo.get("/federation").await.text;
    assert!(waiting.contains("1 of 2 members have voted. 2 must be for it."), "{waiting}");
    assert!(!waiting.contains("/federation/invitations\""), "who is not in yet invites nobody");

    let votes = ana.get("/federation/votes").await.text;
    assert!(votes.contains("Chardon joins") && votes.contains("1 for it, 2 of 2 are needed"), "{votes}");
    let motion = open_motion(&ana).await;
    for done in ["federation-voted", "federation-not-voted"] {
        let voted = ana.post(&motion, &[]).await;
        assert_eq!(voted.header("location"), format!("/federation/votes?done={done}"), "the second click too");
    }
    talk(&clock, &[&one, &two, &three]).await;
    let members = cleo.get("/federation").await.text;
    for text in [
        "1 member, 2 to come",
        "Aubépine",
        "from 1\u{a0}December 2026 on",
        "Bruyère",
        "holds the fund",
        "heard of today",
    ] {
        assert!(members.contains(text), "{text}: {members}");
    }
    assert_eq!(two.visitor().get(path).await.status, StatusCode::GONE, "the link was used");
}

#[tokio::test]
async fn a_new_charter_is_compared_proposed_with_minutes_and_adopted_by_the_other() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    asks(&bea, &invites(&ana).await, "Bruyère").await;
    talk(&clock, &[&one, &two]).await;

    assert!(ana.get("/federation/charter").await.text.contains("No member pays more in a year than 20% of its means"));
    let text = DEFAULT.replace("cap = \"20 %\"", "cap = \"15 %\"");
    let same = posted(&ana, "/federation/charter/change", &[("charter", DEFAULT), ("act", "look")], None).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(same.text.contains("nothing changes"), "{}", same.text);
    let looked = posted(&ana, "/federation/charter/change", &[("charter", &text), ("act", "look")], None).await;
    assert!(looked.text.contains("cap = &#34;15 %&#34;") && looked.text.contains("No period is closed yet"));
    assert!(looked.text.contains("2 of 2 members must be for it."), "{}", looked.text);
    assert!(looked.text.contains("name=\"month\" value=\"2026-12\""), "the coming month is proposed: {}", looked.text);

    let fields = [("charter", text.as_str()), ("act", "propose"), ("month", "2026-11")];
    let early = posted(&ana, "/federation/charter/change", &fields, None).await;
    assert!(early.text.contains("Write a month to come"), "{}", early.text);
    let fields = [("charter", text.as_str()), ("act", "propose"), ("month", "2027-01")];
    let put = posted(&ana, "/federation/charter/change", &fields, Some(("pv.pdf", "what was decided"))).await;
    assert_eq!(put.header("location"), "/federation/votes?done=federation-proposed", "{}", put.text);

    talk(&clock, &[&one, &two]).await;
    let votes = bea.get("/federation/votes").await;
    let minutes = format!("/federation/documents/{}", votes.between("href=\"/federation/documents/", "\""));
    let file = bea.get(&minutes).await;
    assert_eq!((file.text.as_str(), file.header("content-type")), ("what was decided", "application/octet-stream"));
    assert_eq!(two.visitor().get(&minutes).await.status, StatusCode::SEE_OTHER, "not for everybody");
    bea.post(&open_motion(&bea).await, &[]).await;
    talk(&clock, &[&one, &two]).await;
    let hash = federation::charter::hash(&text).to_string();
    let charter = ana.get(&format!("/federation/charter/{hash}")).await.text;
    assert!(charter.contains("15% of its means") && charter.contains("Voted by Aubépine, Bruyère"), "{charter}");
    assert!(charter.contains("from 1\u{a0}January 2027 on"), "{charter}");
}

/// A form with a file, as a browser sends it.
async fn posted(person: &Person<'_>, path: &str, fields: &[(&str, &str)], file: Option<(&str, &str)>) -> Answer {
    let csrf = person.csrf().unwrap();
    let mut body = String::new();
    for (name, value) in fields.iter().copied().chain([("csrf", csrf.as_str())]) {
        body += &format!("--mark\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    let (name, bytes) = file.unwrap_or_default();
    body += &format!(
        "--mark\r\ncontent-disposition: form-data; name=\"minutes\"; filename=\"{name}\"\r\n\
         content-type: application/pdf\r\n\r\n{bytes}\r\n--mark--\r\n"
    );
    let kind = [("content-type", "multipart/form-data; boundary=mark")];
    person.send(Method::POST, path, &kind, Body::from(body)).await
}

#[tokio::test]
async fn two_proposals_exclude_each_other_and_the_overtaken_one_is_put_again() {
    let clock = clock();
    let (one, two) = (Member::among_others(&clock, 1).await, Member::among_others(&clock, 2).await);
    let (ana, bea) = (delegate(&one, "ana").await, delegate(&two, "bea").await);
    founds(&ana, "Aubépine").await;
    asks(&bea, &invites(&ana).await, "Bruyère").await;
    talk(&clock, &[&one, &two]).await;
    let holder = one.app.config.home.to_string();
    let other = two.app.config.home.to_string();
    let holds = posted(&bea, "/federation/propose/leave", &[("day", "2026-11-22")], None).await;
    assert!(holds.text.contains("Write the day as year-month-day"), "{}", holds.text);
    let nobody = posted(&ana, "/federation/propose/entrust", &[("member", "x"), ("day", "2026-12-01")], None).await;
    assert!(nobody.text.contains("Nobody of that name"), "{}", nobody.text);
    let fund = posted(&bea, "/federation/propose/exclude", &[("member", &holder), ("day", "2026-12-01")], None).await;
    assert!(fund.text.contains("holds the fund. Another one has to take it over first"), "{}", fund.text);

    let entrust = [("member", other.as_str()), ("day", "2026-12-01")];
    posted(&ana, "/federation/propose/entrust", &entrust, None).await;
    let second = ana.get("/federation/propose/exclude").await.text;
    assert!(second.contains("Your member has voted in this round already"), "{second}");
    assert!(bea.get("/federation/propose/leave").await.text.contains("Your member is for it at once."));
    let leave = posted(&bea, "/federation/propose/leave", &[("day", "2027-01-01")], None).await;
    assert_eq!(leave.header("location"), "/federation/votes?done=federation-proposed", "{}", leave.text);
    talk(&clock, &[&one, &two]).await;
    let votes = ana.get("/federation/votes").await.text;
    assert!(votes.contains("These exclude each other"), "{votes}");
    // Each was for its own: nothing can get two votes in this round any more, and the next one begins.
    assert!(votes.contains("Round 2"), "{votes}");
    for person in [&ana, &bea] {
        let page = person.get("/federation/votes").await.text;
        let start = page.find("Bruyère leaves").unwrap();
        let hash = page[start..].split("action=\"/federation/votes/").nth(1).unwrap().split('/').next().unwrap();
        let voted = person.post(&format!("/federation/votes/{hash}/for"), &[]).await;
        assert_eq!(voted.header("location"), "/federation/votes?done=federation-voted");
        talk(&clock, &[&one, &two]).await;
    }
    assert!(bea.get("/federation").await.text.contains("Your member leaves"));
    let page = ana.get("/federation/votes").await.text;
    assert!(!page.contains("Put to the vote again"), "who goes cannot be entrusted with the fund: {page}");
    assert_eq!(
        ana.post("/federation/votes/against", &[]).await.header("location"),
        "/federation/votes?done=federation-not-voted"
    );
}

#[tokio::test]
async fn means_are_declared_from_the_first_of_a_month_that_has_not_begun() {
    let clock = clock();
    let one = Member::among_others(&clock, 1).await;
    let ana = delegate(&one, "ana").await;
    founds(&ana, "Aubépine").await;
    let declared = |month: &'static str| [("means", "7 500,50"), ("adherents", "41"), ("month", month)];
    let refused = ana.post("/federation/means", &declared("2026-11")).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text.contains("7 500,50"));
    let done = ana.post("/federation/means", &declared("2026-12")).await;
    assert_eq!(done.header("location"), "/federation?done=federation-declared");
    let page = ana.get("/federation").await.text;
    assert!(page.contains("Declared from December 2026 on") && page.contains("€7,500.50"), "{page}");
    assert!(page.contains("means €12,000.00 a year"), "until then the others hold: {page}");
}
