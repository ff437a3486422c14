//! The books of this member, or of the fund that it holds, as files.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use books::journal::export::Format;
use books::journal::{Book, Owner, Year, code_of};
use jiff::civil::Date;
use serde::Deserialize;

use super::page;
use super::settlement::file;
use super::stop::Stop;
use crate::app::App;
use crate::sessions::Visit;
use crate::settling::{Settling, language};
use crate::view::bookkeeping::{BookkeepingPage, FileRow};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse/books", get(show)).route("/purse/books/{format}", get(download))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    year: String,
    #[serde(default)]
    owner: String,
}

async fn settling(app: &App) -> Result<Option<Settling>, Stop> {
    match app.office() {
        Some(office) => Settling::load(app, &office).await,
        None => Ok(None),
    }
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Stop> {
    visit.reader()?;
    let chrome = visit.chrome(&app).await?;
    let mut shown = BookkeepingPage {
        chrome,
        joined: false,
        years: Vec::new(),
        year: 0,
        fund: false,
        holds_fund: false,
        entries: 0,
        files: Format::ALL.into_iter().map(|format| FileRow { format: format.name() }).collect(),
    };
    if let Some(settling) = settling(&app).await? {
        let chosen = Chosen::of(&settling, &asked);
        shown.joined = true;
        (shown.years, shown.year) = (years(&settling), chosen.year);
        (shown.fund, shown.holds_fund) = (chosen.fund, settling.holds_fund());
        if !shown.years.is_empty() {
            let book = book(&settling, &chosen, &shown.chrome)?;
            shown.entries = u64::try_from(book.transactions().len()).unwrap_or(u64::MAX);
        }
    }
    page(&shown)
}

async fn download(
    State(app): State<App>,
    Path(format): Path<String>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Stop> {
    visit.reader()?;
    let format: Format = format.parse().map_err(|_| Stop::NOT_FOUND)?;
    let settling = settling(&app).await?.ok_or(Stop::NOT_FOUND)?;
    let chosen = Chosen::of(&settling, &asked);
    let book = book(&settling, &chosen, &visit.chrome(&app).await?)?;
    let bytes = format.write(&book).map_err(|failure| Stop::Failure(failure.to_string()))?;
    let whose = if chosen.fund { "fund" } else { "member" };
    let name = format!("ecot-{whose}-{}-{}.{}", chosen.year, format.name(), format.extension());
    Ok(file(bytes, format.media_type(), Some(&name)))
}

/// Which book is asked for.
struct Chosen {
    year: i16,
    fund: bool,
}

impl Chosen {
    /// The last year, and the member's own book, unless another one is asked for that there is.
    fn of(settling: &Settling, asked: &Asked) -> Self {
        let years = years(settling);
        let year = asked.year.parse().ok().filter(|year| years.contains(year));
        let year = year.or(years.first().copied()).unwrap_or(settling.today.year());
        Self { year, fund: asked.owner == "fund" && settling.holds_fund() }
    }
}

/// From the first closed period's year to this one, newest first.
fn years(settling: &Settling) -> Vec<i16> {
    let first = settling.months.first().map(|month| month.report.span.year);
    first.map(|first| (first..=settling.today.year().max(first)).rev().collect()).unwrap_or_default()
}

fn book(settling: &Settling, chosen: &Chosen, chrome: &crate::view::Chrome) -> Result<Book, Stop> {
    let failed = |error: &dyn std::fmt::Display| Stop::Failure(error.to_string());
    let (federation, records) = settling.records()?;
    let owner = match chosen.fund {
        true => Owner::Fund,
        false => Owner::Member(code_of(&settling.me).map_err(|refusal| failed(&refusal))?),
    };
    let first = Date::new(chosen.year, 1, 1).map_err(|error| failed(&error))?;
    let year = Year { first, last: first.last_of_year() };
    Book::build(&federation, &owner, year, language(chrome.lang), &records).map_err(|refusal| failed(&refusal))
}
