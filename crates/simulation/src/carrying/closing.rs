//! The month is closed on what stands in the logs, by a desk for each member: entries are signed, copied, cosigned, proposed,
//! recomputed and agreed on.

use std::collections::BTreeMap;

use federation::closing::{Below, Ground, Proposal, Report, recompute};
use federation::desk::{Desk, Duty, Now, Seen};
use federation::entry::{Approval, Entry, Estimate, Expense, Offered, Span};
use federation::facts::LogId;
use federation::rounds::Voice;
use federation::signed::Signable;
use purse::cost::CapacityUnit;
use purse::usage::Pool;
use tlog::checkpoint::SignedCheckpoint;

use super::world::World;
use crate::clock::{DAY, HOUR, Minute, begin, end_day, first_day, span, timestamp};
use crate::crew::cents;
use crate::dice::index;
use crate::entries::name;

/// Turns in which everybody signs, copies and does its duty, at most.
const TURNS: u64 = 40;
/// Minutes between two of them.
const TURN: Minute = 6 * HOUR;

const GB: u64 = 1_000_000_000;

/// The desks, and the leaves of all logs.
struct Table<'a> {
    world: &'a World<'a>,
    desks: Vec<Desk>,
    leaves: BTreeMap<LogId, Vec<Vec<u8>>>,
    reports: BTreeMap<usize, Report>,
}

/// The report on which everybody who is there closed the month; `fair`: of what would have been said without a lie.
///
/// # Errors
/// If somebody did not close it, or on another report.
pub fn close(world: &World<'_>, fair: bool) -> Result<Report, String> {
    let mut table = Table::founded(world);
    for number in 0..table.desks.len() {
        table.write(number, fair);
    }
    let there: Vec<usize> = (0..table.desks.len()).filter(|number| world.machines[*number].up).collect();
    for turn in 0..TURNS {
        if there.iter().all(|number| table.reports.contains_key(number)) {
            break;
        }
        let at = begin(1) + 2 * DAY + HOUR + turn * TURN;
        table.share(at);
        for number in &there {
            table.do_duty(*number, at);
        }
    }
    let mut reports = there.iter().map(|number| table.reports.get(number));
    match reports.next() {
        Some(Some(first)) if reports.all(|report| report == Some(first)) => Ok(first.clone()),
        _ => Err(format!("the month was closed by {} of {}", table.reports.len(), there.len())),
    }
}

impl<'a> Table<'a> {
    /// The founders sit in one room, as in the other simulation.
    fn founded(world: &'a World<'a>) -> Self {
        let plan = crate::plan::Plan {
            seed: world.plan.seed,
            founders: world.plan.sites.len(),
            joiner: false,
            months: 1,
            liar: None,
            faults: crate::plan::Faults::default(),
            truth: crate::truth::Truth::default(),
            works: crate::truth::Works::new(),
        };
        let founded = crate::world::World::new(&plan, world.crew);
        let of = |log: &LogId| {
            let content = founded.members.iter().filter_map(|member| member.disk.content().get(log));
            content.map(|stored| stored.leaves.clone()).max_by_key(Vec::len).unwrap_or_default()
        };
        let logs = (0..founded.members.len()).map(|number| world.crew.log(number));
        let leaves = logs.map(|log| (log, of(&log))).collect();
        let desks = founded.members.iter().map(|member| member.desk.clone()).collect();
        Self { world, desks, leaves, reports: BTreeMap::new() }
    }

    fn append(&mut self, number: usize, entry: &Entry) {
        let Ok(leaf) = self.desks[number].append(entry) else { panic!("member {number} cannot append {entry:?}") };
        self.leaves.entry(self.world.crew.log(number)).or_default().push(leaf);
    }

    /// All that a member said in the run, and its bills.
    fn write(&mut self, number: usize, fair: bool) {
        let is_use = |entry: &&Entry| matches!(entry, Entry::Usage(_));
        let world = self.world;
        let said = if fair { &world.fair[number] } else { &world.logs[number] };
        for entry in world.logs[number].iter().filter(|entry| !is_use(entry)).chain(said.iter().filter(is_use)) {
            self.append(number, entry);
        }
        for (author, pool) in
            (0..self.desks.len()).flat_map(|author| [(author, Pool::Delivery), (author, Pool::Storage)])
        {
            let estimate = estimate(world, author, pool);
            let of = name(world.crew, author, &Entry::Estimate(estimate.clone()));
            if author == number {
                let expense = Expense {
                    nonce: [2; 16],
                    pool,
                    amount: estimate.common_part,
                    common_part: estimate.common_part,
                    capacity: estimate.capacity.clone(),
                    span: estimate.span,
                    estimate: of,
                    on: estimate.span.from,
                    foreign: None,
                    evidence: None,
                };
                self.append(number, &Entry::Estimate(estimate));
                self.append(number, &Entry::Expense(expense));
            } else {
                self.append(number, &Entry::Approval(Approval { of, yes: true }));
            }
        }
    }

    /// Everybody signs what it has, copies what others signed, and cosigns it.
    fn share(&mut self, at: Minute) {
        let now_s = u64::try_from(timestamp(at).as_second()).unwrap_or(0);
        for number in 0..self.desks.len() {
            let log = self.world.crew.log(number);
            let Some(note) = self.desks[number].checkpoint(&self.world.crew.keys[number]) else { continue };
            for other in (0..self.desks.len()).filter(|other| *other != number) {
                self.show(other, &note);
                if let Some(cosigned) = self.desks[other].cosign(log, &self.world.crew.keys[other], now_s) {
                    (0..self.desks.len()).for_each(|third| self.show(third, &cosigned));
                }
            }
        }
    }

    fn show(&mut self, number: usize, note: &SignedCheckpoint) {
        if let Seen::Fetch { log, from, to } = self.desks[number].see(note) {
            let leaves = &self.leaves[&log][index(from)..index(to)];
            let taken = self.desks[number].take(note, leaves);
            assert!(taken.is_ok(), "what was signed is taken: {taken:?}");
        }
    }

    fn do_duty(&mut self, number: usize, at: Minute) {
        let now = Now { at: timestamp(at), span: span(0), previous: None, approved: true };
        let (round, voice) = match self.desks[number].duty(&now) {
            Duty::Propose(proposal) => {
                self.append(number, &Entry::Proposal(proposal));
                return;
            }
            Duty::Recompute(proposal) => {
                let report = self.compute(number, &proposal);
                let voice = report.as_ref().map_or(Voice::Abandon, |report| Voice::For(report.hash()));
                if let Some(report) = report {
                    self.reports.insert(number, report);
                }
                (proposal.round, voice)
            }
            Duty::Abandon { round } => (round, Voice::Abandon),
            Duty::Wait(_) | Duty::Closed { .. } | Duty::Contradicted { .. } => return,
        };
        let statement = self.desks[number].state(span(0), round, voice, &self.world.crew.keys[number]);
        self.append(number, &Entry::Statement(statement));
    }

    fn compute(&self, number: usize, proposal: &Proposal) -> Option<Report> {
        let mut below = Below::new(proposal).ok()?;
        for cut in &proposal.cuts {
            for leaf in &self.leaves[&cut.log_id()] {
                below.add(cut.log_id(), leaf).ok()?;
            }
        }
        let facts = below.finish().ok()?;
        let ground = Ground { proposal, facts: &facts, charters: self.desks[number].charters(), previous: None };
        recompute(&ground).ok().map(|closing| closing.report)
    }
}

fn estimate(world: &World<'_>, author: usize, pool: Pool) -> Estimate {
    let site = &world.plan.sites[author];
    let (common, amount, unit) = match pool {
        Pool::Storage => (site.storage_cents, site.offer.storage_bytes / GB, CapacityUnit::GbMonth),
        _ => (site.delivery_cents, site.offer.delivery_bytes / GB, CapacityUnit::Gb),
    };
    Estimate {
        nonce: [1; 16],
        pool,
        common_part: cents(common),
        capacity: Some(Offered { amount, unit }),
        span: Span { from: first_day(0), to: end_day(0) },
    }
}
