//! `/purse/expenses/correction`: what was wrong in a closed month is proposed to be paid or given back in a later one.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use data_encoding::HEXLOWER;
use exchange::Office;
use federation::closing::Report;
use federation::entry::{Correction, CorrectionLine, Entry};
use federation::signed::Signable;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::money::Money;
use seams::entropy;

use super::amending::{AskedFor, Draft, drafted, members_of, there};
use super::chosen::Chosen;
use super::corrected::Corrections;
use super::expenses::was_sent;
use super::{complaint, done, page, refused, typed};
use crate::app::App;
use crate::i18n::format;
use crate::pages::fields::Posted;
use crate::pages::months;
use crate::pages::stop::Stop;
use crate::sessions::Visit;
use crate::view::purse::correction::{CorrectionPage, CorrectionRow, FormLine, Kept};
use crate::view::purse::{AlonePage, PurseComplaint};
use crate::view::{Complaint, Complaints, Notice};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/purse/expenses/correction", get(show).post(propose))
}

/// What was typed: by member.
#[derive(Default)]
struct Typed {
    nonce: String,
    counts_in: String,
    lines: BTreeMap<MemberId, String>,
}

async fn show(State(app): State<App>, visit: Visit, Query(asked): Query<AskedFor>) -> Result<Response, Stop> {
    visit.treasurer()?;
    let Some(office) = app.office() else { return page(&AlonePage { chrome: visit.chrome(&app).await? }) };
    let chosen = Chosen::read(&office, "").await?;
    let draft = drafted(&office, &chosen, &asked).await?;
    page(&page_of(&app, &visit, (&office, &chosen), draft, None).await?)
}

async fn propose(State(app): State<App>, Posted { visit, fields }: Posted) -> Result<Response, Stop> {
    visit.treasurer()?;
    let office = app.office().ok_or(Stop::NOT_FOUND)?;
    let chosen = Chosen::read(&office, "").await?;
    let asked = AskedFor { month: fields.trimmed("month"), entry: fields.trimmed("entry") };
    let draft = drafted(&office, &chosen, &asked).await?;
    let members = draft.as_ref().map(members_of).unwrap_or_default();
    let lines = members.iter().map(|member| (*member, fields.trimmed(&format!("line-{member}"))));
    let typed = Typed {
        nonce: fields.trimmed("nonce"),
        counts_in: fields.trimmed("counts_in"),
        lines: lines.filter(|(_, text)| !text.is_empty()).collect(),
    };
    let path = format!("/purse/expenses?month={}", typed.counts_in);
    let complaints = match read(&office, &chosen, (draft.as_ref(), &asked.month), &typed).await? {
        Err(complaints) => complaints,
        Ok(correction) if was_sent(office.desk().await.facts(), office.member(), &correction.nonce) => {
            return Ok(done(&path, Notice::CorrectionProposed));
        }
        Ok(correction) => match office.append(&Entry::Correction(correction)).await {
            Ok(_) => return Ok(done(&path, Notice::CorrectionProposed)),
            Err(failure) => complaint(failure)?,
        },
    };
    refused(&page_of(&app, &visit, (&office, &chosen), draft, Some((typed, complaints))).await?)
}

/// What was typed, as a correction of the month that the form named.
async fn read(
    office: &Office,
    chosen: &Chosen,
    (draft, asked): (Option<&Draft>, &str),
    typed: &Typed,
) -> Result<Result<Correction, Complaints>, Stop> {
    let wrong = |complaint: PurseComplaint| Ok(Err(Complaints(vec![Complaint::Purse(complaint)])));
    let Some(nonce) = typed::nonce_of(&typed.nonce) else { return wrong(PurseComplaint::Stale) };
    let Some(draft) = draft.filter(|draft| months::write(draft.month) == asked) else {
        return wrong(PurseComplaint::CorrectionMonth);
    };
    let period = months::read_month(&typed.counts_in).filter(|period| counting(chosen).contains(&period.first_day()));
    let Some(period) = period else { return wrong(PurseComplaint::CorrectionCountsIn) };
    let there = there(office, &period).await?;
    let mut lines = Vec::new();
    for (member, text) in &typed.lines {
        let name = || chosen.names.name(member);
        let Some(amount) = typed::signed_money(text) else { return wrong(PurseComplaint::CorrectionLine(name())) };
        if amount != Money::ZERO && !there.contains(member) {
            return wrong(PurseComplaint::CorrectionStranger(name()));
        }
        lines.push(CorrectionLine { member: *member, amount });
    }
    lines.retain(|line| line.amount != Money::ZERO);
    if lines.is_empty() {
        return wrong(PurseComplaint::CorrectionNothing);
    }
    let sum = Money::sum(lines.iter().map(|line| line.amount)).map_err(|refusal| Stop::Failure(refusal.to_string()))?;
    if sum != Money::ZERO {
        return wrong(PurseComplaint::CorrectionSum(sum));
    }
    Ok(Ok(Correction { nonce, report: draft.report.hash(), counts_in: period.first_day(), lines }))
}

/// What was proposed for the same month before.
async fn known(office: &Office, chosen: &Chosen, draft: Option<&Draft>) -> Result<Vec<CorrectionRow>, Stop> {
    let Some(draft) = draft else { return Ok(Vec::new()) };
    let desk = office.desk().await;
    let roll = &desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?.roll;
    Ok(Corrections { chosen, facts: desk.facts(), roll, me: office.member() }.of(draft.report.hash()))
}

async fn page_of(
    app: &App,
    visit: &Visit,
    (office, chosen): (&Office, &Chosen),
    draft: Option<Draft>,
    refused: Option<(Typed, Complaints)>,
) -> Result<CorrectionPage, Stop> {
    let (known, chrome) = (known(office, chosen, draft.as_ref()).await?, visit.chrome(app).await?);
    let drafted_here = refused.is_none();
    let (typed, complaints) = refused.unwrap_or_default();
    let nonce = if typed::nonce_of(&typed.nonce).is_none() {
        HEXLOWER.encode(&entropy::random::<16>(app.seams.entropy.as_ref()))
    } else {
        typed.nonce.clone()
    };
    let running = months::write(chosen.period.first_day());
    let counts_in = if typed.counts_in.is_empty() { running } else { typed.counts_in.clone() };
    let amends = draft.as_ref().and_then(|draft| draft.amends.as_ref());
    let lines = draft.as_ref().map_or_else(Vec::new, |draft| {
        let of = |member: MemberId| {
            let given = amends.and_then(|amends| amends.lines.iter().find(|line| line.member == member));
            let given = given.filter(|_| drafted_here).map(|line| line.amount.to_string());
            let given = given.map(|amount| format::as_typed(visit.lang, &amount)).unwrap_or_default();
            let net = |report: &Report| report.line(&member).map_or(Money::ZERO, |line| line.net);
            FormLine {
                id: member.to_string(),
                name: chosen.names.name(&member),
                closed: net(&draft.report),
                other: draft.other.as_ref().map(net),
                typed: typed.lines.get(&member).cloned().unwrap_or(given),
            }
        };
        members_of(draft).into_iter().map(of).collect()
    });
    let kept = draft.as_ref().zip(amends).filter(|(_, amends)| amends.kept != Money::ZERO);
    Ok(CorrectionPage {
        chrome,
        month: draft.as_ref().map(|draft| draft.month),
        unchanged: amends.is_some_and(|amends| amends.lines.is_empty()),
        kept: kept.map(|(draft, amends)| Kept { member: chosen.names.name(&draft.keeper), amount: amends.kept }),
        months: draft.as_ref().map_or_else(Vec::new, |draft| draft.months.clone()),
        subject: draft.and_then(|draft| draft.subject),
        lines,
        counting: counting(chosen),
        counts_in,
        nonce,
        complaints,
        known,
    })
}

/// The months in which a correction can count, newest first.
fn counting(chosen: &Chosen) -> Vec<Date> {
    chosen.offered.iter().copied().filter(|month| *month >= chosen.open_from()).collect()
}
