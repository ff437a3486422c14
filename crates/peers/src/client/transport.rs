use async_trait::async_trait;
use bytes::Bytes;
use http::StatusCode;
use purse::id::MemberId;

use super::Failure;
use crate::limits::ANSWER_BYTES;

/// How members ask each other: over HTTP, or in a simulation.
#[async_trait]
pub trait Transport: Send + Sync + 'static {
    /// Sends a request to a member, perhaps several times, and returns what it answers.
    ///
    /// # Errors
    /// [`Failure`], which says whether a later call may have more success. A request that failed may have been taken.
    async fn send(&self, to: &MemberId, request: &Request) -> Result<Answer, Failure>;
}

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Asks.
    Get,
    /// Tells.
    Post,
}

impl Verb {
    /// The method's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub verb: Verb,
    /// Path and query, percent-encoded.
    pub path: String,
    /// Media type of the body; none without one.
    pub content_type: Option<&'static str>,
    /// At most [`crate::limits::REQUEST_BYTES`].
    pub body: Bytes,
    /// Media type that an answer with a status of success must have.
    pub accept: &'static str,
    /// Bytes of an answer that are taken.
    pub answer_bytes: usize,
    /// The path of the page whose player asks this of its own site, and so unsigned; none for what only members ask.
    pub page: Option<String>,
}

impl Request {
    /// Asks for what is at `path`.
    #[must_use]
    pub fn get(path: impl Into<String>, accept: &'static str) -> Self {
        let (verb, path) = (Verb::Get, path.into());
        Self { verb, path, content_type: None, body: Bytes::new(), accept, answer_bytes: ANSWER_BYTES, page: None }
    }

    /// The same, with the fields with which a browser that shows the page at `path` asks.
    #[must_use]
    pub fn of_page(self, path: impl Into<String>) -> Self {
        Self { page: Some(path.into()), ..self }
    }

    /// Tells `body` to `path`.
    #[must_use]
    pub fn post(path: impl Into<String>, content_type: &'static str, body: Bytes, accept: &'static str) -> Self {
        Self { verb: Verb::Post, content_type: Some(content_type), body, ..Self::get(path, accept) }
    }
}

/// What a member answered: signed by it, to this request; or what an address answered that was asked openly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// No redirection, and no refusal of the member's gate.
    pub status: StatusCode,
    pub body: Bytes,
    /// The member's clock, in seconds since 1970, UTC; of an open answer, the clock of who asked.
    pub clock: i64,
}
