//! The watch page of a video that is at home at another member: shown here if this one carries it, else where it is carried.

use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse, Redirect, Response};
use carry::id::VideoId;
use carry::manifest::{Audience, Manifest, Published, SealedKind};

use super::player::{self, Seen};
use crate::app::{App, headers};
use crate::delivery::pathways::policy_with;
use crate::delivery::{Distances, NotDelivered, Pathway, Serving, Session};
use crate::pages::cards::card_name;
use crate::pages::page;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::errors::Trouble;
use crate::view::space::VideoState;
use crate::view::video_settings::Visibility;
use crate::view::watch::{CostShown, HomeGone, WatchPage};

/// The id, if it is none of a video that is or was at home here; or if another member adopted it while this one was gone.
pub(super) async fn at_home_elsewhere(app: &App, id: &str) -> Result<Option<VideoId>, Stop> {
    let id: VideoId = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    let latest = app.store.latest_manifest(id).await?;
    let known = app.store.video(id).await?.is_some() || latest.is_some();
    let own = match latest.and_then(|latest| Manifest::from_cbor(&latest.bytes).ok()) {
        Some(manifest) => app.delivery.carriers().is_home(&manifest.core, app.config.home).await,
        None => true,
    };
    Ok((!known || !own).then_some(id))
}

pub(super) async fn watch(app: &App, visit: &Visit, id: VideoId) -> Result<Response, Stop> {
    let session = Session::draw(app.seams.entropy.as_ref());
    match app.delivery.carried(id).await {
        Ok(Some(published)) => shown(app, visit, id, (published, session)).await,
        Ok(None) | Err(NotDelivered::Unknown | NotDelivered::NotYet) => sent_on(app, id, session, To::Carrier).await,
        Err(NotDelivered::Gone) => Err(Stop::Trouble(Trouble::Deleted)),
        Err(failure) => Err(Stop::Failure(failure.to_string())),
    }
}

/// Where a viewer is sent.
enum To {
    Home,
    /// The member that serves it best, which may be its home.
    Carrier,
}

/// Sends the viewer to a member that serves it.
async fn sent_on(app: &App, id: VideoId, session: Session, to: To) -> Result<Response, Stop> {
    let serving = app.delivery.carriers().serving(id, session, &Distances::default()).await.ok_or(Stop::NOT_FOUND)?;
    let other = |pathway: &&Pathway| pathway.member() != Some(app.config.home);
    let best = match to {
        To::Home => Some(&serving.home),
        To::Carrier => serving.pathways.iter().find(other),
    };
    let best = best.filter(other).ok_or(Stop::NOT_FOUND)?;
    Ok(Redirect::temporary(&format!("{}/v/{id}", best.base)).into_response())
}

/// Whether the video's home answers nobody, as far as this member knows: nobody is sent where nothing comes.
async fn is_home_silent(app: &App, id: VideoId, session: Session) -> bool {
    let serving = app.delivery.carriers().serving(id, session, &Distances::default()).await;
    let home = serving.and_then(|serving| serving.home.member());
    let (Some(office), Some(home)) = (app.office(), home) else { return false };
    home != app.config.home && office.answers(&home).silent_since(app.seams.clock.now()).is_some()
}

/// What a video's home is called: as on its card, or by its address.
async fn name_of(app: &App, home: &Pathway) -> Result<String, Stop> {
    let address = || home.base.authority();
    let Some(office) = app.office() else { return Ok(address()) };
    let card = {
        let desk = office.desk().await;
        let standing = desk.chain().ok().and_then(|chain| chain.roll.members.get(&home.member()?));
        standing.and_then(|standing| desk.facts().card(&standing.seat))
    };
    Ok(card_name(&office, card).await?.unwrap_or_else(address))
}

/// Whether the video's home is gone, and when the video goes.
async fn gone(app: &App, serving: Option<&Serving>) -> Option<HomeGone> {
    let (office, home) = (app.office()?, serving?.home.member()?);
    let (absence, removed) = office.absence_of(&home).await?;
    let open = office.open_homes().await.contains_key(&home);
    Some(HomeGone { since: absence.since, removed, open })
}

async fn shown(
    app: &App,
    visit: &Visit,
    id: VideoId,
    (published, session): (Published, Session),
) -> Result<Response, Stop> {
    let (visibility, title, description) = match &published.audience {
        Audience::Public { title, description, .. } => (Visibility::Public, title.clone(), description.clone()),
        Audience::Sealed(sealed) => match sealed.kind {
            // Its key is with the home alone, which knows who may have it.
            SealedKind::Private if is_home_silent(app, id, session).await => {
                return Err(Stop::Trouble(Trouble::HomeSilent));
            }
            SealedKind::Private => return sent_on(app, id, session, To::Home).await,
            SealedKind::Unlisted => (Visibility::Unlisted, String::new(), String::new()),
            SealedKind::Password(_) => (Visibility::Password, String::new(), String::new()),
        },
    };
    let whole = app.delivery.carriers().serving(id, session, &Distances::default()).await;
    let author = match &whole {
        Some(serving) => name_of(app, &serving.home).await?,
        None => String::new(),
    };
    let serving = Serving::of(app.delivery.carriers(), id, session, &Distances::default()).await;
    let empty = player::empty(id, visibility, true);
    let seen = Seen { own: false, serving: serving.as_ref(), session };
    let mut response = page(&WatchPage {
        chrome: visit.chrome(app).await?,
        title,
        description,
        author,
        published_at: None,
        duration_ms: Some(published.duration_ms),
        visibility,
        has_thumbnail: published.thumbnail.is_some() && visibility == Visibility::Public,
        url: format!("{}/v/{id}", app.config.base_url),
        share_url: None,
        own: false,
        gone: gone(app, whole.as_ref()).await,
        cost: CostShown::Nothing,
        player: Some(player::ready(app, empty, (id, &published), seen).await?),
        state: VideoState::Ready,
        id: id.to_string(),
    })?;
    if let Some(policy) = serving.and_then(|serving| policy_with(headers::CSP, &serving.origins())) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}
