//! Machines of a person's own: added and removed on the page of who carries.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use peers::BaseUrl;
use store::{OwnMachine, OwnMachineId, OwnMachineRefusal, PAGE_ROWS, UserId, Video};

use super::account::check_current;
use super::carriers::space_page;
use super::fields::Posted;
use super::stop::Stop;
use super::{done, page, refused};
use crate::app::App;
use crate::own_machines::{self, MACHINE_NAME_MAX_CHARS, delivered_today};
use crate::view::own_machines::{HoldingMachine, MachineComplaint, MachineRow, MachinesPart, MadeMachine, ago};
use crate::view::{Complaint, Complaints, Notice};
use crate::watching;

const CARRIERS: &str = "/space/carriers";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/space/carriers/machines", post(add))
        .route("/space/carriers/machines/{id}/remove", post(remove))
}

/// The machines of an account as the page lists them.
pub(super) async fn part(app: &App, account: UserId) -> Result<MachinesPart, Stop> {
    let now = app.seams.clock.now();
    let row = |machine: OwnMachine| MachineRow {
        id: machine.id.to_string(),
        seen: machine.seen_at.map(|seen| ago(seen, now)),
        videos: machine.videos,
        bytes: machine.bytes,
        left_out: machine.left_out,
        standing: machine.standing(now),
        delivered_today: delivered_today(&machine, now),
        address: machine.address,
        name: machine.name,
    };
    let rows: Vec<MachineRow> = app.store.own_machines(account).await?.into_iter().map(row).collect();
    let all = if rows.is_empty() { 0 } else { count(app, account).await? };
    Ok(MachinesPart { rows, all, ..MachinesPart::default() })
}

/// How many videos of a space its machines may hold.
async fn count(app: &App, account: UserId) -> Result<u64, Stop> {
    let (mut after, mut count) = (None, 0);
    loop {
        let listed = app.store.space_manifests(account, after, PAGE_ROWS).await?;
        let Some(last) = listed.last() else { return Ok(count) };
        after = Some(last.video);
        count += u64::try_from(listed.len()).unwrap_or(0);
    }
}

async fn add(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let account = visit.account()?;
    let (name, address) = (fields.trimmed("name"), fields.trimmed("address"));
    let mut complaints: Vec<Complaint> = Vec::new();
    if name.is_empty() || name.chars().count() > MACHINE_NAME_MAX_CHARS {
        complaints.push(Complaint::Machine(MachineComplaint::NameShape));
    }
    if !address.is_empty() && !is_reachable(&app, &address) {
        complaints.push(Complaint::Machine(MachineComplaint::AddressShape));
    }
    complaints.extend(check_current(&app, &visit, &fields).await?);
    if complaints.is_empty() {
        match own_machines::create(&app, account.id, &name).await? {
            Ok((_, token)) => {
                let mut shown = space_page(&app, &visit).await?;
                shown.machines.made = Some(MadeMachine { command: command(&app, &address), token });
                return page(&shown);
            }
            Err(OwnMachineRefusal::TooMany) => {
                let most = u64::from(store::OWN_MACHINES_PER_ACCOUNT);
                complaints.push(Complaint::Machine(MachineComplaint::Many(most)));
            }
            Err(OwnMachineRefusal::UnknownAccount) => return Err(Stop::FORBIDDEN),
        }
    }
    let mut shown = space_page(&app, &visit).await?;
    shown.machines = MachinesPart { name, address, complaints: Complaints(complaints), ..shown.machines };
    refused(&shown)
}

/// Whether players could be sent to an address: an encrypted one, unless the member may ask others without.
fn is_reachable(app: &App, address: &str) -> bool {
    let allow_private = app.membership.parts().allow_private;
    BaseUrl::parse(address).is_ok_and(|base| base.is_https() || allow_private)
}

/// What is typed on the machine, with the token in a file.
fn command(app: &App, address: &str) -> String {
    let home = &app.config.base_url;
    let command = format!("ecot own-machine --home {home} --token-file ecot-token --data ecot-videos");
    match BaseUrl::parse(address) {
        Ok(base) => format!("{command} --address {base}"),
        Err(_) => command,
    }
}

async fn remove(
    State(app): State<App>,
    Path(id): Path<String>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    let account = visit.account()?;
    let machine: OwnMachineId = id.parse().map_err(|_| Stop::NOT_FOUND)?;
    if !fields.ticked("confirm") {
        let mut shown = space_page(&app, &visit).await?;
        shown.machines.unconfirmed = Some(machine.to_string());
        return refused(&shown);
    }
    // A second click finds it gone already.
    app.store.remove_own_machine(account.id, machine).await?;
    Ok(done(CARRIERS, Notice::MachineRemoved))
}

/// The own machines that hold a video by its last manifest, for its author.
pub(super) async fn of_video(app: &App, video: &Video) -> Result<Vec<HoldingMachine>, Stop> {
    let (now, source) = (app.seams.clock.now(), video.source.as_ref().map_or(0, |source| source.bytes));
    // The author's file stays at home.
    let stored_bytes = watching::stored_bytes(app, video).await?.saturating_sub(source);
    let machines = app.store.own_machines_with(video.id).await?;
    let holding =
        |machine: OwnMachine| HoldingMachine { standing: machine.standing(now), name: machine.name, stored_bytes };
    Ok(machines.into_iter().map(holding).collect())
}
