//! The verdict on a run.

use std::collections::{BTreeMap, BTreeSet};

use federation::closing::Report;
use federation::desk::{Duty, Waiting};
use federation::signed::Signable;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use purse::id::MemberId;
use purse::money::{Fraction, Money};

use super::ledger::Ledger;
use super::split::{Books, Exact, split};
use crate::crew::Crew;
use crate::member::Member;
use crate::plan::{Lie, Plan};
use crate::world::World;

/// What a liar got out of a month, in cents, beside what it would have got with the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gain {
    pub lie: Lie,
    pub liar: i64,
    /// What the one honest member lost that lost most.
    pub lost_most: i64,
}

/// What a run came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What must not be. Empty, if all is well.
    pub wrong: Vec<String>,
    /// Months that every honest member closed alike, of all months.
    pub closed: usize,
    pub months: usize,
    /// For which members a month stayed open, and the named reason.
    pub open: Vec<String>,
    pub gains: Vec<Gain>,
    /// Logs that honest members hold a proof against.
    pub proven: usize,
}

/// Judges what is left when a run is over.
#[must_use]
pub fn judge(world: &World<'_>, plan: &Plan, crew: &Crew) -> Verdict {
    let mut verdict = Verdict { wrong: world.witness.wrong.clone(), months: plan.months, ..Verdict::default() };
    let honest: Vec<&Member> = world.members.iter().filter(|member| plan.lie_of(member.number).is_none()).collect();
    logs(world, plan, crew, &honest, &mut verdict);
    let mut before: Option<Report> = None;
    for month in 0..plan.months {
        let alive: Vec<&Member> = honest.iter().copied().filter(|member| !plan.is_dead(member.number)).collect();
        let reports: Vec<&Report> = alive.iter().filter_map(|member| member.reports.get(&month)).collect();
        let hashes: BTreeSet<_> = reports.iter().map(|report| report.hash()).collect();
        let liar_proven = verdict.proven > 0 || contradicted(&alive, month);
        if hashes.len() > 1 && !liar_proven {
            verdict
                .wrong
                .push(format!("month {month} was closed on {} reports, and nothing proves who lied", hashes.len()));
        }
        for member in alive.iter().filter(|member| !member.reports.contains_key(&month)) {
            let number = member.number;
            verdict.open.push(format!("member {number}, month {month}: {:?}", member.duties.get(&month)));
            if let Err(why) = named(plan, crew, member, month, liar_proven) {
                verdict.wrong.push(format!("member {} has not closed month {month}: {why}", member.number));
            }
        }
        for member in &alive {
            let (report, duty) = (member.reports.get(&month), member.duties.get(&month));
            if let (Some(report), Some(duty)) = (report, duty)
                && !stays(plan, crew, report, duty)
            {
                verdict.wrong.push(format!("member {} closed month {month}, and then {duty:?}", member.number));
            }
        }
        let Some(report) = reports.first().copied() else { break };
        verdict.closed += usize::from(hashes.len() == 1 && reports.len() == alive.len());
        recount(world, plan, crew, month, report, before.as_ref(), &mut verdict);
        before = Some(report.clone());
    }
    verdict
}

/// Nothing that was kept is lost; nobody honest signed two trees or is frozen.
fn logs(world: &World<'_>, plan: &Plan, crew: &Crew, honest: &[&Member], verdict: &mut Verdict) {
    let liars_log = plan.liar.map(|(liar, _)| crew.log(liar));
    for log in world.witness.two_trees.iter().filter(|log| Some(**log) != liars_log) {
        verdict.wrong.push(format!("honest member {:?} signed two trees", crew.number(&log.member)));
    }
    let mut proven = BTreeSet::new();
    for member in honest {
        for (log, _) in member.disk.content().iter().filter(|(_, stored)| stored.proof.is_some()) {
            proven.insert(*log);
            if Some(*log) != liars_log {
                verdict.wrong.push(format!("honest member {:?} is frozen", crew.number(&log.member)));
            }
        }
        let whole = federation::roll::read(&member.desk.federation(), member.desk.facts(), member.desk.charters());
        if whole.as_ref() != member.desk.chain() {
            verdict.wrong.push(format!("member {} knows another roll than its entries give", member.number));
        }
        let log = crew.log(member.number);
        let own = world.witness.own(log).map(|kept| kept.hashes.as_slice()).unwrap_or_default();
        let stored = member.disk.content().get(&log).map(|stored| stored.leaves.as_slice()).unwrap_or_default();
        let same = own.iter().zip(stored).all(|(hash, leaf)| tlog::merkle::leaf_hash(leaf) == *hash);
        if !same || (stored.len() < own.len() && !member.is_asking()) {
            verdict.wrong.push(format!("member {} lost entries that it had kept", member.number));
        }
    }
    verdict.proven = proven.len();
}

fn contradicted(alive: &[&Member], month: usize) -> bool {
    alive.iter().any(|member| matches!(member.duties.get(&month), Some(Duty::Contradicted { .. })))
}

/// What is closed stays closed, or who undid it is named.
fn stays(plan: &Plan, crew: &Crew, report: &Report, duty: &Duty) -> bool {
    match duty {
        Duty::Closed { hash } => *hash == report.hash(),
        Duty::Contradicted { by } => plan.liar.is_some_and(|(liar, _)| *by == [crew.ids[liar]]),
        _ => false,
    }
}

/// Why a month is open for a member: somebody is named, and somebody who is dead or lies is among them.
fn named(plan: &Plan, crew: &Crew, member: &Member, month: usize, proven: bool) -> Result<(), String> {
    let faulty =
        |id: &MemberId| crew.number(id).is_some_and(|number| plan.is_dead(number) || plan.lie_of(number).is_some());
    let duty = member.duties.get(&month);
    if proven || (month > 0 && !member.reports.contains_key(&(month - 1))) {
        // Who lied is proven; or the month before is the one that is waited for, and that was judged.
        return Ok(());
    }
    let names: Vec<MemberId> = match duty {
        // Who joins later is not asked, and the others were judged.
        Some(Duty::Wait(Waiting::NotInTheRoster)) if member.number >= plan.founders => return Ok(()),
        Some(Duty::Wait(Waiting::Others(names)) | Duty::Contradicted { by: names }) => names.clone(),
        Some(Duty::Wait(Waiting::Proposal(name))) => vec![*name],
        Some(Duty::Wait(Waiting::Entries(logs) | Waiting::Cosigners(logs))) => {
            logs.iter().map(|log| log.member).collect()
        }
        _ => Vec::new(),
    };
    if names.iter().any(faulty) { Ok(()) } else { Err(format!("{duty:?}")) }
}

/// The report once more, from what was said below its cuts.
fn recount(
    world: &World<'_>,
    plan: &Plan,
    crew: &Crew,
    month: usize,
    report: &Report,
    before: Option<&Report>,
    verdict: &mut Verdict,
) {
    let wrong = &mut verdict.wrong;
    let ledger = match Ledger::read(plan, crew, &world.witness, month, &report.cuts) {
        Ok(ledger) => ledger,
        Err(why) => return wrong.push(why),
    };
    let earlier =
        before.and_then(|before| Ledger::read(plan, crew, &world.witness, month.saturating_sub(1), &before.cuts).ok());
    let members: BTreeSet<usize> = report.lines.iter().filter_map(|line| crew.number(&line.member)).collect();
    let founders: BTreeSet<usize> = (0..plan.founders).collect();
    if !members.is_superset(&founders) || (month == 0 && members != founders) {
        wrong.push(format!("month {month} is split among {members:?}"));
    }
    let bills = ledger.bills(&members);
    let fund_before = before.map_or(0, |report| report.fund_after.minor());
    if report.fund_before.minor() != fund_before {
        wrong.push(format!("month {month} begins with another fund than the month before ended with"));
    }
    let among = |used: BTreeMap<(usize, usize), u64>| -> BTreeMap<(usize, usize), u64> {
        used.into_iter().filter(|((home, carrier), _)| members.contains(home) && members.contains(carrier)).collect()
    };
    let used = among(ledger.used(wrong));
    let charged = |home: usize, carrier: usize| -> u128 {
        let lines = report.usage.iter().filter(|line| (line.home, line.carrier) == (crew.ids[home], crew.ids[carrier]));
        lines.map(|line| line.charged).sum()
    };
    for ((home, carrier), bytes) in &used {
        if charged(*home, *carrier) != u128::from(*bytes) {
            let said = charged(*home, *carrier);
            wrong
                .push(format!("month {month}: {home} is charged {said} bytes of {carrier}, and by the oracle {bytes}"));
        }
    }
    let books = ledger.books(report, earlier.as_ref(), &bills, used, fund_before);
    let exact = split(&books);
    compare(crew, month, report, &exact, &books, wrong);
    if let Some((liar, lie)) = plan.liar {
        let real = ledger.books(report, earlier.as_ref(), &bills, among(ledger.really_used()), fund_before);
        verdict.gains.push(gain(crew, report, &split(&real), liar, lie));
    }
}

fn cents(money: Money) -> Fraction {
    Fraction::from_integer(BigInt::from(money.minor()))
}

/// Each figure is the exact one rounded, and the columns add up.
fn compare(crew: &Crew, month: usize, report: &Report, exact: &Exact, books: &Books, wrong: &mut Vec<String>) {
    let near = |money: Money, exact: &Fraction| (cents(money) - exact).abs() < Fraction::from_integer(BigInt::from(1));
    let zero = Fraction::zero();
    for line in &report.lines {
        let number = crew.number(&line.member).unwrap_or(usize::MAX);
        let (credit, charge) = (exact.credits.get(&number), exact.charges.get(&number));
        if !near(line.credit, credit.unwrap_or(&zero)) || !near(line.charge, charge.unwrap_or(&zero)) {
            wrong
                .push(format!("month {month}: member {number} has {line:?}, and the oracle {credit:?} and {charge:?}"));
        }
        let own: u64 = books.bills.iter().filter(|bill| bill.carrier == number).map(|bill| bill.cents).sum();
        if u64::try_from(line.credit.minor()).unwrap_or(0) > own + 1 {
            wrong.push(format!("month {month}: member {number} is credited more than its bills"));
        }
    }
    let sum =
        |of: fn(&federation::closing::ReportLine) -> Money| report.lines.iter().map(of).map(Money::minor).sum::<i64>();
    let (credits, charges) = (sum(|line| line.credit), sum(|line| line.charge));
    let (fund, deficit) = (report.fund.minor(), report.deficit.minor());
    let all: Fraction = exact.credits.values().sum();
    if credits != report.total.minor() || BigInt::from(credits) != all.floor().to_integer() {
        wrong.push(format!("month {month}: credits are {credits}, and the oracle's {all}"));
    }
    let nets = sum(|line| line.net);
    if charges + fund + deficit != credits || nets != fund + deficit {
        wrong.push(format!("month {month}: {credits} credited, {charges} charged, fund {fund}, deficit {deficit}"));
    }
    if !near(report.fund, &exact.fund) || !near(report.deficit, &exact.deficit) {
        wrong.push(format!(
            "month {month}: fund {fund} and deficit {deficit}, the oracle's {} and {}",
            exact.fund, exact.deficit
        ));
    }
}

fn gain(crew: &Crew, report: &Report, real: &Exact, liar: usize, lie: Lie) -> Gain {
    let zero = Fraction::zero();
    let more: BTreeMap<usize, i64> = report
        .lines
        .iter()
        .filter_map(|line| {
            let number = crew.number(&line.member)?;
            let net = real.credits.get(&number).unwrap_or(&zero) - real.charges.get(&number).unwrap_or(&zero);
            Some((number, (cents(line.net) - net).round().to_integer().to_i64()?))
        })
        .collect();
    let lost_most = more.iter().filter(|(number, _)| **number != liar).map(|(_, more)| -more).max().unwrap_or(0);
    Gain { lie, liar: more.get(&liar).copied().unwrap_or(0), lost_most }
}
