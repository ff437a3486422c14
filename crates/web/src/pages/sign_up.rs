//! Making an account.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use store::SecretHash;

use super::fields::{Fields, Posted};
use super::stop::Stop;
use super::{page, refused, see_other, with_cookie};
use crate::accounts::password::PASSWORD_MIN_CHARS;
use crate::accounts::sign_up::{self, SignedUp, Typed};
use crate::app::App;
use crate::sessions::{self, Visit};
use crate::view::Complaints;
use crate::view::sign_up::{CodesPage, SignUpMode, SignUpPage};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-up", get(form).post(sign_up))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    invitation: String,
}

async fn form(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    if visit.session.is_some() {
        return Ok(see_other("/space"));
    }
    let typed = Typed { invitation: asked.invitation, ..Typed::default() };
    page(&form_page(&app, &visit, typed, Complaints::default()).await?)
}

async fn sign_up(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let typed = read(&fields);
    match sign_up::sign_up(&app, &typed, fields.text("password"), &visit).await? {
        Err(complaints) => refused(&form_page(&app, &visit, typed, complaints).await?),
        Ok(SignedUp { account, secret, codes, space_recovery_key }) => {
            let session = sessions::OpenSession { hash: SecretHash::from_bytes(secret.hash()), secret, account };
            let cookie = sessions::set_cookie(&app, &session.secret);
            let name = session.account.name.clone();
            let visit = Visit { session: Some(session), ..visit };
            let space_recovery_key = Some(space_recovery_key.to_string());
            let answer = page(&CodesPage { chrome: visit.chrome(&app).await?, name, codes, space_recovery_key })?;
            Ok(with_cookie(answer, &cookie))
        }
    }
}

fn read(fields: &Fields) -> Typed {
    Typed { name: fields.trimmed("name"), email: fields.trimmed("email"), invitation: fields.trimmed("invitation") }
}

async fn form_page(app: &App, visit: &Visit, typed: Typed, complaints: Complaints) -> Result<SignUpPage, Stop> {
    // Who comes with an invitation may use it, whatever the mode.
    let mode = if typed.invitation.is_empty() { app.sign_up_mode().await? } else { SignUpMode::Invitation };
    Ok(SignUpPage {
        chrome: visit.chrome(app).await?,
        mode,
        name: typed.name,
        email: typed.email,
        invitation: typed.invitation,
        password_least: u64::try_from(PASSWORD_MIN_CHARS).unwrap_or(u64::MAX),
        mail_works: app.config.mail_works,
        complaints,
    })
}
