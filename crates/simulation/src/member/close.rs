//! What a member does for a closing: what [`Duty`] says.

use federation::closing::{Below, Ground, Proposal, Report, recompute};
use federation::desk::{Duty, Now, Waiting};
use federation::entry::Entry;
use federation::rounds::Voice;
use federation::signed::Signable;

use super::{Member, Scene};
use crate::clock::{begin, span, timestamp};
use crate::dice::Dice;
use crate::entries::Told;

/// Steps for one period at one time, at most: to propose, to compute, to look again.
const STEPS: usize = 3;

impl Member {
    pub(super) fn close(&mut self, scene: &Scene<'_>, dice: &mut Dice) {
        for month in 0..scene.plan.months {
            let early = scene.at < begin(month + 1);
            if early || (month > 0 && !self.reports.contains_key(&(month - 1))) {
                return;
            }
            // What is closed is looked at once more now and then: it is to stay closed.
            if self.reports.contains_key(&month) && !dice.one_in(4) {
                continue;
            }
            for _ in 0..STEPS {
                if !self.close_month(scene, month, dice) {
                    break;
                }
            }
        }
    }

    /// Whether there may be something more to do.
    fn close_month(&mut self, scene: &Scene<'_>, month: usize, dice: &mut Dice) -> bool {
        let duty = self.duty(scene, month);
        self.duties.insert(month, duty.clone());
        let voice = match duty {
            Duty::Propose(proposal) => {
                let Some(proposal) = self.twist(scene, proposal, dice) else { return false };
                return self.append(&Entry::Proposal(proposal), Told::Nothing);
            }
            Duty::Recompute(proposal) => {
                // What cannot be computed is not agreed to.
                let report = self.compute(month, &proposal);
                let voice = report.as_ref().map_or(Voice::Abandon, |report| Voice::For(report.hash()));
                self.computed.extend(report.map(|report| (report.hash(), report)));
                (proposal.round, voice)
            }
            Duty::Abandon { round } => (round, Voice::Abandon),
            Duty::Closed { hash } => {
                if !self.reports.contains_key(&month)
                    && let Some(report) = self.computed.remove(&hash).or_else(|| self.find(month, hash))
                {
                    self.reports.insert(month, report);
                }
                return false;
            }
            Duty::Wait(Waiting::Treasurer(_)) => {
                self.look_at(scene, month);
                return false;
            }
            Duty::Wait(_) | Duty::Contradicted { .. } => return false,
        };
        let statement = self.desk.state(span(month), voice.0, voice.1, &self.key);
        self.append(&Entry::Statement(statement), Told::Nothing);
        self.contradict(month, voice.0, voice.1);
        false
    }

    fn duty(&self, scene: &Scene<'_>, month: usize) -> Duty {
        let approved = self.looks_at.get(&month).is_some_and(|looks| *looks <= scene.at);
        let previous = month.checked_sub(1).and_then(|before| self.reports.get(&before));
        self.desk.duty(&Now { at: timestamp(scene.at), span: span(month), previous, approved })
    }

    /// The treasurer finds a closing on the desk, and looks at it after a while or never.
    fn look_at(&mut self, scene: &Scene<'_>, month: usize) {
        if let Some(after) = self.habits.looks_after {
            self.looks_at.entry(month).or_insert(scene.at + after);
        }
    }

    /// Its own computation of a proposal, from what is on its disk.
    fn compute(&self, month: usize, proposal: &Proposal) -> Option<Report> {
        if !self.has(&proposal.cuts) {
            return None;
        }
        let mut below = Below::new(proposal).ok()?;
        for cut in &proposal.cuts {
            let stored = self.disk.content().get(&cut.log_id());
            for leaf in stored.into_iter().flat_map(|stored| &stored.leaves) {
                below.add(cut.log_id(), leaf).ok()?;
            }
        }
        let facts = below.finish().ok()?;
        let previous = month.checked_sub(1).and_then(|before| self.reports.get(&before));
        let ground = Ground { proposal, facts: &facts, charters: self.desk.charters(), previous };
        recompute(&ground).ok().map(|closing| closing.report)
    }

    /// The report with this hash, from one of the proposals.
    fn find(&self, month: usize, hash: federation::Hash) -> Option<Report> {
        let proposals = self.desk.facts().proposals.values().map(|proposal| &proposal.fact);
        let of_month = proposals.filter(|proposal| proposal.span == span(month));
        of_month.filter_map(|proposal| self.compute(month, proposal)).find(|report| report.hash() == hash)
    }
}
