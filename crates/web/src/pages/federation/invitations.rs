//! Invitations of other associations, and the page that they open.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use exchange::ExchangeFailure;
use exchange::joining::{INVITATION_PATH, Offer};
use federation::charter::Charter;
use jiff::Timestamp;

use super::members::members_page;
use super::{office, refusals};
use crate::app::App;
use crate::i18n::Lang;
use crate::limits::Act;
use crate::pages::fields::Posted;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::Visit;
use crate::view::Notice;
use crate::view::errors::Trouble;
use crate::view::federation::charter_words::CharterWords;
use crate::view::federation::join::{InvitationPage, OfferView};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/federation/invitations", post(invite))
        .route("/federation/invitations/{id}/withdraw", post(withdraw))
        .route("/federation/invitation/{code}", get(opened))
}

async fn invite(State(app): State<App>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    visit.delegate()?;
    let office = office(&app)?;
    match office.invite_by_link().await {
        Ok(invited) => {
            let mut made = members_page(&app, &visit, &office).await?;
            made.new_invitation = Some(link(&app, &invited.code));
            page(&made)
        }
        Err(failure) => {
            let complaints = refusals::of(failure)?;
            let mut again = members_page(&app, &visit, &office).await?;
            again.complaints = complaints;
            refused(&again)
        }
    }
}

fn link(app: &App, code: &str) -> String {
    format!("{}{INVITATION_PATH}{code}", app.config.base_url)
}

async fn withdraw(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.delegate()?;
    let office = office(&app)?;
    let id = super::read_secret_id(&id)?;
    // A second click finds it gone already.
    office.store().withdraw_member_invitation(id).await?;
    Ok(done("/federation", Notice::FederationInvitationWithdrawn))
}

/// For anybody who has the link.
async fn opened(State(app): State<App>, visit: Visit, Path(code): Path<String>) -> Result<Response, Stop> {
    visit.limit_address(&app, Act::Join)?;
    let offer = match office(&app)?.offer(&code).await {
        Ok(offer) => offer,
        Err(ExchangeFailure::Refused(_)) => return Err(Stop::Trouble(Trouble::LinkExpired)),
        Err(failure) => return Err(Stop::Failure(failure.to_string())),
    };
    let offer = offer_view(visit.lang, &offer)?;
    page(&InvitationPage { chrome: visit.chrome(&app).await?, link: link(&app, &code), offer })
}

/// An offer as it is read.
pub(super) fn offer_view(lang: Lang, offer: &Offer) -> Result<OfferView, Stop> {
    let charter = Charter::parse(&offer.charter).map_err(|refusal| Stop::Failure(refusal.to_string()))?;
    Ok(OfferView {
        charter: CharterWords::of(lang, &charter, &offer.charter),
        members: offer.members.clone(),
        until: Timestamp::from_second(offer.invitation.value.until_s).unwrap_or(Timestamp::MAX),
    })
}
