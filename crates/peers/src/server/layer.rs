use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{OriginalUri, Request};
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http_body_util::{BodyExt, Limited};
use seams::Clock;
use tower::{Layer, Service};

use super::Caller;
use super::accounts::{Accounts, Place};
use super::sent::Sent;
use crate::base_url::BaseUrl;
use crate::body;
use crate::fields;
use crate::key::KeyRing;
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::signature::{ContentDigest, Fields, Target, Verified, sign_answer, verify_request};

/// Wraps the routes that members ask. What it lets through was signed by a member, for this member and now, and is whole;
/// [`Caller`] says who asks. Answers are read whole, signed and sent.
#[derive(Clone)]
pub struct PeerLayer {
    gate: Arc<Gate>,
}

struct Gate {
    ring: Arc<dyn KeyRing>,
    authority: String,
    accounts: Arc<Accounts>,
}

impl PeerLayer {
    /// For the member whose address for others is `own`. Requests that were signed before now are not taken. Clones share
    /// the limits; one member has one.
    #[must_use]
    pub fn new(ring: Arc<dyn KeyRing>, own: &BaseUrl, limits: Limits, clock: Arc<dyn Clock>) -> Self {
        let accounts = Arc::new(Accounts::new(limits, clock));
        Self { gate: Arc::new(Gate { ring, authority: own.authority(), accounts }) }
    }
}

impl<S> Layer<S> for PeerLayer {
    type Service = PeerService<S>;

    fn layer(&self, inner: S) -> PeerService<S> {
        PeerService { gate: Arc::clone(&self.gate), inner }
    }
}

/// Routes behind a [`PeerLayer`].
#[derive(Clone)]
pub struct PeerService<S> {
    gate: Arc<Gate>,
    inner: S,
}

impl<S> Service<Request> for PeerService<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let next = self.inner.clone();
        // The one that was made ready answers; its clone may not be ready.
        let inner = std::mem::replace(&mut self.inner, next);
        let gate = Arc::clone(&self.gate);
        Box::pin(async move { Ok(gate.answer(inner, request).await) })
    }
}

impl Gate {
    async fn answer<S>(&self, inner: S, request: Request) -> Response
    where
        S: Service<Request, Response = Response, Error = Infallible>,
    {
        let (parts, body) = request.into_parts();
        let (fields, verified) = match self.verify(&parts) {
            Ok(verified) => verified,
            Err(refusal) => return told(refusal).map(|text| Body::new(Sent::new(text, None))),
        };
        let place = match self.accounts.enter(&verified.parameters) {
            Ok(place) => place,
            Err(refusal) => return self.signed(told(refusal), &fields, None),
        };
        let Limits { request_bytes, answer_bytes, pace, .. } = self.accounts.limits;
        let body = match body::read(body, request_bytes, Some(&verified.digest), &pace, &*self.accounts.clock).await {
            Ok(body) => body,
            Err(refusal) => return self.signed(told(refusal.into()), &fields, Some(place)),
        };
        place.count(body.len());
        let mut request = Request::from_parts(parts, Body::from(body));
        request.extensions_mut().insert(Caller(verified.parameters.member));
        let answer = whole(call(inner, request).await, answer_bytes).await;
        self.signed(answer, &fields, Some(place))
    }

    fn verify(&self, parts: &Parts) -> Result<(Fields, Verified), Refusal> {
        let fields = fields::of(&parts.headers)?;
        // Behind a nested router the address is cut; what was signed is the whole one.
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let target = Target {
            method: parts.method.as_str(),
            authority: &self.authority,
            path: uri.path(),
            query: uri.query().unwrap_or_default(),
        };
        let verified = verify_request(&target, &fields, &*self.ring)?;
        Ok((fields, verified))
    }

    /// Signs an answer to the request with these fields.
    fn signed(&self, answer: Response<Bytes>, request: &Fields, place: Option<Place>) -> Response {
        let (mut parts, body) = answer.into_parts();
        if let Some(place) = &place {
            place.count(body.len());
        }
        let (status, digest) = (parts.status.as_u16(), ContentDigest::of(&body));
        let signed = sign_answer(&self.ring.own(), status, &digest, request, self.accounts.clock.now().as_second());
        assert!(signed.is_ok(), "the fields of a request that was verified are those of a signed request");
        fields::put(&signed.unwrap_or_default(), &mut parts.headers);
        Response::from_parts(parts, Body::new(Sent::new(body, place)))
    }
}

async fn call<S>(mut inner: S, request: Request) -> Response
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    let Ok(answer) = inner.call(request).await;
    answer
}

/// The handler's answer, whole; an empty one with status 500 if it is longer than answers are.
async fn whole(answer: Response, most: usize) -> Response<Bytes> {
    let (parts, body) = answer.into_parts();
    match Limited::new(body, most).collect().await {
        Ok(body) => Response::from_parts(parts, body.to_bytes()),
        Err(error) => {
            tracing::error!(%error, most, "an answer to a member could not be made");
            let mut answer = Response::new(Bytes::new());
            *answer.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
            answer
        }
    }
}

fn told(refusal: Refusal) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(refusal.to_text()));
    *answer.status_mut() = refusal.status();
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    answer
}
