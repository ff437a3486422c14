//! What a member answers to those that are in nobody's roll yet: what an invitation offers, and a wish to join. The
//! invitation's signature decides; size and rate are limited by address.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use exchange::ExchangeFailure;
use exchange::joining::{MEDIA_TYPE, REQUEST_PATH, WISH_BYTES, WishRefusal};

use crate::app::App;
use crate::limits::Act;
use crate::sessions::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/peer/invitation/{code}", get(offer)).route(REQUEST_PATH, post(wish))
}

async fn offer(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Response {
    if visit.limit_address(&app, Act::Join).is_err() {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    }
    let Some(office) = app.office() else { return StatusCode::NOT_FOUND.into_response() };
    match office.offer_bytes(&code).await {
        Ok(bytes) => answered(bytes),
        Err(ExchangeFailure::Refused(_)) => StatusCode::GONE.into_response(),
        Err(failure) => failed(&failure),
    }
}

async fn wish(State(app): State<App>, visit: Visit, body: Body) -> Response {
    if visit.limit_address(&app, Act::Join).is_err() {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    }
    let Some(office) = app.office() else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(bytes) = to_bytes(body, WISH_BYTES).await else { return refused(WishRefusal::Shape) };
    match office.take_wish(&bytes).await {
        Ok(hash) => answered(hash.0.to_vec()),
        Err(ExchangeFailure::Refused(refusal)) => match WishRefusal::of(&refusal) {
            Some(told) => refused(told),
            None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
        Err(failure) => failed(&failure),
    }
}

fn answered(bytes: Vec<u8>) -> Response {
    let headers =
        [(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (headers, bytes).into_response()
}

fn refused(told: WishRefusal) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, told.code()).into_response()
}

fn failed(failure: &ExchangeFailure) -> Response {
    tracing::warn!(%failure, "a member that is to join was not answered");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}
