//! A video that other members serve too: what players are told of them, and what they tell.

use axum::body::Body;
use carry::id::{MemberId, VideoId};
use carry::playlist::pathway_id;
use http::StatusCode;
use peers::BaseUrl;
use purse::usage::{Unit, UsageRow};
use store::{Hours, Visibility};
use testkit::{CannedTranscoder, transcoder};
use web::delivery::{Pathway, Serving};
use web::metering::Recorder;

use crate::member::Member;
use crate::site::Answer;

const EVEN: &str = "0000000000000002";
const ODD: &str = "0000000000000001";
const REPORT: &[(&str, &str)] = &[("content-type", "application/cmcd")];

fn other() -> Pathway {
    Pathway::of_member(MemberId::from_bytes([0xab; 32]), BaseUrl::parse("https://other.example").unwrap())
}

/// A member with a published video that another one carries.
async fn carried() -> (Member, VideoId) {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let home = Pathway::of_member(member.publisher.keys.id, BaseUrl::parse("https://home.example").unwrap());
    member.named.set(Serving { home: home.clone(), pathways: vec![other(), home], ttl_seconds: 60 });
    (member, id)
}

fn ids(member: &Member) -> [String; 2] {
    [other().id(), pathway_id(member.publisher.keys.id)]
}

async fn steering(member: &Member, id: VideoId, query: &str) -> (Answer, serde_json::Value) {
    let answer = member.visitor().get(&format!("/v/{id}/steering.json{query}")).await;
    let list = serde_json::from_slice(&answer.body).unwrap_or_default();
    (answer, list)
}

#[tokio::test]
async fn the_playlist_names_every_member_in_the_order_of_the_session() {
    let (member, id) = carried().await;
    let visitor = member.visitor();
    let [other, home] = ids(&member);
    for (session, first) in [(EVEN, &other), (ODD, &home)] {
        let answer = visitor.get(&format!("/v/{id}/master.m3u8?s={session}")).await;
        let steering = format!(
            "#EXT-X-CONTENT-STEERING:SERVER-URI=\"/v/{id}/steering.json?s={session}\",PATHWAY-ID=\"{first}\"\n"
        );
        assert!(answer.text().contains(&steering), "{}", answer.text());
        for base in ["https://other.example", "https://home.example"] {
            assert!(answer.text().contains(&format!("\n{base}/v/{id}/360p.m3u8\n")), "{}", answer.text());
        }
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cache-control"), "private, no-store");
    }
    // A player without a page is given a session of its own.
    let one = visitor.get(&format!("/v/{id}/master.m3u8")).await;
    let two = visitor.get(&format!("/v/{id}/master.m3u8")).await;
    assert_ne!(one.text(), two.text());
}

#[tokio::test]
async fn home_alone_steers_nobody_and_its_playlist_may_be_kept() {
    let member = Member::new(CannedTranscoder::quick()).await;
    let id = member.upload(&transcoder::source(1, 5_000), Visibility::Public).await;
    member.work().await;
    let answer = member.visitor().get(&format!("/v/{id}/master.m3u8")).await;
    assert!(!answer.text().contains("PATHWAY") && !answer.text().contains("STEERING"), "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "public, no-cache");
    let page = member.visitor().get(&format!("/v/{id}")).await;
    assert!(page.text().contains("\"carried\":null"), "{}", page.text());
    assert!(!page.header("content-security-policy").contains("http"), "{}", page.header("content-security-policy"));
    let (_, list) = steering(&member, id, "").await;
    assert_eq!(list["PATHWAY-PRIORITY"], serde_json::json!([pathway_id(member.publisher.keys.id)]));
    assert_eq!(list["TTL"], 300);
}

#[tokio::test]
async fn the_steering_list_always_says_when_to_ask_again_and_puts_last_what_the_player_cannot_reach() {
    let (member, id) = carried().await;
    let [other, home] = ids(&member);
    let query = format!("?s={EVEN}&_HLS_pathway={other}&_HLS_throughput=5140000");
    let (answer, list) = steering(&member, id, &query).await;
    assert_eq!(answer.header("content-type"), "application/vnd.apple.steering-list");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let expected = serde_json::json!({
        "VERSION": 1, "TTL": 60, "RELOAD-URI": format!("steering.json?s={EVEN}"), "PATHWAY-PRIORITY": [other, home],
    });
    assert_eq!(list, expected);
    let (_, list) = steering(&member, id, &format!("?s={EVEN}&down={other},nonsense")).await;
    assert_eq!(list["PATHWAY-PRIORITY"], serde_json::json!([home, other]));
    let (_, list) = steering(&member, id, &format!("?s={EVEN}&down={other},{home}")).await;
    assert_eq!(list["PATHWAY-PRIORITY"], serde_json::json!([other, home]));
}

#[tokio::test]
async fn whoever_asks_for_steering_too_often_is_told_to_come_back_later_and_never_refused() {
    let (member, id) = carried().await;
    let mut ttls = Vec::new();
    for _ in 0..400 {
        let answer = member.visitor_from("2001:db8::1").get(&format!("/v/{id}/steering.json?s={EVEN}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let list: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        ttls.push(list["TTL"].as_u64().unwrap());
    }
    assert_eq!((ttls[0], ttls[399]), (60, 600));
}

#[tokio::test]
async fn the_page_may_ask_the_carriers_and_its_player_is_told_of_them() {
    let (member, id) = carried().await;
    let page = member.visitor().get(&format!("/v/{id}")).await;
    let policy = page.header("content-security-policy");
    for rule in ["connect-src 'self' ", "media-src 'self' blob: "] {
        assert!(policy.contains(&format!("{rule}https://home.example https://other.example")), "{policy}");
    }
    for told in [
        "\"base\":\"https://other.example\"".to_owned(),
        format!("\"report\":\"https://home.example/v/{id}/report\""),
        "\"integrity_hash\":\"".to_owned(),
    ] {
        assert!(page.text().contains(&told), "no {told} in {}", page.text());
    }
}

/// The object of the first rendition, and its bytes.
async fn rendition(member: &Member, id: VideoId) -> (String, u64) {
    let published = member.published(id).await;
    (published.renditions[0].object.to_string(), published.renditions[0].bytes)
}

fn line(pathway: &str, object: &str, bytes: u64) -> String {
    format!("cdn=\"{pathway}\",e=rr,org.ecot-b={bytes},org.ecot-f=0,org.ecot-n=1,ts=1,url=\"/o/{object}.mp4\",v=2\n")
}

/// What this member counts of bytes delivered, after all of it is written.
async fn rows(member: &Member) -> Vec<UsageRow> {
    let recorder =
        Recorder::new(member.app.meter.clone(), member.store.clone(), member.seams.clone(), member.publisher.keys.id);
    recorder.tick().await.unwrap();
    let hours = Hours { from: "2026-01-01T00:00:00Z".parse().unwrap(), until: "2028-01-01T00:00:00Z".parse().unwrap() };
    let rows = member.store.usage_rows(hours, None, 100).await.unwrap();
    rows.into_iter().filter(|row| row.unit == Unit::Byte).collect()
}

#[tokio::test]
async fn what_players_received_from_others_is_counted_as_an_observation_and_no_more_than_can_be() {
    let (member, id) = carried().await;
    let [other_id, home_id] = ids(&member);
    let (object, size) = rendition(&member, id).await;
    let stranger = "ee".repeat(32);
    let body = [
        line(&other_id, &object, 1_000),
        line(&other_id, &object, 500),
        line(&home_id, &object, 70_000),
        line("0123456789abcdef", &object, 80_000),
        line(&other_id, &stranger, 90_000),
    ];
    let path = format!("/v/{id}/report");
    let answer = member.visitor().send("POST", &path, REPORT, Body::from(body.concat())).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::NO_CONTENT, "*"));
    let counted = rows(&member).await;
    assert_eq!(counted.len(), 1, "{counted:?}");
    let row = &counted[0];
    assert_eq!((row.home, row.carrier), (member.publisher.keys.id, other().member().unwrap()));
    assert_eq!((row.object.to_string(), row.quantity), (object.clone(), 1_500));

    let much = line(&other_id, &object, 1 << 50);
    member.visitor().send("POST", &path, REPORT, Body::from(much)).await;
    assert_eq!(rows(&member).await[0].quantity, 1_500 + 4 * size);
}

#[tokio::test]
async fn each_reason_not_to_take_a_report_has_a_status_that_the_page_can_read() {
    let (member, id) = carried().await;
    let [other_id, _] = ids(&member);
    let (object, _) = rendition(&member, id).await;
    let good = line(&other_id, &object, 1);
    let report = |path: String, kind: &'static str, body: String| {
        let member = &member;
        async move {
            let answer = member.visitor().send("POST", &path, &[("content-type", kind)], Body::from(body)).await;
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            answer.status
        }
    };
    let (path, kind) = (format!("/v/{id}/report"), "application/cmcd");
    assert_eq!(report(path.clone(), "text/plain", good.clone()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(report(path.clone(), kind, "a".repeat(40_000)).await, StatusCode::BAD_REQUEST);
    assert_eq!(report(path.clone(), kind, "no line".to_owned()).await, StatusCode::BAD_REQUEST);
    assert_eq!(report("/v/nothing/report".to_owned(), kind, good.clone()).await, StatusCode::NOT_FOUND);
    let never = format!("/v/{}/report", VideoId::from_bytes([1; 32]));
    assert_eq!(report(never, kind, good.clone()).await, StatusCode::NOT_FOUND);
    member.named.set(Serving { home: other(), pathways: vec![other(), other()], ttl_seconds: 60 });
    assert_eq!(report(path.clone(), kind, good.clone()).await, StatusCode::MISDIRECTED_REQUEST);
    member.named.set(Serving { home: other(), pathways: vec![other()], ttl_seconds: 60 });
    assert_eq!(report(path.clone(), kind, good.clone()).await, StatusCode::CONFLICT);
    let mut last = StatusCode::OK;
    for _ in 0..400 {
        let hasty = member.visitor_from("2001:db8::2");
        last = hasty.send("POST", &path, REPORT, Body::from(good.clone())).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(rows(&member).await, []);
}

#[tokio::test]
async fn another_members_page_may_ask_for_playlists_hashes_manifest_and_parts_and_may_report() {
    let (member, id) = carried().await;
    let (object, _) = rendition(&member, id).await;
    let texts = ["master.m3u8", "360p.m3u8", "integrity.json", "manifest", "steering.json"];
    let mut paths: Vec<String> = texts.iter().map(|text| format!("/v/{id}/{text}")).collect();
    paths.push(format!("/o/{object}.mp4"));
    for path in paths {
        let answer = member.visitor().get(&path).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::OK, "*"), "{path}");
        let asked = member.visitor().send("OPTIONS", &path, &[], Body::empty()).await;
        assert!(asked.header("access-control-allow-headers").contains("Range"), "{path}");
    }
    let asked = member.visitor().send("OPTIONS", &format!("/v/{id}/report"), &[], Body::empty()).await;
    assert_eq!(asked.header("access-control-allow-methods"), "POST");
    assert_eq!(asked.header("access-control-allow-headers"), "Content-Type");
}
