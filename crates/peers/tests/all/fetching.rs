//! A range that a member serves to everybody, fetched.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_RANGE, LOCATION, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use peers::BodyRefusal;
use peers::client::{Cause, Failure, Fetch, PeerClient, SystemNames};

use crate::client_against_liars::asking;
use crate::members::identity;
use crate::sockets::{Skipping, serve};

/// What a server says to the fields of a request.
type Answering = fn(&HeaderMap) -> Response;

/// Longer than a fetch waits for bytes, shorter than it waits for an answer.
const IMPATIENT: Duration = Duration::from_secs(25);
const PATIENT: Duration = Duration::from_secs(4);

async fn at(answer: impl Fn(&HeaderMap) -> Response + Clone + Send + Sync + 'static, waits: Duration) -> PeerClient {
    let answers = get(move |headers: HeaderMap| {
        let answer = answer(&headers);
        async move { answer }
    });
    let address = serve(Router::new().route("/o/film", answers)).await;
    let base = format!("http://bruyere.localhost:{}", address.port());
    PeerClient::new(asking(&base, Skipping::below(waits), Arc::new(SystemNames), true)).unwrap()
}

/// Bytes 2 to 9 of what stands there.
async fn fetched(client: &PeerClient) -> Result<Result<Vec<u8>, Cause>, Failure> {
    let pieces = client.fetch(&identity(2).member, "/o/film", 2..10).await?;
    Ok(pieces.try_fold(Vec::new(), async |sum, piece| Ok([&sum[..], &piece].concat())).await)
}

fn partial(range: &'static str, body: impl Into<Body>) -> Response {
    (StatusCode::PARTIAL_CONTENT, [(CONTENT_RANGE, range)], body.into()).into_response()
}

#[tokio::test]
async fn the_range_that_is_asked_for_comes_whole_and_in_order() {
    let honest = |headers: &HeaderMap| {
        assert_eq!(headers[RANGE], "bytes=2-9");
        let pieces = ["cde", "", "fghij"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
        partial("bytes 2-9/26", Body::from_stream(stream::iter(pieces)))
    };
    assert_eq!(fetched(&at(honest, PATIENT).await).await.unwrap().unwrap(), b"cdefghij");
}

#[tokio::test]
async fn what_is_not_this_range_is_not_taken() {
    let rows: [(Answering, StatusCode, bool); 4] = [
        (|_| "abcdefghij".into_response(), StatusCode::OK, false),
        (|_| StatusCode::GONE.into_response(), StatusCode::GONE, false),
        (|_| StatusCode::SERVICE_UNAVAILABLE.into_response(), StatusCode::SERVICE_UNAVAILABLE, true),
        (|_| partial("bytes 0-7/26", "abcdefgh"), StatusCode::PARTIAL_CONTENT, false),
    ];
    for (answer, status, later) in rows {
        let failure = fetched(&at(answer, PATIENT).await).await.unwrap_err();
        assert!(matches!(failure.cause, Cause::NotServed(found) if found == status), "{failure}");
        assert_eq!(failure.cause.retry_helps(), later, "{failure}");
    }
    let elsewhere = |_: &HeaderMap| (StatusCode::FOUND, [(LOCATION, "/o/other")]).into_response();
    let failure = fetched(&at(elsewhere, PATIENT).await).await.unwrap_err();
    assert!(matches!(failure.cause, Cause::Redirected(StatusCode::FOUND)), "{failure}");
}

#[tokio::test]
async fn a_body_that_is_too_short_too_long_or_too_slow_ends_with_the_reason() {
    let hanging = |_: &HeaderMap| {
        let first = stream::iter([Ok::<_, std::io::Error>(Bytes::from("cde"))]);
        partial("bytes 2-9/26", Body::from_stream(first.chain(stream::pending())))
    };
    let client = at(hanging, IMPATIENT).await;
    assert!(matches!(fetched(&client).await.unwrap(), Err(Cause::Body(BodyRefusal::TooSlow))));
    let rows: [(Answering, BodyRefusal); 2] = [
        (|_| partial("bytes 2-9/26", "cde"), BodyRefusal::Broken),
        (|_| partial("bytes 2-9/26", "cdefghijk"), BodyRefusal::TooLong),
    ];
    for (answer, refusal) in rows {
        let ended = fetched(&at(answer, PATIENT).await).await.unwrap();
        assert!(matches!(ended, Err(Cause::Body(found)) if found == refusal), "{ended:?}");
    }
}
