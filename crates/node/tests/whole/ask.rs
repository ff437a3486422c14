//! One request and its answer, inside the process.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The header's text; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

/// Sends a request and reads the whole answer.
pub async fn ask(router: &Router, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("host", "member.test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    // As a connection that hands everything on.
    let response = web::metering::sent(router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap());
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, body: body.into() }
}

/// The text of an answer that must be one.
pub fn text_of(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.text()
}

/// Sends a form of a page, as a browser without a session does.
pub async fn post_form(router: &Router, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
    let coded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", coded(value))).collect();
    let mut all = vec![("content-type", "application/x-www-form-urlencoded"), ("origin", "http://member.test")];
    all.extend_from_slice(headers);
    ask(router, Method::POST, path, &all, form.join("&").into_bytes()).await
}
