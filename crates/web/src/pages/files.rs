//! The embedded files that pages load.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::stop::Stop;
use crate::app::App;
use crate::assets;

pub(super) fn routes() -> Router<App> {
    Router::new().route(&format!("{}{{name}}", assets::PREFIX), get(file))
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Stop> {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|header| header.to_str().ok());
    let asset = assets::find(&name, accepted).ok_or(Stop::NOT_FOUND)?;
    let mut response = Body::from(asset.bytes.into_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(assets::CACHE_CONTROL));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = asset.encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
