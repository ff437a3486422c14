//! The API tokens on the account's page.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use store::{Scope, TokenRefusal};

use super::account::{account_page, check_current, refuse};
use super::fields::Posted;
use super::stop::Stop;
use super::{done, page, refused};
use crate::app::App;
use crate::tokens::{self, TOKEN_NAME_MAX_CHARS};
use crate::view::account::{AccountForm, AccountPage};
use crate::view::{Complaint, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/account/tokens", post(create)).route("/account/tokens/{id}/revoke", post(revoke))
}

async fn create(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let name = fields.trimmed("name");
    let scopes: BTreeSet<Scope> = fields.all("scopes").filter_map(Scope::from_text).collect();
    let mut complaints: Vec<Complaint> = check_current(&app, &visit, &fields).await?.into_iter().collect();
    if name.is_empty() || name.chars().count() > TOKEN_NAME_MAX_CHARS {
        complaints.push(Complaint::TokenNameShape);
    }
    if scopes.is_empty() {
        complaints.push(Complaint::ScopeMissing);
    }
    if complaints.is_empty() {
        match tokens::create(&app, account.id, &name, scopes).await? {
            Ok((_, text)) => {
                let made = account_page(&app, &visit).await?;
                return page(&AccountPage { new_token: Some(text), ..made });
            }
            Err(TokenRefusal::TooMany) => complaints.push(Complaint::TokensMany(u64::from(store::TOKENS_PER_ACCOUNT))),
            Err(TokenRefusal::UnknownAccount) => return Err(Stop::FORBIDDEN),
        }
    }
    let page = refuse(&app, &visit, AccountForm::Token, complaints).await?;
    refused(&AccountPage { token_name: name, ..page })
}

async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    let account = visit.account()?;
    let id = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    // A second click finds it gone already.
    app.store.delete_api_token(account.id, id).await?;
    Ok(done("/account", Notice::TokenRevoked))
}
