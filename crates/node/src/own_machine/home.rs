//! What the machine asks its home: through the machine's own part of the API, with its token, and for objects as everybody does.

use std::collections::BTreeMap;

use bytes::Bytes;
use carry::id::{MemberId, ObjectHash, VideoId};
use carry::manifest::{Manifest, SignedManifest, VerifyingKey};
use carry::own_machine::Offered;
use data_encoding::HEXLOWER;
use futures::StreamExt;
use futures::stream;
use http::header::{ACCEPT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use http::{Method, StatusCode};
use jiff::Timestamp;
use peers::BodyRefusal;
use peers::client::{Cause, Pieces};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use serde::Deserialize;

use crate::client::{ClientError, Exchange};

/// Largest page of videos, in bytes.
const PAGE_BYTES: usize = 1 << 20;
/// Largest manifest with its signature, in bytes.
const SIGNED_BYTES: usize = carry::manifest::limits::MAX_MANIFEST_BYTES + 256;
/// Videos that are listed, at most; of a larger space the machine chooses among as many.
const LISTED: usize = 20_000;

/// Why the home did not answer as it should.
#[derive(Debug, thiserror::Error)]
pub enum HomeFailure {
    /// The token was revoked, or never was one. A retry does not help.
    #[error("the home does not know this machine's token; it was removed on the page of who carries, or mistyped")]
    Revoked,
    /// As the client says.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A retry does not help.
    #[error("the home's answer is not understood: {0}")]
    Answer(&'static str),
}

/// A home, and the right to hold the videos of one of its spaces.
pub struct Home {
    exchange: Exchange,
    token: String,
}

/// A video as the home lists it.
#[derive(Debug, Clone, Copy)]
pub struct ListedVideo {
    pub offered: Offered,
    /// The hash of its manifest.
    pub manifest: [u8; 32],
}

/// What the home lists.
#[derive(Debug, Clone)]
pub struct Listed {
    pub home: MemberId,
    /// What it signed manifests with.
    pub keys: Vec<VerifyingKey>,
    pub videos: BTreeMap<VideoId, ListedVideo>,
    /// Its last check of this machine brought the wrong bytes, or none where it should have some.
    pub doubted: bool,
}

#[derive(Deserialize)]
struct Page {
    home: String,
    keys: Vec<String>,
    videos: Vec<Row>,
    #[serde(default)]
    doubted: bool,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    manifest: String,
    bytes: u64,
    published_at: Timestamp,
}

/// What the machine tells of itself.
#[derive(serde::Serialize)]
pub(super) struct Holding {
    pub(super) address: Option<String>,
    pub(super) bytes: u64,
    pub(super) left_out: usize,
    pub(super) videos: BTreeMap<String, String>,
}

impl Home {
    /// # Errors
    /// [`ClientError::Address`] when `home` is no address of one.
    pub fn new(home: &str, token: String) -> Result<Self, ClientError> {
        // A token is not carried to wherever an answer points.
        Ok(Self { exchange: Exchange::with(|http| http.redirect(Policy::none()), home)?, token })
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, HomeFailure> {
        match self.exchange.send(request.bearer_auth(&self.token)).await {
            Ok(answer) => Ok(answer),
            Err(ClientError::Refused { status: StatusCode::UNAUTHORIZED, .. }) => Err(HomeFailure::Revoked),
            Err(failure) => Err(failure.into()),
        }
    }

    /// Everything that the space has for machines of its own.
    ///
    /// # Errors
    /// [`HomeFailure`].
    pub async fn videos(&self) -> Result<Listed, HomeFailure> {
        let mut path = "/api/v1/own-machine/videos".to_owned();
        let mut listed: Option<Listed> = None;
        loop {
            let answer = self.send(self.exchange.request(Method::GET, &path)?).await?;
            let body = self.exchange.read(answer, PAGE_BYTES).await?;
            let page: Page = serde_json::from_slice(&body).map_err(|_| HomeFailure::Answer("not a list of videos"))?;
            let all = match &mut listed {
                Some(all) => all,
                None => listed.insert(page.head()?),
            };
            for row in &page.videos {
                let video = row.read().ok_or(HomeFailure::Answer("not a video of a list"))?;
                all.videos.insert(video.offered.video, video);
            }
            // A home that goes on for ever is asked no more.
            match page.next {
                Some(next) if all.videos.len() < LISTED && !page.videos.is_empty() => {
                    path = format!("/api/v1/own-machine/videos?after={next}");
                }
                _ => break,
            }
        }
        listed.ok_or(HomeFailure::Answer("not a list of videos"))
    }

    /// The last manifest of a video, if the home signed it; none of a video that it has not for this machine.
    ///
    /// # Errors
    /// [`HomeFailure`].
    pub(super) async fn manifest(
        &self,
        id: VideoId,
        listed: &Listed,
    ) -> Result<Option<(SignedManifest, Manifest)>, HomeFailure> {
        let path = format!("/api/v1/own-machine/videos/{id}/manifest");
        let answer = match self.send(self.exchange.request(Method::GET, &path)?).await {
            Err(HomeFailure::Client(ClientError::Refused { status: StatusCode::NOT_FOUND, .. })) => return Ok(None),
            answer => answer?,
        };
        let body = self.exchange.read(answer, SIGNED_BYTES).await?;
        let wrong = HomeFailure::Answer("not a manifest that it signed");
        let Ok(signed) = SignedManifest::from_cbor(&body) else { return Err(wrong) };
        let verified = listed.keys.iter().find_map(|key| signed.verify(key).ok());
        let fits = |manifest: &Manifest| manifest.core.home == listed.home && manifest.core.video_id() == id;
        verified.filter(fits).map(|manifest| Some((signed, manifest))).ok_or(wrong)
    }

    /// Whether the home signed that a video is gone.
    ///
    /// # Errors
    /// [`HomeFailure`].
    pub(super) async fn is_gone(&self, id: VideoId, listed: &Listed) -> Result<bool, HomeFailure> {
        Ok(self.manifest(id, listed).await?.is_some_and(|(_, manifest)| manifest.is_gone()))
    }

    /// Tells what is held.
    ///
    /// # Errors
    /// [`HomeFailure`].
    pub(super) async fn tell(&self, holding: &Holding) -> Result<(), HomeFailure> {
        let request = self.exchange.request(Method::PUT, "/api/v1/own-machine/holding")?;
        let body = serde_json::to_vec(holding).map_err(|_| HomeFailure::Answer("nothing that can be told"))?;
        self.send(request.header(CONTENT_TYPE, "application/json").body(body)).await.map(drop)
    }

    /// The bytes of an object from `at` on, of which there are `bytes`.
    ///
    /// # Errors
    /// [`HomeFailure`].
    pub(super) async fn object(&self, object: ObjectHash, at: u64, bytes: u64) -> Result<Pieces, HomeFailure> {
        let range = format!("{at}-{}", bytes.saturating_sub(1));
        let request = self.exchange.request(Method::GET, &format!("/o/{object}.mp4"))?;
        // Everybody may have it: no token goes with it.
        let request = request.header(RANGE, format!("bytes={range}")).header(ACCEPT_ENCODING, "identity");
        let answer = self.exchange.send(request).await?;
        let told = answer.headers().get(CONTENT_RANGE).and_then(|told| told.to_str().ok()).unwrap_or_default();
        if answer.status() != StatusCode::PARTIAL_CONTENT || !told.starts_with(&format!("bytes {range}/")) {
            return Err(HomeFailure::Answer("not the part of an object that was asked for"));
        }
        Ok(stream::unfold(Some(answer), next).boxed())
    }
}

/// The next piece of a body, and what comes after it; after an error nothing.
async fn next(answer: Option<Response>) -> Option<(Result<Bytes, Cause>, Option<Response>)> {
    let mut answer = answer?;
    match answer.chunk().await {
        Ok(Some(piece)) => Some((Ok(piece), Some(answer))),
        Ok(None) => None,
        Err(_) => Some((Err(Cause::Body(BodyRefusal::Broken)), None)),
    }
}

impl Page {
    fn head(&self) -> Result<Listed, HomeFailure> {
        let home = self.home.parse().map_err(|_| HomeFailure::Answer("not the id of a member"))?;
        let key = |text: &String| {
            let bytes: [u8; 32] = HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()?;
            VerifyingKey::from_bytes(&bytes).ok()
        };
        let keys: Option<Vec<VerifyingKey>> = self.keys.iter().map(key).collect();
        let keys = keys.ok_or(HomeFailure::Answer("not the key of a member"))?;
        Ok(Listed { home, keys, videos: BTreeMap::new(), doubted: self.doubted })
    }
}

impl Row {
    fn read(&self) -> Option<ListedVideo> {
        let video: VideoId = self.id.parse().ok()?;
        let published_ms = self.published_at.as_millisecond();
        let manifest = HEXLOWER.decode(self.manifest.as_bytes()).ok()?.try_into().ok()?;
        Some(ListedVideo { offered: Offered { video, bytes: self.bytes, published_ms }, manifest })
    }
}
