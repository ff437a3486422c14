//! The operator's page of accounts: quotas, roles, invitations, who may sign up.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use seams::entropy::random;
use serde::Deserialize;
use store::{AccountRefusal, InvitationId, ListedAccount, NewInvitation, SecretHash, Setting, UserId};

use super::fields::Posted;
use super::stop::Stop;
use super::trail::Trail;
use super::{done, page, query_value, refused};
use crate::app::App;
use crate::sessions::{Secret, Visit};
use crate::view::errors::Trouble;
use crate::view::operator_users::{DEFAULT_QUOTA_FORM, InvitationRow, OperatorUsersPage, USERS_LIMIT, UserRow};
use crate::view::{Complaint, Complaints, Notice};

/// Bytes of a gigabyte, as quotas are typed.
const GB: u64 = 1_000_000_000;
/// How long an invitation works.
const INVITATION_LIVES: Duration = Duration::from_secs(14 * 24 * 3600);
/// Open invitations shown.
const INVITATIONS_SHOWN: usize = 50;
/// Invitations read to find the open ones.
const INVITATIONS_READ: u32 = 200;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/operator/users", get(users))
        .route("/operator/users/{id}", post(change))
        .route("/operator/invitations", post(invite))
        .route("/operator/invitations/{id}/revoke", post(revoke))
        .route("/operator/sign-up-mode", post(set_mode))
        .route("/operator/default-quota", post(set_default_quota))
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

async fn users(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.operator()?;
    page(&users_page(&app, &visit, asked).await?)
}

async fn users_page(app: &App, visit: &Visit, asked: Asked) -> Result<OperatorUsersPage, Stop> {
    let limit = u32::try_from(USERS_LIMIT + 1).unwrap_or(u32::MAX);
    let trail = Trail::read(asked.after.as_deref());
    let mut listed = app.store.accounts(asked.q.trim(), trail.place(), limit).await?;
    let more = listed.len() > USERS_LIMIT;
    listed.truncate(USERS_LIMIT);
    let next = listed.last().filter(|_| more).map(|last| last.account.name.as_str());
    let pager = trail.pager(&format!("/operator/users?q={}", query_value(asked.q.trim())), next);
    let now = app.seams.clock.now();
    let invitations = app.store.invitations(None, INVITATIONS_READ).await?;
    let open = invitations.into_iter().filter(|one| one.used_at.is_none() && one.expires_at > now);
    Ok(OperatorUsersPage {
        chrome: visit.chrome(app).await?,
        mode: app.sign_up_mode().await?,
        default_quota: in_gb(app.store.settings().await?.default_quota_bytes),
        users: listed.into_iter().map(row).collect(),
        invitations: open
            .take(INVITATIONS_SHOWN)
            .map(|one| InvitationRow { id: one.id.to_string(), expires_at: one.expires_at })
            .collect(),
        new_invitation: None,
        refused: None,
        complaints: Complaints::default(),
        pager,
        query: asked.q,
    })
}

fn row(listed: ListedAccount) -> UserRow {
    UserRow {
        id: listed.account.id.to_string(),
        name: listed.account.name,
        used_bytes: listed.stored_bytes,
        quota_gb: in_gb(listed.account.quota_bytes),
        operator: listed.account.operator,
        treasurer: listed.account.treasurer,
        delegate: listed.account.delegate,
        videos: listed.videos,
        created_at: listed.account.created_at,
    }
}

/// A quota as it is typed: whole GB, or nothing.
fn in_gb(bytes: Option<u64>) -> String {
    bytes.map(|bytes| (bytes / GB).to_string()).unwrap_or_default()
}

/// The quota that was typed. The database counts in 63 bits.
fn read_quota(typed: &str) -> Result<Option<u64>, Complaint> {
    if typed.is_empty() {
        return Ok(None);
    }
    let bytes = typed.parse::<u64>().ok().and_then(|gb| gb.checked_mul(GB));
    bytes.filter(|bytes| i64::try_from(*bytes).is_ok()).map(Some).ok_or(Complaint::QuotaShape)
}

async fn change(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    visit.operator()?;
    let account: UserId = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    let typed = fields.trimmed("quota");
    let complaint = match read_quota(&typed) {
        Err(complaint) => complaint,
        Ok(quota) => match app.store.set_roles(account, fields.ticked("operator"), fields.ticked("treasurer")).await? {
            Ok(()) => {
                app.store.set_delegate(account, fields.ticked("delegate")).await?.map_err(|_| Stop::NOT_FOUND)?;
                app.store.set_quota(account, quota).await?.map_err(|_| Stop::NOT_FOUND)?;
                return Ok(done("/operator/users", Notice::Saved));
            }
            Err(AccountRefusal::LastOperator) => Complaint::LastOperator,
            Err(AccountRefusal::Unknown | AccountRefusal::EmailCrowded) => return Err(Stop::NOT_FOUND),
        },
    };
    let mut page = users_page(&app, &visit, Asked::default()).await?;
    if let Some(row) = page.users.iter_mut().find(|row| row.id == id) {
        row.quota_gb = typed;
    }
    refused(&OperatorUsersPage { refused: Some(id), complaints: Complaints(vec![complaint]), ..page })
}

async fn invite(State(app): State<App>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    let operator = visit.operator()?;
    let entropy = app.seams.entropy.as_ref();
    let secret = Secret::draw(entropy);
    let now = app.seams.clock.now();
    let new = NewInvitation {
        id: InvitationId::from_bytes(random(entropy)),
        hash: SecretHash::from_bytes(secret.hash()),
        created_by: operator.id,
        expires_at: now + INVITATION_LIVES,
    };
    app.store.create_invitation(&new, now).await?;
    let link = format!("{}/sign-up?invitation={}", app.config.base_url, secret.reveal());
    let made = users_page(&app, &visit, Asked::default()).await?;
    page(&OperatorUsersPage { new_invitation: Some(link), ..made })
}

async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.operator()?;
    let id: InvitationId = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    // A second click finds it gone already.
    app.store.delete_invitation(id).await?;
    Ok(done("/operator/users", Notice::InvitationRevoked))
}

async fn set_mode(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let mode = store::SignUpMode::from_text(fields.text("mode")).ok_or(Stop::Trouble(Trouble::Stale))?;
    app.store.set_setting(&Setting::SignUp(mode)).await?;
    Ok(done("/operator/users", Notice::Saved))
}

async fn set_default_quota(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let typed = fields.trimmed("quota");
    match read_quota(&typed) {
        Ok(quota) => {
            app.store.set_setting(&Setting::DefaultQuotaBytes(quota)).await?;
            Ok(done("/operator/users", Notice::Saved))
        }
        Err(complaint) => {
            let page = users_page(&app, &visit, Asked::default()).await?;
            let (refused_form, complaints) = (Some(DEFAULT_QUOTA_FORM.to_owned()), Complaints(vec![complaint]));
            refused(&OperatorUsersPage { refused: refused_form, complaints, default_quota: typed, ..page })
        }
    }
}
