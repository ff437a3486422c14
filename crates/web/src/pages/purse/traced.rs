//! The figures of a proposal, traced to the signed entries that they come from.

mod used;

use exchange::Office;
use federation::Hash;
use federation::closing::{Closing, Cut, Report};
use federation::entry::Span;
use federation::facts::{Facts, Place};
use federation::signed::Signable;
use purse::money::Money;
use purse::usage::Pool;

use super::chosen::{Chosen, so_far};
use super::corrected::Corrections;
use super::expenses::read_evidence;
use super::figures::lines;
use super::lists::told;
use crate::i18n::Lang;
use crate::pages::pools::shown_pool;
use crate::pages::stop::Stop;
use crate::view::purse::closing::{Change, Left, Proposed, Source};
use crate::view::purse::month::Standing;
pub(super) use used::lines_of_use;

/// Lines of each list, at most.
const MAX_LINES: usize = 2_000;

/// An entry about money, before its document was looked at.
struct Traced {
    at: Place,
    pool: Pool,
    common_part: Money,
    evidence: Option<Hash>,
}

/// What a proposal leads to. `key` is the proposal's hash, in hex; empty if there is nothing to approve.
pub(super) async fn proposed(
    office: &Office,
    lang: Lang,
    chosen: &Chosen,
    (facts, closing): (&Facts, &Closing),
    key: String,
) -> Result<Proposed, Stop> {
    let report = &closing.report;
    let changes = match chosen.standing {
        Standing::Closed => Vec::new(),
        Standing::Running | Standing::Open => {
            so_far(office, chosen.span).await?.map_or_else(Vec::new, |known| changes(chosen, report, &known.report))
        }
    };
    let counted = counted(facts, closing, chosen);
    let late = late(office, report, chosen).await;
    let mut aside = Vec::new();
    for one in closing.aside.iter().take(MAX_LINES) {
        if let Some(traced) = traced(facts, &one.name, one.at) {
            aside.push(Left { source: source(office, chosen, traced).await?, why: told(lang, one.why) });
        }
    }
    Ok(Proposed {
        key,
        hash: report.hash().to_string(),
        lines: lines(report, &chosen.names, office.member()),
        total: report.total,
        fund: report.fund,
        deficit: report.deficit,
        sources: sources(office, chosen, counted).await?,
        used: used::used(lang, chosen, facts, closing),
        corrections: Corrections { chosen, facts, roll: &closing.chain.roll, me: office.member() }.counted(closing),
        changes,
        late: sources(office, chosen, late).await?,
        aside,
    })
}

/// The bills that count something in the month.
fn counted(facts: &Facts, closing: &Closing, chosen: &Chosen) -> Vec<Traced> {
    // What is only cut above its estimate counts for the rest.
    let out = |name: &Hash| {
        let whole = |one: &&federation::closing::SetAside| {
            one.name == *name && !matches!(one.why, federation::closing::WhyAside::Above(_))
        };
        closing.aside.iter().any(|one| whole(&one))
    };
    let counts = facts
        .expenses
        .iter()
        .filter(|(name, at)| touches(chosen, at.fact.span) && facts.stands(name, at) && !out(name));
    let mut counted: Vec<Traced> = counts.filter_map(|(name, at)| traced(facts, name, at.at)).collect();
    counted.sort_by_key(|traced| traced.at);
    counted
}

/// Bills of the month that are written behind what the proposal names.
async fn late(office: &Office, report: &Report, chosen: &Chosen) -> Vec<Traced> {
    let desk = office.desk().await;
    let facts = desk.facts();
    let behind = |at: &Place| {
        let of_log = |cut: &&Cut| cut.member == at.author && cut.log == at.log;
        report.cuts.iter().find(of_log).is_none_or(|cut| at.place >= cut.size)
    };
    let late = facts
        .expenses
        .iter()
        .filter(|(name, at)| touches(chosen, at.fact.span) && behind(&at.at) && facts.stands(name, at));
    late.filter_map(|(name, at)| traced(facts, name, at.at)).collect()
}

fn touches(chosen: &Chosen, span: Span) -> bool {
    chosen.period.days_of(span.from, span.to) > 0
}

/// An entry by its name: a bill, an estimate or a gift.
fn traced(facts: &Facts, name: &Hash, at: Place) -> Option<Traced> {
    if let Some(bill) = facts.expenses.get(name) {
        let fact = &bill.fact;
        return Some(Traced { at, pool: fact.pool, common_part: fact.common_part, evidence: fact.evidence });
    }
    if let Some(estimate) = facts.estimates.get(name) {
        let fact = &estimate.fact;
        return Some(Traced { at, pool: fact.pool, common_part: fact.common_part, evidence: None });
    }
    let gift = &facts.gifts.get(name)?.fact;
    Some(Traced { at, pool: gift.pool, common_part: gift.value, evidence: gift.evidence })
}

async fn sources(office: &Office, chosen: &Chosen, traced: Vec<Traced>) -> Result<Vec<Source>, Stop> {
    let mut sources = Vec::new();
    for one in traced.into_iter().take(MAX_LINES) {
        sources.push(source(office, chosen, one).await?);
    }
    Ok(sources)
}

async fn source(office: &Office, chosen: &Chosen, traced: Traced) -> Result<Source, Stop> {
    let Traced { at, pool, common_part, evidence } = traced;
    let evidence = read_evidence(office, evidence).await?;
    Ok(Source {
        name: chosen.names.name(&at.author),
        pool: shown_pool(pool),
        common_part,
        label: evidence.map(|evidence| format!("{} – {}", evidence.supplier, evidence.label)),
        log: at.log,
        place: at.place,
    })
}

/// The members whose result would be another one by what is known now.
fn changes(chosen: &Chosen, proposed: &Report, known: &Report) -> Vec<Change> {
    let change = |line: &federation::closing::ReportLine| {
        let known = known.line(&line.member).map_or(Money::ZERO, |line| line.net);
        let name = chosen.names.name(&line.member);
        (known != line.net).then_some(Change { name, proposed: line.net, known })
    };
    proposed.lines.iter().filter_map(change).collect()
}
