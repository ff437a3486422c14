//! Who is in the federation; and, of a member that is in none, the ways into one.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exchange::Office;
use federation::desk::{Desk, LogCopy};
use federation::facts::LogId;
use federation::roll::{Roll, Standing as Seated};
use jiff::Timestamp;
use jiff::civil::Date;
use purse::id::MemberId;

use super::standing::standing;
use super::{frame, next_month, today};
use crate::app::App;
use crate::i18n::format;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::{months, page};
use crate::sessions::Visit;
use crate::view::Complaints;
use crate::view::federation::join::StartPage;
use crate::view::federation::members::{
    DeclarationForm, Ended, Frozen, Heard, MemberRow, MembersPage, OpenInvitation, Turn,
};
use crate::view::federation::{Tab, shown};

const SECONDS_PER_DAY: i64 = 86_400;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation", get(members))
}

async fn members(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    match app.office() {
        Some(office) => page(&members_page(&app, &visit, &office).await?),
        None => page(&StartPage { chrome: visit.chrome(&app).await?, delegate: visit.delegate().is_ok() }),
    }
}

pub(super) async fn members_page(app: &App, visit: &Visit, office: &Arc<Office>) -> Result<MembersPage, Stop> {
    let names = Names::of(office).await?;
    let open = office.invitations().await.map_err(|failure| Stop::Failure(failure.to_string()))?;
    let invitations =
        open.into_iter().map(|row| OpenInvitation { id: super::secret_id(&row.code), until: row.expires_at });
    let desk = office.desk().await;
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    let (roll, today, me) = (&chain.roll, today(app), desk.me().member);
    let key = office.key();
    let heard = office.heard(&desk);
    let of = |member: &MemberId| heard.get(member).copied();
    let mut rows: Vec<MemberRow> = roll
        .members
        .values()
        .map(|seated| MemberRow {
            ended: ended(&desk, seated, key),
            ..row(&desk, roll, seated, &names, (of(&seated.seat.member), app.seams.clock.now()))
        })
        .collect();
    rows.sort_by(|one, other| (one.until.is_some(), &one.name).cmp(&(other.until.is_some(), &other.name)));
    let seated = roll.members.get(&me);
    let now = seated.map(|seated| declared(&desk, seated, today)).unwrap_or_default();
    Ok(MembersPage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Members),
        standing: standing(&desk, chain),
        waiting: super::restarting::waiting_box(office, &names, visit),
        today,
        members: rows,
        cards: super::card::may_give(visit).is_ok(),
        invitations: if visit.delegate().is_ok() { invitations.collect() } else { Vec::new() },
        new_invitation: None,
        declaration: DeclarationForm {
            means: format::as_typed(visit.lang, &now.0.to_string()),
            adherents: now.1.to_string(),
            month: months::write(next_month(app)),
        },
        declared: coming(&desk, &me, today),
        complaints: Complaints::default(),
    })
}

fn row(
    desk: &Desk,
    roll: &Roll,
    seated: &Seated,
    names: &Names,
    (heard, now): (Option<Timestamp>, Timestamp),
) -> MemberRow {
    let (seat, me) = (&seated.seat, desk.me().member);
    let today = jiff::tz::TimeZone::UTC.to_datetime(now).date();
    let (means, adherents) = declared(desk, seated, today);
    let log = LogId { member: seat.member, log: seated.log() };
    let allowed = desk.charters().get(&roll.charter_on(today)).map_or(u16::MAX, |charter| charter.absence_days);
    MemberRow {
        id: seat.member.to_string(),
        name: names.name(&seat.member),
        address: seat.address.clone(),
        own: seat.member == me,
        since: seat.from,
        gone: roll.gone_on(today).contains(&seat.member),
        until: seated.to,
        means: shown(means.minor()),
        adherents: u64::from(adherents),
        holder: roll.holder_on(today) == Some(seat.member),
        heard: if seat.member == me { Heard::Own } else { heard_of(heard, now, allowed) },
        frozen: desk.copy(&log).and_then(frozen),
        ended: None,
    }
}

fn frozen(copy: &LogCopy) -> Option<Frozen> {
    let proof = copy.frozen()?;
    let (older, newer) = (proof.older().checkpoint().tree(), proof.newer().checkpoint().tree());
    Some(Frozen { first: older.size, second: newer.size })
}

/// The log of a member that ended last; `key` is that of this machine.
fn ended(desk: &Desk, seated: &Seated, key: [u8; 32]) -> Option<Ended> {
    let last = seated.successions.last()?;
    let (member, size) = (seated.seat.member, |log: u32| {
        desk.copy(&LogId { member: seated.seat.member, log }).map_or(0, |copy| copy.tree().size)
    });
    let turn = match desk.successor() {
        _ if member != desk.me().member => Turn::Another,
        Some((_, first)) if first != key => Turn::NoKey,
        None if desk.may_append() => Turn::Writes,
        _ => Turn::Asks,
    };
    let before = LogId { member, log: last.log.saturating_sub(1) };
    let proof = desk.copy(&before).and_then(frozen);
    Some(Ended { log: u64::from(last.log), stands: last.size, entries: size(last.log), proof, turn })
}

fn heard_of(heard: Option<Timestamp>, now: Timestamp, allowed: u16) -> Heard {
    let Some(heard) = heard else { return Heard::Never };
    let days = now.as_second().saturating_sub(heard.as_second()).div_euclid(SECONDS_PER_DAY);
    match u64::try_from(days) {
        Ok(days) if days > 0 => Heard::Days(days, days > u64::from(allowed)),
        _ => Heard::Today,
    }
}

/// What a member declared last for the time up to a day.
fn declared(desk: &Desk, seated: &Seated, today: Date) -> (purse::money::Money, u32) {
    let said = desk.facts().declarations.get(&seated.seat.member).into_iter().flatten();
    let last = said.filter(|said| said.fact.from <= today).max_by_key(|said| (said.fact.from, said.at));
    last.map_or((seated.seat.means, seated.seat.adherents), |said| (said.fact.means, said.fact.adherents))
}

/// What a member declared for a month to come.
fn coming(desk: &Desk, me: &MemberId, today: Date) -> Option<(crate::view::Money, u64, Date)> {
    let said = desk.facts().declarations.get(me).into_iter().flatten();
    let last = said.filter(|said| said.fact.from > today).max_by_key(|said| (said.fact.from, said.at))?;
    Some((shown(last.fact.means.minor()), u64::from(last.fact.adherents), last.fact.from))
}
