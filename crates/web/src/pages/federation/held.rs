//! Each video that this member carries for others, and what it may not or will not host.
//!
//! The log has the reason's code alone. What there is to say beside it goes by mail to the address on the home's card, and
//! is kept nowhere.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use carry::id::VideoId;
use exchange::Office;
use federation::card::Card;
use federation::entry::{DropReason, HoldingState};
use federation::facts::Carrying;
use purse::id::MemberId;
use seams::Mail;
use serde::Deserialize;
use store::{CarriedId, CarriedSummary};

use super::{frame, office, refusals};
use crate::app::App;
use crate::pages::cards::card_of;
use crate::pages::fields::Posted;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::trail::Trail;
use crate::pages::{done, page, query_value, refused};
use crate::sessions::Visit;
use crate::view::carriers::Dropped;
use crate::view::federation::Tab;
use crate::view::federation::held::{DropPage, DroppedRow, HELD_LIMIT, HeldPage, HeldRow, WORDS_MAX_CHARS};
use crate::view::{Complaint, Complaints, Notice};
use crate::watching::video_in;

/// Dropped videos shown.
const DROPPED_SHOWN: usize = 200;

const LIST: &str = "/federation/carrying/held";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(LIST, get(list))
        .route("/federation/carrying/held/{home}/{video}", get(ask).post(drop_video))
        .route("/federation/carrying/held/{home}/{video}/again", post(again))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

async fn list(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let (office, query) = (office(&app)?, asked.q.trim().to_owned());
    let names = Names::of(&office).await?;
    let trail = Trail::read(asked.after.as_deref());
    let mut listed = if query.is_empty() {
        let limit = u32::try_from(HELD_LIMIT + 1).unwrap_or(u32::MAX);
        app.store.carried_summaries(trail.place().and_then(read_place), limit).await?
    } else {
        found(&app, &query).await?
    };
    let more = listed.len() > HELD_LIMIT;
    listed.truncate(HELD_LIMIT);
    let next = listed.last().filter(|_| more).map(|last| place(last.id));
    let row = |held: &CarriedSummary| HeldRow {
        home_id: held.id.home.to_string(),
        home: names.name(&held.id.home),
        video: held.id.video.to_string(),
        bytes: held.bytes,
        since: held.since,
    };
    let chrome = visit.chrome(&app).await?;
    let desk = office.desk().await;
    page(&HeldPage {
        chrome,
        frame: frame(&desk, &visit, Tab::Carrying),
        rows: listed.iter().map(row).collect(),
        pager: trail.pager(&format!("{LIST}?q={}", query_value(&query)), next.as_deref()),
        dropped: dropped(&desk.facts().carrying, desk.me().member, &names),
        edits: visit.operator().is_ok(),
        query,
    })
}

/// What is carried under an address or an id.
async fn found(app: &App, query: &str) -> Result<Vec<CarriedSummary>, Stop> {
    let Some(video) = video_in(query) else { return Ok(Vec::new()) };
    let carried = app.store.carried_videos(video).await?.into_iter();
    let summary = |one: store::Carried| CarriedSummary {
        id: CarriedId { home: one.home, video: one.video },
        bytes: one.bytes,
        since: one.since,
    };
    Ok(carried.map(summary).collect())
}

/// A place in the list, as it stands in an address.
fn place(id: CarriedId) -> String {
    format!("{}.{}", id.home, id.video)
}

fn read_place(text: &str) -> Option<CarriedId> {
    let (home, video) = text.split_once('.')?;
    Some(CarriedId { home: home.parse().ok()?, video: video.parse().ok()? })
}

fn read_id((home, video): (String, String)) -> Result<CarriedId, Stop> {
    let home = home.parse().map_err(|_| Stop::NOT_FOUND)?;
    Ok(CarriedId { home, video: video.parse().map_err(|_| Stop::NOT_FOUND)? })
}

fn dropped(known: &Carrying, me: MemberId, names: &Names) -> Vec<DroppedRow> {
    let rows = known.held_by(me).filter_map(|holding| match holding.state {
        HoldingState::Dropped(why) => Some(DroppedRow {
            home_id: holding.home.to_string(),
            home: names.name(&holding.home),
            video: VideoId::from_bytes(holding.video.0).to_string(),
            why: shown(why)?,
        }),
        _ => None,
    });
    rows.take(DROPPED_SHOWN).collect()
}

/// A reason that people gave; what came damaged is the machine's own word.
const fn shown(why: DropReason) -> Option<Dropped> {
    match why {
        DropReason::Law => Some(Dropped::Law),
        DropReason::Rules => Some(Dropped::Rules),
        DropReason::Complaint => Some(Dropped::Complaint),
        DropReason::Damaged => None,
    }
}

const fn said(why: Dropped) -> Option<DropReason> {
    match why {
        Dropped::Law => Some(DropReason::Law),
        Dropped::Rules => Some(DropReason::Rules),
        Dropped::Complaint => Some(DropReason::Complaint),
        Dropped::Damaged => None,
    }
}

async fn ask(State(app): State<App>, visit: Visit, Path(path): Path<(String, String)>) -> Result<Response, Stop> {
    visit.operator()?;
    let office = office(&app)?;
    page(&drop_page(&app, &visit, &office, read_id(path)?).await?)
}

async fn drop_page(app: &App, visit: &Visit, office: &Office, id: CarriedId) -> Result<DropPage, Stop> {
    let names = Names::of(office).await?;
    let mail = contact(app, office, id.home).await?;
    let chrome = visit.chrome(app).await?;
    let desk = office.desk().await;
    Ok(DropPage {
        chrome,
        frame: frame(&desk, visit, Tab::Carrying),
        home_id: id.home.to_string(),
        home: names.name(&id.home),
        video: id.video.to_string(),
        reason: None,
        words: String::new(),
        mail,
        complaints: Complaints::default(),
    })
}

/// Where words to a home are sent, if there is a way.
async fn contact(app: &App, office: &Office, home: MemberId) -> Result<Option<String>, Stop> {
    if !app.config.mail_works {
        return Ok(None);
    }
    let card = {
        let desk = office.desk().await;
        let standing = desk.chain().ok().and_then(|chain| chain.roll.members.get(&home));
        standing.and_then(|standing| desk.facts().card(&standing.seat))
    };
    Ok(card_of(office, card).await?.map(|card: Card| card.mail))
}

async fn drop_video(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    Posted { visit, fields }: Posted,
) -> Result<Response, Stop> {
    visit.operator()?;
    let (office, id) = (office(&app)?, read_id(path)?);
    let reason = Dropped::ALL.into_iter().find(|reason| reason.code() == fields.text("reason"));
    // Browsers keep to the limit.
    let words: String = fields.text("words").trim().chars().take(WORDS_MAX_CHARS).collect();
    let complaints = match reason.and_then(said) {
        None => Complaints(vec![Complaint::ReasonMissing]),
        Some(why) => match office.drop_carried(id, why).await {
            Ok(true) => {
                app.delivery.forget(id.video);
                let notice = if words.is_empty() {
                    Notice::CarriedDropped
                } else {
                    tell(&app, &visit, &office, id, words).await?
                };
                return Ok(done(LIST, notice));
            }
            Ok(false) => return Err(Stop::NOT_FOUND),
            Err(failure) => refusals::of(failure)?,
        },
    };
    refused(&DropPage { reason, words, complaints, ..drop_page(&app, &visit, &office, id).await? })
}

/// Sends the words to the home. The video is dropped already, whatever becomes of them.
async fn tell(app: &App, visit: &Visit, office: &Office, id: CarriedId, words: String) -> Result<Notice, Stop> {
    let Some(to) = contact(app, office, id.home).await? else { return Ok(Notice::CarriedDroppedUntold) };
    let site = app.config.base_url.as_str();
    let subject = visit.lang.text_with("mail-dropped-subject", "site", site);
    let values = [("site", site.to_owned()), ("video", id.video.to_string()), ("words", words)];
    let body = visit.lang.text_with_all("mail-dropped-body", values);
    match app.seams.mailer.send(Mail { to, subject, body }).await {
        Ok(()) => Ok(Notice::CarriedDroppedTold),
        Err(failure) => {
            tracing::warn!(home = %id.home, %failure, "a home is not told by mail why a video was dropped");
            Ok(Notice::CarriedDroppedUntold)
        }
    }
}

async fn again(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.operator()?;
    let (office, id) = (office(&app)?, read_id(path)?);
    // A second click finds it taken back already.
    office.host_again(id).await.map_err(|failure| Stop::Failure(failure.to_string()))?;
    Ok(done(LIST, Notice::CarriedAgain))
}
