//! What a correction of a closed month begins with: the month as it would have been, less as it was.

use std::collections::BTreeSet;

use exchange::Office;
use federation::Hash;
use federation::closing::{Amends, Report, amends};
use jiff::civil::Date;
use purse::cost::Period;
use purse::id::MemberId;
use serde::Deserialize;

use super::chosen::Chosen;
use super::expenses::{named, read_evidence};
use crate::pages::months;
use crate::pages::pools::shown_pool;
use crate::pages::stop::Stop;
use crate::view::purse::correction::Subject;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AskedFor {
    #[serde(default)]
    pub(super) month: String,
    #[serde(default)]
    pub(super) entry: String,
}

/// A closed month, and what a correction of it begins with.
pub(super) struct Draft {
    pub(super) report: Report,
    pub(super) month: Date,
    pub(super) months: Vec<Date>,
    pub(super) subject: Option<Subject>,
    /// The month with the entry taken out, or put in.
    pub(super) other: Option<Report>,
    pub(super) amends: Option<Amends>,
    pub(super) keeper: MemberId,
}

/// What of a closed month is to be otherwise; none while no month is closed.
pub(super) async fn drafted(office: &Office, chosen: &Chosen, asked: &AskedFor) -> Result<Option<Draft>, Stop> {
    let entry = if asked.entry.is_empty() { None } else { Some(named(&asked.entry).ok_or(Stop::NOT_FOUND)?) };
    let subject = match entry {
        Some(name) => Some(subject(office, chosen, name).await?),
        None => None,
    };
    let touched = |period: &Period| subject.as_ref().is_none_or(|(_, _, days)| period.days_of(days.0, days.1) > 0);
    let closed: Vec<(Date, &Report)> = chosen
        .months
        .iter()
        .rev()
        .filter(|month| month.is_closed())
        .filter_map(|month| Some((month.span.period().filter(&touched)?.first_day(), month.report.as_ref()?)))
        .collect();
    let wanted = months::read_month(&asked.month).map(|period| period.first_day());
    let found = closed.iter().find(|(month, _)| Some(*month) == wanted).or(closed.first());
    let Some((month, report)) = found.map(|(month, report)| (*month, (*report).clone())) else { return Ok(None) };
    let months = closed.iter().map(|(month, _)| *month).collect();
    let me = office.member();
    let Some((mut subject, author, _)) = subject else {
        let draft = Draft { report, month, months, subject: None, other: None, amends: None, keeper: me };
        return Ok(Some(draft));
    };
    let there = there(office, &chosen.period).await?;
    let keeper = if there.contains(&author) { author } else { me };
    let mut other = None;
    if let (Some(name), Some(known)) = (entry, named(&subject.name))
        && let Some(found) = office.closed_otherwise(report.span, known).await?
    {
        match found.other {
            Ok(report) => other = Some(report),
            Err(refusal) => tracing::warn!(%name, %refusal, "a closed month without an entry leads to no report"),
        }
    }
    subject.late = is_late(office, &report, &subject).await;
    let drafted = other.as_ref().map(|other| amends(&report, other, keeper, &there)).transpose();
    let amends = drafted.map_err(|refusal| Stop::Failure(refusal.to_string()))?;
    Ok(Some(Draft { report, month, months, subject: Some(subject), other, amends, keeper }))
}

/// Whether an entry stands behind what a report counts.
async fn is_late(office: &Office, report: &Report, subject: &Subject) -> bool {
    let desk = office.desk().await;
    let name = named(&subject.name);
    let at = name.and_then(|name| desk.facts().expenses.get(&name)).map(|bill| bill.at);
    at.is_some_and(|at| {
        let cut = report.cuts.iter().find(|cut| (cut.member, cut.log) == (at.author, at.log));
        cut.is_none_or(|cut| at.place >= cut.size)
    })
}

/// A bill or gift, its author, and the days in which it counts.
async fn subject(office: &Office, chosen: &Chosen, name: Hash) -> Result<(Subject, MemberId, (Date, Date)), Stop> {
    let (author, pool, amount, evidence, days, gift) = {
        let desk = office.desk().await;
        let facts = desk.facts();
        if let Some(bill) = facts.expenses.get(&name) {
            let fact = &bill.fact;
            // A late bill counts in the month of its day, and makes up there for the days before.
            let to = fact.on.tomorrow().map_or(fact.span.to, |day| day.max(fact.span.to));
            (bill.at.author, fact.pool, fact.amount, fact.evidence, (fact.on, to), false)
        } else {
            let gift = facts.gifts.get(&name).ok_or(Stop::NOT_FOUND)?;
            let fact = &gift.fact;
            (gift.at.author, fact.pool, fact.value, fact.evidence, (fact.span.from, fact.span.to), true)
        }
    };
    let label = read_evidence(office, evidence).await?.map(|said| format!("{} – {}", said.supplier, said.label));
    let (name, member, pool) = (name.to_string(), chosen.names.name(&author), shown_pool(pool));
    Ok((Subject { name, member, pool, label, amount, gift, late: false }, author, days))
}

/// Who is a member on a day of a period.
pub(super) async fn there(office: &Office, period: &Period) -> Result<BTreeSet<MemberId>, Stop> {
    let desk = office.desk().await;
    let roll = &desk.chain().map_err(|halt| Stop::Failure(halt.to_string()))?.roll;
    let there = roll.members.iter().filter(|(_, standing)| {
        let (from, to) = standing.days();
        period.days_of(from, to) > 0
    });
    Ok(there.map(|(member, _)| *member).collect())
}

/// Who has a line: the members of the closed month, and whoever the draft gives one.
pub(super) fn members_of(draft: &Draft) -> BTreeSet<MemberId> {
    let drafted = draft.amends.iter().flat_map(|amends| &amends.lines).map(|line| line.member);
    draft.report.lines.iter().map(|line| line.member).chain(drafted).collect()
}
