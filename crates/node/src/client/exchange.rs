use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use http::{Method, StatusCode};
use reqwest::{ClientBuilder, RequestBuilder, Response, Url};

use super::ClientError;

/// Time for connecting to the server.
const CONNECT_LIMIT: Duration = Duration::from_secs(15);
/// Time without a byte after which an answer is given up; while a body is sent, without one that the server's machine
/// confirms.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);
/// Largest answer of which the reason of a refusal is read, in bytes.
const REASON_BYTES: usize = 1 << 20;

/// A server, and how it is asked.
#[derive(Clone)]
pub struct Exchange {
    http: reqwest::Client,
    server: Url,
}

/// How the API tells a refusal.
#[derive(serde::Deserialize)]
struct Told {
    message: String,
}

impl Exchange {
    /// # Errors
    /// [`ClientError::Address`] when `server` is no address of one.
    pub fn new(server: &str) -> Result<Self, ClientError> {
        Self::with(|http| http, server)
    }

    /// The same, with a client that does more.
    ///
    /// # Errors
    /// [`ClientError::Address`].
    pub fn with(more: impl FnOnce(ClientBuilder) -> ClientBuilder, server: &str) -> Result<Self, ClientError> {
        Self::built(|http| more(http).read_timeout(SILENCE_LIMIT), server)
    }

    /// For requests whose bodies may take hours. Silence is counted from a request's first byte on and not from its
    /// last, so none is counted here: who sends looks to it that bytes still leave.
    ///
    /// # Errors
    /// [`ClientError::Address`].
    pub fn for_long_bodies(server: &str) -> Result<Self, ClientError> {
        Self::built(|http| http.tcp_user_timeout(SILENCE_LIMIT), server)
    }

    #[expect(clippy::disallowed_methods, reason = "the one place from which others are asked")]
    pub(super) fn built(more: impl FnOnce(ClientBuilder) -> ClientBuilder, server: &str) -> Result<Self, ClientError> {
        let no_server = || ClientError::Address(server.to_owned());
        let parsed = Url::parse(server).map_err(|_| no_server())?;
        if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
            return Err(no_server());
        }
        let mut http = more(reqwest::Client::builder()).connect_timeout(CONNECT_LIMIT);
        if is_this_machine(&parsed) {
            // A proxy would look for the server on its own machine.
            http = http.no_proxy();
        }
        if let Some(name) = parsed.host_str().filter(|name| name.ends_with(".localhost")) {
            // Not every resolver knows these names.
            http = http.resolve(name, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        }
        Ok(Self { http: http.build().map_err(|_| no_server())?, server: parsed })
    }

    /// The server's address.
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// A request for a path of the server, or for a whole address.
    ///
    /// # Errors
    /// [`ClientError::Answer`] when `path` makes no address: a server named it.
    pub fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, ClientError> {
        let url = self.server.join(path).map_err(|_| ClientError::Answer("an address that is none"))?;
        Ok(self.http.request(method, url))
    }

    /// Sends a request; an answer that is a refusal becomes an error.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        let answer = request.send().await.map_err(|cause| self.unreachable(cause))?;
        let status = answer.status();
        if status.is_success() { Ok(answer) } else { Err(self.refusal(status, answer).await) }
    }

    /// The whole of an answer, at most `limit` bytes.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn read(&self, mut answer: Response, limit: usize) -> Result<Vec<u8>, ClientError> {
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|cause| self.unreachable(cause))? {
            if body.len() + chunk.len() > limit {
                return Err(ClientError::Answer("too long"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    async fn refusal(&self, status: StatusCode, answer: Response) -> ClientError {
        let body = self.read(answer, REASON_BYTES).await.unwrap_or_default();
        let told = serde_json::from_slice::<Told>(&body).map(|told| told.message);
        ClientError::Refused { status, message: told.unwrap_or_else(|_| "without a reason".to_owned()) }
    }

    fn unreachable(&self, cause: reqwest::Error) -> ClientError {
        ClientError::Unreachable { server: self.server.clone(), cause }
    }
}

/// Whether a server is on the machine that asks.
pub fn is_this_machine(server: &Url) -> bool {
    match server.host_str().map(|host| host.trim_matches(['[', ']'])) {
        // RFC 6761, section 6.3: every name below it is this machine as well.
        Some(host) if host == "localhost" || host.ends_with(".localhost") => true,
        Some(host) => host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_on_this_machine_is_asked_without_a_proxy() {
        let own = |text: &str| is_this_machine(&text.parse().unwrap());
        assert!(
            own("http://localhost:8080")
                && own("http://aubepine.localhost")
                && own("http://127.0.0.1:8080")
                && own("http://[::1]:8080")
        );
        assert!(!own("https://video.example.org") && !own("http://192.0.2.1") && !own("http://localhost.example.org"));
    }
}
