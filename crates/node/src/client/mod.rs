//! A client of a member's API, as `ecot publish` and the demonstration use it.

mod exchange;
mod resume;
mod upload;

use std::time::Duration;

use http::{Method, StatusCode};
use reqwest::{RequestBuilder, Response, Url};
use seams::Clock;

pub use exchange::{Exchange, is_this_machine};
pub use resume::Resume;
pub use upload::{Upload, Wishes};

/// Largest answer that is read, in bytes.
const ANSWER_BYTES: usize = 1 << 20;
/// How often a video's state is asked for.
const ASK_EVERY: Duration = Duration::from_secs(1);
/// States in which a video stays.
const ENDED: [&str; 2] = ["ready", "failed"];

/// Why the server did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A retry does not help.
    #[error("{0} is not the address of a server; it looks like https://video.example.org")]
    Address(String),
    /// A retry may help.
    #[error("{server} cannot be reached")]
    Unreachable {
        server: Url,
        #[source]
        cause: reqwest::Error,
    },
    /// A retry may help.
    #[error("{server} takes no more bytes and does not answer")]
    Silent { server: Url },
    /// A retry does not help, unless the status says so.
    #[error("the server refused ({status}): {message}")]
    Refused { status: StatusCode, message: String },
    /// A retry does not help: this is no member, or another version of one.
    #[error("the server's answer is not understood: {0}")]
    Answer(&'static str),
    #[error("cannot read the file")]
    File(#[source] std::io::Error),
}

/// A member's server, and the right to use its API.
#[derive(Clone)]
pub struct Client {
    exchange: Exchange,
    /// For files.
    sending: Exchange,
    token: String,
}

/// What the API tells of a video.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct VideoAnswer {
    pub id: String,
    pub title: String,
    pub description: String,
    pub watch_url: String,
    pub playlist_url: Option<String>,
    pub stored_bytes: u64,
    /// A decimal string; none while no expense was entered.
    pub cost_this_month: Option<String>,
    pub status: StatusAnswer,
}

/// How far a video is.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct StatusAnswer {
    pub state: String,
    /// 0 to 1000.
    pub permille: Option<u16>,
    /// Why it failed.
    pub reason: Option<String>,
}

impl Client {
    /// # Errors
    /// [`ClientError::Address`] when `server` is no address of one.
    pub fn new(server: &str, token: String) -> Result<Self, ClientError> {
        Ok(Self { exchange: Exchange::new(server)?, sending: Exchange::for_long_bodies(server)?, token })
    }

    /// The server's address.
    pub fn server(&self) -> &Url {
        self.exchange.server()
    }

    /// What the server tells of one of the caller's videos.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn video(&self, id: &str) -> Result<VideoAnswer, ClientError> {
        let answer = self.send(self.request(Method::GET, &format!("/api/v1/videos/{id}"))?).await?;
        let body = self.exchange.read(answer, ANSWER_BYTES).await?;
        serde_json::from_slice(&body).map_err(|_| ClientError::Answer("not the description of a video"))
    }

    /// Asks until the video is ready or has failed, telling `progress` each answer.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn ended(
        &self,
        id: &str,
        clock: &dyn Clock,
        progress: &mut (dyn FnMut(&StatusAnswer) + Send),
    ) -> Result<VideoAnswer, ClientError> {
        loop {
            let video = self.video(id).await?;
            progress(&video.status);
            if ENDED.contains(&video.status.state.as_str()) {
                return Ok(video);
            }
            clock.sleep(ASK_EVERY).await;
        }
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, ClientError> {
        Ok(self.exchange.request(method, path)?.bearer_auth(&self.token))
    }

    /// Sends a request; an answer that is a refusal becomes an error.
    async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        self.exchange.send(request).await
    }
}
