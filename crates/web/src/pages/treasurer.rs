//! The treasurer's page: expenses, what they buy, and the month by pool.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use purse::cost::Period;
use seams::entropy;
use serde::Deserialize;
use store::{ExpenseId, ReverseRefusal};

use super::fields::{Fields, Posted};
use super::months::{self, read_month};
use super::pools;
use super::stop::Stop;
use super::{done, page, refused};
use crate::app::App;
use crate::costs::{self, CostFailure, Reach, day};
use crate::expenses;
use crate::sessions::Visit;
use crate::view::cost::Pool;
use crate::view::treasurer::{CapacityUnit, ExpenseForm, ExpenseRow, TreasurerPage};
use crate::view::{Complaints, Money, Notice};

/// Entries on the page.
const ENTRIES_SHOWN: usize = 200;
/// Entries read at once, and pages of them: more than any member enters.
const PAGE_ROWS: u32 = 1_000;
const PAGES_MAX: u32 = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/treasurer", get(form))
        .route("/treasurer/expenses", post(enter))
        .route("/treasurer/expenses/{id}/reverse", post(reverse))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    month: String,
}

async fn form(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.treasurer()?;
    let period = read_month(&asked.month).map_or_else(|| months::this(&app), Ok)?;
    let form = ExpenseForm {
        entry: HEXLOWER.encode(&entropy::random::<16>(app.seams.entropy.as_ref())),
        pool: Pool::Delivery.code().to_owned(),
        first_month: months::write(period.first_day()),
        last_month: months::write(period.first_day()),
        unit: CapacityUnit::Gb.code().to_owned(),
        ..ExpenseForm::default()
    };
    page(&treasurer_page(&app, &visit, period, form, Complaints::default()).await?)
}

async fn enter(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    let treasurer = visit.treasurer()?;
    let form = read(&fields);
    let complaints = match expenses::read(&form, treasurer.id) {
        Ok(new) => match app.store.add_expense(&new, app.seams.clock.now()).await? {
            Ok(_) => {
                costs::forget(&app);
                return Ok(done(&format!("/treasurer?month={}", form.first_month), Notice::ExpenseEntered));
            }
            Err(refusal) => expenses::complaint(refusal),
        },
        Err(complaints) => complaints,
    };
    let period = months::this(&app)?;
    refused(&treasurer_page(&app, &visit, period, form, complaints).await?)
}

fn read(fields: &Fields) -> ExpenseForm {
    ExpenseForm {
        entry: fields.trimmed("entry"),
        pool: fields.trimmed("pool"),
        label: fields.trimmed("label"),
        amount: fields.trimmed("amount"),
        common: fields.trimmed("common"),
        first_month: fields.trimmed("first_month"),
        last_month: fields.trimmed("last_month"),
        capacity: fields.trimmed("capacity"),
        unit: fields.trimmed("unit"),
    }
}

async fn reverse(State(app): State<App>, Path(id): Path<i64>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    let treasurer = visit.treasurer()?;
    let reversed = app.store.reverse_expense(ExpenseId(id), treasurer.id, app.seams.clock.now()).await?;
    match reversed {
        // A second click finds it reversed already.
        Ok(_) | Err(ReverseRefusal::AlreadyReversed(_)) => {}
        Err(ReverseRefusal::Unknown | ReverseRefusal::IsReversal) => return Err(Stop::NOT_FOUND),
    }
    costs::forget(&app);
    Ok(done("/treasurer", Notice::ExpenseReversed))
}

async fn treasurer_page(
    app: &App,
    visit: &Visit,
    period: Period,
    form: ExpenseForm,
    complaints: Complaints,
) -> Result<TreasurerPage, Stop> {
    let first_day = period.first_day();
    let running = months::is_running(app, &period);
    let (pools, refusal) = match costs::month(app, period, Reach::Now).await {
        Ok(month) => (pools::of_month(&month), None),
        // The entries must stay in reach: one of them is to be reversed.
        Err(CostFailure::Refused(refusal)) => (Vec::new(), Some(refusal.to_string())),
        Err(failure) => return Err(failure.into()),
    };
    Ok(TreasurerPage {
        chrome: visit.chrome(app).await?,
        month: first_day,
        running,
        months: months::offered(app),
        expenses_total: pools::sum(&pools, |pool| pool.expenses),
        used_total: pools::sum(&pools, |pool| pool.used),
        idle_total: pools::sum(&pools, |pool| pool.idle),
        pools,
        refusal,
        expenses: entries(app).await?,
        form,
        complaints,
    })
}

/// The last entries, newest first.
async fn entries(app: &App) -> Result<Vec<ExpenseRow>, Stop> {
    let mut last: Vec<store::Expense> = Vec::new();
    let mut after = None;
    for _ in 0..PAGES_MAX {
        let rows = app.store.expenses(Timestamp::UNIX_EPOCH, Timestamp::MAX, after, PAGE_ROWS).await?;
        let Some(end) = rows.last() else { break };
        after = Some(end.id);
        last.extend(rows);
        let surplus = last.len().saturating_sub(ENTRIES_SHOWN);
        last.drain(..surplus);
    }
    last.iter().rev().map(row).collect()
}

fn row(expense: &store::Expense) -> Result<ExpenseRow, Stop> {
    let unreadable = || Stop::Failure(format!("expense {} in the database is none", expense.id));
    let capacity = expense.capacities.first().map(|capacity| {
        let unit = CapacityUnit::from_code(&capacity.unit).ok_or_else(unreadable)?;
        Ok::<_, Stop>((capacity.quantity.unsigned_abs(), unit))
    });
    Ok(ExpenseRow {
        id: expense.id.0,
        pool: pools::shown_pool(expense.pool),
        label: expense.label.clone(),
        amount: amount(expense.amount_minor),
        common: amount(expense.common_minor),
        first_month: day(expense.from).first_of_month(),
        last_month: day(expense.until).yesterday().map_err(|_| unreadable())?.first_of_month(),
        capacity: capacity.transpose()?,
        entered_at: expense.entered_at,
        reversed: expense.reversed_by.is_some(),
        reverses: expense.reverses.map(|id| id.0),
    })
}

fn amount(minor: i64) -> Money {
    match (minor < 0, minor.unsigned_abs()) {
        (true, cents) => Money::Minus(cents.saturating_mul(10)),
        (false, cents) => Money::cents(cents),
    }
}
