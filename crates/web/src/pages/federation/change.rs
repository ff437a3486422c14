//! A new charter: what it changes, what it would have cost, and putting it to the vote.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use exchange::Office;
use federation::Hash;
use federation::charter::Charter;
use federation::roll::{Act, needs};
use jiff::civil::Date;

use super::means::coming_month;
use super::propose::{has_voted, keep_minutes};
use super::{costs, diff, frame, next_month, office, refusals, today};
use crate::app::App;
use crate::pages::attached::{Attached, PostedWithFile, limit};
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::{done, months, page, refused};
use crate::sessions::Visit;
use crate::view::federation::charter::{ChangePage, Difference};
use crate::view::federation::{FederationComplaint, Tab};
use crate::view::{Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/charter/change", get(form).post(change)).layer(limit())
}

async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.delegate()?;
    let typed = Typed { text: held(&*office(&app)?).await?, month: months::write(next_month(&app)) };
    page(&change_page(&app, &visit, typed, None, Complaints::default()).await?)
}

/// What was typed.
struct Typed {
    text: String,
    month: String,
}

/// The text of the charter that was adopted last.
async fn held(office: &Office) -> Result<String, Stop> {
    let hash = {
        let desk = office.desk().await;
        let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
        chain.roll.charters.last().map_or(Hash::ZERO, |(_, hash)| *hash)
    };
    office.charter_text(&hash).await.map_err(|failure| Stop::Failure(failure.to_string()))
}

async fn change(
    State(app): State<App>,
    PostedWithFile { visit, fields, file }: PostedWithFile,
) -> Result<Response, Stop> {
    visit.delegate()?;
    let office = office(&app)?;
    // Browsers send line ends of their own.
    let text = fields.text("charter").replace("\r\n", "\n");
    // Who looks the first time was not asked for a month yet.
    let typed_month = fields.all("month").next().map(|month| month.trim().to_owned());
    let month = typed_month.unwrap_or_else(|| months::write(next_month(&app)));
    let typed = Typed { text, month };
    let before = held(&office).await?;
    let charter = refusals::charter(&typed.text)
        .and_then(|charter| if typed.text == before { Err(FederationComplaint::CharterSame) } else { Ok(charter) });
    let charter = match charter {
        Ok(charter) => charter,
        Err(complaint) => {
            return refused(&change_page(&app, &visit, typed, None, refusals::one(complaint)).await?);
        }
    };
    let complaints = if fields.text("act") == "propose" {
        match put(&office, &typed, today(&app), file).await? {
            Ok(()) => return Ok(done("/federation/votes", Notice::FederationProposed)),
            Err(complaints) => complaints,
        }
    } else {
        Complaints::default()
    };
    let answer = if complaints.none() { page } else { refused };
    answer(&change_page(&app, &visit, typed, Some((before, charter)), complaints).await?)
}

async fn put(
    office: &Office,
    typed: &Typed,
    today: Date,
    file: Option<Attached>,
) -> Result<Result<(), Complaints>, Stop> {
    let from = match coming_month(&typed.month, today) {
        Ok(from) => from,
        Err(complaint) => return Ok(Err(refusals::one(complaint))),
    };
    let minutes = match keep_minutes(office, file).await? {
        Ok(minutes) => minutes,
        Err(complaint) => return Ok(Err(refusals::one(complaint))),
    };
    let proposed = match office.add_charter(&typed.text).await {
        Ok(charter) => office.propose(Act::Amend { charter, from }, minutes).await,
        Err(failure) => Err(failure),
    };
    match proposed {
        Ok(_) => Ok(Ok(())),
        Err(failure) => refusals::of(failure).map(Err),
    }
}

async fn change_page(
    app: &App,
    visit: &Visit,
    typed: Typed,
    looked: Option<(String, Charter)>,
    complaints: Complaints,
) -> Result<ChangePage, Stop> {
    let office = office(app)?;
    let difference = match looked {
        Some((before, charter)) => {
            let names = Names::of(&office).await?;
            let costs = costs::under(&office, &charter, &names).await?;
            Some(Difference { lines: diff::lines(&before, &typed.text), costs })
        }
        None => None,
    };
    let desk = office.desk().await;
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    let example = Act::Amend { charter: Hash::ZERO, from: today(app) };
    Ok(ChangePage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Charter),
        text: typed.text,
        month: typed.month,
        difference,
        voted: has_voted(chain, desk.me().member),
        needed: u64::try_from(needs(&chain.roll, &example, desk.charters())).unwrap_or(u64::MAX),
        electorate: u64::try_from(chain.roll.electorate().len()).unwrap_or(u64::MAX),
        complaints,
    })
}
