//! From the entries that a proposal names to the report. Every member does this, and an auditor.

use std::collections::BTreeMap;

use purse::cost::Period;
use purse::expense::Thanked;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};
use purse::split::{Bill, Books, Member, Split, SplitRefusal, Used, split};

use super::bills::{Counted, Counting, SetAside};
use super::corrections::{corrected, corrections_of};
use super::proposal::{Cut, Proposal};
use super::report::{Report, ReportLine};
use super::used::{Charging, charge};
use crate::charter::Charter;
use crate::entry::ContributionKind;
use crate::facts::Facts;
use crate::hash::Hash;
use crate::roll::{Chain, Halt, Roll, RollRefusal, Standing, read};
use crate::signed::Signable;

/// Of docs/RULES.md. Old versions stay in the program: a closed period is recomputed by the one that its report names.
pub const RULES_VERSION: u32 = 1;

/// What a report is computed from. Nothing else has a say in it.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    pub proposal: &'a Proposal,
    /// Exactly the entries below the proposal's cuts.
    pub facts: &'a Facts,
    /// The texts of charters that are there, by hash.
    pub charters: &'a BTreeMap<Hash, Charter>,
    /// The report of the period before.
    pub previous: Option<&'a Report>,
}

/// A report and what people want to see beside it. Only the report is hashed.
#[derive(Debug, Clone)]
pub struct Closing {
    pub report: Report,
    pub chain: Chain,
    /// What the split was computed from, for the diagnostics.
    pub members: BTreeMap<MemberId, Member>,
    pub bills: Vec<Bill<MemberId>>,
    /// To be thanked for.
    pub gifts: Vec<Thanked<MemberId>>,
    pub used: Used<MemberId>,
    pub aside: Vec<SetAside>,
    /// The corrections of earlier periods that count in this one, by name.
    pub corrections: Vec<Hash>,
    /// Rows of usage for an hour that their author had told of before, by author: they count for nothing.
    pub repeated: BTreeMap<MemberId, u64>,
}

/// Why a proposal gives no report. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClosingRefusal {
    #[error("this program does not have version {0} of the rules")]
    RulesVersion(u32),
    #[error(transparent)]
    Halt(#[from] Halt),
    #[error("there is no such period")]
    Period,
    #[error("it does not follow on the report of the period before")]
    NotNext,
    #[error("it does not name exactly the logs of those who were members in the period or before")]
    Logs,
    #[error(transparent)]
    Split(#[from] SplitRefusal),
    #[error("a sum of the period is too large")]
    TooLarge,
}

impl From<MoneyRefusal> for ClosingRefusal {
    fn from(_: MoneyRefusal) -> Self {
        Self::TooLarge
    }
}

/// Computes the report.
///
/// # Errors
/// The first [`ClosingRefusal`] that applies.
pub fn recompute(ground: &Ground<'_>) -> Result<Closing, ClosingRefusal> {
    let proposal = ground.proposal;
    if proposal.rules_version != RULES_VERSION {
        return Err(ClosingRefusal::RulesVersion(proposal.rules_version));
    }
    let chain = read(&proposal.federation, ground.facts, ground.charters)?;
    let period = proposal.span.period().ok_or(ClosingRefusal::Period)?;
    follows(ground, &period)?;
    let charter_hash = chain.roll.charter(&period);
    // The chain was followed only as far as the texts of its charters are there.
    let charter = ground.charters.get(&charter_hash).ok_or(Halt::Founding(RollRefusal::NoCharter))?;
    names_all_logs(proposal, &chain.roll, &period)?;
    let scene = Scene { ground, roll: &chain.roll, charter, period: &period };
    let members = scene.members();
    let Counted { bills, gifts, aside } = scene.counting().count().map_err(|_| ClosingRefusal::TooLarge)?;
    let Charging { used, lines: usage, commons } = charge(ground.facts, &chain.roll, charter, &members);
    let contributions = scene.contributions()?;
    let fund_before = ground.previous.map_or(Money::ZERO, |report| report.fund_after);
    let fund = fund_before.plus(contributions)?;
    let books = Books { period, rules: &charter.rules, members: &members, bills: &bills, used: &used, fund };
    let split = split(&books)?;
    let corrections = corrections_of(ground.facts, &chain.roll, &period, &members);
    let report = Report {
        federation: proposal.federation,
        span: proposal.span,
        rules_version: proposal.rules_version,
        charter: charter_hash,
        previous: proposal.previous,
        cuts: proposal.cuts.clone(),
        lines: lines(&split, &corrected(ground.facts, &corrections)?)?,
        total: split.total,
        fund_before,
        contributions,
        fund: split.fund,
        fund_after: fund.minus(split.fund)?,
        deficit: split.deficit,
        usage,
        commons,
    };
    let repeated = ground.facts.usage.repeated.clone();
    Ok(Closing { report, chain, members, bills, gifts, used, aside, corrections, repeated })
}

/// The period is the first, or the report before is the one that is named and ends where this one begins.
fn follows(ground: &Ground<'_>, period: &Period) -> Result<(), ClosingRefusal> {
    let before = ground.previous.map(|report| (report.hash(), report.span.period().map(|period| period.end_day())));
    let fits = match (&ground.proposal.previous, before) {
        (None, None) => true,
        (Some(named), Some((hash, end))) => *named == hash && end == Some(period.first_day()),
        _ => false,
    };
    if fits { Ok(()) } else { Err(ClosingRefusal::NotNext) }
}

fn names_all_logs(proposal: &Proposal, roll: &Roll, period: &Period) -> Result<(), ClosingRefusal> {
    let named = proposal.cuts.iter().map(Cut::log_id);
    if roll.logs(period).eq(named) { Ok(()) } else { Err(ClosingRefusal::Logs) }
}

struct Scene<'a> {
    ground: &'a Ground<'a>,
    roll: &'a Roll,
    charter: &'a Charter,
    period: &'a Period,
}

impl Scene<'_> {
    fn counting(&self) -> Counting<'_> {
        Counting { facts: self.ground.facts, roll: self.roll, rules: &self.charter.rules, period: self.period }
    }

    /// Who was a member on a day of the period.
    fn members(&self) -> BTreeMap<MemberId, Member> {
        let mut members = BTreeMap::new();
        for (id, standing) in &self.roll.members {
            let (from, to) = standing.days();
            if self.period.days_of(from, to) > 0 {
                let (means, adherents) = self.means(standing);
                members.insert(*id, Member { means, adherents, from, to });
            }
        }
        members
    }

    /// What a member declared last for the time from the period's first day on, and before the period before was closed:
    /// nobody becomes poor when the bill is on the table.
    fn means(&self, standing: &Standing) -> (Money, u32) {
        let id = standing.seat.member;
        let closed = self.ground.previous.map_or(&[][..], |report| &report.cuts);
        let below = |log: u32, place: u64| {
            let known = |cut: &&Cut| cut.member == id && cut.log == log;
            closed.iter().find(known).is_some_and(|cut| place < cut.size)
        };
        let said = self.ground.facts.declarations.get(&id).into_iter().flatten();
        let first_day = self.period.first_day();
        let held = said.filter(|said| {
            let from = said.fact.from;
            from > standing.seat.from && from <= first_day && below(said.at.log, said.at.place)
        });
        let last = held.max_by_key(|said| (said.fact.from, said.at));
        last.map_or((standing.seat.means, standing.seat.adherents), |said| (said.fact.means, said.fact.adherents))
    }

    /// What was paid into the fund in the period, said by who held it on that day.
    fn contributions(&self) -> Result<Money, ClosingRefusal> {
        let facts = self.ground.facts;
        let counts = facts.contributions.iter().filter(|(name, paid)| {
            paid.fact.kind == ContributionKind::Fund
                && self.roll.holder_on(paid.fact.day) == Some(paid.at.author)
                && (self.period.first_day()..self.period.end_day()).contains(&paid.fact.day)
                && facts.stands(name, paid)
        });
        Ok(Money::sum(counts.map(|(_, paid)| paid.fact.amount))?)
    }
}

fn lines(split: &Split<MemberId>, corrections: &BTreeMap<MemberId, Money>) -> Result<Vec<ReportLine>, ClosingRefusal> {
    let line = |(member, line): (&MemberId, &purse::split::Line)| {
        let correction = corrections.get(member).copied().unwrap_or_default();
        let net = line.net.plus(correction)?;
        Ok(ReportLine { member: *member, credit: line.credit, charge: line.charge, correction, net })
    };
    split.lines.iter().map(line).collect()
}
