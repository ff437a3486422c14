//! A person who uses a member through its pages and its API.

use axum::body::Body;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::member::{Kept, NAME, PASSWORD};

/// The header that names the video which an upload became.
pub const VIDEO_HEADER: &str = "ecot-video";

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Kept {
    async fn send(&self, request: http::request::Builder, body: Vec<u8>) -> Answer {
        let request = request.header("host", "member.test").body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Vec::new()).await
    }

    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ORIGIN, "http://member.test");
        self.send(request, form.join("&").into_bytes()).await
    }

    /// Asks as a program of the person.
    pub async fn call(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(AUTHORIZATION, format!("Bearer {}", self.token));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request, body).await
    }

    /// Whether the password opens the account.
    pub async fn signs_in(&self) -> bool {
        let answer = self.post_form("/sign-in", &[("name", NAME), ("password", PASSWORD)]).await;
        answer.headers.contains_key(SET_COOKIE) && answer.status.is_redirection()
    }

    /// Begins an upload of `source` and sends its first `sent` bytes; answers its address.
    pub async fn begin_upload(&self, source: &[u8], sent: usize, keep_original: bool) -> String {
        let length = source.len().to_string();
        // filename clip.mp4, filetype video/mp4, title A clip, visibility public, keep_original yes
        let mut metadata = "filename Y2xpcC5tcDQ=,filetype dmlkZW8vbXA0,title QSBjbGlw,visibility cHVibGlj".to_owned();
        if keep_original {
            metadata.push_str(",keep_original eWVz");
        }
        let headers = [("tus-resumable", "1.0.0"), ("upload-length", &length), ("upload-metadata", &metadata)];
        let answer = self.call(Method::POST, "/tus/", &headers, Vec::new()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let at = answer.headers[LOCATION].to_str().unwrap().to_owned();
        if sent > 0 {
            self.send_bytes(&at, 0, source[..sent].to_vec()).await;
        }
        at
    }

    pub async fn send_bytes(&self, at: &str, offset: usize, bytes: Vec<u8>) -> Answer {
        let offset = offset.to_string();
        let headers = [
            ("tus-resumable", "1.0.0"),
            ("upload-offset", offset.as_str()),
            (CONTENT_TYPE.as_str(), "application/offset+octet-stream"),
        ];
        let answer = self.call(Method::PATCH, at, &headers, bytes).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
        answer
    }

    /// Bytes of an upload that the member says it has.
    pub async fn offset(&self, at: &str) -> usize {
        let answer = self.call(Method::HEAD, at, &[("tus-resumable", "1.0.0")], Vec::new()).await;
        assert_eq!(answer.status, StatusCode::OK, "{at}");
        answer.headers["upload-offset"].to_str().unwrap().parse().unwrap()
    }

    /// Uploads `source`; answers the id of the video, which is public and not yet encoded.
    pub async fn upload(&self, source: &[u8], keep_original: bool) -> String {
        let at = self.begin_upload(source, 0, keep_original).await;
        let answer = self.send_bytes(&at, 0, source.to_vec()).await;
        answer.headers[VIDEO_HEADER].to_str().unwrap().to_owned()
    }

    /// Uploads and publishes.
    pub async fn publish(&self, source: &[u8], visibility: &str) -> String {
        let id = self.upload(source, false).await;
        if visibility != "public" {
            self.change(&id, &serde_json::json!({ "visibility": visibility, "password": password(visibility) })).await;
        }
        self.work().await;
        id
    }

    pub async fn change(&self, id: &str, wish: &serde_json::Value) {
        let headers = [(CONTENT_TYPE.as_str(), "application/json")];
        let path = format!("/api/v1/videos/{id}");
        let answer = self.call(Method::PATCH, &path, &headers, wish.to_string().into_bytes()).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }

    pub async fn delete(&self, id: &str) {
        let answer = self.call(Method::DELETE, &format!("/api/v1/videos/{id}"), &[], Vec::new()).await;
        assert!(answer.status.is_success(), "{}", answer.text());
    }
}

fn password(visibility: &str) -> Option<&'static str> {
    (visibility == "password").then_some("an open secret")
}
