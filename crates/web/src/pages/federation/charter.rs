//! What the members agreed.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use federation::Hash;
use federation::charter::Charter;
use federation::desk::Desk;
use federation::roll::{Act, Chain};
use jiff::civil::Date;

use super::motions::read_hash;
use super::votes::supporters;
use super::{frame, office, today};
use crate::app::App;
use crate::pages::names::Names;
use crate::pages::page;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::federation::Tab;
use crate::view::federation::charter::{CharterPage, Holds, Version};
use crate::view::federation::charter_words::CharterWords;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/federation/charter", get(current)).route("/federation/charter/{hash}", get(version))
}

async fn current(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let hash = {
        let office = office(&app)?;
        let desk = office.desk().await;
        let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
        chain.roll.charter_on(today(&app))
    };
    show(&app, &visit, hash).await
}

async fn version(State(app): State<App>, visit: Visit, Path(hash): Path<String>) -> Result<Response, Stop> {
    visit.reader()?;
    show(&app, &visit, read_hash(&hash)?).await
}

async fn show(app: &App, visit: &Visit, hash: Hash) -> Result<Response, Stop> {
    let office = office(app)?;
    let text = office.charter_text(&hash).await.map_err(|_| Stop::NOT_FOUND)?;
    let charter = Charter::parse(&text).map_err(|_| Stop::NOT_FOUND)?;
    let names = Names::of(&office).await?;
    let desk = office.desk().await;
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    page(&CharterPage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Charter),
        charter: CharterWords::of(visit.lang, &charter, &text),
        holds: holds(&chain.roll.charters, &hash, today(app)),
        versions: versions(&desk, chain, &names),
    })
}

/// When a charter holds. One that was voted twice holds as it was voted last.
fn holds(charters: &[(Date, Hash)], hash: &Hash, today: Date) -> Holds {
    let Some(place) = charters.iter().rposition(|(_, held)| held == hash) else { return Holds::Proposed };
    let from = charters.get(place).map_or(today, |(from, _)| *from);
    match charters.get(place + 1) {
        _ if from > today => Holds::From(from),
        Some((until, _)) if *until <= today => Holds::Until(*until),
        _ => Holds::Now,
    }
}

fn versions(desk: &Desk, chain: &Chain, names: &Names) -> Vec<Version> {
    let version = |adopted: &federation::roll::Adopted| match &adopted.resolution.act {
        Act::Found { charter, founder } => Some(Version {
            from: founder.from,
            hash: charter.to_string(),
            supporters: Vec::new(),
            founder: Some(names.name(&founder.member)),
        }),
        Act::Amend { charter, from } => Some(Version {
            from: *from,
            hash: charter.to_string(),
            supporters: names.names(&supporters(desk, chain, adopted.resolution.number, &adopted.hash)),
            founder: None,
        }),
        _ => None,
    };
    chain.adopted.iter().rev().filter_map(version).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_charter_holds_until_the_next_one_does() {
        let (first, second, other) = (Hash([1; 32]), Hash([2; 32]), Hash([3; 32]));
        let charters = [(date(2026, 11, 1), first), (date(2027, 1, 1), second)];
        let on = |hash: &Hash, day| holds(&charters, hash, day);
        assert_eq!(on(&first, date(2026, 12, 31)), Holds::Now);
        assert_eq!(on(&second, date(2026, 12, 31)), Holds::From(date(2027, 1, 1)));
        assert_eq!(on(&first, date(2027, 1, 1)), Holds::Until(date(2027, 1, 1)));
        assert_eq!(on(&second, date(2027, 1, 1)), Holds::Now);
        assert_eq!(on(&other, date(2027, 1, 1)), Holds::Proposed);
    }
}
