//! The federation at work: who carries for whom, what was delivered yesterday, and who does not answer.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use federation::entry::HoldingState;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use purse::id::MemberId;
use purse::usage::Hour;

use super::{frame, gone, office, today};
use crate::app::App;
use crate::pages::names::Names;
use crate::pages::page;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::federation::Tab;
use crate::view::federation::work::{Silent, WorkPage, WorkRow};

/// After the end of an hour members have told of it, and copied what others told.
const TOLD: SignedDuration = SignedDuration::from_mins(5);

/// By home and carrier.
type Sums = BTreeMap<(MemberId, MemberId), Bytes>;

/// What one carries for another.
#[derive(Default)]
struct Bytes {
    stored: u64,
    delivered: u64,
    last_hour: u64,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/work", get(work))
}

async fn work(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let office = office(&app)?;
    let names = Names::of(&office).await?;
    let day = today(&app).yesterday().unwrap_or(today(&app));
    let mut sums = Sums::new();
    for (pair, bytes) in office.delivered_on(day).await? {
        sums.entry(pair).or_default().delivered = u64::try_from(bytes).unwrap_or(u64::MAX);
    }
    let told = app.seams.clock.now().checked_sub(TOLD).unwrap_or(Timestamp::MIN);
    let hour = Hour::from_number(Hour::of(told).number() - 1).unwrap_or(Hour::of(told));
    for (pair, bytes) in office.delivered_in(hour).await? {
        sums.entry(pair).or_default().last_hour = u64::try_from(bytes).unwrap_or(u64::MAX);
    }
    let chrome = visit.chrome(&app).await?;
    let gone = gone::rows(&app, &office, &names).await?;
    let desk = office.desk().await;
    let known = &desk.facts().carrying;
    let chain = desk.chain().map_err(|_| Stop::NOT_FOUND)?;
    let members: Vec<MemberId> = chain.roll.electorate().into_iter().collect();
    for carrier in &members {
        for holding in known.held_by(*carrier) {
            if matches!(holding.state, HoldingState::Held | HoldingState::Withheld) {
                let stored = &mut sums.entry((holding.home, *carrier)).or_default().stored;
                *stored = stored.saturating_add(holding.bytes);
            }
        }
    }
    let row = |((home, carrier), bytes): (&(MemberId, MemberId), &Bytes)| WorkRow {
        home: names.name(home),
        carrier: names.name(carrier),
        stored: bytes.stored,
        delivered: bytes.delivered,
        last_hour: bytes.last_hour,
    };
    let mut rows: Vec<WorkRow> = sums.iter().map(row).collect();
    rows.sort_by(|one, other| (&one.home, &one.carrier).cmp(&(&other.home, &other.carrier)));
    let absence = desk.charters().get(&chain.roll.charter_on(today(&app))).map(|charter| charter.absence_days);
    let absence = SignedDuration::from_hours(24 * i64::from(absence.unwrap_or(0)));
    let left = chain.roll.gone_on(today(&app));
    let away = members.iter().filter(|member| **member != desk.me().member && !left.contains(member));
    let silent = away.filter_map(|member| {
        let since = office.answers(member).silent_since(app.seams.clock.now())?;
        let succession = since.checked_add(absence).unwrap_or(since);
        let is_carried = sums.iter().any(|((home, _), bytes)| home == member && bytes.stored > 0);
        let proposed = (succession <= app.seams.clock.now()).then(|| member.to_string());
        Some(Silent { name: names.name(member), since, succession, is_carried, proposed })
    });
    let mut silent: Vec<Silent> = silent.collect();
    silent.sort_by(|one, other| one.name.cmp(&other.name));
    let day = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN);
    page(&WorkPage { chrome, frame: frame(&desk, &visit, Tab::Carrying), day, hour: hour.start(), rows, silent, gone })
}
