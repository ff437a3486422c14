//! What a member answered.

use axum::http::{HeaderMap, StatusCode};

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The text between two marks.
    pub fn between(&self, before: &str, after: &str) -> &str {
        let start = self.text.find(before).unwrap_or_else(|| panic!("no {before} in {}", self.text)) + before.len();
        let rest = &self.text[start..];
        &rest[..rest.find(after).unwrap()]
    }
}
