//! Who carries one video, what each did for it this month, and what that costs.
//!
//! Delivered bytes are those that this member counted: its own as it sent them, those of others as players reported them.
//! What others store is what they say that they store, times the hours since. Both times the rates of the bills that count
//! in the month so far: an estimate, since the month's charge is for all videos together, within each carrier's capacity.

use std::collections::{BTreeMap, BTreeSet};

use exchange::Office;
use federation::Hash;
use federation::entry::{DropReason, Holding, HoldingState, Placement};
use federation::facts::Carrying;
use jiff::civil::Date;
use num_bigint::BigInt;
use purse::cost::Period;
use purse::id::MemberId;
use purse::money::Fraction;
use purse::split::rates;
use purse::usage::{Hour, Unit};
use store::{Hours, Video};

use crate::app::App;
use crate::costs::shown;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::view::Money;
use crate::view::carriers::{CarrierRow, CarrierState, Dropped};
use crate::watching;

/// Minor units for a unit, by carrier.
type Rates = BTreeMap<(MemberId, Unit), Fraction>;

/// All that carry a video.
pub(super) struct Counted {
    pub(super) rows: Vec<CarrierRow>,
    /// What the rows cost together; none while nobody has declared a bill.
    pub(super) cost: Option<Money>,
    /// First day of the running month.
    pub(super) month: Date,
}

/// How a carrier stands to a video.
pub(crate) struct Standing {
    pub(crate) state: CarrierState,
    pub(crate) stored_bytes: u64,
    /// The hour from whose end on they are stored.
    since: Hour,
}

pub(super) async fn counted(app: &App, office: &Office, names: &Names, video: &Video) -> Result<Counted, Stop> {
    let now = app.seams.clock.now();
    let period = Period::month_of(now).ok_or_else(|| Stop::Failure("there is no month".to_owned()))?;
    let this = Hour::of(now);
    let hours = Hours { from: period.first_hour(), until: Hour::from_number(this.number() + 1).unwrap_or(this) };
    let mut used: BTreeMap<(MemberId, Unit), u64> = BTreeMap::new();
    for usage in app.store.usage_by_carrier(video.id, hours).await? {
        used.insert((usage.carrier, usage.unit), usage.quantity);
    }
    let rates = rates_so_far(office).await?;
    let me = office.member();
    let mut standings = {
        let desk = office.desk().await;
        standings(&desk.facts().carrying, me, Hash(*video.id.as_bytes()))
    };
    let stored_bytes = watching::stored_bytes(app, video).await?;
    standings.insert(me, Standing { state: CarrierState::Home, stored_bytes, since: this });
    let former: BTreeSet<MemberId> = used.keys().map(|(carrier, _)| *carrier).collect();
    for carrier in former {
        let gone = Standing { state: CarrierState::Former, stored_bytes: 0, since: this };
        standings.entry(carrier).or_insert(gone);
    }
    let mut total: Option<Fraction> = None;
    let mut rows = Vec::with_capacity(standings.len());
    for (carrier, standing) in standings {
        let of = |unit: Unit| used.get(&(carrier, unit)).copied().unwrap_or(0);
        // Of others nobody counts here what they store: they say since when they do.
        let told =
            u128::from(standing.stored_bytes) * u128::from(hours_since(standing.since, period.first_hour(), this));
        let byte_hours = if carrier == me { u128::from(of(Unit::ByteHour)) } else { told };
        let delivered_bytes = of(Unit::Byte);
        let cost = cost(&rates, carrier, u128::from(delivered_bytes), byte_hours);
        if let Some(cost) = &cost {
            *total.get_or_insert_default() += cost;
        }
        rows.push(CarrierRow {
            name: names.name(&carrier),
            state: standing.state,
            stored_bytes: standing.stored_bytes,
            delivered_bytes,
            cost: cost.as_ref().map(shown),
        });
    }
    rows.sort_by(|one, other| {
        (one.state != CarrierState::Home, &one.name).cmp(&(other.state != CarrierState::Home, &other.name))
    });
    Ok(Counted { rows, cost: total.as_ref().map(shown), month: period.first_day() })
}

/// Whole hours of this month in which something was stored that was there at the end of `since`.
fn hours_since(since: Hour, first: Hour, this: Hour) -> u64 {
    u64::try_from(this.number().saturating_sub(since.max(first).number())).unwrap_or(0)
}

/// What the bills of the running month that count so far make a unit cost.
async fn rates_so_far(office: &Office) -> Result<Rates, Stop> {
    let Some(span) = office.spans().await.last().copied() else { return Ok(Rates::new()) };
    match office.so_far(span).await? {
        Some(Ok(closing)) => Ok(rates(&closing.bills)),
        Some(Err(refusal)) => {
            tracing::warn!(%refusal, "a video is shown without what its carriers cost");
            Ok(Rates::new())
        }
        None => Ok(Rates::new()),
    }
}

/// What so much of a unit at each carrier costs, at the rates of the bills that count so far; none while nobody declared one.
pub(in crate::pages) async fn stored_cost(
    office: &Office,
    used: &[(MemberId, u128)],
    unit: Unit,
) -> Result<Option<Money>, Stop> {
    let rates = rates_so_far(office).await?;
    let mut total: Option<Fraction> = None;
    for (carrier, quantity) in used {
        if let Some(rate) = rates.get(&(*carrier, unit.clone())) {
            *total.get_or_insert_default() += rate * BigInt::from(*quantity);
        }
    }
    Ok(total.as_ref().map(shown))
}

fn cost(rates: &Rates, carrier: MemberId, bytes: u128, byte_hours: u128) -> Option<Fraction> {
    let of = |unit: Unit, quantity: u128| Some(rates.get(&(carrier, unit))? * BigInt::from(quantity));
    match (of(Unit::Byte, bytes), of(Unit::ByteHour, byte_hours)) {
        (Some(delivered), Some(stored)) => Some(delivered + stored),
        (delivered, stored) => delivered.or(stored),
    }
}

/// How the others stand to a video of this home, by the logs.
pub(crate) fn standings(carrying: &Carrying, me: MemberId, video: Hash) -> BTreeMap<MemberId, Standing> {
    let placed = carrying.placement(&me, &video);
    let mut found = BTreeMap::new();
    for carrier in placed.into_iter().flat_map(|placed| &placed.carriers) {
        let said = carrying.holding(&me, &video, carrier);
        let state = state(said, placed);
        let (stored_bytes, since) = stored(said);
        found.insert(*carrier, Standing { state, stored_bytes, since });
    }
    for (carrier, holding) in carrying.holdings(&me, &video) {
        let state = match holding.state {
            HoldingState::Held | HoldingState::Withheld => CarrierState::Leaving,
            HoldingState::Dropped(why) => CarrierState::Dropped(dropped(why)),
            HoldingState::Full | HoldingState::Removed => continue,
        };
        let (stored_bytes, since) = stored(Some(holding));
        found.entry(carrier).or_insert(Standing { state, stored_bytes, since });
    }
    found
}

/// What a carrier stores of the video, and since when.
fn stored(said: Option<&Holding>) -> (u64, Hour) {
    let stores = |holding: &&Holding| matches!(holding.state, HoldingState::Held | HoldingState::Withheld);
    said.filter(stores).map_or((0, Hour::of(jiff::Timestamp::UNIX_EPOCH)), |holding| (holding.bytes, holding.hour))
}

/// How a carrier stands with which the video is placed.
fn state(said: Option<&Holding>, placed: Option<&Placement>) -> CarrierState {
    let Some(holding) = said else { return CarrierState::Copying };
    let same = placed.is_some_and(|placed| placed.manifest == holding.manifest);
    match holding.state {
        HoldingState::Held if same => CarrierState::Held,
        HoldingState::Withheld => CarrierState::Withheld,
        HoldingState::Full if same => CarrierState::Full,
        HoldingState::Dropped(why) => CarrierState::Dropped(dropped(why)),
        HoldingState::Held | HoldingState::Full | HoldingState::Removed => CarrierState::Copying,
    }
}

const fn dropped(why: DropReason) -> Dropped {
    match why {
        DropReason::Law => Dropped::Law,
        DropReason::Rules => Dropped::Rules,
        DropReason::Complaint => Dropped::Complaint,
        DropReason::Damaged => Dropped::Damaged,
    }
}
