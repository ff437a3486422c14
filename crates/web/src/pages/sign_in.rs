//! Signing in and out.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use store::fold::fold_name;

use super::fields::Posted;
use super::stop::Stop;
use super::{adopt, done, own_path, page, refused, see_other, with_cookie};
use crate::app::App;
use crate::limits::{Act, Subject, TooMany};
use crate::sessions::{self, Visit};
use crate::view::sign_in::SignInPage;
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sign-in", get(form).post(sign_in)).route("/sign-out", post(sign_out))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn form(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    let next = own_path(&asked.next).to_owned();
    if visit.session.is_some() {
        return Ok(see_other(after(&next)));
    }
    page(&SignInPage {
        chrome: visit.chrome(&app).await?,
        name: String::new(),
        next,
        adopts: adopt::is_offered(&app).await,
        complaints: Complaints::default(),
    })
}

async fn sign_in(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let next = own_path(fields.text("next")).to_owned();
    let folded = fold_name(fields.text("name"));
    let complaint = match limit(&app, &visit, &folded) {
        Err(refusal) => Complaint::TooManyTries(minutes(refusal)),
        Ok(()) => {
            let found = app.store.account_by_name(&folded).await?;
            // One that is being deleted is as one that is not there.
            let account = found.filter(|account| account.deleting_since.is_none());
            let hash = account.as_ref().map(|account| account.password_hash.as_str());
            if app.hasher.verify(fields.text("password"), hash).await?
                && let Some(account) = account
            {
                let (secret, session) = sessions::draw(&app);
                // A new session at each sign-in; the one that this browser had before ends.
                if let Some(before) = &visit.session {
                    app.store.delete_session(before.hash).await?;
                }
                let opened = app.store.create_session(account.id, &session, app.seams.clock.now()).await?;
                opened.map_err(|_| Stop::FORBIDDEN)?;
                return Ok(with_cookie(see_other(after(&next)), &sessions::set_cookie(&app, &secret)));
            }
            Complaint::SignInWrong
        }
    };
    refused(&SignInPage {
        chrome: visit.chrome(&app).await?,
        name: fields.trimmed("name"),
        next,
        adopts: adopt::is_offered(&app).await,
        complaints: Complaints(vec![complaint]),
    })
}

/// Tries count for the address and for the account, so that neither many names nor many addresses help a guesser.
fn limit(app: &App, visit: &Visit, folded: &str) -> Result<(), TooMany> {
    visit.limit_address(app, Act::SignIn)?;
    app.limits.take(Act::SignIn, Subject::Account(folded.as_bytes()), app.seams.clock.now())
}

async fn sign_out(State(app): State<App>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    if let Some(session) = &visit.session {
        app.store.delete_session(session.hash).await?;
    }
    Ok(with_cookie(done("/", Notice::SignedOut), &sessions::remove_cookie(&app)))
}

/// Where a person lands who asked for nothing in particular.
fn after(next: &str) -> &str {
    if next == "/" { "/space" } else { next }
}

pub(crate) fn minutes(refusal: TooMany) -> u64 {
    refusal.retry_after.as_secs().div_ceil(60).max(1)
}
