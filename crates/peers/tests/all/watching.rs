//! What a member asks as players do has no field that the browser of a player does not send.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::Request as Received;
use axum::http::StatusCode;
use axum::http::header::CONTENT_RANGE;
use axum::response::{IntoResponse, Response};
use peers::BaseUrl;
use peers::client::{Fetch, OpenAsking, OpenClient, OpenTransport, PeerClient, Request, SystemNames};

use crate::client_against_liars::asking;
use crate::members::identity;
use crate::sockets::{Skipping, serve};

/// What Firefox sends of a script of a page that fetches something: the Fetch standard, Fetch Metadata, and RFC 9110.
const OF_A_BROWSER: [&str; 15] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "connection",
    "content-length",
    "content-type",
    "host",
    "origin",
    "priority",
    "range",
    "referer",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "user-agent",
];

type Fields = BTreeMap<String, String>;

/// A member that writes down what it is asked; its address, and the fields of each request.
async fn noting() -> (BaseUrl, Arc<Mutex<Vec<Fields>>>) {
    let noted: Arc<Mutex<Vec<Fields>>> = Arc::default();
    let seen = Arc::clone(&noted);
    let answers = Router::new().fallback(move |request: Received| {
        let field = |(name, value): (&_, &axum::http::HeaderValue)| {
            let name: &axum::http::HeaderName = name;
            (name.as_str().to_owned(), value.to_str().unwrap().to_owned())
        };
        seen.lock().unwrap().push(request.headers().iter().map(field).collect());
        async { answer() }
    });
    let address = serve(answers).await;
    (BaseUrl::parse(&format!("http://bruyere.localhost:{}", address.port())).unwrap(), noted)
}

fn answer() -> Response {
    (StatusCode::PARTIAL_CONTENT, [(CONTENT_RANGE, "bytes 2-9/26")], "cdefghij").into_response()
}

fn is_of_a_browser(fields: &Fields) {
    for name in fields.keys() {
        assert!(OF_A_BROWSER.contains(&name.as_str()), "no browser sends {name}: {fields:?}");
    }
    assert_eq!(fields["accept"], "*/*");
    assert!(fields["user-agent"].starts_with("Mozilla/5.0 "), "{fields:?}");
    assert_eq!((fields["sec-fetch-dest"].as_str(), fields["sec-fetch-mode"].as_str()), ("empty", "cors"));
    assert!(fields.contains_key("accept-language"));
}

#[tokio::test]
async fn a_part_that_is_fetched_for_a_page_is_asked_for_as_the_browser_that_shows_the_page_does() {
    let (base, noted) = noting().await;
    let waits = Skipping::below(Duration::from_secs(4));
    let client = PeerClient::new(asking(&base.to_string(), waits, Arc::new(SystemNames), true)).unwrap();
    let member = identity(2).member;
    drop(client.fetch_for_page(&member, "/o/film", 2..10, &member).await.unwrap());
    let fields = noted.lock().unwrap().pop().unwrap();
    is_of_a_browser(&fields);
    assert_eq!((fields["range"].as_str(), fields["accept-encoding"].as_str()), ("bytes=2-9", "identity"));
    assert_eq!((fields["origin"].clone(), fields["sec-fetch-site"].as_str()), (base.to_string(), "cross-site"));
    assert!(!fields.contains_key("referer"), "pages tell other sites no path");
}

#[tokio::test]
async fn what_a_player_reads_and_tells_at_its_own_site_is_asked_in_the_same_way() {
    let (base, noted) = noting().await;
    let limits = peers::Limits::default();
    let (clock, names) = (Skipping::below(Duration::from_secs(4)), Arc::new(SystemNames));
    let open = OpenAsking { clock, names, allow_private: true, authorities: Vec::new(), limits };
    let client = OpenClient::new(open).unwrap();
    let playlist = Request::get("/v/film/master.m3u8", "application/vnd.apple.mpegurl").of_page("/v/film");
    let report = Request::post("/v/film/report", "application/cmcd", "e=rr".into(), "").of_page("/v/film");
    for request in [&playlist, &report] {
        let _ = client.send(&base, request).await;
        let fields = noted.lock().unwrap().pop().unwrap();
        is_of_a_browser(&fields);
        assert_eq!(fields["sec-fetch-site"], "same-origin");
        assert_eq!(fields["referer"], format!("{base}/v/film"));
    }
    // What members ask of each other openly says what it wants.
    let joins = Request::get("/federation/door", "application/cbor");
    let _ = client.send(&base, &joins).await;
    assert_eq!(noted.lock().unwrap().pop().unwrap()["accept"], "application/cbor");
}
