//! What reaches the routes of a member, over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::routing::post;
use axum::{Extension, Router};
use bytes::Bytes;
use http::Request;
use http_body_util::BodyExt;
use peers::server::{Caller, PeerLayer};
use peers::signature::{Fields, verify_answer};
use peers::{BaseUrl, Limits, Refusal};
use seams::Clock;
use testkit::VirtualClock;
use tower::ServiceExt;

use crate::members::{HOST, Members, NOW, at, identity, signed, target};
use crate::sockets::{Got, ask, connect, fields_in, got, message, posted, serve, until};

/// A member with mark 2 that 1 and 3 may ask. Its one route tells who asks and what was sent.
pub struct Gate {
    pub clock: VirtualClock,
    pub routes: Router,
    /// Requests that reached the route.
    pub reached: Arc<AtomicUsize>,
}

pub fn gate(limits: Limits) -> Gate {
    let clock = VirtualClock::new(at(NOW));
    let reached = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&reached);
    let echo = move |Extension(Caller(member)): Extension<Caller>, body: Bytes| async move {
        counting.fetch_add(1, Ordering::Relaxed);
        format!("{member} {}", String::from_utf8_lossy(&body))
    };
    let routes =
        Router::new().route("/peer/echo", post(echo.clone())).nest("/nested", Router::new().route("/echo", post(echo)));
    let layer = layer(limits, Arc::new(clock.clone()));
    Gate { clock, routes: routes.layer(layer), reached }
}

pub fn layer(limits: Limits, clock: Arc<dyn Clock>) -> PeerLayer {
    let own = BaseUrl::parse(&format!("https://{HOST}")).unwrap();
    PeerLayer::new(Members::of(&[2, 1, 3]), &own, limits, clock)
}

/// Whether the answer to what was sent with `request` is signed by the member that was asked.
fn is_signed(answer: &Got, request: &Fields) -> bool {
    verify_answer(answer.status, &answer.fields, request, &identity(2).member, &*Members::of(&[1, 2])).is_ok()
}

fn request_fields(message: &[u8]) -> Fields {
    fields_in(&String::from_utf8_lossy(message))
}

async fn refused(address: SocketAddr, bytes: &[u8], refusal: Refusal) {
    let answer = ask(address, bytes).await;
    assert_eq!(Refusal::from_text(answer.body.as_bytes()), Some(refusal), "{answer:?}");
    assert_eq!(answer.status, refusal.status().as_u16());
    let known = refusal > Refusal::SignatureWrong;
    assert_eq!(is_signed(&answer, &request_fields(bytes)), known, "strangers get nothing signed: {refusal:?}");
}

#[tokio::test]
async fn a_signed_request_reaches_its_route_and_its_answer_is_signed() {
    let gate = gate(Limits::default());
    let address = serve(gate.routes).await;
    let sent = posted(1, "/peer/echo", b"hello", 1);
    let answer = ask(address, &sent).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, &*format!("{} hello", identity(1).member)));
    assert!(is_signed(&answer, &request_fields(&sent)));
    let nothing = ask(address, &posted(1, "/peer/nothing", b"", 2)).await;
    assert_eq!(nothing.status, 404);
    assert!(nothing.fields.signature.is_some(), "an answer of the routes is signed whatever it says");
}

#[tokio::test]
async fn a_request_altered_on_the_way_does_not_reach_its_route() {
    let gate = gate(Limits::default());
    let address = serve(gate.routes).await;
    let fields = signed(1, &target("POST", "/peer/echo", "a=1"), b"hello", NOW, 1);
    let other = signed(1, &target("POST", "/peer/echo", "a=1"), b"hullo", NOW, 1);
    for first in ["GET /peer/echo?a=1", "POST /peer/other?a=1", "POST /peer/echo?a=2", "POST /peer/echo"] {
        refused(address, &message(first, &fields, b"hello"), Refusal::SignatureWrong).await;
    }
    let digest = Fields { content_digest: other.content_digest, ..fields.clone() };
    refused(address, &message("POST /peer/echo?a=1", &digest, b"hullo"), Refusal::SignatureWrong).await;
    refused(address, &message("POST /peer/echo?a=1", &fields, b"hullo"), Refusal::DigestWrong).await;
    refused(address, &message("POST /peer/echo?a=1", &Fields::default(), b"hello"), Refusal::NoSignature).await;
    assert_eq!(gate.reached.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn the_same_bytes_are_taken_once() {
    let gate = gate(Limits::default());
    let address = serve(gate.routes).await;
    let sent = posted(1, "/peer/echo", b"pay", 1);
    assert_eq!(ask(address, &sent).await.status, 200);
    refused(address, &sent, Refusal::Replayed).await;
    assert_eq!(ask(address, &posted(3, "/peer/echo", b"pay", 1)).await.status, 200, "nonces of others are theirs");
    assert_eq!(gate.reached.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_clock_may_be_five_minutes_wrong_and_no_second_more() {
    let gate = gate(Limits::default());
    let address = serve(gate.routes).await;
    let signed_at = |created, nonce| {
        message("POST /peer/echo", &signed(1, &target("POST", "/peer/echo", ""), b"", created, nonce), b"")
    };
    refused(address, &signed_at(NOW - 1, 1), Refusal::Forgotten).await;
    refused(address, &signed_at(NOW + 301, 2), Refusal::FromTheFuture).await;
    assert_eq!(ask(address, &signed_at(NOW + 300, 3)).await.status, 200);
    gate.clock.advance(Duration::from_secs(300)).await;
    assert_eq!(ask(address, &signed_at(NOW, 4)).await.status, 200);
    gate.clock.advance(Duration::from_secs(1)).await;
    refused(address, &signed_at(NOW, 5), Refusal::Expired).await;
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_unread() {
    let gate = gate(Limits { request_bytes: 100, ..Limits::default() });
    let address = serve(gate.routes).await;
    let body = vec![b'a'; 101];
    refused(address, &posted(1, "/peer/echo", &body, 1), Refusal::TooLong).await;
    let announced = posted(1, "/peer/echo", &body, 2);
    let head = &announced[..announced.len() - body.len()];
    refused(address, head, Refusal::TooLong).await;
    assert_eq!(ask(address, &posted(1, "/peer/echo", &body[1..], 3)).await.status, 200);
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_off_at_the_limit() {
    let gate = gate(Limits { request_bytes: 100_000, ..Limits::default() });
    let address = serve(gate.routes).await;
    let fields = signed(1, &target("POST", "/peer/echo", ""), b"", NOW, 1);
    let head = String::from_utf8(message("POST /peer/echo", &fields, b"")).unwrap();
    let mut stream = connect(address).await;
    let (mut reading, mut writing) = stream.split();
    let sending = async {
        use tokio::io::AsyncWriteExt;
        let head = head.replace("content-length: 0", "transfer-encoding: chunked");
        writing.write_all(head.as_bytes()).await.unwrap();
        let chunk = [b"400\r\n".as_slice(), &[b'a'; 1_024], b"\r\n"].concat();
        while writing.write_all(&chunk).await.is_ok() {}
        // Cut off. What was answered before is still to be read.
        std::future::pending::<()>().await;
    };
    let answered = async {
        use tokio::io::AsyncReadExt;
        let mut bytes = vec![0; 12];
        reading.read_exact(&mut bytes).await.unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let status = tokio::select! {
        () = sending => unreachable!(),
        status = answered => status,
    };
    assert_eq!(status, "HTTP/1.1 413");
    assert_eq!(gate.reached.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_body_that_drips_is_given_up_after_the_span() {
    let gate = gate(Limits::default());
    let address = serve(gate.routes).await;
    let sent = posted(1, "/peer/echo", &[b'a'; 1_000], 1);
    let mut stream = connect(address).await;
    tokio::io::AsyncWriteExt::write_all(&mut stream, &sent[..sent.len() - 10]).await.unwrap();
    until(|| gate.clock.sleepers() == 2).await;
    gate.clock.advance(Duration::from_secs(5)).await;
    let answer = got(&mut stream).await;
    assert_eq!(Refusal::from_text(answer.body.as_bytes()), Some(Refusal::TooSlow));
    assert!(is_signed(&answer, &request_fields(&sent)));
    assert_eq!(ask(address, &posted(1, "/peer/echo", b"", 2)).await.status, 200, "its place is free again");
}

#[tokio::test]
async fn a_body_that_comes_just_fast_enough_has_a_minute_in_all() {
    let gate = gate(Limits::default());
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Bytes>(1);
    let pieces = futures::stream::poll_fn(move |context| {
        receiver.poll_recv(context).map(|piece| piece.map(Ok::<_, std::io::Error>))
    });
    let fields = signed(1, &target("POST", "/peer/echo", ""), b"", NOW, 1);
    let answering = tokio::spawn(gate.routes.oneshot(with_fields(&fields, Body::from_stream(pieces))));
    for _ in 0..12 {
        until(|| gate.clock.sleepers() == 2).await;
        sender.send(Bytes::from(vec![0; 6_000])).await.unwrap();
        until(|| sender.capacity() == 1).await;
        gate.clock.advance(Duration::from_secs(5)).await;
    }
    let answer = answering.await.unwrap().unwrap();
    assert_eq!(answer.status(), Refusal::TooSlow.status());
}

#[tokio::test]
async fn a_body_that_breaks_off_does_not_reach_its_route() {
    let gate = gate(Limits::default());
    let pieces = [Ok(Bytes::from_static(b"hel")), Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))];
    let fields = signed(1, &target("POST", "/peer/echo", ""), b"hello", NOW, 1);
    let body = Body::from_stream(futures::stream::iter(pieces));
    let answer = gate.routes.oneshot(with_fields(&fields, body)).await.unwrap();
    let text = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(Refusal::from_text(&text), Some(Refusal::Broken));
    assert_eq!(gate.reached.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_nested_route_is_signed_by_its_whole_path() {
    let gate = gate(Limits::default());
    let nested =
        Router::new().route("/echo", post(|| async { "here" })).layer(layer(Limits::default(), Arc::new(gate.clock)));
    let address = serve(Router::new().nest("/peer", nested)).await;
    assert_eq!(ask(address, &posted(1, "/peer/echo", b"", 1)).await.body, "here");
}

#[tokio::test]
async fn a_signature_field_that_is_there_twice_or_too_long_is_malformed() {
    let gate = gate(Limits::default());
    let address = serve(gate.routes).await;
    let sent = String::from_utf8(posted(1, "/peer/echo", b"", 1)).unwrap();
    let twice = sent.replace("signature: ", "signature: ecot=:AAAA:\r\nsignature: ");
    refused(address, twice.as_bytes(), Refusal::Malformed).await;
    let long = sent.replace(";tag=", &format!(";a=\"{}\";tag=", "a".repeat(1_024)));
    refused(address, long.as_bytes(), Refusal::Malformed).await;
}

/// A POST to the route, as a router receives it.
pub fn with_fields(fields: &Fields, body: Body) -> Request<Body> {
    let Fields { content_digest, signature_input, signature } = fields.clone();
    Request::post("/peer/echo")
        .header("content-digest", content_digest.unwrap())
        .header("signature-input", signature_input.unwrap())
        .header("signature", signature.unwrap())
        .body(body)
        .unwrap()
}
