//! Getting back into an account without its password.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use seams::entropy::random;
use store::SecretHash;
use store::fold::fold_name;

use super::fields::Posted;
use super::sign_in::minutes;
use super::stop::Stop;
use super::{done, page, refused};
use crate::accounts::codes::RecoveryCode;
use crate::accounts::password::{self, PASSWORD_MIN_CHARS};
use crate::accounts::{email, recovery};
use crate::app::App;
use crate::limits::{Act, Subject};
use crate::sessions::{Secret, Visit};
use crate::view::errors::Trouble;
use crate::view::recover::{RecoverPage, ResetPage};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/recover", get(form))
        .route("/recover/code", post(by_code))
        .route("/recover/mail", post(by_mail))
        .route("/recover/{token}", get(reset_form).post(reset))
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    page(&form_page(&app, &visit, String::new(), String::new(), Vec::new()).await?)
}

async fn form_page(
    app: &App,
    visit: &Visit,
    name: String,
    email: String,
    complaints: Vec<Complaint>,
) -> Result<RecoverPage, Stop> {
    Ok(RecoverPage {
        chrome: visit.chrome(app).await?,
        name,
        email,
        password_least: password_least(),
        mail_works: app.config.mail_works,
        complaints: Complaints(complaints),
    })
}

fn password_least() -> u64 {
    u64::try_from(PASSWORD_MIN_CHARS).unwrap_or(u64::MAX)
}

async fn by_code(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let typed = fields.trimmed("name");
    let folded = fold_name(&typed);
    let now = app.seams.clock.now();
    let limited = visit
        .limit_address(&app, Act::Recover)
        .and_then(|()| app.limits.take(Act::Recover, Subject::Account(folded.as_bytes()), now));
    let complaint = if let Err(refusal) = limited {
        Complaint::TooManyTries(minutes(refusal))
    } else if let Err(refusal) = password::check_new(fields.text("password"), &typed) {
        refusal.into()
    } else {
        // The same work whether the account exists or not.
        let hash = app.hasher.hash(fields.text("password"), random(app.seams.entropy.as_ref())).await?;
        let account = app.store.account_by_name(&typed).await?;
        let used = match (account, RecoveryCode::parse(fields.text("code"))) {
            (Some(account), Some(code)) => {
                let code = SecretHash::from_bytes(code.hash());
                app.store.use_recovery_code(account.id, code, &hash, now).await?.is_ok()
            }
            _ => false,
        };
        if used {
            return Ok(done("/sign-in", Notice::PasswordChanged));
        }
        Complaint::CodeWrong
    };
    refused(&form_page(&app, &visit, typed, String::new(), vec![complaint]).await?)
}

/// Answers the same, and as fast, whether the address is known or not: the rest happens afterwards.
async fn by_mail(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let typed = fields.trimmed("email");
    let complaint = match (visit.limit_address(&app, Act::Recover), email::parse(&typed)) {
        (Err(refusal), _) => Complaint::TooManyTries(minutes(refusal)),
        (Ok(()), Err(_) | Ok(None)) => Complaint::EmailShape,
        (Ok(()), Ok(Some(address))) => {
            recovery::mail_in_background(&app, address, visit.lang);
            return Ok(done("/recover", Notice::RecoveryMailSent));
        }
    };
    refused(&form_page(&app, &visit, String::new(), typed, vec![complaint]).await?)
}

async fn reset_form(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response, Stop> {
    page(&reset_page(&app, &visit, &token, Vec::new()).await?)
}

async fn reset_page(app: &App, visit: &Visit, token: &str, complaints: Vec<Complaint>) -> Result<ResetPage, Stop> {
    let expired = Stop::Trouble(Trouble::LinkExpired);
    let hash = hash(token).ok_or(expired.clone())?;
    let account = app.store.password_reset(hash, app.seams.clock.now()).await?.map_err(|_| expired.clone())?;
    let account = app.store.account(account).await?.ok_or(expired)?;
    Ok(ResetPage {
        chrome: visit.chrome(app).await?,
        name: account.name,
        password_least: password_least(),
        complaints: Complaints(complaints),
    })
}

fn hash(token: &str) -> Option<SecretHash> {
    Secret::parse(token).map(|secret| SecretHash::from_bytes(secret.hash()))
}

async fn reset(
    State(app): State<App>,
    Path(token): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    visit.limit_address(&app, Act::Recover)?;
    let page = reset_page(&app, &visit, &token, Vec::new()).await?;
    if let Err(refusal) = password::check_new(fields.text("password"), &page.name) {
        return refused(&ResetPage { complaints: Complaints(vec![refusal.into()]), ..page });
    }
    let phc = app.hasher.hash(fields.text("password"), random(app.seams.entropy.as_ref())).await?;
    let expired = Stop::Trouble(Trouble::LinkExpired);
    let hash = hash(&token).ok_or(expired.clone())?;
    app.store.use_password_reset(hash, &phc, app.seams.clock.now()).await?.map_err(|_| expired)?;
    Ok(done("/sign-in", Notice::PasswordChanged))
}
