//! From verified logs to closed periods.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use purse::cost::Period;
use purse::id::MemberId;

use super::copy;
use super::cuts::cosigners;
use super::fault::{Fault, NotAudited, PeriodFault};
use super::logs::Audit;
use super::places::Files;
use crate::closing::{
    Below, BelowRefusal, Closing, Cut, Ground, Proposal, Report, Span, Statement, Turn, first_difference, proposer,
    recompute, turn,
};
use crate::desk::{Signers, cosigners_needed};
use crate::export::report_path;
use crate::facts::{Facts, LogId};
use crate::hash::Hash;
use crate::roll::{Roll, read};
use crate::rounds::{Outcome, Voice};
use crate::signed::Signable;

/// A period that a majority closed, and that the logs lead to.
#[derive(Debug, Clone)]
pub struct Closed {
    pub span: Span,
    pub round: u32,
    pub hash: Hash,
    pub proposal: Proposal,
    /// Its report, computed here, and what stands beside it.
    pub closing: Closing,
    /// Who cosigned the checkpoint of each log that counts.
    pub cosigners: BTreeMap<LogId, BTreeSet<MemberId>>,
    /// Who of the roster stated another hash in that round, or gave it up.
    pub otherwise: BTreeMap<MemberId, Voice>,
    /// Of whom nothing is known in that round.
    pub unheard: BTreeSet<MemberId>,
}

/// Which hash was decided, and on which proposal.
pub(super) struct Decision {
    round: u32,
    hash: Hash,
    proposal: Proposal,
    turn: Turn,
    roster: BTreeSet<MemberId>,
}

type Outcomes<T, F> = Result<T, NotAudited<<F as Files>::Failure>>;

impl<F: Files> Audit<F> {
    /// Verifies and recomputes every period from the first that was closed up to `target`, in order.
    ///
    /// # Errors
    /// The first [`Fault`], or what a place failed with.
    pub fn closed(&mut self, target: Span) -> Outcomes<Vec<Closed>, F> {
        let mut closed: Vec<Closed> = Vec::new();
        let mut next: Option<Date> = None;
        for (span, period) in self.spans(target) {
            if next.is_some_and(|next| next != period.first_day()) {
                continue;
            }
            let at = |fault| Fault::Period { span, fault: Box::new(fault) };
            let decision = match self.decision(span, &period) {
                // Periods of other lengths may have been tried.
                Err(PeriodFault::Undecided { .. }) if span != target => continue,
                decision => decision.map_err(at)?,
            };
            let previous = closed.last().map(|before| &before.closing.report);
            closed.push(self.recomputed(span, &period, decision, previous)?);
            next = Some(period.end_day());
        }
        match closed.last() {
            Some(last) if last.span == target => Ok(closed),
            _ => {
                let fault = PeriodFault::Undecided { round: 0, heard: Vec::new(), unheard: self.roster(target) };
                Err(Fault::Period { span: target, fault: Box::new(fault) }.into())
            }
        }
    }

    /// A log that proposals for a period name, and that is not here: what it says of members and of the period is not known.
    fn missing(&self, span: Span) -> Option<LogId> {
        let proposals = self.facts.proposals.values().filter(|proposal| proposal.fact.span == span);
        let cuts = proposals.flat_map(|proposal| &proposal.fact.cuts).filter(|cut| cut.size > 0);
        let missing = cuts.map(Cut::log_id).filter(|log| !self.logs().contains_key(log));
        // One that the roll does not know may only be unknown because of another.
        missing.min_by_key(|log| (!self.absent().contains(log), *log))
    }

    fn roster(&self, span: Span) -> Vec<MemberId> {
        span.period().map(|period| self.chain.roll.roster(&period)).into_iter().flatten().collect()
    }

    /// The periods that somebody proposed to close, up to the end of `target`, and `target`.
    fn spans(&self, target: Span) -> Vec<(Span, Period)> {
        let proposed = self.facts.proposals.values().map(|proposal| proposal.fact.span);
        let spans: BTreeSet<Span> = proposed.chain([target]).collect();
        let end = target.period().map(|period| period.end_day());
        let with_period = spans.into_iter().filter_map(|span| span.period().map(|period| (span, period)));
        let mut spans: Vec<_> = with_period.filter(|(_, period)| Some(period.end_day()) <= end).collect();
        spans.sort_by_key(|(_, period)| (period.first_day(), period.end_day()));
        spans
    }

    pub(super) fn decision(&self, span: Span, period: &Period) -> Result<Decision, PeriodFault> {
        let roll = &self.chain.roll;
        let roster = roll.roster(period);
        let statements: Vec<Statement> = self.facts.statements(roll, span).collect();
        let turn = turn(span, &roster, &statements);
        match (turn.outcome.clone(), turn.heard.doubles().into_iter().next()) {
            (Outcome::Contradicted { by, .. }, _) => Err(PeriodFault::Contradicted { by }),
            (_, Some((round, member))) => Err(PeriodFault::Doubled { member, round }),
            (Outcome::Open { round, unheard }, None) => {
                if let Some(log) = self.missing(span) {
                    return Err(PeriodFault::Missing(log));
                }
                let said =
                    |member: &MemberId| turn.heard.of(round, member).next().map(|voice| (*member, hash_of(voice)));
                Err(PeriodFault::Undecided { round, heard: roster.iter().filter_map(said).collect(), unheard })
            }
            (Outcome::Decided { round, hash }, None) => {
                let Some(proposer) = proposer(&roster, round) else {
                    panic!("a roster that decides has somebody in it")
                };
                let proposal = self.facts.proposal(span, round, &proposer).cloned();
                let absent = self.absent().iter().find(|log| log.member == proposer);
                let why = absent.map_or(PeriodFault::NoProposal { round, proposer }, |log| PeriodFault::Missing(*log));
                let proposal = proposal.ok_or(why)?;
                Ok(Decision { round, hash, proposal, turn, roster })
            }
        }
    }

    fn recomputed(
        &mut self,
        span: Span,
        period: &Period,
        decision: Decision,
        previous: Option<&Report>,
    ) -> Outcomes<Closed, F> {
        let at = |fault| NotAudited::Fault(Fault::Period { span, fault: Box::new(fault) });
        let proposal = &decision.proposal;
        let facts = match self.below(proposal)? {
            Ok(facts) => facts,
            Err(fault) => return Err(at(self.cause(proposal, fault)?)),
        };
        // How many must have cosigned is said by what counts, so that everybody asks for the same.
        let chain = read(&proposal.federation, &facts, &self.charters);
        let chain = chain.map_err(|halt| at(PeriodFault::Rules(halt.into())))?;
        let needed = self.needed(&chain.roll, period);
        let mut by_log = BTreeMap::new();
        for cut in proposal.cuts.iter().filter(|cut| cut.size > 0) {
            by_log.insert(cut.log_id(), self.cosigned(cut, needed)?.map_err(at)?);
        }
        let ground = Ground { proposal, facts: &facts, charters: &self.charters, previous };
        let closing = recompute(&ground).map_err(|refusal| at(refusal.into()))?;
        let (stated, computed) = (decision.hash, closing.report.hash());
        if stated != computed {
            let difference = self.difference(&stated, &closing.report)?.map(Box::new);
            return Err(at(PeriodFault::OtherReport { stated, computed, difference }));
        }
        Ok(closed(span, decision, closing, by_log))
    }

    fn needed(&self, roll: &Roll, period: &Period) -> usize {
        self.charters.get(&roll.charter(period)).map_or(usize::MAX, |charter| cosigners_needed(roll, charter))
    }

    fn cosigned(&mut self, cut: &Cut, needed: usize) -> Outcomes<Result<BTreeSet<MemberId>, PeriodFault>, F> {
        let signers = Signers { roll: &self.chain.roll, keys: &self.facts.keys };
        cosigners(&mut self.places, &signers, cut, needed)
    }

    /// The facts below the cuts, if all of them are there.
    fn below(&mut self, proposal: &Proposal) -> Outcomes<Result<Facts, PeriodFault>, F> {
        let mut below = match Below::new(proposal) {
            Ok(below) => below,
            Err(refusal) => return Ok(Err(refusal.into())),
        };
        for cut in proposal.cuts.iter().filter(|cut| cut.size > 0) {
            let log = cut.log_id();
            let Some(found) = self.logs().get(&log) else { return Ok(Err(PeriodFault::Missing(log))) };
            let (place, size) = (found.place, found.note.checkpoint().tree().size);
            if size < cut.size {
                return Ok(Err(PeriodFault::TooShort { log, have: size, needs: cut.size }));
            }
            let mut refused = Ok(());
            let read = copy::bundles(&mut self.places[place], log, (size, cut.size), |leaf| {
                if refused.is_ok() {
                    refused = below.add(log, leaf);
                }
            });
            read.map_err(NotAudited::Failed)?;
            if let Err(refusal) = refused {
                return Ok(Err(refusal.into()));
            }
        }
        Ok(below.finish().map_err(PeriodFault::Below))
    }

    /// Why the entries are not those that the proposal names: the checkpoint that it names was signed, and so was the log that
    /// is here, which does not have it; or else nobody signed what it names.
    fn cause(&mut self, proposal: &Proposal, fault: PeriodFault) -> Outcomes<PeriodFault, F> {
        let PeriodFault::Below(BelowRefusal::Root(log)) = fault else { return Ok(fault) };
        let Some(cut) = proposal.cuts.iter().find(|cut| cut.log_id() == log) else { return Ok(fault) };
        Ok(match self.cosigned(cut, 0)? {
            Ok(_) => PeriodFault::Forked { log, size: cut.size },
            Err(why) => why,
        })
    }

    /// Where the report that was stated and the one that was computed part, if some place has the former.
    fn difference(&mut self, stated: &Hash, computed: &Report) -> Outcomes<Option<crate::closing::Difference>, F> {
        for files in &mut self.places {
            let Some(bytes) = files.read(&report_path(stated), Report::MAX_BYTES).map_err(NotAudited::Failed)? else {
                continue;
            };
            let theirs = Report::from_cbor(&bytes).ok().filter(|report| report.hash() == *stated);
            if let Some(theirs) = theirs {
                return Ok(first_difference(computed, &theirs));
            }
        }
        Ok(None)
    }
}

fn closed(span: Span, decision: Decision, closing: Closing, cosigners: BTreeMap<LogId, BTreeSet<MemberId>>) -> Closed {
    let Decision { round, hash, proposal, turn, roster } = decision;
    let (mut otherwise, mut unheard) = (BTreeMap::new(), BTreeSet::new());
    for member in roster {
        match turn.heard.of(round, &member).next() {
            None => drop(unheard.insert(member)),
            Some(voice) if voice == Voice::For(hash) => {}
            Some(voice) => drop(otherwise.insert(member, voice)),
        }
    }
    Closed { span, round, hash, proposal, closing, cosigners, otherwise, unheard }
}

const fn hash_of(voice: Voice) -> Option<Hash> {
    match voice {
        Voice::For(hash) => Some(hash),
        Voice::Abandon => None,
    }
}
