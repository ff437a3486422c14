//! The API for programs: `/api/v1`, JSON, described by OpenAPI.
//!
//! Who sends: a bearer token with scopes, or one of our pages with its session and the token of [`crate::csrf`].
//! Uploads are tus (`/tus/`), not JSON. Every refusal has one shape, [`Told`]; amounts are decimal strings; a value
//! that does not apply is `null`.

mod account;
mod carriers;
mod openapi;
mod own_machine;
mod refusal;
mod tokens;
mod video;
mod videos;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Scope;

pub use openapi::description;
pub use refusal::{ApiRefusal, Told};

use crate::app::App;
use crate::caller::{self, Caller};

/// Largest JSON body that is read, in bytes.
const JSON_MAX_BYTES: usize = 256 * 1024;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/account", get(account::get))
        .route("/api/v1/openapi.json", get(openapi::get))
        .route("/api/v1/own-machine/videos", get(own_machine::videos))
        .route("/api/v1/own-machine/videos/{id}/manifest", get(own_machine::manifest))
        .route("/api/v1/own-machine/holding", axum::routing::put(own_machine::hold))
        .route("/api/v1/tokens", get(tokens::list).post(tokens::create))
        .route("/api/v1/tokens/{id}", axum::routing::delete(tokens::revoke))
        .route("/api/v1/videos", get(videos::list))
        .route("/api/v1/videos/{id}", get(videos::get).patch(videos::change).delete(videos::delete))
        .route("/api/v1/videos/{id}/status", get(videos::status))
        .route("/api/v1/videos/{id}/key", get(videos::key))
        .route("/api/{*rest}", axum::routing::any(nowhere))
}

async fn nowhere(request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, Err::<(), _>(ApiRefusal::NotFound))
}

/// The answer as JSON, which nobody keeps.
fn answer<T: Serialize>(parts: &Parts, outcome: Result<T, ApiRefusal>) -> Response {
    let mut response = match outcome {
        Ok(value) => axum::Json(value).into_response(),
        Err(refusal) => refusal.answer(caller::lang(parts)),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An empty answer.
fn nothing(parts: &Parts, outcome: Result<(), ApiRefusal>) -> Response {
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => answer(parts, Err::<(), _>(refusal)),
    }
}

/// A sender who may do such things.
async fn caller(app: &App, parts: &Parts, scope: Scope) -> Result<Caller, ApiRefusal> {
    let caller = Caller::find(app, parts).await?;
    if caller.may(scope) { Ok(caller) } else { Err(ApiRefusal::Scope) }
}

/// A body of JSON.
async fn json<T: DeserializeOwned>(body: Body) -> Result<T, ApiRefusal> {
    let bytes = axum::body::to_bytes(body, JSON_MAX_BYTES).await.map_err(|_| ApiRefusal::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| ApiRefusal::Malformed)
}
