use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use http_body_util::{BodyExt, Limited};
use purse::id::MemberId;
use reqwest::redirect::Policy;
use seams::entropy::random;

use super::names::{AddressRefusal, Checked, Names, check};
use super::{Answer, Asking, Cause, Certificate, Request, Verb};
use crate::base_url::BaseUrl;
use crate::body;
use crate::fields;
use crate::refusal::Refusal;
use crate::signature::{AnswerRefusal, ContentDigest, FieldRefusal, Fields, Target, sign_request, verify_answer};

/// Time for connecting to a member.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Time from connecting to the head of the answer.
pub(super) const HEAD_TIME: Duration = Duration::from_secs(30);
/// Bytes of an answer that nobody signed in which a hint is looked for.
const HINT_BYTES: usize = 1_024;
/// Time for them.
const HINT_TIME: Duration = Duration::from_secs(5);
/// Connections to a member that are kept open for the next request.
const KEPT_CONNECTIONS: usize = 2;
const KEPT_TIME: Duration = Duration::from_secs(60);

/// One try of a request.
pub(super) struct Exchange {
    pub(super) http: reqwest::Client,
    pub(super) asking: Asking,
}

impl Exchange {
    pub(super) fn new(asking: Asking) -> Result<Self, reqwest::Error> {
        let http = http(&asking.names, asking.allow_private, &asking.authorities)?;
        Ok(Self { http, asking })
    }

    /// Asks once.
    pub(super) async fn ask(&self, to: &MemberId, base: &BaseUrl, request: &Request) -> Result<Answer, Cause> {
        may_ask(base, self.asking.allow_private)?;
        if request.body.len() > self.asking.limits.request_bytes {
            return Err(Cause::Request);
        }
        let (outgoing, fields) = self.signed(base, request)?;
        let answer = tokio::select! {
            answer = self.http.execute(outgoing) => answer.map_err(unreachable)?,
            () = self.asking.clock.sleep(HEAD_TIME) => return Err(Cause::Silent),
        };
        self.read(to, http::Response::from(answer), request, &fields).await
    }

    fn signed(&self, base: &BaseUrl, request: &Request) -> Result<(reqwest::Request, Fields), Cause> {
        let url = base.with(&request.path).ok_or(Cause::Request)?;
        let target = Target {
            method: request.verb.name(),
            authority: &base.authority(),
            path: url.path(),
            query: url.query().unwrap_or_default(),
        };
        let digest = ContentDigest::of(&request.body);
        let created = self.asking.clock.now().as_second();
        let nonce = random(&*self.asking.entropy);
        let fields = sign_request(&self.asking.directory.own(), &target, &digest, created, nonce);
        let fields = fields.map_err(|_| Cause::Request)?;
        let method = match request.verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
        };
        let mut outgoing = reqwest::Request::new(method, url);
        fields::put(&fields, outgoing.headers_mut());
        outgoing.headers_mut().insert(ACCEPT, HeaderValue::from_static(request.accept));
        outgoing.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let Some(media_type) = request.content_type {
            outgoing.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
            *outgoing.body_mut() = Some(request.body.clone().into());
        }
        Ok((outgoing, fields))
    }

    async fn read(
        &self,
        from: &MemberId,
        answer: http::Response<reqwest::Body>,
        request: &Request,
        sent: &Fields,
    ) -> Result<Answer, Cause> {
        let (parts, body) = answer.into_parts();
        let status = parts.status;
        if status.is_redirection() {
            return Err(Cause::Redirected(status));
        }
        let fields = fields::of(&parts.headers).map_err(|refusal| Cause::Forged(refusal.into()))?;
        let signed = match verify_answer(status.as_u16(), &fields, sent, from, &*self.asking.directory) {
            Ok(signed) => signed,
            Err(AnswerRefusal::Fields(FieldRefusal::Missing)) => {
                return Err(Cause::NotSigned { status, hint: self.hint(body).await });
            }
            Err(refusal) => return Err(Cause::Forged(refusal)),
        };
        if parts.headers.contains_key(CONTENT_ENCODING) {
            return Err(Cause::Encoded);
        }
        if status.is_success() && !has_type(&parts.headers, request.accept) {
            return Err(Cause::WrongType(request.accept));
        }
        let most = request.answer_bytes.min(self.asking.limits.answer_bytes);
        let pace = &self.asking.limits.pace;
        let body =
            body::read(body, most, Some(&signed.digest), pace, &*self.asking.clock).await.map_err(Cause::Body)?;
        match Refusal::from_text(&body).filter(|refusal| refusal.status() == status) {
            Some(refusal) => Err(Cause::Refused(refusal)),
            None => Ok(Answer { status, body, clock: signed.created }),
        }
    }

    /// What somebody tells who did not sign.
    async fn hint(&self, body: reqwest::Body) -> Option<Refusal> {
        tokio::select! {
            body = Limited::new(body, HINT_BYTES).collect() => Refusal::from_text(&body.ok()?.to_bytes()),
            () = self.asking.clock.sleep(HINT_TIME) => None,
        }
    }
}

/// No redirection is followed, no cookie kept, no proxy asked: it would resolve names by itself.
#[expect(clippy::disallowed_methods, reason = "the one place from which members are asked")]
pub(super) fn http(
    names: &Arc<dyn Names>,
    allow_private: bool,
    authorities: &[Certificate],
) -> Result<reqwest::Client, reqwest::Error> {
    let names = Checked { names: Arc::clone(names), allow_private };
    reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .https_only(!allow_private)
        .tls_certs_merge(authorities.iter().cloned())
        .dns_resolver(Arc::new(names))
        .connect_timeout(CONNECT_TIME)
        .pool_max_idle_per_host(KEPT_CONNECTIONS)
        .pool_idle_timeout(KEPT_TIME)
        .build()
}

/// Whether this address may be asked at all, before its name is.
pub(super) fn may_ask(base: &BaseUrl, allow_private: bool) -> Result<(), Cause> {
    if !base.is_https() && !allow_private {
        return Err(Cause::NotHttps);
    }
    let numbers: Vec<_> = base.address().into_iter().collect();
    check(&numbers, allow_private).map_err(|refusal| Cause::Forbidden(refusal.0))
}

/// Whether the type is the one that was asked for; parameters are not looked at.
pub(super) fn has_type(headers: &HeaderMap, wanted: &str) -> bool {
    let has = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = has.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(wanted.split(';').next().unwrap_or_default().trim())
}

pub(super) fn unreachable(error: reqwest::Error) -> Cause {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if let Some(AddressRefusal(address)) = inner.downcast_ref() {
            return Cause::Forbidden(*address);
        }
        cause = inner.source();
    }
    Cause::Unreachable(Box::new(error.without_url()))
}
