//! What a member answers others. The routes stand behind `peers::server::PeerLayer`: who asks is a member, or asks to be one.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data_encoding::HEXLOWER;
use federation::desk::LogCopy;
use federation::facts::LogId;
use federation::roll::Standing;
use purse::id::MemberId;
use serde::Deserialize;
use tlog::checkpoint::SignedCheckpoint;
use tlog::tile::encode_bundle;

use crate::documents::Sent;
use crate::failure::ExchangeFailure;
use crate::office::{LEAVES_AT_A_TIME, Mark, Office, key_of};

/// Notes, and entries: each with its length before it, as in a C2SP entry bundle.
pub(crate) const BUNDLE: &str = "application/octet-stream";
/// A document.
pub(crate) const CBOR: &str = "application/cbor";

/// Before the mark, in the first item of what is told of checkpoints.
pub(crate) const MARK: &str = "ecot/checkpoints/1 ";

/// The checkpoints of one log that are handed out, at most: the last ones, so that cosignatures of some hours ago arrive.
const NOTES_OF_A_LOG: usize = 4;

/// Beside them, those that the last proposals name, at most: for who was away when they were made.
const NAMED_OF_A_LOG: usize = 4;

/// Where members ask.
pub fn routes(office: Arc<Office>) -> Router {
    Router::new()
        .route("/peer/checkpoints", get(checkpoints))
        .route("/peer/entries/{member}/{log}/{from}", get(entries))
        .route("/peer/document/{hash}", get(document))
        .route("/peer/manifest/{hash}", get(manifest))
        .with_state(office)
}

/// What of it is asked for.
#[derive(Debug, Deserialize)]
struct Since {
    /// Up to where whoever asks has heard; what that does not say is told again.
    since: Option<String>,
}

/// The last checkpoints of every log, and those that proposals name, with all cosignatures that are here: as far as they
/// changed since. Before them, what to say when asking again.
async fn checkpoints(State(office): State<Arc<Office>>, Query(Since { since }): Query<Since>) -> Response {
    let since: Option<Mark> = since.and_then(|since| since.parse().ok());
    let desk = office.desk().await;
    let Ok(chain) = desk.chain() else { return StatusCode::NOT_FOUND.into_response() };
    let logs = chain.roll.members.values().flat_map(Standing::logs);
    let copies: Vec<(LogId, &LogCopy)> = logs.filter_map(|(log, _)| Some((log, desk.copy(&log)?))).collect();
    let named = copies.iter().map(|(_, copy)| copy.named_sizes().count()).sum();
    let news = office.news();
    let mut items = vec![format!("{MARK}{}", news.mark(named)).into_bytes()];
    for (log, copy) in copies {
        let size = |note: &SignedCheckpoint| note.checkpoint().tree().size;
        let last = copy.notes().take(NOTES_OF_A_LOG).filter(|note| news.is_new(since, log, size(note)));
        items.extend(last.map(SignedCheckpoint::to_bytes));
        let by_proposals = copy.named().take(NAMED_OF_A_LOG);
        let new = by_proposals.filter(|note| news.is_new_if_named(since, named, log, size(note)));
        items.extend(new.map(SignedCheckpoint::to_bytes));
    }
    drop(news);
    bundle(items.into_iter())
}

/// The entries of a log from a place on, as many as there are and one answer holds.
async fn entries(
    State(office): State<Arc<Office>>,
    Path((member, log, from)): Path<(String, u32, u64)>,
) -> Result<Response, StatusCode> {
    let member: MemberId = member.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let leaves = office.store.leaves(key_of(LogId { member, log }), from, LEAVES_AT_A_TIME).await;
    Ok(bundle(leaves.map_err(failed)?.into_iter()))
}

/// A document; gone, if it was erased.
async fn document(State(office): State<Arc<Office>>, Path(hash): Path<String>) -> Result<Response, StatusCode> {
    let hash = HEXLOWER.decode(hash.as_bytes()).ok().and_then(|hash| <[u8; 32]>::try_from(hash).ok());
    let found = office.store.document(&hash.ok_or(StatusCode::NOT_FOUND)?).await.map_err(failed)?;
    let found = found.ok_or(StatusCode::NOT_FOUND)?;
    let bytes = found.bytes.ok_or(StatusCode::GONE)?;
    let Ok(sent) = minicbor::to_vec(Sent {
        kind: found.kind,
        salt: found.salt,
        bytes,
        name: found.name,
        media_type: found.media_type,
    }) else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    };
    Ok(([(header::CONTENT_TYPE, CBOR)], sent).into_response())
}

/// A manifest of this member, or one that it carries, with its signature.
async fn manifest(State(office): State<Arc<Office>>, Path(hash): Path<String>) -> Result<Response, StatusCode> {
    let hash = HEXLOWER.decode(hash.as_bytes()).ok().and_then(|hash| <[u8; 32]>::try_from(hash).ok());
    let found = office.store.signed_manifest(&hash.ok_or(StatusCode::NOT_FOUND)?).await.map_err(failed)?;
    let signed = found.ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, CBOR)], signed).into_response())
}

fn bundle(items: impl Iterator<Item = Vec<u8>>) -> Response {
    match encode_bundle(items) {
        Ok(bytes) => ([(header::CONTENT_TYPE, BUNDLE)], bytes).into_response(),
        // A note or a leaf is never longer than a bundle takes.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn failed(error: impl Into<ExchangeFailure>) -> StatusCode {
    let error = error.into();
    tracing::warn!(%error, "a member's question was not answered");
    StatusCode::SERVICE_UNAVAILABLE
}
