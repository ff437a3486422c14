//! The forms by which a change is proposed.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use exchange::{ExchangeFailure, Office};
use federation::Hash;
use federation::desk::{Desk, cosigners_needed};
use federation::facts::LogId;
use federation::roll::{Act, Chain, Succession, needs};
use federation::rounds::Outcome;
use jiff::civil::Date;
use purse::id::MemberId;
use serde::Deserialize;

use super::{absent, frame, next_month, office, refusals, today};
use crate::app::App;
use crate::pages::attached::{Attached, FILE_MAX_BYTES, PostedWithFile, limit};
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::Visit;
use crate::view::federation::propose::{Kind, ProposePage};
use crate::view::federation::{Choice, FederationComplaint, Tab};
use crate::view::{Complaints, Notice};

/// The kind of minutes among documents.
const MINUTES: &str = "minutes";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/propose/{kind}", get(form).post(propose)).layer(limit())
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    member: String,
}

async fn form(
    State(app): State<App>,
    visit: Visit,
    Path(kind): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Stop> {
    visit.delegate()?;
    let kind = Kind::from_code(&kind).ok_or(Stop::NOT_FOUND)?;
    let typed = match kind {
        Kind::Gone => absent::suggested(&app, &*office(&app)?, asked.member).await?,
        Kind::Back => Typed { member: asked.member, day: today(&app).to_string(), ..Typed::default() },
        _ => Typed { day: next_month(&app).to_string(), ..Typed::default() },
    };
    page(&propose_page(&app, &visit, kind, typed, Complaints::default()).await?)
}

/// What was typed.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) member: String,
    pub(super) day: String,
    pub(super) since: String,
    pub(super) until: String,
}

async fn propose(
    State(app): State<App>,
    Path(kind): Path<String>,
    PostedWithFile { visit, fields, file }: PostedWithFile,
) -> Result<Response, Stop> {
    visit.delegate()?;
    let (office, kind) = (office(&app)?, Kind::from_code(&kind).ok_or(Stop::NOT_FOUND)?);
    let typed = Typed {
        member: fields.trimmed("member"),
        day: fields.trimmed("day"),
        since: fields.trimmed("since"),
        until: fields.trimmed("until"),
    };
    let complaints = match put(&app, &office, kind, &typed, file).await? {
        Ok(Ok(_)) => return Ok(done("/federation/votes", Notice::FederationProposed)),
        Ok(Err(failure)) => refusals::of(failure)?,
        Err(complaint) => refusals::one(complaint),
    };
    refused(&propose_page(&app, &visit, kind, typed, complaints).await?)
}

/// What the exchange says of a proposal.
type Proposed = Result<Hash, ExchangeFailure>;

async fn put(
    app: &App,
    office: &Office,
    kind: Kind,
    typed: &Typed,
    file: Option<Attached>,
) -> Result<Result<Proposed, FederationComplaint>, Stop> {
    let day = typed.day.parse::<Date>().ok().filter(|day| *day >= today(app));
    let day = match (kind.has_day(), day) {
        (true, None) => return Ok(Err(FederationComplaint::Day)),
        (_, day) => day.unwrap_or_default(),
    };
    let member: Option<MemberId> = typed.member.parse().ok();
    let act = match (kind, member) {
        (Kind::Leave, _) => None,
        (_, None) => return Ok(Err(FederationComplaint::Member)),
        (Kind::Exclude, Some(member)) => Some(Act::Exclude { member, to: day }),
        (Kind::Entrust, Some(member)) => Some(Act::Entrust { member, from: day }),
        (Kind::Gone, Some(member)) => match absent::gone(app, member, day, typed) {
            Ok(act) => Some(act),
            Err(complaint) => return Ok(Err(complaint)),
        },
        (Kind::Back, Some(member)) => Some(Act::Back { member, from: day }),
        (Kind::Succeed, Some(member)) => match succession(&*office.desk().await, member) {
            Some(succession) => Some(Act::Succeed(succession)),
            None => return Ok(Err(FederationComplaint::Member)),
        },
    };
    let minutes = match keep_minutes(office, file).await? {
        Ok(minutes) => minutes,
        Err(complaint) => return Ok(Err(complaint)),
    };
    Ok(Ok(match act {
        Some(act) => office.propose(act, minutes).await,
        None => office.leave(day, minutes).await,
    }))
}

/// Keeps the minutes, if there are any.
pub(super) async fn keep_minutes(
    office: &Office,
    file: Option<Attached>,
) -> Result<Result<Option<Hash>, FederationComplaint>, Stop> {
    let Some(file) = file else { return Ok(Ok(None)) };
    if file.is_too_long() {
        let megabytes = u64::try_from(FILE_MAX_BYTES / 1_000_000).unwrap_or(u64::MAX);
        return Ok(Err(FederationComplaint::MinutesLong(megabytes)));
    }
    let kept = office.add_document(MINUTES, file.bytes, file.name, file.media_type).await;
    kept.map(|hash| Ok(Some(hash))).map_err(|failure| Stop::Failure(failure.to_string()))
}

/// The entries of a frozen log that enough members have signed stand, and its member goes on with the key that it had there.
fn succession(desk: &Desk, member: MemberId) -> Option<Succession> {
    let chain = desk.chain().ok()?;
    let standing = chain.roll.members.get(&member)?;
    let log = LogId { member, log: standing.log() };
    desk.copy(&log)?.frozen()?;
    let held = chain.roll.charters.last().and_then(|(_, hash)| desk.charters().get(hash))?;
    let cut = desk.counted(&chain.roll, log, cosigners_needed(&chain.roll, held));
    // The key that it had there: what a log says beyond what stands may be a thief's.
    let key = desk.facts().keys.keys(log, standing.key(), cut.size).last().copied()?;
    Some(Succession { member, log: standing.log() + 1, key, size: cut.size, root: cut.root })
}

async fn propose_page(
    app: &App,
    visit: &Visit,
    kind: Kind,
    typed: Typed,
    complaints: Complaints,
) -> Result<ProposePage, Stop> {
    let office = office(app)?;
    let names = Names::of(&office).await?;
    let desk = office.desk().await;
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    let electorate = chain.roll.electorate();
    let example = match kind {
        Kind::Succeed => {
            Act::Succeed(Succession { member: desk.me().member, log: 2, key: [0; 32], size: 0, root: Hash::ZERO })
        }
        _ => Act::Exclude { member: desk.me().member, to: Date::default() },
    };
    let charter = desk.charters().get(&chain.roll.charter_on(today(app)));
    let chosen = choosable(&desk, kind);
    let mut members: Vec<Choice> =
        chosen.iter().map(|member| Choice { id: member.to_string(), name: names.name(member) }).collect();
    members.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(ProposePage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Votes),
        kind,
        members,
        member: typed.member,
        day: typed.day,
        since: typed.since,
        until: typed.until,
        absence_days: charter.map_or(0, |charter| charter.absence_days.into()),
        voted: has_voted(chain, desk.me().member),
        needed: u64::try_from(needs(&chain.roll, &example, desk.charters())).unwrap_or(u64::MAX),
        electorate: u64::try_from(electorate.len()).unwrap_or(u64::MAX),
        complaints,
    })
}

/// Whether a member has voted in the round that is open.
pub(super) fn has_voted(chain: &Chain, member: MemberId) -> bool {
    match &chain.next.outcome {
        Outcome::Open { round, .. } => chain.next.heard.of(*round, &member).next().is_some(),
        Outcome::Decided { .. } | Outcome::Contradicted { .. } => false,
    }
}

/// About whom a change of this kind can be.
fn choosable(desk: &Desk, kind: Kind) -> Vec<MemberId> {
    let Ok(chain) = desk.chain() else { return Vec::new() };
    let (electorate, holder) = (chain.roll.electorate(), chain.roll.holder());
    match kind {
        Kind::Leave => Vec::new(),
        Kind::Exclude => {
            let other = |member: &MemberId| *member != desk.me().member && Some(*member) != holder;
            electorate.into_iter().filter(other).collect()
        }
        Kind::Gone => absent::may_be_gone(desk),
        Kind::Back => absent::may_be_back(desk),
        Kind::Entrust => electorate.into_iter().filter(|member| Some(*member) != holder).collect(),
        Kind::Succeed => {
            chain.roll.members.keys().filter(|member| succession(desk, **member).is_some()).copied().collect()
        }
    }
}
