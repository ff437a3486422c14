//! What the player is told of a published video, at its home or at a carrier.

use carry::id::VideoId;
use carry::manifest::{Audience, Kind, Published, Rendition, Sealed, SealedKind};
use data_encoding::BASE64URL_NOPAD;

use crate::app::App;
use crate::delivery::{Pathway, Serving, Session};
use crate::pages::stop::Stop;
use crate::view::player::{Carried, KeySource, PathwayShown, PlayerConfig, SealedPart};
use crate::view::video_settings::Visibility;

/// A page view: whether it is the author's, and who serves the video in it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) own: bool,
    pub(super) serving: Option<&'a Serving>,
    pub(super) session: Session,
}

/// Before anything can be played.
pub(super) fn empty(id: VideoId, visibility: Visibility, has_picture: bool) -> PlayerConfig {
    PlayerConfig {
        playlist: None,
        provisional: None,
        integrity: format!("/v/{id}/integrity.json"),
        carried: None,
        status: format!("/api/v1/videos/{id}/status"),
        poster: None,
        has_picture,
        visibility,
        sealed: None,
        id: id.to_string(),
    }
}

/// Of what the last manifest says.
pub(super) async fn ready(
    app: &App,
    empty: PlayerConfig,
    (id, published): (VideoId, &Published),
    Seen { own, serving, session }: Seen<'_>,
) -> Result<PlayerConfig, Stop> {
    let sealed = match &published.audience {
        Audience::Public { .. } => None,
        Audience::Sealed(sealed) => Some(sealed_part(&empty.id, sealed, &published.renditions, own)),
    };
    let asked = serving.map(|_| format!("?s={session}")).unwrap_or_default();
    let carried = match serving {
        Some(serving) => Some(carried(app, id, serving).await?),
        None => None,
    };
    Ok(PlayerConfig {
        playlist: Some(format!("/v/{id}/master.m3u8{asked}")),
        carried,
        poster: published.thumbnail.is_some().then(|| format!("/v/{id}/thumbnail")),
        has_picture: published.renditions.iter().any(|one| matches!(one.facts.kind, Kind::Video { .. })),
        sealed,
        ..empty
    })
}

/// Who serves the video, as the player is told.
async fn carried(app: &App, id: VideoId, serving: &Serving) -> Result<Carried, Stop> {
    let hash = app.delivery.integrity_hash(id).await.map_err(|error| Stop::Failure(error.to_string()))?;
    let shown = |pathway: &Pathway| PathwayShown { id: pathway.id(), base: pathway.base.to_string() };
    Ok(Carried {
        pathways: serving.pathways.iter().map(shown).collect(),
        report: format!("{}/v/{id}/report", serving.home.base),
        home: serving.home.id(),
        integrity_hash: hash,
    })
}

/// What is sealed, and how its key is had: its author needs neither link nor password.
fn sealed_part(id: &str, sealed: &Sealed, renditions: &[Rendition], own: bool) -> SealedPart {
    let home = || KeySource::Home { url: format!("/api/v1/videos/{id}/key") };
    let key = match &sealed.kind {
        _ if own => home(),
        SealedKind::Private => home(),
        SealedKind::Unlisted => KeySource::Fragment,
        SealedKind::Password(wrapped) => KeySource::Password {
            salt: BASE64URL_NOPAD.encode(&wrapped.salt),
            iterations: wrapped.iterations,
            wrapped: BASE64URL_NOPAD.encode(&[wrapped.nonce.as_slice(), wrapped.wrapped.as_slice()].concat()),
        },
    };
    SealedPart {
        nonce: BASE64URL_NOPAD.encode(&sealed.nonce),
        ciphertext: BASE64URL_NOPAD.encode(&sealed.ciphertext),
        renditions: renditions.iter().map(|rendition| rendition.facts.name.clone()).collect(),
        key,
    }
}
