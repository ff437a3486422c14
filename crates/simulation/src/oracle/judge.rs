//! The verdict on a run.

use std::collections::BTreeSet;

use federation::closing::Report;
use federation::desk::{Duty, Waiting};
use federation::signed::Signable;
use purse::id::MemberId;

use super::recount::recount;
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
    /// Months in which others paid for one that was gone.
    pub paid_for_gone: usize,
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
