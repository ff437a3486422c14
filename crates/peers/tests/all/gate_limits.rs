//! One member's use is its own: nobody else waits for it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::post;
use http_body_util::BodyExt;
use peers::{Limits, Refusal};
use testkit::VirtualClock;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::gate::{Gate, gate, layer, with_fields};
use crate::members::{NOW, at, signed, target};
use crate::sockets::{ask, posted, serve, until};

/// The answer to a POST without a body that `mark` signs now.
async fn answer(gate: &Gate, mark: u8, nonce: u8, body: &'static [u8]) -> Response {
    let now = seams::Clock::now(&gate.clock).as_second();
    let fields = signed(mark, &target("POST", "/peer/echo", ""), body, now, nonce);
    gate.routes.clone().oneshot(with_fields(&fields, Body::from(body))).await.unwrap()
}

async fn refusal(answer: Response) -> Option<Refusal> {
    Refusal::from_text(&answer.into_body().collect().await.unwrap().to_bytes())
}

#[tokio::test]
async fn a_member_that_floods_is_refused_and_no_other() {
    let gate = gate(Limits { burst: 3, requests_per_second: 2, ..Limits::default() });
    for nonce in 0..3 {
        assert_eq!(refusal(answer(&gate, 1, nonce, b"").await).await, None);
    }
    for nonce in 3..50 {
        assert_eq!(refusal(answer(&gate, 1, nonce, b"").await).await, Some(Refusal::TooManyRequests));
    }
    assert_eq!(refusal(answer(&gate, 3, 1, b"").await).await, None, "another member");
    gate.clock.advance(Duration::from_secs(1)).await;
    assert_eq!(refusal(answer(&gate, 1, 60, b"").await).await, None, "a second later");
}

#[tokio::test]
async fn a_stranger_in_a_members_name_uses_none_of_its_limits() {
    let gate = gate(Limits { burst: 1, ..Limits::default() });
    let good = signed(1, &target("POST", "/peer/echo", ""), b"", NOW, 1);
    let stolen = signed(1, &target("POST", "/peer/other", ""), b"", NOW, 1);
    for _ in 0..10 {
        let answer = gate.routes.clone().oneshot(with_fields(&stolen, Body::empty())).await.unwrap();
        assert_eq!(refusal(answer).await, Some(Refusal::SignatureWrong));
    }
    let answer = gate.routes.clone().oneshot(with_fields(&good, Body::empty())).await.unwrap();
    assert_eq!(refusal(answer).await, None);
}

#[tokio::test]
async fn the_bytes_of_a_day_are_counted_both_ways() {
    // "<64 digits> hello": 70 bytes for 5.
    let gate = gate(Limits { bytes_per_day: 76, ..Limits::default() });
    assert_eq!(refusal(answer(&gate, 1, 1, b"hello").await).await, None);
    assert_eq!(refusal(answer(&gate, 1, 2, b"hello").await).await, None, "75 bytes are below 76");
    assert_eq!(refusal(answer(&gate, 1, 3, b"hello").await).await, Some(Refusal::DaySpent));
    assert_eq!(refusal(answer(&gate, 3, 1, b"hello").await).await, None, "another member");
    gate.clock.advance(Duration::from_secs(86_400)).await;
    assert_eq!(refusal(answer(&gate, 1, 4, b"hello").await).await, None, "another day");
}

#[tokio::test]
async fn who_does_not_read_its_answer_keeps_its_place() {
    let gate = gate(Limits { at_once: 1, ..Limits::default() });
    let unread = answer(&gate, 1, 1, b"").await;
    assert_eq!(refusal(answer(&gate, 1, 2, b"").await).await, Some(Refusal::TooManyAtOnce));
    assert_eq!(refusal(answer(&gate, 3, 1, b"").await).await, None, "another member");
    drop(unread);
    assert_eq!(refusal(answer(&gate, 1, 3, b"").await).await, None);
}

#[tokio::test]
async fn a_member_that_occupies_all_its_places_occupies_no_other() {
    let (go, began) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let (waiting, told) = (Arc::clone(&go), Arc::clone(&began));
    let slow = move || async move {
        told.add_permits(1);
        waiting.acquire().await.unwrap().forget();
        "done"
    };
    let limits = Limits { at_once: 2, ..Limits::default() };
    let clock = Arc::new(VirtualClock::new(at(NOW)));
    let address = serve(Router::new().route("/peer/slow", post(slow)).layer(layer(limits, clock))).await;
    let asking = |mark, nonce| tokio::spawn(async move { ask(address, &posted(mark, "/peer/slow", b"", nonce)).await });
    let slow = [asking(1, 1), asking(1, 2)];
    until(|| began.available_permits() == 2).await;
    let refused = ask(address, &posted(1, "/peer/slow", b"", 3)).await;
    assert_eq!(Refusal::from_text(refused.body.as_bytes()), Some(Refusal::TooManyAtOnce));
    let other = asking(3, 1);
    until(|| began.available_permits() == 3).await;
    go.add_permits(3);
    for one in slow.into_iter().chain([other]) {
        assert_eq!(one.await.unwrap().body, "done");
    }
}

#[tokio::test]
async fn a_member_that_hangs_up_gives_its_place_back() {
    let began = Arc::new(Semaphore::new(0));
    let told = Arc::clone(&began);
    let never = move || async move {
        told.add_permits(1);
        std::future::pending::<&str>().await
    };
    let routes = Router::new().route("/peer/never", post(never)).route("/peer/now", post(|| async { "now" }));
    let limits = Limits { at_once: 1, ..Limits::default() };
    let address = serve(routes.layer(layer(limits, Arc::new(VirtualClock::new(at(NOW)))))).await;
    let asking = tokio::spawn(async move { ask(address, &posted(1, "/peer/never", b"", 1)).await });
    until(|| began.available_permits() == 1).await;
    asking.abort();
    let mut nonce = 2;
    while ask(address, &posted(1, "/peer/now", b"", nonce)).await.body != "now" {
        nonce += 1;
        assert!(nonce < 90, "the place is still taken");
    }
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_an_error_of_the_member_that_made_it() {
    let limits = Limits { answer_bytes: 9, ..Limits::default() };
    let routes = Router::new().route("/peer/echo", post(|| async { "ten bytes." }));
    let clock = VirtualClock::new(at(NOW));
    let routes = routes.layer(layer(limits, Arc::new(clock.clone())));
    let answer = answer(&Gate { clock, routes, reached: Arc::default() }, 1, 1, b"").await;
    assert_eq!(answer.status(), 500);
    assert!(answer.headers().contains_key("signature"));
}
