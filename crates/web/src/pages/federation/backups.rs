//! This member's sealed backup, for its operator.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exchange::Office;
use federation::entry::{Backup, BackupState};
use federation::facts::Backing;
use jiff::Timestamp;
use purse::id::MemberId;

use super::{frame, office};
use crate::app::App;
use crate::backups::TrialReport;
use crate::pages::fields::Posted;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::{done, page};
use crate::sessions::Visit;
use crate::view::federation::Tab;
use crate::view::federation::backups::{
    BackupPage, KeeperRow, KeeperState, KeptRow, NewestBackup, TrialRow, TrialShown,
};
use crate::view::{Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/backup", get(backup).post(ask))
}

async fn backup(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let office = office(&app)?;
    page(&backup_page(&app, &visit, &office).await?)
}

/// The backup is made by a worker, within minutes.
async fn ask(State(app): State<App>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    office(&app)?;
    app.store.ask_for_backup(app.seams.clock.now()).await?;
    Ok(done("/federation/backup", Notice::BackupAsked))
}

async fn backup_page(app: &App, visit: &Visit, office: &Office) -> Result<BackupPage, Stop> {
    let names = Names::of(office).await?;
    let chrome = visit.chrome(app).await?;
    let asked = app.store.backup_asked().await?;
    let trial = app.store.last_trial().await?.and_then(|text| TrialReport::parse(&text));
    let desk = office.desk().await;
    let (backing, me) = (&desk.facts().backing, desk.me().member);
    Ok(BackupPage {
        chrome,
        frame: frame(&desk, visit, Tab::Backup),
        newest: backing.newest(&me).map(|newest| shown(backing, me, newest, &names)),
        asked,
        trial: trial.and_then(|report| trial_shown(&report, &names)),
        edits: visit.operator().is_ok(),
        kept: kept(backing, me, &names),
        complaints: Complaints::default(),
    })
}

fn shown(backing: &Backing, me: MemberId, newest: &Backup, names: &Names) -> NewestBackup {
    let state = |carrier: &MemberId| {
        let said = backing.holding(&me, carrier, newest.number).filter(|said| said.list == newest.list);
        match said.map(|said| said.state) {
            Some(BackupState::Held) => KeeperState::Held,
            Some(BackupState::Full) => KeeperState::Full,
            Some(BackupState::Damaged) => KeeperState::Damaged,
            Some(BackupState::Removed) | None => KeeperState::Copying,
        }
    };
    let row = |carrier| KeeperRow { carrier: names.name(carrier), state: state(carrier) };
    let mut carriers: Vec<KeeperRow> = newest.carriers.iter().map(row).collect();
    carriers.sort_by(|one, other| one.carrier.cmp(&other.carrier));
    let taken = Timestamp::from_millisecond(newest.taken.start_ms()).unwrap_or_default();
    NewestBackup { number: newest.number, taken, bytes: newest.bytes, carriers }
}

fn trial_shown(report: &TrialReport, names: &Names) -> Option<TrialShown> {
    let row = |carrier: &crate::backups::TrialOfCarrier| {
        let name = carrier.member.parse().map_or_else(|_| carrier.member.clone(), |member| names.name(&member));
        TrialRow { carrier: name, right: carrier.right, wrong: carrier.wrong }
    };
    Some(TrialShown {
        at: Timestamp::from_millisecond(report.at_ms).ok()?,
        number: report.number,
        good: report.is_good(),
        carriers: report.carriers.iter().map(row).collect(),
        findings: report.findings,
    })
}

/// What this member says that it keeps, of each home its newest.
fn kept(backing: &Backing, me: MemberId, names: &Names) -> Vec<KeptRow> {
    let held = backing.held_by(me).filter(|said| said.state == BackupState::Held);
    let newest: BTreeMap<MemberId, u64> = held.map(|said| (said.home, said.bytes)).collect();
    let mut rows: Vec<KeptRow> =
        newest.into_iter().map(|(home, bytes)| KeptRow { home: names.name(&home), bytes }).collect();
    rows.sort_by(|one, other| one.home.cmp(&other.home));
    rows
}
