//! The operator's one-time link: makes the first operator's account, or signs an operator in.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use store::{OperatorLinkUse, SecretHash};

use super::stop::Stop;
use super::{see_other, with_cookie};
use crate::accounts::sign_up::OPERATOR_PREFIX;
use crate::app::App;
use crate::limits::Act;
use crate::sessions::{self, Secret, Visit};
use crate::view::errors::Trouble;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/welcome/{secret}", get(welcome))
}

/// The link is printed on the operator's own terminal, where nothing follows links by itself; so one GET may use it.
async fn welcome(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Result<Response, Stop> {
    visit.limit_address(&app, Act::OperatorLink)?;
    let expired = Stop::Trouble(Trouble::LinkExpired);
    let link = Secret::parse(&secret).ok_or(expired.clone())?;
    let hash = SecretHash::from_bytes(link.hash());
    let now = app.seams.clock.now();
    match app.store.operator_link(hash, now).await?.map_err(|_| expired.clone())? {
        OperatorLinkUse::SignUp => Ok(see_other(&format!("/sign-up?invitation={OPERATOR_PREFIX}{secret}"))),
        OperatorLinkUse::SignIn(_) => {
            let (secret, session) = sessions::draw(&app);
            app.store.sign_in_by_operator_link(hash, &session, now).await?.map_err(|_| expired)?;
            Ok(with_cookie(see_other("/operator"), &sessions::set_cookie(&app, &secret)))
        }
    }
}
