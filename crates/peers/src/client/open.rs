use std::sync::Arc;

use async_trait::async_trait;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderValue, Method};
use seams::Clock;

use super::exchange::{HEAD_TIME, has_type, http, may_ask, unreachable};
use super::names::Names;
use super::{Answer, Cause, Certificate, Request, Verb, player};
use crate::base_url::BaseUrl;
use crate::body;
use crate::limits::Limits;

/// How a member asks an address whose member it does not know yet: over HTTPS, and nobody signs. What is asked and answered
/// so has its own signatures inside, or is public.
#[async_trait]
pub trait OpenTransport: Send + Sync + 'static {
    /// Asks once: a person waits for it, and tries again.
    ///
    /// # Errors
    /// [`Cause`], which says whether a later call may have more success. A request that failed may have been taken.
    async fn send(&self, base: &BaseUrl, request: &Request) -> Result<Answer, Cause>;
}

/// What an [`OpenClient`] is made of; as [`super::Asking`], without a directory.
pub struct OpenAsking {
    pub clock: Arc<dyn Clock>,
    pub names: Arc<dyn Names>,
    /// Addresses of this machine and of private networks may be asked, and without encryption.
    pub allow_private: bool,
    pub authorities: Vec<Certificate>,
    pub limits: Limits,
}

/// Asks over HTTP, with the limits of the client that asks members.
pub struct OpenClient {
    pub(super) http: reqwest::Client,
    pub(super) asking: OpenAsking,
}

impl OpenClient {
    /// # Errors
    /// When this machine has no TLS; a retry does not help.
    pub fn new(asking: OpenAsking) -> Result<Self, reqwest::Error> {
        let http = http(&asking.names, asking.allow_private, &asking.authorities)?;
        Ok(Self { http, asking })
    }

    fn outgoing(base: &BaseUrl, request: &Request) -> Result<reqwest::Request, Cause> {
        let url = base.with(&request.path).ok_or(Cause::Request)?;
        let method = match request.verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
        };
        let mut outgoing = reqwest::Request::new(method, url);
        if let Some(page) = &request.page {
            *outgoing.headers_mut() = player::to_own(base, page, request.verb).ok_or(Cause::Request)?;
        } else {
            outgoing.headers_mut().insert(ACCEPT, HeaderValue::from_static(request.accept));
            outgoing.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        if let Some(media_type) = request.content_type {
            outgoing.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
            *outgoing.body_mut() = Some(request.body.clone().into());
        }
        Ok(outgoing)
    }
}

#[async_trait]
impl OpenTransport for OpenClient {
    async fn send(&self, base: &BaseUrl, request: &Request) -> Result<Answer, Cause> {
        may_ask(base, self.asking.allow_private)?;
        if request.body.len() > self.asking.limits.request_bytes {
            return Err(Cause::Request);
        }
        let outgoing = Self::outgoing(base, request)?;
        let answer = tokio::select! {
            answer = self.http.execute(outgoing) => answer.map_err(unreachable)?,
            () = self.asking.clock.sleep(HEAD_TIME) => return Err(Cause::Silent),
        };
        let (parts, body) = http::Response::from(answer).into_parts();
        let status = parts.status;
        if status.is_redirection() {
            return Err(Cause::Redirected(status));
        }
        if parts.headers.contains_key(CONTENT_ENCODING) {
            return Err(Cause::Encoded);
        }
        if status.is_success() && !has_type(&parts.headers, request.accept) {
            return Err(Cause::WrongType(request.accept));
        }
        let most = request.answer_bytes.min(self.asking.limits.answer_bytes);
        let body = body::read(body, most, None, &self.asking.limits.pace, &*self.asking.clock).await;
        let clock = self.asking.clock.now().as_second();
        Ok(Answer { status, body: body.map_err(Cause::Body)?, clock })
    }
}
