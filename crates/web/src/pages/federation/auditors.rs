//! Links by which somebody may read along.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use store::{NewAuditLink, SecretHash};

use super::{frame, office, read_secret_id, refusals, secret_id};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::auditor::AUDIT_LIVES;
use crate::sessions::{Secret, Visit};
use crate::view::federation::audit::{AuditLinkRow, AuditorsPage};
use crate::view::federation::{FederationComplaint, Tab};
use crate::view::{Complaints, Notice};

/// Links that are open at a time, at most.
const LINKS_MOST: u32 = 50;

/// Characters of an auditor's name, at most.
const NAME_MOST: usize = 120;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/federation/auditors", get(auditors).post(make))
        .route("/federation/auditors/{id}/withdraw", post(withdraw))
}

/// Whoever speaks for the member, or keeps its machine.
fn may_make(visit: &Visit) -> Result<&store::Account, Stop> {
    visit.delegate().or_else(|_| visit.operator())
}

async fn auditors(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    may_make(&visit)?;
    page(&auditors_page(&app, &visit).await?)
}

async fn make(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let by = may_make(&visit)?;
    let name = fields.trimmed("purpose");
    if !is_name(&name) {
        let complaints = refusals::one(FederationComplaint::AuditName);
        return refused(&AuditorsPage { complaints, name, ..auditors_page(&app, &visit).await? });
    }
    let now = app.seams.clock.now();
    let open = app.store.audit_links(now, LINKS_MOST).await?;
    if open.len() >= usize::try_from(LINKS_MOST).unwrap_or(usize::MAX) {
        let complaints = refusals::one(FederationComplaint::AuditLinks(u64::from(LINKS_MOST)));
        return refused(&AuditorsPage { complaints, name, ..auditors_page(&app, &visit).await? });
    }
    let secret = Secret::draw(app.seams.entropy.as_ref());
    let hash = SecretHash::from_bytes(secret.hash());
    let new = NewAuditLink { hash, name, created_by: by.id, expires_at: now + AUDIT_LIVES };
    app.store.create_audit_link(&new, now).await?;
    let link = format!("{}/audit/{}", app.config.base_url, secret.reveal());
    page(&AuditorsPage { new_link: Some(link), ..auditors_page(&app, &visit).await? })
}

async fn withdraw(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    may_make(&visit)?;
    // A second click finds it gone already.
    app.store.withdraw_audit_link(read_secret_id(&id)?, app.seams.clock.now()).await?;
    Ok(done("/federation/auditors", Notice::FederationLinkWithdrawn))
}

/// One line of 1 to [`NAME_MOST`] characters.
fn is_name(name: &str) -> bool {
    (1..=NAME_MOST).contains(&name.chars().count()) && !name.chars().any(char::is_control)
}

async fn auditors_page(app: &App, visit: &Visit) -> Result<AuditorsPage, Stop> {
    let links = app.store.audit_links(app.seams.clock.now(), LINKS_MOST).await?;
    let row = |link: store::AuditLink| AuditLinkRow {
        id: secret_id(&link.hash),
        name: link.name,
        made: link.created_at,
        until: link.expires_at,
    };
    let office = office(app)?;
    let desk = office.desk().await;
    Ok(AuditorsPage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Auditors),
        links: links.into_iter().map(row).collect(),
        new_link: None,
        name: String::new(),
        complaints: Complaints::default(),
    })
}
