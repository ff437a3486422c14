//! The sender's account.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use serde::Serialize;
use store::Scope;
use utoipa::ToSchema;

use super::{ApiRefusal, Told, answer, caller};
use crate::app::App;

/// An account.
#[derive(Serialize, ToSchema)]
pub struct AccountAnswer {
    /// Its name.
    pub name: String,
    /// Bytes really stored for it.
    pub stored_bytes: u64,
    /// Bytes that its unfinished uploads announced.
    pub reserved_bytes: u64,
    /// Its quota; `null` is without a limit.
    pub quota_bytes: Option<u64>,
    /// Largest single upload.
    pub upload_limit_bytes: u64,
    /// The language of its pages.
    pub language: String,
    pub operator: bool,
    pub treasurer: bool,
}

/// The sender's account.
#[utoipa::path(get, path = "/api/v1/account", tag = "account",
    responses((status = 200, body = AccountAnswer), (status = "4XX", body = Told)))]
pub(super) async fn get(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answer(&parts, read(&app, &parts).await)
}

async fn read(app: &App, parts: &Parts) -> Result<AccountAnswer, ApiRefusal> {
    let account = caller(app, parts, Scope::Read).await?.account;
    let storage = app.store.account_storage(account.id).await?.ok_or(ApiRefusal::SignedOut)?;
    Ok(AccountAnswer {
        name: account.name,
        stored_bytes: storage.stored_bytes,
        reserved_bytes: storage.reserved_bytes,
        quota_bytes: storage.quota_bytes,
        upload_limit_bytes: app.config.max_upload_bytes,
        language: account.locale,
        operator: account.operator,
        treasurer: account.treasurer,
    })
}
