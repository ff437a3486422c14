//! What this member offers to carry for others; what it carries, and what others carry for it.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exchange::Office;
use federation::entry::{Entry, HoldingState, Offer, Placement};
use federation::facts::{Carrying, Standing};
use jiff::civil::Date;
use purse::id::MemberId;

use super::{frame, office, refusals, today};
use crate::app::App;
use crate::pages::fields::{Fields, Posted};
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::Visit;
use crate::view::federation::carrying::{
    AllowedRow, CarriedRow, CarryingPage, Figure, FigureFault, OfferForm, Offered, PlacedRow,
};
use crate::view::federation::{FederationComplaint, Tab};
use crate::view::{Complaint, Complaints, Notice};

/// Bytes of a gigabyte, as offers are typed.
pub(super) const GB: u64 = 1_000_000_000;
/// Bits of a megabit.
const MEGABIT: u64 = 1_000_000;
/// What offers nothing.
const NOTHING: Offer = Offer { storage_bytes: 0, delivery_bytes: 0, bits_per_second: 0 };

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/carrying", get(carrying).post(offer))
}

async fn carrying(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let office = office(&app)?;
    page(&carrying_page(&app, &visit, &office, offer_form(&office).await).await?)
}

/// The form as it shows what is offered.
pub(super) async fn offer_form(office: &Office) -> OfferForm {
    office.offered().await.and_then(shown).map(|offered| typed(&offered)).unwrap_or_default()
}

async fn offer(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.operator()?;
    let office = office(&app)?;
    let form = OfferForm {
        storage: fields.trimmed("storage"),
        delivery: fields.trimmed("delivery"),
        throughput: fields.trimmed("throughput"),
    };
    let complaints = match read(&fields) {
        Ok(offer) => match say(&office, offer).await {
            Ok(()) => {
                let notice = if offer == NOTHING { Notice::FederationOfferEnded } else { Notice::FederationOffered };
                return Ok(done("/federation/carrying", notice));
            }
            Err(failure) => refusals::of(failure)?,
        },
        Err(complaints) => complaints,
    };
    refused(&CarryingPage { complaints, ..carrying_page(&app, &visit, &office, form).await? })
}

/// Says what is offered, unless that is what was said last.
async fn say(office: &Office, offer: Offer) -> Result<(), exchange::ExchangeFailure> {
    if office.offered().await.unwrap_or(NOTHING) != offer {
        office.append(&Entry::Offer(offer)).await?;
    }
    Ok(())
}

fn read(fields: &Fields) -> Result<Offer, Complaints> {
    let units = [GB, GB, MEGABIT];
    let read = Figure::ALL.into_iter().zip(units).map(|(figure, unit)| amount(fields.text(figure.field()), unit));
    let mut read: Vec<Result<u64, FigureFault>> = read.collect();
    // One figure of nothing makes nothing of the whole offer: whoever typed another one meant something else.
    if read.iter().all(Result::is_ok) && read.iter().any(|amount| *amount != Ok(0)) {
        for amount in &mut read {
            *amount = amount.and_then(|amount| if amount == 0 { Err(FigureFault::Missing) } else { Ok(amount) });
        }
    }
    match read.as_slice() {
        [Ok(storage_bytes), Ok(delivery_bytes), Ok(bits_per_second)] => Ok(Offer {
            storage_bytes: *storage_bytes,
            delivery_bytes: *delivery_bytes,
            bits_per_second: *bits_per_second,
        }),
        read => {
            let faults = Figure::ALL.into_iter().zip(read).filter_map(|(figure, read)| Some((figure, read.err()?)));
            let told = faults.map(|(figure, fault)| Complaint::Federation(FederationComplaint::Offer(figure, fault)));
            Err(Complaints(told.collect()))
        }
    }
}

/// A whole number of units, as people type it; nothing typed is 0.
pub(super) fn amount(text: &str, unit: u64) -> Result<u64, FigureFault> {
    let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(FigureFault::Number);
    }
    if digits.is_empty() {
        return Ok(0);
    }
    let fits = digits.parse::<u64>().ok().and_then(|units| units.checked_mul(unit));
    fits.ok_or(FigureFault::Large(u64::MAX / unit))
}

/// An offer as it is shown; an offer of nothing is none.
fn shown(offer: Offer) -> Option<Offered> {
    let Offer { storage_bytes, delivery_bytes, bits_per_second } = offer;
    (offer != NOTHING).then_some(Offered { storage_bytes, delivery_bytes, megabits: bits_per_second / MEGABIT })
}

fn typed(offered: &Offered) -> OfferForm {
    OfferForm {
        storage: (offered.storage_bytes / GB).to_string(),
        delivery: (offered.delivery_bytes / GB).to_string(),
        throughput: offered.megabits.to_string(),
    }
}

pub(super) async fn carrying_page(
    app: &App,
    visit: &Visit,
    office: &Office,
    form: OfferForm,
) -> Result<CarryingPage, Stop> {
    let (names, today) = (Names::of(office).await?, today(app));
    let limit = app.store.settings().await?.delivered_by_others_bytes;
    let chrome = visit.chrome(app).await?;
    let desk = office.desk().await;
    let (known, me) = (&desk.facts().carrying, desk.me().member);
    Ok(CarryingPage {
        chrome,
        frame: frame(&desk, visit, Tab::Carrying),
        offered: known.offered(&me).and_then(shown),
        edits: visit.operator().is_ok(),
        form,
        carried: carried(known, me, &names),
        placed: placed(known, me, &names),
        allowed: allowed(known, me, &names, today),
        today,
        limit,
        limit_typed: limit.map(|bytes| (bytes / GB).to_string()).unwrap_or_default(),
        complaints: Complaints::default(),
        limit_complaints: Complaints::default(),
    })
}

/// What this member stores for each home.
fn carried(known: &Carrying, me: MemberId, names: &Names) -> Vec<CarriedRow> {
    let mut homes: BTreeMap<MemberId, (u64, u64)> = BTreeMap::new();
    for holding in known.held_by(me) {
        if matches!(holding.state, HoldingState::Held | HoldingState::Withheld) {
            let (videos, bytes) = homes.entry(holding.home).or_default();
            (*videos, *bytes) = (videos.saturating_add(1), bytes.saturating_add(holding.bytes));
        }
    }
    let row = |(home, (videos, bytes))| CarriedRow { home: names.name(&home), videos, bytes };
    let mut rows: Vec<CarriedRow> = homes.into_iter().map(row).collect();
    rows.sort_by(|one, other| one.home.cmp(&other.home));
    rows
}

/// How the carriers of this member's videos stand to what is placed with them.
fn placed(known: &Carrying, me: MemberId, names: &Names) -> Vec<PlacedRow> {
    let there = |placement: &&Placement| !matches!(known.standing(&me, &placement.video), Standing::Gone(_));
    let mut carriers: BTreeMap<MemberId, PlacedRow> = BTreeMap::new();
    for placement in known.placements(&me).filter(there) {
        for carrier in &placement.carriers {
            let row = carriers.entry(*carrier).or_default();
            let said = known.holding(&me, &placement.video, carrier);
            let count = match said.map(|holding| (holding.state, holding.manifest == placement.manifest)) {
                Some((HoldingState::Held | HoldingState::Withheld, true)) => &mut row.held,
                Some((HoldingState::Full, true)) => &mut row.full,
                Some((HoldingState::Dropped(_), _)) => &mut row.dropped,
                _ => &mut row.copying,
            };
            *count = count.saturating_add(1);
        }
    }
    let row = |(carrier, row)| PlacedRow { carrier: names.name(&carrier), ..row };
    let mut rows: Vec<PlacedRow> = carriers.into_iter().map(row).collect();
    rows.sort_by(|one, other| one.carrier.cmp(&other.carrier));
    rows
}

/// What each carrier may deliver for this member on a day.
fn allowed(known: &Carrying, me: MemberId, names: &Names, day: Date) -> Option<Vec<AllowedRow>> {
    let said = known.allowances(&me, day)?.rows.iter();
    let mut rows: Vec<AllowedRow> =
        said.map(|row| AllowedRow { carrier: names.name(&row.carrier), bytes: row.bytes }).collect();
    rows.sort_by(|one, other| one.carrier.cmp(&other.carrier));
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(figures: [&str; 3]) -> Fields {
        Fields::of(
            Figure::ALL.into_iter().zip(figures).map(|(figure, text)| (figure.field().into(), text.into())).collect(),
        )
    }

    #[test]
    fn an_offer_is_read_as_people_type_it_and_nothing_takes_it_back() {
        let offer = Offer { storage_bytes: 1_250 * GB, delivery_bytes: 500 * GB, bits_per_second: 100 * MEGABIT };
        assert_eq!(read(&fields(["1\u{202f}250", " 500", "100"])), Ok(offer));
        for nothing in [["", "", ""], ["0", "0", "0"], ["00", "", " "]] {
            assert_eq!(read(&fields(nothing)), Ok(NOTHING), "{nothing:?}");
        }
    }

    #[test]
    fn each_figure_that_cannot_be_is_told_with_its_limit() {
        let told = |figures| {
            let complaints = read(&fields(figures)).unwrap_err().0;
            let faults = complaints.into_iter().map(|complaint| match complaint {
                Complaint::Federation(FederationComplaint::Offer(figure, fault)) => (figure, fault),
                other => panic!("{other:?}"),
            });
            faults.collect::<Vec<_>>()
        };
        let (storage, delivery, throughput) = (Figure::Storage, Figure::Delivery, Figure::Throughput);
        let number = FigureFault::Number;
        assert_eq!(told(["-1", "1.5", "ten"]), [(storage, number), (delivery, number), (throughput, number)]);
        assert_eq!(told(["20", "500", ""]), [(throughput, FigureFault::Missing)]);
        assert_eq!(told(["0", "500", "0"]), [(storage, FigureFault::Missing), (throughput, FigureFault::Missing)]);
        let most = u64::MAX / GB;
        let (most, more) = (most.to_string(), (most + 1).to_string());
        assert!(read(&fields([&most, "1", "1"])).is_ok());
        assert_eq!(told([more.as_str(), "1", "1"]), [(storage, FigureFault::Large(18_446_744_073))]);
        assert_eq!(
            told(["1", "1", "999999999999999999999999"]),
            [(throughput, FigureFault::Large(18_446_744_073_709))]
        );
    }
}
