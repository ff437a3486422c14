//! What anybody may ask of backups: a piece, by its hash, and where a member's pieces lie, sealed to its operator.
//!
//! Nobody signs in for either. A piece is ciphertext, and its hash is known to those alone who read the logs or open what is
//! told here; who cannot open that learns nothing from it.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use carry::id::ObjectHash;
use exchange::backing::Whereabouts;
use futures::stream;
use futures::{StreamExt, TryStreamExt};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};
use objects::Objects;
use tokio::sync::OwnedSemaphorePermit;

use super::{Backing, BackingError, from_bytes};
use crate::backup::sealed::seal;
use crate::backup::sealed_piece;

/// Where it is told where a member's backups lie: its id, the host of its address or its name stands behind it.
pub const WHEREABOUTS_PATH: &str = "/backup/of/";
/// The media type of that.
pub const WHEREABOUTS_TYPE: &str = "application/vnd.ecot.whereabouts";
/// Bytes of it, at most.
pub const WHEREABOUTS_BYTES: usize = 4 << 20;
/// Bytes of a piece that are read at a time.
const READ_BYTES: u64 = 1 << 20;
/// Letters of a name that are looked up, at most.
const NAME_BYTES: usize = 256;

const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

impl Backing {
    /// The routes.
    pub fn routes(self: &Arc<Self>) -> Router {
        Router::new()
            .route("/backup/piece/{hash}", get(piece))
            .route("/backup/of/{name}", get(whereabouts))
            .with_state(Arc::clone(self))
    }

    /// Where a piece is: among the member's own, or among those that it keeps for others.
    async fn holding(&self, hash: ObjectHash) -> Result<Option<(Objects, u64)>, BackingError> {
        if let Some(own) = &self.own
            && let Some(bytes) = own.destination.sealed().size(hash).await?
        {
            return Ok(Some((own.destination.sealed().clone(), bytes)));
        }
        if self.store.kept_with(hash).await?.is_empty() {
            return Ok(None);
        }
        Ok(self.objects.size(hash).await?.map(|bytes| (self.objects.clone(), bytes)))
    }

    /// Where a member's backups lie, sealed to the operators to whom these are sealed.
    async fn sealed_whereabouts(&self, name: &str) -> Result<Option<Vec<u8>>, BackingError> {
        let Some(office) = self.membership.office() else { return Ok(None) };
        let Some(member) = office.called(name).await? else { return Ok(None) };
        let Some(told) = office.whereabouts(member).await else { return Ok(None) };
        let mut recipients = told.backups.iter().map(|lying| lying.backup.recipient).collect::<Vec<_>>();
        recipients.sort_unstable();
        recipients.dedup();
        let recipients: Vec<_> = recipients.iter().filter_map(from_bytes).collect();
        if recipients.is_empty() {
            return Ok(None);
        }
        let plain = minicbor::to_vec::<&Whereabouts>(&told).map_err(io::Error::other)?;
        let sealed = seal(sealed_piece(plain.into()), recipients).map_ok(|piece| piece.to_vec()).try_concat().await?;
        Ok(Some(sealed))
    }
}

async fn whereabouts(State(backing): State<Arc<Backing>>, Path(name): Path<String>) -> Result<Response, StatusCode> {
    if name.len() > NAME_BYTES {
        return Err(StatusCode::NOT_FOUND);
    }
    let told = backing.sealed_whereabouts(&name).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static(WHEREABOUTS_TYPE)), (CACHE_CONTROL, NOT_KEPT)], told).into_response())
}

async fn piece(
    State(backing): State<Arc<Backing>>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    let hash: ObjectHash = hash.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let permit = Arc::clone(&backing.at_once).try_acquire_owned().map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let (objects, bytes) = backing.holding(hash).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let range = match headers.get(RANGE) {
        Some(asked) => asked_range(asked, bytes).ok_or(StatusCode::RANGE_NOT_SATISFIABLE)?,
        None => 0..bytes,
    };
    let part = headers.contains_key(RANGE);
    let told = format!("bytes {}-{}/{bytes}", range.start, range.end.saturating_sub(1));
    let mut response = Response::new(Body::from_stream(frames(objects, hash, range.clone(), permit)));
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    answer.insert(CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    answer.insert(CACHE_CONTROL, NOT_KEPT);
    if part {
        answer.insert(CONTENT_RANGE, HeaderValue::try_from(told).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The range that members ask for, `bytes=FIRST-LAST`; none if it is another form or does not lie in the piece.
fn asked_range(value: &HeaderValue, bytes: u64) -> Option<Range<u64>> {
    let (first, last) = value.to_str().ok()?.strip_prefix("bytes=")?.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && last < bytes).then(|| first..last + 1)
}

/// The bytes of a range, not through the cache: they are read once. The permit is given back at the end.
fn frames(
    objects: Objects,
    hash: ObjectHash,
    range: Range<u64>,
    permit: OwnedSemaphorePermit,
) -> stream::BoxStream<'static, io::Result<Bytes>> {
    let state = (objects, range.start, permit);
    stream::try_unfold(state, move |(objects, at, permit)| async move {
        if at >= range.end {
            return Ok(None);
        }
        let until = range.end.min(at.saturating_add(READ_BYTES));
        let piece = objects.read(hash, at..until).await.map_err(io::Error::other)?;
        Ok(Some((piece, (objects, until, permit))))
    })
    .boxed()
}

fn failed(error: BackingError) -> StatusCode {
    tracing::warn!(%error, "a question about backups was not answered");
    StatusCode::SERVICE_UNAVAILABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_range_that_lies_in_the_piece_is_served() {
        let asked = |text: &'static str| asked_range(&HeaderValue::from_static(text), 100);
        assert_eq!(asked("bytes=0-99"), Some(0..100));
        assert_eq!(asked("bytes=40-40"), Some(40..41));
        for other in ["bytes=0-100", "bytes=5-4", "bytes=-5", "bytes=5-", "lines=0-9", "bytes=0-9,20-29"] {
            assert_eq!(asked(other), None, "{other}");
        }
    }
}
