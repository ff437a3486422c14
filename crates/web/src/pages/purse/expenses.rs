//! `/purse/expenses`: the page, and the forms of estimates, gifts and sums.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use data_encoding::HEXLOWER;
use exchange::Office;
use federation::Hash;
use federation::entry::{Contribution, ContributionKind, Entry, Estimate, Gift};
use federation::facts::Facts;
use seams::entropy;

use super::chosen::Chosen;
use super::corrected::Corrections;
use super::evidence::Evidence;
use super::lists::Lists;
use super::{Asked, complaint, done, page, refused, typed};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::expenses::{BillRow, EntryForm, ExpensesPage, Sent, SumKind};
use crate::view::purse::{AlonePage, PurseComplaint};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/purse/expenses", get(show))
        .route("/purse/expenses/estimate", post(estimate))
        .route("/purse/expenses/gift", post(gift))
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
            sent,
            form,
            complaints,
        }
    };
    for bill in &mut filled.bills {
        add_document(office, bill).await?;
    }
    Ok(filled)
}

/// What a bill says of itself, where its document is here.
async fn add_document(office: &Office, bill: &mut BillRow) -> Result<(), Stop> {
    let Some(name) = named(&bill.facts.name) else { return Ok(()) };
    let evidence = office.desk().await.facts().expenses.get(&name).and_then(|at| at.fact.evidence);
    if let Some(evidence) = read_evidence(office, evidence).await? {
        bill.has_file = evidence.file.is_some();
        (bill.supplier, bill.label) = (Some(evidence.supplier), Some(evidence.label));
    }
    Ok(())
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
    let (amount, span) = (typed::amount(&form), typed::span(&form));
    let pool = typed::pool(&form);
    let capacity = pool.clone().and_then(|pool| typed::capacity(&form, pool));
    let read = read!(nonce, amount, span, pool, capacity);
    let entry = read.map(|(nonce, common_part, span, pool, capacity)| {
        (nonce, Entry::Estimate(Estimate { nonce, pool, common_part, capacity, span }))
    });
    append(&app, &visit, (Sent::Estimate, form, entry), Notice::EstimateEntered).await
}

async fn gift(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.treasurer()?;
    let form = typed::typed(&fields);
    let nonce = typed::nonce(&form).ok_or(Complaint::Purse(PurseComplaint::Stale));
    let (amount, span) = (typed::amount(&form), typed::span(&form));
    let pool = typed::pool(&form);
    let capacity = pool.clone().and_then(|pool| typed::capacity(&form, pool));
    let read = read!(nonce, amount, span, pool, capacity);
    let entry = read.map(|(nonce, value, span, pool, capacity)| {
        (nonce, Entry::Gift(Gift { nonce, pool, value, capacity, span, evidence: None }))
    });
    append(&app, &visit, (Sent::Gift, form, entry), Notice::GiftEntered).await
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
    let entry =
        read.map(|(nonce, amount, day)| (nonce, Entry::Contribution(Contribution { nonce, kind, amount, day })));
    append(&app, &visit, (Sent::Sum, form, entry), Notice::SumEntered).await
}

/// What was typed, as an entry with the random text of its form.
type Read = Result<([u8; 16], Entry), Complaints>;

/// Appends what was typed, or shows it again with what is wrong.
async fn append(
    app: &App,
    visit: &Visit,
    (sent, form, entry): (Sent, EntryForm, Read),
    notice: Notice,
) -> Result<Response, Stop> {
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let complaints = match entry {
        Err(complaints) => complaints,
        Ok((nonce, entry)) => {
            let path = format!("/purse/expenses?month={}", form.first_month);
            if was_sent(office.desk().await.facts(), office.member(), &nonce) {
                return Ok(done(&path, notice));
            }
            match office.append(&entry).await {
                Ok(_) => return Ok(done(&path, notice)),
                Err(failure) => complaint(failure)?,
            }
        }
    };
    let month = form.first_month.clone();
    refused(&page_of(app, visit, &office, &month, (sent, form, complaints)).await?)
}

/// The first day from which on an entry counts that is written now.
pub(super) async fn open_from(office: &Office) -> Result<Option<jiff::civil::Date>, Stop> {
    let months = office.months().await?;
    Ok(super::chosen::open_from(&months))
}
