//! Sending a file by tus 1.0, going on where an interruption left it.

use std::io::SeekFrom;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use data_encoding::BASE64;
use futures::StreamExt;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{Method, StatusCode};
use reqwest::{Body, RequestBuilder, Response};
use seams::Clock;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::{Client, ClientError, Resume};

#[cfg(test)]
mod tests;

/// Bytes read and sent at once.
const CHUNK_BYTES: usize = 256 << 10;
/// Tries in a row that may fail without a further byte arriving.
const TRIES: u32 = 8;
/// The wait after the first failed try; doubled after each further one, up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Time in which not a chunk was taken from the file nor an answer came, after which a request is given up. What the
/// machine itself holds of a body, some megabytes, must leave on a slow line meanwhile.
const STILL_LIMIT: Duration = Duration::from_secs(600);

/// What is wished for the video.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    pub title: Option<String>,
    /// `public`, `unlisted` or `private`.
    pub visibility: String,
}

/// One file to be sent.
pub struct Upload<'a> {
    pub client: &'a Client,
    pub clock: &'a dyn Clock,
    pub file: &'a Path,
    pub wishes: &'a Wishes,
    pub resume: &'a Resume,
}

impl Upload<'_> {
    /// Sends the file and answers the video's id. `sent` holds the bytes that were handed over so far.
    ///
    /// # Errors
    /// [`ClientError`] when the server refuses, or stays unreachable.
    pub async fn send(&self, sent: &Arc<AtomicU64>) -> Result<String, ClientError> {
        let length = tokio::fs::metadata(self.file).await.map_err(ClientError::File)?.len();
        let mut failed = 0;
        let mut reached = None;
        loop {
            let before = reached;
            match self.attempt(length, sent, &mut reached).await {
                Ok(video) => {
                    self.resume.forget();
                    return Ok(video);
                }
                Err(error) if !may_pass(&error) || failed + 1 >= TRIES => return Err(error),
                Err(_) => {}
            }
            failed = if before == reached { failed + 1 } else { 0 };
            let wait = FIRST_WAIT.saturating_mul(1 << failed.min(16)).min(LONGEST_WAIT);
            self.clock.sleep(wait).await;
        }
    }

    /// Finds where the upload stands, or begins it, and sends the rest.
    async fn attempt(
        &self,
        length: u64,
        sent: &Arc<AtomicU64>,
        reached: &mut Option<u64>,
    ) -> Result<String, ClientError> {
        let path = match self.resume.begun() {
            Some(path) => path,
            None => self.begin(length).await?,
        };
        let stands = match self.client.send(self.tus(Method::HEAD, &path)?).await {
            Ok(answer) => answer,
            Err(ClientError::Refused { status: StatusCode::NOT_FOUND | StatusCode::GONE, .. }) => {
                // It expired, or was another's: begin anew at the next try.
                self.resume.forget();
                return Err(ClientError::Refused {
                    status: StatusCode::CONFLICT,
                    message: "the upload is gone".to_owned(),
                });
            }
            Err(other) => return Err(other),
        };
        if let Some(video) = video(&stands) {
            return Ok(video);
        }
        let offset = number(&stands, "upload-offset").ok_or(ClientError::Answer("no offset"))?;
        if offset > length {
            return Err(ClientError::Answer("more bytes than the file has"));
        }
        *reached = Some(offset);
        sent.store(offset, Ordering::Relaxed);
        let rest = self.rest(&path, offset, length, sent).await?;
        let answer = tokio::select! {
            answer = self.client.sending.send(rest) => answer?,
            () = stands_still(self.clock, sent) => return Err(ClientError::Silent { server: self.client.server().clone() }),
        };
        video(&answer).ok_or(ClientError::Answer("no video"))
    }

    async fn begin(&self, length: u64) -> Result<String, ClientError> {
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let title = self.wishes.title.as_deref().unwrap_or_default();
        let pairs = [("filename", name.as_str()), ("title", title), ("visibility", &self.wishes.visibility)];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let metadata: Vec<_> = pairs.map(|(key, value)| format!("{key} {}", BASE64.encode(value.as_bytes()))).collect();
        let request = self
            .tus(Method::POST, "/tus/")?
            .header("upload-length", length)
            .header("upload-metadata", metadata.join(","));
        let answer = self.client.send(request).await?;
        let location = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let path = location.ok_or(ClientError::Answer("no place for the upload"))?.to_owned();
        self.resume.remember(&path);
        Ok(path)
    }

    /// The request that sends everything from `offset` on.
    async fn rest(
        &self,
        path: &str,
        offset: u64,
        length: u64,
        sent: &Arc<AtomicU64>,
    ) -> Result<RequestBuilder, ClientError> {
        let mut file = File::open(self.file).await.map_err(ClientError::File)?;
        file.seek(SeekFrom::Start(offset)).await.map_err(ClientError::File)?;
        let counted = Arc::clone(sent);
        let left = length - offset;
        let bytes = ReaderStream::with_capacity(file.take(left), CHUNK_BYTES).inspect(move |chunk| {
            let read = chunk.as_ref().map_or(0, |bytes| bytes.len());
            counted.fetch_add(u64::try_from(read).unwrap_or(0), Ordering::Relaxed);
        });
        let request = self.client.sending.request(Method::PATCH, path)?.bearer_auth(&self.client.token);
        Ok(request
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", offset)
            .header(CONTENT_TYPE, "application/offset+octet-stream")
            .header(CONTENT_LENGTH, left)
            .body(Body::wrap_stream(bytes)))
    }

    fn tus(&self, method: Method, path: &str) -> Result<RequestBuilder, ClientError> {
        Ok(self.client.request(method, path)?.header("tus-resumable", "1.0.0"))
    }
}

/// Whether waiting may help: the connection broke, the server restarts, an earlier request still holds the upload.
fn may_pass(error: &ClientError) -> bool {
    match error {
        ClientError::Unreachable { .. } | ClientError::Silent { .. } => true,
        ClientError::Refused { status, .. } => {
            matches!(*status, StatusCode::CONFLICT | StatusCode::LOCKED | StatusCode::TOO_MANY_REQUESTS)
                || status.is_server_error()
        }
        ClientError::Address(_) | ClientError::Answer(_) | ClientError::File(_) => false,
    }
}

/// Returns when nothing was sent for [`STILL_LIMIT`].
async fn stands_still(clock: &dyn Clock, sent: &AtomicU64) {
    let mut before = sent.load(Ordering::Relaxed);
    loop {
        clock.sleep(STILL_LIMIT).await;
        let now = sent.load(Ordering::Relaxed);
        if now == before {
            return;
        }
        before = now;
    }
}

fn video(answer: &Response) -> Option<String> {
    answer.headers().get("ecot-video").and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn number(answer: &Response, header: &str) -> Option<u64> {
    answer.headers().get(header)?.to_str().ok()?.parse().ok()
}
