//! Members that are gone, as the page of the federation at work tells: what of theirs is left, until when, and what it costs.

use carry::adoption::removed_from;
use exchange::{GoneHome, Office};
use federation::entry::HoldingState;
use purse::cost::Period;
use purse::id::MemberId;
use purse::usage::Unit;

use crate::app::App;
use crate::pages::carriers::stored_cost;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::view::Money;
use crate::view::federation::work::GoneMember;

pub(super) async fn rows(app: &App, office: &Office, names: &Names) -> Result<Vec<GoneMember>, Stop> {
    let homes = office.gone_homes().await.map_err(|failure| Stop::Failure(failure.to_string()))?;
    let mut rows = Vec::with_capacity(homes.len());
    for home in homes {
        let GoneHome { member, absence, left_videos, left_bytes, adopted_videos, .. } = home;
        let answers = office.answers(&member).silent_since(app.seams.clock.now()).is_none();
        rows.push(GoneMember {
            name: names.name(&member),
            since: absence.since,
            from: absence.from,
            until: absence.until,
            removed: removed_from(&absence),
            left_videos,
            left_bytes,
            adopted_videos,
            cost: cost(app, office, &member).await?,
            back: answers.then(|| member.to_string()),
        });
    }
    Ok(rows)
}

/// What a whole month costs of what carriers hold in the name of a gone home, at the rates of the bills that count so far.
async fn cost(app: &App, office: &Office, home: &MemberId) -> Result<Option<Money>, Stop> {
    let Some(period) = Period::month_of(app.seams.clock.now()) else { return Ok(None) };
    let hours = u128::from(period.hours());
    let held: Vec<(MemberId, u128)> = {
        let desk = office.desk().await;
        let carrying = &desk.facts().carrying;
        let placed = carrying.placements(home);
        let holdings = placed.flat_map(|placed| carrying.holdings(home, &placed.video));
        let stored =
            holdings.filter(|(_, holding)| matches!(holding.state, HoldingState::Held | HoldingState::Withheld));
        stored.map(|(carrier, holding)| (carrier, u128::from(holding.bytes) * hours)).collect()
    };
    stored_cost(office, &held, Unit::ByteHour).await
}
