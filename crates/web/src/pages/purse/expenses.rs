//! `/purse/expenses`: the page, and the forms of estimates, gifts and sums.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use data_encoding::HEXLOWER;
use exchange::Office;
use federation::Hash;
use federation::entry::{Contribution, ContributionKind, Entry, Estimate, Offered};
use federation::facts::Facts;
use purse::usage::Pool;
use seams::entropy;

use super::capacities::Units;
use super::chosen::Chosen;
use super::corrected::Corrections;
use super::evidence::Evidence;
use super::lists::Lists;
use super::{Asked, complaint, days, done, page, refused, typed};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::expenses::{EntryForm, ExpensesPage, Sent, SumKind};
use crate::view::purse::{AlonePage, PurseComplaint};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/expenses", get(show))
        .route("/purse/expenses/estimate", post(estimate))
        .route("/purse/expenses/sum", post(sum))
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome: visit.chrome(&app).await? }) };
    let form = EntryForm::default();
    page(&page_of(&app, &visit, &office, &asked.month, (Sent::None, form, Complaints::default())).await?)
}

/// What a refused form was, and why.
pub(super) type Wrong = (Sent, EntryForm, Complaints);

pub(super) async fn page_of(
    app: &App,
    visit: &Visit,
    office: &Office,
    month: &str,
    (sent, mut form, complaints): Wrong,
) -> Result<ExpensesPage, Stop> {
    let chosen = Chosen::read(office, month).await?;
    if typed::nonce(&form).is_none() {
        form.nonce = HEXLOWER.encode(&entropy::random::<16>(app.seams.entropy.as_ref()));
    }
    let units = Units::of(office, visit.lang, Some(chosen.period.first_day())).await?.groups();
    let mut filled = {
        let desk = office.desk().await;
        let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
        let (facts, roll) = (desk.facts(), &chain.roll);
        let lists = Lists { lang: visit.lang, chosen: &chosen, facts, roll, me: office.member() };
        ExpensesPage {
            chrome: visit.chrome(app).await?,
            month: chosen.period.first_day(),
            months: chosen.offered.clone(),
            treasurer: visit.treasurer().is_ok(),
            estimates: lists.estimates(),
            bills: lists.bills(),
            gifts: lists.gifts(),
            sums: lists.sums(),
            corrections: Corrections { chosen: &chosen, facts, roll, me: office.member() }.listed(),
            choices: lists.choices(),
            units,
            sent,
            form,
            complaints,
        }
    };
    for bill in &mut filled.bills {
        if let Some(evidence) = document(office, &bill.facts.name).await? {
            bill.has_file = evidence.file.is_some();
            (bill.supplier, bill.label) = (Some(evidence.supplier), Some(evidence.label));
        }
    }
    for gift in &mut filled.gifts {
        if let Some(evidence) = document(office, &gift.facts.name).await? {
            gift.has_file = evidence.file.is_some();
            gift.label = Some(evidence.label);
        }
    }
    Ok(filled)
}

/// What a bill or gift says of itself, where its document is here.
async fn document(office: &Office, name: &str) -> Result<Option<Evidence>, Stop> {
    let Some(name) = named(name) else { return Ok(None) };
    let hash = evidence_of(office.desk().await.facts(), &name);
    read_evidence(office, hash).await
}

/// The document that a bill or gift names.
pub(super) fn evidence_of(facts: &Facts, name: &Hash) -> Option<Hash> {
    let bill = facts.expenses.get(name).and_then(|at| at.fact.evidence);
    bill.or_else(|| facts.gifts.get(name).and_then(|at| at.fact.evidence))
}

/// What a document says; none if it is not here, was erased, or says nothing.
pub(super) async fn read_evidence(office: &Office, hash: Option<Hash>) -> Result<Option<Evidence>, Stop> {
    let Some(hash) = hash else { return Ok(None) };
    let document = office.store().document(&hash.0).await?;
    let bytes = document.and_then(|document| document.bytes);
    Ok(bytes.and_then(|bytes| Evidence::read(&bytes).map(|(evidence, _)| evidence)))
}

/// An entry's name as it stands in addresses.
pub(super) fn named(text: &str) -> Option<Hash> {
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Hash)
}

/// Whether a form was sent before: its random text stands in an entry of this member already.
pub(super) fn was_sent(facts: &Facts, me: purse::id::MemberId, nonce: &[u8; 16]) -> bool {
    let by_me = |author: purse::id::MemberId, of: &[u8; 16]| author == me && of == nonce;
    facts.estimates.values().any(|at| by_me(at.at.author, &at.fact.nonce))
        || facts.expenses.values().any(|at| by_me(at.at.author, &at.fact.nonce))
        || facts.gifts.values().any(|at| by_me(at.at.author, &at.fact.nonce))
        || facts.contributions.values().any(|at| by_me(at.at.author, &at.fact.nonce))
        || facts.corrections.values().any(|at| by_me(at.at.author, &at.fact.nonce))
}

/// The first complaint of each field, where something is wrong.
macro_rules! read {
    ($($value:ident),+) => {
        match ($($value.clone()),+,) {
            ($(Ok($value)),+,) => Ok(($($value),+,)),
            _ => Err(Complaints([$($value.err()),+].into_iter().flatten().collect::<Vec<Complaint>>())),
        }
    };
}
pub(super) use read;

async fn estimate(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.treasurer()?;
    let form = typed::typed(&fields);
    let nonce = typed::nonce(&form).ok_or(Complaint::Purse(PurseComplaint::Stale));
    let (amount, spans) = (typed::amount(&form), days::spans(&form));
    let pool = typed::pool(&form);
    let capacity = capacity(&app, &visit, &form, &pool).await?;
    let read = read!(nonce, amount, spans, pool, capacity);
    let entries = read.map(|(nonce, common_part, spans, pool, capacity)| {
        // Those of every month have one random text: they are asked for and answered together.
        let of = |span| Estimate { nonce, pool, common_part, capacity: capacity.clone(), span };
        (nonce, spans.into_iter().map(|span| Entry::Estimate(of(span))).collect())
    });
    append(&app, &visit, (Sent::Estimate, form, entries), Notice::EstimateEntered).await
}

async fn sum(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.treasurer()?;
    let mut form = typed::typed(&fields);
    let nonce = typed::nonce(&form).ok_or(Complaint::Purse(PurseComplaint::Stale));
    let (amount, day) = (typed::amount(&form), typed::day(&form));
    let kind = match SumKind::from_code(&form.kind) {
        Some(SumKind::Fund) => ContributionKind::Fund,
        Some(SumKind::Donations) => ContributionKind::Donations,
        Some(SumKind::Dues) | None => ContributionKind::Dues,
    };
    // The page that follows is of the day's month.
    form.first_month = day.clone().map(months::write).unwrap_or_default();
    let read = read!(nonce, amount, day);
    let entries =
        read.map(|(nonce, amount, day)| (nonce, vec![Entry::Contribution(Contribution { nonce, kind, amount, day })]));
    append(&app, &visit, (Sent::Sum, form, entries), Notice::SumEntered).await
}

/// What was typed, in the units of the charter of its first day.
pub(super) async fn capacity(
    app: &App,
    visit: &Visit,
    form: &EntryForm,
    pool: &Result<Pool, Complaint>,
) -> Result<Result<Option<Offered>, Complaint>, Stop> {
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let units = Units::of(&office, visit.lang, days::span(form).ok().map(|span| span.from)).await?;
    // A wrong pool is complained about once.
    Ok(pool.as_ref().map_or(Ok(None), |pool| units.capacity(form, *pool)))
}

/// What was typed, as entries with the random text of their form.
type Read = Result<([u8; 16], Vec<Entry>), Complaints>;

/// Appends what was typed, or shows it again with what is wrong.
async fn append(
    app: &App,
    visit: &Visit,
    (sent, form, entries): (Sent, EntryForm, Read),
    notice: Notice,
) -> Result<Response, Stop> {
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let complaints = match entries {
        Err(complaints) => complaints,
        Ok((nonce, entries)) => {
            let path = format!("/purse/expenses?month={}", days::month(&form));
            if was_sent(office.desk().await.facts(), office.member(), &nonce) {
                return Ok(done(&path, notice));
            }
            match office.append_all(&entries).await {
                Ok(_) => return Ok(done(&path, notice)),
                Err(failure) => complaint(failure)?,
            }
        }
    };
    let month = days::month(&form);
    refused(&page_of(app, visit, &office, &month, (sent, form, complaints)).await?)
}

/// The first day from which on an entry counts that is written now.
pub(super) async fn open_from(office: &Office) -> Result<Option<jiff::civil::Date>, Stop> {
    let months = office.months().await?;
    Ok(super::chosen::open_from(&months))
}
