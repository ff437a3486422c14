//! A person's account: password, address, codes, language, sessions, deletion. Tokens are in `tokens`.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use seams::entropy::random;
use store::{AccountRefusal, SecretHash};

use super::fields::{Fields, Posted};
use super::sign_in::minutes;
use super::stop::Stop;
use super::{done, language, page, refused, see_other, with_cookie};
use crate::accounts::codes::RecoveryCode;
use crate::accounts::email;
use crate::accounts::password::{self, PASSWORD_MIN_CHARS};
use crate::app::App;
use crate::i18n::Lang;
use crate::limits::{Act, Subject};
use crate::sessions::{self, Visit};
use crate::tokens;
use crate::view::account::{AccountForm, AccountPage};
use crate::view::errors::Trouble;
use crate::view::sign_up::CodesPage;
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(form))
        .route("/account/password", post(set_password))
        .route("/account/email", post(set_email))
        .route("/account/recovery-codes", post(new_codes))
        .route("/account/language", post(set_language))
        .route("/account/sign-out-everywhere", post(sign_out_everywhere))
        .route("/account/delete", post(delete))
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    page(&account_page(&app, &visit).await?)
}

/// The page as it is when nothing was refused.
pub(super) async fn account_page(app: &App, visit: &Visit) -> Result<AccountPage, Stop> {
    let account = visit.account()?;
    let sessions = app.store.sessions(account.id, app.seams.clock.now()).await?;
    Ok(AccountPage {
        chrome: visit.chrome(app).await?,
        name: account.name.clone(),
        email: account.email.clone().unwrap_or_default(),
        mail_works: app.config.mail_works,
        codes_left: app.store.recovery_codes_left(account.id).await?,
        sessions: u64::try_from(sessions.len()).unwrap_or(u64::MAX),
        tokens: tokens::rows(app, account.id).await?,
        new_token: None,
        token_name: String::new(),
        password_least: u64::try_from(PASSWORD_MIN_CHARS).unwrap_or(u64::MAX),
        refused: AccountForm::None,
        complaints: Complaints::default(),
    })
}

/// The page with a form refused.
pub(super) async fn refuse(
    app: &App,
    visit: &Visit,
    form: AccountForm,
    complaints: Vec<Complaint>,
) -> Result<AccountPage, Stop> {
    let page = account_page(app, visit).await?;
    Ok(AccountPage { refused: form, complaints: Complaints(complaints), ..page })
}

/// Whether the current password was typed; tries are counted.
pub(super) async fn check_current(app: &App, visit: &Visit, fields: &Fields) -> Result<Option<Complaint>, Stop> {
    let account = visit.account()?;
    let limited = app.limits.take(Act::Password, Subject::Account(account.id.as_bytes()), app.seams.clock.now());
    if let Err(refusal) = limited {
        return Ok(Some(Complaint::TooManyTries(minutes(refusal))));
    }
    let right = app.hasher.verify(fields.text("current"), Some(&account.password_hash)).await?;
    Ok((!right).then_some(Complaint::PasswordWrong))
}

async fn set_password(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let session = visit.session()?;
    let mut complaints: Vec<Complaint> = check_current(&app, &visit, &fields).await?.into_iter().collect();
    if let Err(refusal) = password::check_new(fields.text("password"), &session.account.name) {
        complaints.push(refusal.into());
    }
    if !complaints.is_empty() {
        return refused(&refuse(&app, &visit, AccountForm::Password, complaints).await?);
    }
    let hash = app.hasher.hash(fields.text("password"), random(app.seams.entropy.as_ref())).await?;
    let set = app.store.set_password(session.account.id, &hash, Some(session.hash)).await?;
    set.map_err(|_| Stop::FORBIDDEN)?;
    Ok(done("/account", Notice::PasswordChanged))
}

async fn set_email(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let mut complaints: Vec<Complaint> = check_current(&app, &visit, &fields).await?.into_iter().collect();
    match email::parse(fields.text("email")) {
        Err(_) => complaints.push(Complaint::EmailShape),
        Ok(address) if complaints.is_empty() => match app.store.set_email(account.id, address.as_deref()).await? {
            Ok(()) => return Ok(done("/account", Notice::Saved)),
            Err(AccountRefusal::EmailCrowded) => {
                complaints.push(Complaint::EmailCrowded(u64::from(store::ACCOUNTS_PER_EMAIL)));
            }
            Err(AccountRefusal::Unknown | AccountRefusal::LastOperator) => return Err(Stop::FORBIDDEN),
        },
        Ok(_) => {}
    }
    let page = refuse(&app, &visit, AccountForm::Email, complaints).await?;
    refused(&AccountPage { email: fields.trimmed("email"), ..page })
}

async fn new_codes(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    if let Some(complaint) = check_current(&app, &visit, &fields).await? {
        return refused(&refuse(&app, &visit, AccountForm::Codes, vec![complaint]).await?);
    }
    let codes = RecoveryCode::draw(app.seams.entropy.as_ref());
    let hashes: Vec<SecretHash> = codes.iter().map(|code| SecretHash::from_bytes(code.hash())).collect();
    app.store.replace_recovery_codes(account.id, &hashes).await?.map_err(|_| Stop::FORBIDDEN)?;
    page(&CodesPage {
        chrome: visit.chrome(&app).await?,
        name: account.name.clone(),
        codes: codes.iter().map(RecoveryCode::reveal).collect(),
        space_recovery_key: None,
    })
}

async fn set_language(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let lang = Lang::from_tag(fields.text("language")).ok_or(Stop::Trouble(Trouble::Stale))?;
    app.store.set_locale(account.id, lang.tag()).await?.map_err(|_| Stop::FORBIDDEN)?;
    Ok(language::set(&app, done("/account", Notice::Saved), lang))
}

async fn sign_out_everywhere(State(app): State<App>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    let session = visit.session()?;
    app.store.delete_sessions(session.account.id, Some(session.hash)).await?;
    Ok(done("/account", Notice::SignedOutEverywhere))
}

async fn delete(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let Some(session) = &visit.session else { return Ok(see_other("/")) };
    let mut complaints: Vec<Complaint> = check_current(&app, &visit, &fields).await?.into_iter().collect();
    if !fields.ticked("confirm") {
        complaints.push(Complaint::ConfirmationMissing);
    }
    if complaints.is_empty() {
        match app.store.begin_account_deletion(session.account.id, app.seams.clock.now()).await? {
            Ok(()) => {
                app.delivery.forget_all();
                return Ok(with_cookie(done("/", Notice::AccountDeleted), &sessions::remove_cookie(&app)));
            }
            Err(AccountRefusal::LastOperator) => complaints.push(Complaint::LastOperator),
            Err(AccountRefusal::Unknown | AccountRefusal::EmailCrowded) => return Err(Stop::FORBIDDEN),
        }
    }
    refused(&refuse(&app, &visit, AccountForm::Delete, complaints).await?)
}
