//! A client of a member's API, as `ecot publish` and the demonstration use it.

mod resume;
mod upload;

use std::time::Duration;

use http::{Method, StatusCode};
use reqwest::{RequestBuilder, Response, Url};
use seams::Clock;

pub use resume::Resume;
pub use upload::{Upload, Wishes};

/// Time for connecting to the server.
const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Time without a byte after which an answer is given up.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);
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
    http: reqwest::Client,
    server: Url,
    token: String,
}

/// What the API tells of a video.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct VideoAnswer {
    pub id: String,
    pub watch_url: String,
    pub playlist_url: Option<String>,
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

/// How the API tells a refusal.
#[derive(serde::Deserialize)]
struct Told {
    message: String,
}

impl Client {
    /// # Errors
    /// [`ClientError::Address`] when `server` is no address of one.
    pub fn new(server: &str, token: String) -> Result<Self, ClientError> {
        let no_server = || ClientError::Address(server.to_owned());
        let parsed = Url::parse(server).map_err(|_| no_server())?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
            return Err(no_server());
        }
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_LIMIT)
            .read_timeout(SILENCE_LIMIT)
            .build()
            .map_err(|_| no_server())?;
        Ok(Self { http, server: parsed, token })
    }

    /// The server's address.
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// What the server tells of one of the caller's videos.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn video(&self, id: &str) -> Result<VideoAnswer, ClientError> {
        let answer = self.send(self.request(Method::GET, &format!("/api/v1/videos/{id}"))?).await?;
        let body = self.read(answer).await?;
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
        let url = self.server.join(path).map_err(|_| ClientError::Answer("an address that is none"))?;
        Ok(self.http.request(method, url).bearer_auth(&self.token))
    }

    /// Sends a request; an answer that is a refusal becomes an error.
    async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        let answer = request.send().await.map_err(|cause| self.unreachable(cause))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let body = self.read(answer).await.unwrap_or_default();
        let told = serde_json::from_slice::<Told>(&body).map(|told| told.message);
        let message = told.unwrap_or_else(|_| "without a reason".to_owned());
        Err(ClientError::Refused { status, message })
    }

    async fn read(&self, mut answer: Response) -> Result<Vec<u8>, ClientError> {
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|cause| self.unreachable(cause))? {
            if body.len() + chunk.len() > ANSWER_BYTES {
                return Err(ClientError::Answer("too long"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn unreachable(&self, cause: reqwest::Error) -> ClientError {
        ClientError::Unreachable { server: self.server.clone(), cause }
    }
}
