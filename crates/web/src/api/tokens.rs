//! Tokens, for our own pages' scripts: a token cannot make another one.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::{Account, Scope, TokenRefusal};
use utoipa::ToSchema;

use super::{ApiRefusal, Told, answer, json, nothing};
use crate::app::App;
use crate::caller::Caller;
use crate::limits::{Act, Subject};
use crate::pages::stop::Stop;
use crate::tokens::{self, TOKEN_NAME_MAX_CHARS};
use crate::view::Complaint;

/// A token in the list.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    pub id: String,
    pub name: String,
    /// Of `read`, `upload`, `manage`.
    pub scopes: Vec<&'static str>,
    /// RFC 3339.
    pub created_at: String,
    /// The day of its last use; RFC 3339.
    pub last_used_at: Option<String>,
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenWish {
    /// 1 to 60 characters.
    pub name: String,
    /// Of `read`, `upload`, `manage`; at least one.
    pub scopes: Vec<String>,
    /// The account's password: what a token opens stays open when the session ends.
    pub password: String,
}

/// A token just made.
#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    pub id: String,
    /// The token itself, told once.
    pub token: String,
}

async fn person(app: &App, parts: &Parts) -> Result<Account, ApiRefusal> {
    let caller = Caller::find(app, parts).await?;
    if caller.has_session() { Ok(caller.account) } else { Err(ApiRefusal::SessionNeeded) }
}

/// The account's tokens, newest first. Needs a session.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens",
    responses((status = 200, body = [TokenAnswer]), (status = "4XX", body = Told)))]
pub(super) async fn list(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, read(&app, &parts).await)
}

async fn read(app: &App, parts: &Parts) -> Result<Vec<TokenAnswer>, ApiRefusal> {
    let account = person(app, parts).await?;
    let row = |token: store::ApiToken| TokenAnswer {
        id: token.id.to_string(),
        name: token.name,
        scopes: token.scopes.iter().map(|scope| scope.as_str()).collect(),
        created_at: token.created_at.to_string(),
        last_used_at: token.last_used_at.map(|used| used.to_string()),
    };
    Ok(app.store.api_tokens(account.id).await?.into_iter().map(row).collect())
}

/// Makes a token. Needs a session.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "tokens", request_body = TokenWish,
    responses((status = 200, body = MadeToken), (status = "4XX", body = Told)))]
pub(super) async fn create(State(app): State<App>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    answer(&parts, make(&app, &parts, body).await)
}

async fn make(app: &App, parts: &Parts, body: Body) -> Result<MadeToken, ApiRefusal> {
    let account = person(app, parts).await?;
    let wish: TokenWish = json(body).await?;
    let name = wish.name.trim();
    if name.is_empty() || name.chars().count() > TOKEN_NAME_MAX_CHARS {
        return Err(ApiRefusal::Invalid(Complaint::TokenNameShape));
    }
    let scopes: Option<BTreeSet<Scope>> = wish.scopes.iter().map(|scope| Scope::from_text(scope)).collect();
    let scopes = scopes.filter(|scopes| !scopes.is_empty()).ok_or(ApiRefusal::Invalid(Complaint::ScopeMissing))?;
    let limited = Subject::Account(account.id.as_bytes());
    app.limits.take(Act::Password, limited, app.seams.clock.now()).map_err(Stop::from)?;
    if !app.hasher.verify(&wish.password, Some(&account.password_hash)).await.map_err(Stop::from)? {
        return Err(ApiRefusal::Invalid(Complaint::PasswordWrong));
    }
    match tokens::create(app, account.id, name, scopes).await? {
        Ok((id, token)) => Ok(MadeToken { id: id.to_string(), token }),
        Err(TokenRefusal::TooMany) => {
            Err(ApiRefusal::Invalid(Complaint::TokensMany(u64::from(store::TOKENS_PER_ACCOUNT))))
        }
        Err(TokenRefusal::UnknownAccount) => Err(ApiRefusal::SignedOut),
    }
}

/// Revokes a token; it is no error if it is gone. Needs a session.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "tokens", params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Told)))]
pub(super) async fn revoke(State(app): State<App>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    nothing(&parts, remove(&app, &parts, &id).await)
}

async fn remove(app: &App, parts: &Parts, id: &str) -> Result<(), ApiRefusal> {
    let account = person(app, parts).await?;
    let id = id.parse().map_err(|_| ApiRefusal::NotFound)?;
    app.store.delete_api_token(account.id, id).await?;
    Ok(())
}
