//! What is put to the vote, and this member's voice.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use exchange::{ExchangeFailure, Office};
use federation::Hash;
use federation::desk::Desk;
use federation::roll::{Chain, Resolution, adopt, needs};
use federation::rounds::{Outcome, Voice};
use purse::id::MemberId;

use super::motions::{act_view, minutes, read_hash};
use super::{frame, office, refusals};
use crate::app::App;
use crate::pages::fields::Posted;
use crate::pages::names::Names;
use crate::pages::stop::Stop;
use crate::pages::{done, page, refused};
use crate::sessions::Visit;
use crate::view::federation::Tab;
use crate::view::federation::motion::{Adopted, Motion, Overtaken};
use crate::view::federation::votes::{OwnVoice, VotesPage};
use crate::view::{Complaints, Notice};

/// Decisions that are shown, the last ones.
const ADOPTED_SHOWN: usize = 50;
/// Overtaken changes that are shown.
const OVERTAKEN_SHOWN: usize = 20;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/federation/votes", get(votes))
        .route("/federation/votes/against", post(against))
        .route("/federation/votes/{hash}/for", post(in_favour))
        .route("/federation/votes/{hash}/again", post(again))
}

async fn votes(State(app): State<App>, visit: Visit) -> Result<Response, Stop> {
    visit.reader()?;
    let office = office(&app)?;
    page(&votes_page(&app, &visit, &office, Complaints::default()).await?)
}

async fn in_favour(
    State(app): State<App>,
    Path(hash): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    vote(&app, &visit, Voice::For(read_hash(&hash)?)).await
}

async fn against(State(app): State<App>, Posted { visit, .. }: Posted) -> Result<Response, Stop> {
    vote(&app, &visit, Voice::Abandon).await
}

async fn vote(app: &App, visit: &Visit, voice: Voice) -> Result<Response, Stop> {
    visit.delegate()?;
    let office = office(app)?;
    match office.vote(voice).await {
        Ok(true) => Ok(done("/federation/votes", Notice::FederationVoted)),
        // A second click, or a vote that others decided meanwhile.
        Ok(false) => Ok(done("/federation/votes", Notice::FederationNotVoted)),
        Err(failure) => answer(app, visit, &office, failure).await,
    }
}

async fn again(
    State(app): State<App>,
    Path(hash): Path<String>,
    Posted { visit, .. }: Posted,
) -> Result<Response, Stop> {
    visit.delegate()?;
    let (office, hash) = (office(&app)?, read_hash(&hash)?);
    let known = office.desk().await.facts().resolutions.get(&hash).cloned();
    let Resolution { act, minutes, .. } = known.ok_or(Stop::NOT_FOUND)?;
    match office.propose(act, minutes).await {
        Ok(_) => Ok(done("/federation/votes", Notice::FederationProposed)),
        Err(failure) => answer(&app, &visit, &office, failure).await,
    }
}

/// The page again, with what was refused.
pub(super) async fn answer(
    app: &App,
    visit: &Visit,
    office: &Arc<Office>,
    failure: ExchangeFailure,
) -> Result<Response, Stop> {
    let complaints = refusals::of(failure)?;
    refused(&votes_page(app, visit, office, complaints).await?)
}

async fn votes_page(app: &App, visit: &Visit, office: &Arc<Office>, complaints: Complaints) -> Result<VotesPage, Stop> {
    let names = Names::of(office).await?;
    let desk = office.desk().await;
    let chain = desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?;
    let (electorate, me) = (chain.roll.electorate(), desk.me().member);
    let (round, unheard, contradicted) = match &chain.next.outcome {
        Outcome::Open { round, unheard } => (*round, unheard.clone(), false),
        Outcome::Decided { round, .. } => (*round, Vec::new(), false),
        Outcome::Contradicted { .. } => (0, Vec::new(), true),
    };
    let said = |member: &MemberId| chain.next.heard.of(round, member).next();
    let against: Vec<&MemberId> = electorate.iter().filter(|member| said(member) == Some(Voice::Abandon)).collect();
    let doubles: BTreeSet<MemberId> = chain.next.heard.doubles().into_iter().map(|(_, member)| member).collect();
    let voice = match said(&me) {
        _ if !electorate.contains(&me) => OwnVoice::None,
        None => OwnVoice::Waited,
        Some(Voice::For(_)) => OwnVoice::For,
        Some(Voice::Abandon) => OwnVoice::Against,
    };
    Ok(VotesPage {
        chrome: visit.chrome(app).await?,
        frame: frame(&desk, visit, Tab::Votes),
        motions: motions(office, &desk, chain, round, &names).await?,
        round: u64::from(round) + 1,
        against: names.names(against),
        unheard: names.names(&unheard),
        electorate: u64::try_from(electorate.len()).unwrap_or(u64::MAX),
        voice,
        adopted: adopted(office, &desk, chain, &names).await?,
        overtaken: overtaken(&desk, chain, &names),
        doubles: names.names(&doubles),
        contradicted,
        complaints,
    })
}

async fn motions(office: &Office, desk: &Desk, chain: &Chain, round: u32, names: &Names) -> Result<Vec<Motion>, Stop> {
    let (mut motions, electorate) = (Vec::new(), chain.roll.electorate());
    for (hash, resolution) in &chain.next.candidates {
        let voice = |member: &&MemberId| chain.next.heard.of(round, member).any(|said| said == Voice::For(*hash));
        let supporters: Vec<&MemberId> = electorate.iter().filter(voice).collect();
        motions.push(Motion {
            hash: hash.to_string(),
            act: act_view(&resolution.act, names, desk.charters()),
            minutes: minutes(office, resolution).await?,
            own: supporters.contains(&&desk.me().member),
            supporters: names.names(supporters),
            needed: u64::try_from(needs(&chain.roll, &resolution.act, desk.charters())).unwrap_or(u64::MAX),
        });
    }
    Ok(motions)
}

async fn adopted(office: &Office, desk: &Desk, chain: &Chain, names: &Names) -> Result<Vec<Adopted>, Stop> {
    let mut all = Vec::new();
    for one in chain.adopted.iter().rev().take(ADOPTED_SHOWN) {
        all.push(Adopted {
            number: one.resolution.number,
            hash: one.hash.to_string(),
            act: act_view(&one.resolution.act, names, desk.charters()),
            minutes: minutes(office, &one.resolution).await?,
            supporters: names.names(&supporters(desk, chain, one.resolution.number, &one.hash)),
            rounds: u64::from(one.round) + 1,
        });
    }
    Ok(all)
}

/// Who voted for what was adopted.
pub(super) fn supporters(desk: &Desk, chain: &Chain, number: u64, hash: &Hash) -> BTreeSet<MemberId> {
    let ballots = desk.facts().ballots(&chain.roll, number);
    ballots.filter(|ballot| ballot.voice == Voice::For(*hash)).map(|ballot| ballot.member).collect()
}

/// What was proposed for a place that something else has taken, and could still be.
fn overtaken(desk: &Desk, chain: &Chain, names: &Names) -> Vec<Overtaken> {
    let (number, previous) = (chain.roll.number + 1, chain.roll.head);
    let mut acts: Vec<_> = chain.next.candidates.values().map(|resolution| &resolution.act).collect();
    acts.extend(chain.adopted.iter().map(|adopted| &adopted.resolution.act));
    let mut shown = Vec::new();
    for (hash, resolution) in &desk.facts().resolutions {
        let again = Resolution { number, previous, ..resolution.clone() };
        let past = resolution.number < number && !acts.contains(&&resolution.act);
        if past
            && shown.len() < OVERTAKEN_SHOWN
            && adopt(&chain.roll, &again, desk.charters(), &desk.facts().keys).is_ok()
        {
            acts.push(&resolution.act);
            let act = act_view(&resolution.act, names, desk.charters());
            shown.push(Overtaken { hash: hash.to_string(), act });
        }
    }
    shown
}
