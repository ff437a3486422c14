//! A client whose counterpart lies, over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use peers::client::{Answer, Asking, Cause, Failure, Names, PeerClient, Request, SystemNames, Transport};
use peers::signature::{AnswerRefusal, ContentDigest, Fields, sign_answer};
use peers::{BodyRefusal, Limits, Refusal};
use seams::Clock;
use testkit::SeededEntropy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::gate::layer;
use crate::members::{Members, NOW, identity};
use crate::sockets::{Skipping, fields_in, listen, serve};

pub const TYPE: &str = "application/json";

/// The member with mark 1, which knows that 2 is at `base`.
pub fn client(base: &str, clock: Arc<dyn Clock>, names: Arc<dyn Names>, allow_private: bool) -> Arc<dyn Transport> {
    Arc::new(PeerClient::new(asking(base, clock, names, allow_private)).unwrap())
}

/// What it is made of.
pub fn asking(base: &str, clock: Arc<dyn Clock>, names: Arc<dyn Names>, allow_private: bool) -> Asking {
    let directory = Members::of(&[1, 2, 3]);
    directory.place(2, base);
    let entropy = Arc::new(SeededEntropy::new(7));
    let limits = Limits { answer_bytes: 100_000, ..Limits::default() };
    Asking { directory, clock, entropy, names, allow_private, authorities: Vec::new(), limits }
}

/// A client that waits for nothing that takes less than 4 seconds.
pub fn brisk(address: SocketAddr) -> Arc<dyn Transport> {
    let base = format!("http://bruyere.localhost:{}", address.port());
    client(&base, Skipping::below(Duration::from_secs(4)), Arc::new(SystemNames), true)
}

pub async fn asked(client: &dyn Transport) -> Result<Answer, Failure> {
    client.send(&identity(2).member, &Request::get("/peer/log", TYPE)).await
}

/// A server that answers each request with what `answer` makes of the fields of its signature, and closes.
async fn liar(answer: impl Fn(&Fields) -> Vec<u8> + Send + 'static) -> (SocketAddr, Arc<AtomicUsize>) {
    let (listener, address) = listen().await;
    let requests = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else { break };
                head.push(byte);
            }
            counting.fetch_add(1, Ordering::Relaxed);
            let _gone = stream.write_all(&answer(&fields_in(&String::from_utf8_lossy(&head)))).await;
        }
    });
    (address, requests)
}

/// An answer that `mark` signs to `request`, with the digest of `signed` and the bytes of `sent`.
fn answer(mark: u8, status: u16, more: &str, request: &Fields, signed: &[u8], sent: &[u8]) -> Vec<u8> {
    let fields = sign_answer(&identity(mark), status, &ContentDigest::of(signed), request, NOW).unwrap();
    let [digest, input, signature] =
        [fields.content_digest, fields.signature_input, fields.signature].map(Option::unwrap);
    let head = format!(
        "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-digest: {digest}\r\nsignature-input: {input}\r\n\
         signature: {signature}\r\n{more}\r\n"
    );
    [head.as_bytes(), sent].concat()
}

const JSON: &str = "content-type: application/json\r\n";

async fn cause_of(answer: impl Fn(&Fields) -> Vec<u8> + Send + 'static) -> (Cause, usize) {
    let (address, requests) = liar(answer).await;
    let failure = asked(&*brisk(address)).await.unwrap_err();
    assert!(failure.to_string().starts_with("GET /peer/log at member "), "{failure}");
    (failure.cause, requests.load(Ordering::Relaxed))
}

#[tokio::test]
async fn an_answer_of_the_member_is_taken() {
    let (address, requests) = liar(|request| answer(2, 200, JSON, request, b"{}", b"{}")).await;
    let answer = asked(&*brisk(address)).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.body.as_ref(), answer.clock), (200, b"{}".as_slice(), NOW));
    assert_eq!(requests.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn both_halves_understand_each_other() {
    let echo = |body: Bytes| async move { ([("content-type", TYPE)], body) };
    let routes = axum::Router::new().route("/peer/echo", axum::routing::post(echo));
    let (listener, address) = listen().await;
    let own = peers::BaseUrl::parse(&format!("http://bruyere.localhost:{}", address.port())).unwrap();
    let clock = Skipping::below(Duration::from_secs(4));
    let gate = peers::server::PeerLayer::new(Members::of(&[2, 1]), &own, Limits::default(), clock);
    tokio::spawn(async move { axum::serve(listener, routes.layer(gate)).await });
    let client = brisk(address);
    let sent = Request::post("/peer/echo?a=%20b", TYPE, Bytes::from_static(b"[1]"), TYPE);
    for _ in 0..3 {
        assert_eq!(client.send(&identity(2).member, &sent).await.unwrap().body, sent.body);
    }
}

#[tokio::test]
async fn a_member_that_calls_itself_otherwise_is_told_so_by_a_hint() {
    let routes = axum::Router::new().route("/peer/log", axum::routing::get(|| async { "" }));
    let address = serve(routes.layer(layer(Limits::default(), Skipping::below(Duration::ZERO)))).await;
    let failure = asked(&*brisk(address)).await.unwrap_err();
    assert!(matches!(failure.cause, Cause::NotSigned { hint: Some(Refusal::SignatureWrong), .. }), "{failure}");
}

#[tokio::test]
async fn no_redirection_is_followed() {
    let (other, asked_there) = liar(|request| answer(2, 200, JSON, request, b"{}", b"{}")).await;
    for status in [301, 302, 303, 307, 308] {
        let to = format!("location: http://chardon.localhost:{}/\r\ncontent-length: 0\r\n", other.port());
        let (cause, requests) = cause_of(move |request| answer(2, status, &to, request, b"", b"")).await;
        assert!(matches!(cause, Cause::Redirected(found) if found.as_u16() == status), "{cause}");
        assert_eq!(requests, 1, "a retry does not help");
    }
    assert_eq!(asked_there.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn an_answer_to_another_request_or_by_another_member_is_not_taken() {
    let (address, requests) = liar(|request| answer(2, 200, JSON, request, b"{}", b"{}")).await;
    let _earlier = asked(&*brisk(address)).await.unwrap();
    assert_eq!(requests.load(Ordering::Relaxed), 1);
    let earlier = crate::members::signed(1, &crate::members::target("GET", "/peer/log", ""), b"", NOW, 1);
    let (cause, requests) = cause_of(move |_| answer(2, 200, JSON, &earlier, b"{}", b"{}")).await;
    assert!(matches!(cause, Cause::Forged(AnswerRefusal::SignatureWrong)), "{cause}");
    assert_eq!(requests, 1);
    let (cause, _) = cause_of(|request| answer(3, 200, JSON, request, b"{}", b"{}")).await;
    assert!(matches!(cause, Cause::Forged(AnswerRefusal::OtherMember)), "{cause}");
    let wrong = |request: &Fields| String::from_utf8(answer(2, 200, JSON, request, b"{}", b"{}")).unwrap();
    let (cause, _) = cause_of(move |request| wrong(request).replacen("200 X", "404 X", 1).into_bytes()).await;
    assert!(matches!(cause, Cause::Forged(AnswerRefusal::SignatureWrong)), "another status: {cause}");
}

#[tokio::test]
async fn an_altered_an_endless_and_a_broken_body_are_not_taken() {
    let (cause, requests) = cause_of(|request| answer(2, 200, JSON, request, b"{}", b"[]")).await;
    assert!(matches!(cause, Cause::Body(BodyRefusal::DigestWrong)), "{cause}");
    assert_eq!(requests, 4, "it may be a line that loses bits");
    let long = format!("{JSON}content-length: 100001\r\n");
    let (cause, requests) = cause_of(move |request| answer(2, 200, &long, request, b"", b"{}")).await;
    assert!(matches!(cause, Cause::Body(BodyRefusal::TooLong)), "announced: {cause}");
    assert_eq!(requests, 1);
    let endless = vec![b' '; 200_000];
    let (cause, _) = cause_of(move |request| answer(2, 200, JSON, request, b"", &endless)).await;
    assert!(matches!(cause, Cause::Body(BodyRefusal::TooLong)), "not announced: {cause}");
    let short = format!("{JSON}content-length: 3\r\n");
    let (cause, _) = cause_of(move |request| answer(2, 200, &short, request, b"{}", b"{}")).await;
    assert!(matches!(cause, Cause::Body(BodyRefusal::Broken)), "{cause}");
}

#[tokio::test]
async fn an_answer_of_another_type_or_coding_is_not_taken() {
    let html = "content-type: text/html\r\n";
    let (cause, _) = cause_of(move |request| answer(2, 200, html, request, b"{}", b"{}")).await;
    assert!(matches!(cause, Cause::WrongType(TYPE)), "{cause}");
    let gzip = format!("{JSON}content-encoding: gzip\r\n");
    let (cause, _) = cause_of(move |request| answer(2, 200, &gzip, request, b"{}", b"{}")).await;
    assert!(matches!(cause, Cause::Encoded), "{cause}");
    let missing = |request: &Fields| answer(2, 404, html, request, b"no", b"no");
    let (address, _) = liar(missing).await;
    assert_eq!(asked(&*brisk(address)).await.unwrap().status, 404, "what is no success may say so in any type");
}

#[tokio::test]
async fn an_answer_that_nobody_signed_is_a_hint_at_most() {
    let unsigned =
        |status: u16, text: String| format!("HTTP/1.1 {status} X\r\nconnection: close\r\n\r\n{text}").into_bytes();
    let page = "<html>".to_owned();
    let told = Refusal::Replayed.to_text();
    for (status, text, hint, tries) in [
        (200, page.clone(), None, 1),
        (502, page, None, 4),
        (401, Refusal::NoSignature.to_text(), Some(Refusal::NoSignature), 1),
        (409, told, Some(Refusal::Replayed), 4),
    ] {
        let (cause, requests) = cause_of(move |_| unsigned(status, text.clone())).await;
        assert!(matches!(cause, Cause::NotSigned { hint: found, .. } if found == hint), "{cause}");
        assert_eq!(requests, tries, "{status}");
    }
}

#[tokio::test]
async fn a_signed_refusal_is_a_failure_and_is_tried_again_only_if_that_helps() {
    for (refusal, tries) in [(Refusal::TooManyRequests, 4), (Refusal::TooLong, 1)] {
        let text = refusal.to_text().into_bytes();
        let status = refusal.status().as_u16();
        let (cause, requests) = cause_of(move |request| answer(2, status, "", request, &text, &text)).await;
        assert!(matches!(cause, Cause::Refused(found) if found == refusal), "{cause}");
        assert_eq!(requests, tries, "{refusal}");
    }
}
