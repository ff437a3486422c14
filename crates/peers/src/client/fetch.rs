//! Fetching what members serve to everybody: objects, by range. Nobody signs it, because whoever fetches knows its hash.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use http::header::{ACCEPT_ENCODING, CONTENT_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use http_body_util::BodyExt;
use purse::id::MemberId;
use seams::Clock;

use super::exchange::{Exchange, HEAD_TIME, may_ask, unreachable};
use super::{Cause, Failure, OpenClient, PeerClient, Request, player};
use crate::base_url::BaseUrl;
use crate::body::BodyRefusal;

/// In each such span of a fetch ...
pub const FETCH_SPAN: Duration = Duration::from_secs(20);
/// ... so many bytes must come, or the range its end: 16 KiB a second. Who is slower keeps a carrier from asking another.
pub const FETCH_SPAN_BYTES: u64 = 320 << 10;

/// The bytes of a range, in order, in pieces of any size. After an error nothing comes; without one, all of them came.
pub type Pieces = BoxStream<'static, Result<Bytes, Cause>>;

/// How members fetch from each other: over HTTP, or in a simulation.
#[async_trait]
pub trait Fetch: Send + Sync + 'static {
    /// Begins to fetch a range of what stands at `path` of a member. The range is not empty.
    ///
    /// # Errors
    /// [`Failure`], which says whether a later call may have more success.
    async fn fetch(&self, from: &MemberId, path: &str, range: Range<u64>) -> Result<Pieces, Failure>;

    /// The same, with the fields with which a viewer's browser asks that shows a page of the member `page`. Where requests have no
    /// fields there is nothing to tell apart.
    ///
    /// # Errors
    /// As [`Fetch::fetch`].
    async fn fetch_for_page(
        &self,
        from: &MemberId,
        path: &str,
        range: Range<u64>,
        page: &MemberId,
    ) -> Result<Pieces, Failure> {
        let _ = page;
        self.fetch(from, path, range).await
    }
}

#[async_trait]
impl Fetch for PeerClient {
    async fn fetch(&self, from: &MemberId, path: &str, range: Range<u64>) -> Result<Pieces, Failure> {
        let failed = |cause| Failure::new(from, &Request::get(path, ""), cause);
        let base = self.directory.base(from).ok_or(Cause::NoAddress).map_err(failed)?;
        self.exchange.fetch(&base, path, range, HeaderMap::new()).await.map_err(failed)
    }

    async fn fetch_for_page(
        &self,
        from: &MemberId,
        path: &str,
        range: Range<u64>,
        page: &MemberId,
    ) -> Result<Pieces, Failure> {
        let failed = |cause| Failure::new(from, &Request::get(path, ""), cause);
        let base = |member| self.directory.base(member).ok_or(Cause::NoAddress).map_err(failed);
        let (base, page) = (base(from)?, base(page)?);
        let fields = player::to_another(&page).ok_or(Cause::Request).map_err(failed)?;
        self.exchange.fetch(&base, path, range, fields).await.map_err(failed)
    }
}

impl Exchange {
    async fn fetch(&self, base: &BaseUrl, path: &str, range: Range<u64>, fields: HeaderMap) -> Result<Pieces, Cause> {
        may_ask(base, self.asking.allow_private)?;
        self::range(&self.http, &self.asking.clock, (base, path, fields), range).await
    }
}

impl OpenClient {
    /// Begins to fetch a range of what stands at `path` of an address that is no member's. The range is not empty.
    ///
    /// # Errors
    /// [`Cause`], which says whether a later call may have more success.
    pub async fn fetch(&self, base: &BaseUrl, path: &str, range: Range<u64>) -> Result<Pieces, Cause> {
        may_ask(base, self.asking.allow_private)?;
        self::range(&self.http, &self.asking.clock, (base, path, HeaderMap::new()), range).await
    }
}

async fn range(
    http: &reqwest::Client,
    clock: &Arc<dyn Clock>,
    (base, path, fields): (&BaseUrl, &str, HeaderMap),
    range: Range<u64>,
) -> Result<Pieces, Cause> {
    let url = base.with(path).ok_or(Cause::Request)?;
    let mut outgoing = reqwest::Request::new(Method::GET, url);
    *outgoing.headers_mut() = fields;
    let last = range.end.saturating_sub(1);
    let asked = HeaderValue::try_from(format!("bytes={}-{last}", range.start)).map_err(|_| Cause::Request)?;
    outgoing.headers_mut().insert(RANGE, asked);
    outgoing.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let answer = tokio::select! {
        answer = http.execute(outgoing) => answer.map_err(unreachable)?,
        () = clock.sleep(HEAD_TIME) => return Err(Cause::Silent),
    };
    let (parts, body) = http::Response::from(answer).into_parts();
    if parts.status.is_redirection() {
        return Err(Cause::Redirected(parts.status));
    }
    if parts.status != StatusCode::PARTIAL_CONTENT || !is_range(&parts.headers, &range) {
        return Err(Cause::NotServed(parts.status));
    }
    let left = range.end - range.start;
    Ok(coming(body, left, Arc::clone(clock)))
}

/// The `left` bytes of a body, within the pace of a fetch.
fn coming(body: reqwest::Body, left: u64, clock: Arc<dyn Clock>) -> Pieces {
    stream::unfold(Some(Coming { body, left, clock, in_span: 0, span: None }), next).boxed()
}

/// A range that is on its way.
struct Coming {
    body: reqwest::Body,
    /// Bytes that are still to come.
    left: u64,
    clock: Arc<dyn Clock>,
    in_span: u64,
    span: Option<BoxSleep>,
}

type BoxSleep = futures::future::BoxFuture<'static, ()>;

/// The next piece, and what comes after it; after an error nothing.
async fn next(coming: Option<Coming>) -> Option<(Result<Bytes, Cause>, Option<Coming>)> {
    let mut coming = coming?;
    match coming.piece().await {
        Ok(Some(piece)) => Some((Ok(piece), Some(coming))),
        Ok(None) => None,
        Err(refusal) => Some((Err(Cause::Body(refusal)), None)),
    }
}

impl Coming {
    async fn piece(&mut self) -> Result<Option<Bytes>, BodyRefusal> {
        loop {
            if self.left == 0 {
                return Ok(None);
            }
            let clock = Arc::clone(&self.clock);
            let sleep = || -> BoxSleep { Box::pin(async move { clock.sleep(FETCH_SPAN).await }) };
            let span = self.span.get_or_insert_with(sleep);
            let frame = tokio::select! {
                frame = self.body.frame() => frame,
                () = span => {
                    if self.in_span < FETCH_SPAN_BYTES {
                        return Err(BodyRefusal::TooSlow);
                    }
                    (self.in_span, self.span) = (0, None);
                    continue;
                }
            };
            let frame = frame.ok_or(BodyRefusal::Broken)?.map_err(|_| BodyRefusal::Broken)?;
            // Trailers say nothing here.
            let Ok(piece) = frame.into_data() else { continue };
            let bytes = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            self.left = self.left.checked_sub(bytes).ok_or(BodyRefusal::TooLong)?;
            self.in_span = self.in_span.saturating_add(bytes);
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
    }
}

/// Whether the answer is of the range that was asked for.
fn is_range(headers: &HeaderMap, range: &Range<u64>) -> bool {
    let told = headers.get(CONTENT_RANGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let expected = format!("bytes {}-{}/", range.start, range.end.saturating_sub(1));
    told.starts_with(&expected)
}
