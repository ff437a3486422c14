//! What a machine of a person's own asks of its home, with a token that opens nothing else: which videos its space has, what
//! they are made of, and where to tell what it holds. The objects it fetches where everybody does, at `/o/`.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use carry::id::VideoId;
use carry::manifest::SignedManifest;
use carry::own_machine::{Finding, VIDEOS};
use data_encoding::HEXLOWER;
use peers::BaseUrl;
use serde::{Deserialize, Serialize};
use store::{OwnHolding, OwnMachine, PAGE_ROWS, SecretHash};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

use super::{ApiRefusal, Told, answer, json, nothing};
use crate::app::App;
use crate::limits::{Act, Subject};
use crate::metering::ClientAddress;
use crate::sessions::Secret;

/// Videos on a page.
const PAGE_VIDEOS: u32 = 200;

#[derive(Deserialize)]
pub(super) struct Asked {
    after: Option<String>,
}

/// A page of a space's videos.
#[derive(Serialize, ToSchema)]
pub struct OwnVideosAnswer {
    /// The home's id, which is in the core of every manifest.
    pub home: String,
    /// Every key that signed manifests here, in hex, the first one first.
    pub keys: Vec<String>,
    /// The last check of the machine brought wrong bytes, or not the part that was asked for: it does well to look at its disk.
    pub doubted: bool,
    /// In the order of their ids.
    pub videos: Vec<OwnVideo>,
    /// What `after` is for the next page.
    pub next: Option<String>,
}

/// A video that a machine may keep.
#[derive(Serialize, ToSchema)]
pub struct OwnVideo {
    pub id: String,
    /// The hash of its last manifest, in hex.
    pub manifest: String,
    /// Of all its objects.
    pub bytes: u64,
    /// RFC 3339.
    pub published_at: String,
}

/// What a machine tells of itself, in place of what it told before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnHoldingWish {
    /// Where players reach it: scheme, host and port. `null`: it only holds.
    pub address: Option<String>,
    /// Bytes of what it holds.
    pub bytes: u64,
    /// Videos for which it has no room.
    pub left_out: u64,
    /// The videos that it holds whole and serves, 1000 at most: the hash of the manifest by the id, both in hex.
    pub videos: BTreeMap<String, String>,
}

/// The machine whose token was sent; tries are counted as those with other tokens are.
async fn machine(app: &App, parts: &Parts) -> Result<OwnMachine, ApiRefusal> {
    let now = app.seams.clock.now();
    let taken = |subject: Subject<'_>| {
        let taken = app.limits.take(Act::Api, subject, now);
        taken.map_err(|refusal| ApiRefusal::TooMany(refusal.retry_after.as_secs()))
    };
    // Each guess is a bucket of its own: what they have in common is where they come from.
    let refuse = || {
        let address = parts.extensions.get::<ClientAddress>().map(|address| address.0);
        address.map_or(Ok(()), |address| taken(Subject::Address(address)))?;
        Err(ApiRefusal::SignedOut)
    };
    let header = parts.headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
    let Some(secret) = header.and_then(|text| text.strip_prefix("Bearer ")).and_then(Secret::parse) else {
        return refuse();
    };
    let hash = secret.hash();
    taken(Subject::Account(&hash))?;
    match app.store.own_machine(SecretHash::from_bytes(hash)).await? {
        Some(machine) if bool::from(machine.token.as_bytes().ct_eq(&hash)) => Ok(machine),
        _ => refuse(),
    }
}

/// The videos of the machine's space that others may serve now. What is not among them is not to be served; it is to be deleted
/// only by its tombstone.
#[utoipa::path(get, path = "/api/v1/own-machine/videos", tag = "own machine", params(("after" = Option<String>, Query)),
    responses((status = 200, body = OwnVideosAnswer), (status = "4XX", body = Told)))]
pub(super) async fn videos(State(app): State<App>, Query(asked): Query<Asked>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, listed(&app, &parts, asked).await)
}

async fn listed(app: &App, parts: &Parts, asked: Asked) -> Result<OwnVideosAnswer, ApiRefusal> {
    let machine = machine(app, parts).await?;
    let after = asked.after.map(|after| after.parse().map_err(|_| ApiRefusal::NotFound)).transpose()?;
    let found = app.store.space_manifests(machine.account, after, PAGE_VIDEOS).await?;
    let full = found.len() == usize::try_from(PAGE_VIDEOS).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| full).map(|last| last.video.to_string());
    let keys = app.store.signing_keys(None, PAGE_ROWS).await?;
    let shown = |video: store::SpaceManifest| OwnVideo {
        id: video.video.to_string(),
        manifest: HEXLOWER.encode(&video.manifest),
        bytes: video.bytes,
        published_at: video.published_at.to_string(),
    };
    Ok(OwnVideosAnswer {
        home: app.config.home.to_string(),
        keys: keys.iter().map(|key| HEXLOWER.encode(&key.public)).collect(),
        doubted: matches!(machine.checked, Some((_, Finding::Altered | Finding::Missing))),
        videos: found.into_iter().map(shown).collect(),
        next,
    })
}

/// The last manifest of a video of the machine's space, signed, in CBOR; of one that is gone, its tombstone.
#[utoipa::path(get, path = "/api/v1/own-machine/videos/{id}/manifest", tag = "own machine",
    params(("id" = String, Path)), responses((status = 200, body = Vec<u8>, content_type = "application/cbor"),
    (status = "4XX", body = Told)))]
pub(super) async fn manifest(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match signed(&app, &parts, &id).await {
        Ok(signed) => {
            let told = [(CONTENT_TYPE, "application/cbor"), (CACHE_CONTROL, "no-store")];
            (told, signed.to_cbor()).into_response()
        }
        Err(refusal) => answer(&parts, Err::<(), _>(refusal)),
    }
}

async fn signed(app: &App, parts: &Parts, id: &str) -> Result<SignedManifest, ApiRefusal> {
    let machine = machine(app, parts).await?;
    let id: VideoId = id.parse().map_err(|_| ApiRefusal::NotFound)?;
    let placed = app.store.latest_manifest(id).await?.ok_or(ApiRefusal::NotFound)?;
    // A tombstone says nothing but that a video is gone, so anybody may have it.
    if !placed.tombstone {
        let video = app.store.video(id).await?.filter(|video| video.account == machine.account);
        video.ok_or(ApiRefusal::NotFound)?;
    }
    Ok(SignedManifest { bytes: placed.bytes, signature: placed.signature })
}

/// Takes down what the machine holds.
#[utoipa::path(put, path = "/api/v1/own-machine/holding", tag = "own machine", request_body = OwnHoldingWish,
    responses((status = 204), (status = "4XX", body = Told)))]
pub(super) async fn hold(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    nothing(&parts, held(&app, &parts, body).await)
}

async fn held(app: &App, parts: &Parts, body: Body) -> Result<(), ApiRefusal> {
    let machine = machine(app, parts).await?;
    let wish: OwnHoldingWish = json(body).await?;
    let fits = i64::try_from(wish.bytes).is_ok() && i64::try_from(wish.left_out).is_ok();
    if wish.videos.len() > VIDEOS || !fits {
        return Err(ApiRefusal::Malformed);
    }
    let address = wish.address.map(|text| BaseUrl::parse(&text).map_err(|_| ApiRefusal::Malformed)).transpose()?;
    let read = |(id, manifest): (&String, &String)| {
        let manifest = HEXLOWER.decode(manifest.as_bytes()).ok()?.try_into().ok()?;
        Some((id.parse().ok()?, manifest))
    };
    let videos: Option<Vec<(VideoId, [u8; 32])>> = wish.videos.iter().map(read).collect();
    let holding = OwnHolding {
        address: address.map(|base| base.to_string()),
        bytes: wish.bytes,
        left_out: wish.left_out,
        videos: videos.ok_or(ApiRefusal::Malformed)?,
    };
    if app.store.own_machine_holds(machine.id, &holding, app.seams.clock.now()).await? {
        Ok(())
    } else {
        // It was removed a moment ago.
        Err(ApiRefusal::SignedOut)
    }
}
