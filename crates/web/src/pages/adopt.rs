//! Bringing a space here whose home is gone: the recovery key that its person printed shows whose the videos are.
//!
//! The key is read, signs, and is dropped with the request: the page that follows has only what was signed.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use data_encoding::HEXLOWER;
use exchange::{Brought, ExchangeFailure, FoundSpace, GoneHome, NotAdopted, Office};
use purse::id::MemberId;
use store::Account;

use super::fields::Posted;
use super::names::Names;
use super::stop::Stop;
use super::{done, page, refused};
use crate::accounts::space_keys;
use crate::app::App;
use crate::sessions::Visit;
use crate::view::adoption::{AdoptFoundPage, AdoptPage, AdoptionComplaint, BroughtRow, FoundRow, GoneRow};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/adopt", get(form).post(find)).route("/adopt/confirm", post(confirm))
}

fn failure(failure: ExchangeFailure) -> Stop {
    Stop::Failure(failure.to_string())
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    page(&adopt_page(&app, &visit, None).await?)
}

async fn adopt_page(app: &App, visit: &Visit, complaint: Option<AdoptionComplaint>) -> Result<AdoptPage, Stop> {
    let account = visit.account()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let names = Names::of(&office).await?;
    let homes = office.gone_homes().await.map_err(failure)?;
    let brought = office.brought_by(account.id).await.map_err(failure)?;
    let open = office.open_homes().await;
    Ok(AdoptPage {
        chrome: visit.chrome(app).await?,
        homes: homes.iter().map(|home| gone_row(home, &names, open.contains_key(&home.member))).collect(),
        brought: brought.into_iter().map(|space| brought_row(space, &names, office.member())).collect(),
        complaints: Complaints(complaint.map(Complaint::Adoption).into_iter().collect()),
    })
}

fn gone_row(home: &GoneHome, names: &Names, open: bool) -> GoneRow {
    GoneRow { name: names.name(&home.member), since: home.absence.since, until: home.absence.until, open }
}

fn brought_row(space: Brought, names: &Names, me: MemberId) -> BroughtRow {
    let reason = |trouble: Option<store::AdoptionTrouble>| {
        format!("adopt-trouble-{}", trouble.map_or("waits", store::AdoptionTrouble::as_str))
    };
    let missing = space.missing.into_iter().map(|missing| (missing.video, reason(missing.trouble)));
    BroughtRow {
        home: names.name(&space.id.home),
        elsewhere: (space.home != me && space.home != space.id.home).then(|| names.name(&space.home)),
        since: space.since,
        found: space.found,
        here: space.here,
        missing: missing.collect(),
        until: space.until,
    }
}

async fn find(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let Some(key) = space_keys::read_printed(fields.text("recovery")) else {
        return refused(&adopt_page(&app, &visit, Some(AdoptionComplaint::KeyDamaged)).await?);
    };
    let found = office.find_space(&key).await.map_err(failure)?;
    drop(key);
    let unknown = unknown_videos(&office).await?;
    let spaces = match found {
        Ok(spaces) => spaces,
        Err(why) => {
            let complaint = complaint(&office, why, unknown).await?;
            return refused(&adopt_page(&app, &visit, Some(complaint)).await?);
        }
    };
    let free_bytes = free_bytes(&app, account).await?;
    let bytes = spaces.iter().map(|space| space.bytes).fold(0, u64::saturating_add);
    if let Some(free) = free_bytes.filter(|free| *free < bytes) {
        return refused(&adopt_page(&app, &visit, Some(AdoptionComplaint::Quota(bytes, free))).await?);
    }
    let names = Names::of(&office).await?;
    page(&AdoptFoundPage {
        chrome: visit.chrome(&app).await?,
        spaces: spaces.iter().map(|space| found_row(space, &names)).collect(),
        free_bytes,
        more: unknown > 0,
    })
}

fn found_row(space: &FoundSpace, names: &Names) -> FoundRow {
    let FoundSpace { id, videos, bytes, signed, .. } = space;
    FoundRow { home: names.name(&id.home), videos: *videos, bytes: *bytes, signed: HEXLOWER.encode(signed) }
}

async fn free_bytes(app: &App, account: &Account) -> Result<Option<u64>, Stop> {
    let storage = app.store.account_storage(account.id).await?.ok_or(Stop::NOT_FOUND)?;
    let used = storage.stored_bytes.saturating_add(storage.reserved_bytes);
    Ok(storage.quota_bytes.map(|quota| quota.saturating_sub(used)))
}

/// Videos of gone members of which is not known yet whose they are.
async fn unknown_videos(office: &Office) -> Result<u64, Stop> {
    let homes = office.gone_homes().await.map_err(failure)?;
    Ok(homes.iter().map(|home| home.unknown_videos).fold(0, u64::saturating_add))
}

async fn complaint(office: &Office, why: NotAdopted, unknown: u64) -> Result<AdoptionComplaint, Stop> {
    Ok(match why {
        NotAdopted::NotReady => AdoptionComplaint::NotReady,
        NotAdopted::NobodyGone => AdoptionComplaint::NobodyGone,
        NotAdopted::NoVideo if unknown > 0 => AdoptionComplaint::NoVideoYet(unknown),
        NotAdopted::NoVideo => AdoptionComplaint::NoVideo,
        NotAdopted::Elsewhere(home) => AdoptionComplaint::Elsewhere(Names::of(office).await?.name(&home)),
        NotAdopted::OtherAccount => AdoptionComplaint::OtherAccount,
        NotAdopted::Stale => AdoptionComplaint::Stale,
    })
}

async fn confirm(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let signed = HEXLOWER.decode(fields.text("signed").as_bytes()).unwrap_or_default();
    match office.adopt_space(account.id, &signed).await.map_err(failure)? {
        Ok(_) => Ok(done("/adopt", Notice::SpaceBrought)),
        Err(why) => {
            let complaint = complaint(&office, why, 0).await?;
            refused(&adopt_page(&app, &visit, Some(complaint)).await?)
        }
    }
}

/// Whether pages point here: somebody is gone, by the members' vote.
pub(super) async fn is_offered(app: &App) -> bool {
    match app.office() {
        Some(office) => !office.open_homes().await.is_empty(),
        None => false,
    }
}
