//! One request of a person, and its answer.

use axum::body::Body;
use http::header::{CONTENT_TYPE, ORIGIN};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::life::Life;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// The request was not granted: in a calm life a mistake, on a failing disk to be expected.
pub type Tried<T = ()> = Result<T, String>;

/// Sends a request and reads the whole answer.
pub async fn ask(life: &Life, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Tried<Answer> {
    ask_with(life, method, path, headers, Body::from(body)).await
}

/// The same with a body that may come in pieces, or break off.
pub async fn ask_with(life: &Life, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Tried<Answer> {
    let mut request = Request::builder().method(method).uri(path).header("host", "member.test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body).expect("a request");
    // As a connection that hands everything on.
    let response = web::metering::sent(life.router.clone().oneshot(request).await.expect("a router never fails"));
    let (parts, body) = response.into_parts();
    // A body that breaks off is how a member says that it failed in the middle.
    let body = body.collect().await.map_err(|error| format!("{path}: {error}"))?.to_bytes();
    Ok(Answer { status: parts.status, headers: parts.headers, body: body.into() })
}

pub async fn get(life: &Life, path: &str) -> Tried<Answer> {
    ask(life, Method::GET, path, &[], Vec::new()).await
}

/// Sends a form of a page.
pub async fn post_form(life: &Life, path: &str, fields: &[(&str, &str)]) -> Tried<Answer> {
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
    let headers =
        [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"), (ORIGIN.as_str(), "http://member.test")];
    ask(life, Method::POST, path, &headers, form.join("&").into_bytes()).await
}
