//! What a member does for a closing by itself.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use purse::id::MemberId;
use purse::usage::OBSERVATION_TIME;

use super::{Desk, cosigners_needed};
use crate::charter::Charter;
use crate::closing::{Cut, Proposal, RULES_VERSION, Report, Span, Statement, Turn, turn};
use crate::facts::LogId;
use crate::hash::Hash;
use crate::roll::Roll;
use crate::rounds::{MAX_ROUNDS, Outcome, Voice};
use crate::signed::{Signable, Signed, SigningKey};

/// After a period, until homes have said what they saw of its last day.
pub const SETTLING_TIME: SignedDuration = OBSERVATION_TIME;

/// What the first round's proposer has to propose in, from the settling time on, before the others give the round up. Each
/// later round has this much more than the one before it, counted from where that one's time ended: rounds that are spent
/// late, or faster than words travel, come to one that lasts long enough for everybody.
pub const PROPOSAL_TIME: SignedDuration = SignedDuration::from_hours(24);

/// What a member has to do for a period now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// Nothing, for this reason.
    Wait(Waiting),
    /// To append this proposal.
    Propose(Proposal),
    /// To compute the report of this proposal, and to append what [`Desk::state`] gives for it.
    Recompute(Proposal),
    /// To append what [`Desk::state`] gives for [`Voice::Abandon`].
    Abandon { round: u32 },
    /// The period is closed on this report.
    Closed { hash: Hash },
    /// Two reports were decided. These said two things in one round.
    Contradicted { by: Vec<MemberId> },
}

/// Why nothing is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// The period is not over, or the last observations may still come.
    Period,
    /// This member was none when the period began.
    NotInTheRoster,
    /// This member has to propose, and these logs are not cosigned enough any more.
    Cosigners(Vec<LogId>),
    /// This member still has time to propose.
    Proposal(MemberId),
    /// Some of the entries that the proposal names are not here yet.
    Entries(Vec<LogId>),
    /// The treasurer has not looked at it yet; from this time on the machine states what it computed.
    Treasurer(Timestamp),
    /// This member has said what it has to say; these have not.
    Others(Vec<MemberId>),
}

/// What of a period is known beside the logs.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    pub at: Timestamp,
    pub span: Span,
    /// The report of the period before, closed.
    pub previous: Option<&'a Report>,
    /// The treasurer approved what this proposal leads to.
    pub approved: bool,
}

impl Desk {
    /// What this member has to do for a period now.
    #[must_use]
    pub fn duty(&self, now: &Now<'_>) -> Duty {
        let Ok(chain) = self.chain() else { return Duty::Wait(Waiting::NotInTheRoster) };
        let roll = &chain.roll;
        let Some(period) = now.span.period() else { return Duty::Wait(Waiting::Period) };
        let roster = roll.roster(&period);
        let statements: Vec<Statement> = self.facts().statements(roll, now.span).collect();
        let Turn { heard, outcome, proposer } = turn(now.span, &roster, &statements);
        let (round, unheard) = match outcome {
            Outcome::Decided { hash, .. } => return Duty::Closed { hash },
            Outcome::Contradicted { by, .. } => return Duty::Contradicted { by: by.into_iter().collect() },
            Outcome::Open { round, unheard } => (round, unheard),
        };
        if !roster.contains(&self.me().member) {
            return Duty::Wait(Waiting::NotInTheRoster);
        }
        let settled = midnight(period.end_day()).saturating_add(SETTLING_TIME).unwrap_or(Timestamp::MAX);
        if now.at < settled {
            return Duty::Wait(Waiting::Period);
        }
        if heard.of(round, &self.me().member).next().is_some() {
            return Duty::Wait(Waiting::Others(unheard));
        }
        let (Some(proposer), Some(charter)) = (proposer, self.charters().get(&roll.charter(&period))) else {
            return Duty::Wait(Waiting::NotInTheRoster);
        };
        match self.facts().proposal(now.span, round, &proposer) {
            Some(proposal) => self.answer(now, roll, charter, proposal, given_up(settled, round)),
            None if proposer == self.me().member => self.propose(now, roll, charter, round),
            None if now.at >= given_up(settled, round) => Duty::Abandon { round },
            None => Duty::Wait(Waiting::Proposal(proposer)),
        }
    }

    /// What this member says of a round, signed.
    #[must_use]
    pub fn state(&self, span: Span, round: u32, voice: Voice, key: &SigningKey) -> Signed<Statement> {
        let statement = Statement { federation: self.federation(), span, round, member: self.me().member, voice };
        Signed::sign(statement, key)
    }

    /// Proposes what counts of every log. A log that nobody cosigns any more is waited for until the deadline: what its
    /// member did in the period would be left out.
    fn propose(&self, now: &Now<'_>, roll: &Roll, charter: &Charter, round: u32) -> Duty {
        let needed = cosigners_needed(roll, charter);
        let cuts: Vec<Cut> = self.logs(roll, now.span).into_iter().map(|log| self.counted(roll, log, needed)).collect();
        let behind: Vec<LogId> = cuts.iter().filter(|cut| self.is_behind(cut)).map(Cut::log_id).collect();
        if !behind.is_empty() && now.at < deadline(now.span, charter) {
            return Duty::Wait(Waiting::Cosigners(behind));
        }
        Duty::Propose(Proposal {
            federation: self.federation(),
            span: now.span,
            round,
            rules_version: RULES_VERSION,
            previous: now.previous.map(Signable::hash),
            cuts,
        })
    }

    /// Whether the last checkpoint but one of a log is not cosigned enough: with the last one that is a matter of minutes.
    fn is_behind(&self, counted: &Cut) -> bool {
        let copy = self.copy(&counted.log_id());
        // Of a frozen log nothing more is waited for.
        let before_last = copy.filter(|copy| copy.frozen().is_none()).and_then(|copy| copy.notes().nth(1));
        before_last.is_some_and(|note| note.checkpoint().tree().size > counted.size)
    }

    /// Whether to compute what a proposal leads to. One that this member cannot agree to, whatever comes, is given up.
    /// Entries that are not here are waited for until the deadline, and as long as a proposal would be.
    fn answer(&self, now: &Now<'_>, roll: &Roll, charter: &Charter, proposal: &Proposal, given_up: Timestamp) -> Duty {
        let needed = cosigners_needed(roll, charter);
        let mut missing = Vec::new();
        for cut in &proposal.cuts {
            let log = cut.log_id();
            let copy = self.copy(&log);
            let here = copy.is_some_and(|copy| copy.tree().size >= cut.size);
            match copy.and_then(|copy| copy.at(cut.size)) {
                // Whoever has entries that count does not agree that there are none.
                _ if cut.size == 0 && self.counted(roll, log, needed).size > 0 => {
                    return Duty::Abandon { round: proposal.round };
                }
                _ if cut.size == 0 => {}
                Some(note) if note.checkpoint().tree().root.as_bytes() != &cut.root.0 => {
                    return Duty::Abandon { round: proposal.round };
                }
                Some(note) if here && self.is_counted(roll, log, note, needed) => {}
                _ => missing.push(log),
            }
        }
        let deadline = deadline(now.span, charter);
        if !missing.is_empty() && now.at >= deadline.max(given_up) {
            Duty::Abandon { round: proposal.round }
        } else if !missing.is_empty() {
            Duty::Wait(Waiting::Entries(missing))
        } else if now.approved || now.at >= deadline {
            Duty::Recompute(proposal.clone())
        } else {
            Duty::Wait(Waiting::Treasurer(deadline))
        }
    }

    /// The logs that a proposal for this period names, in order.
    #[must_use]
    pub fn logs(&self, roll: &Roll, span: Span) -> Vec<LogId> {
        span.period().map_or_else(Vec::new, |period| roll.logs(&period).collect())
    }

    /// The largest checkpoint of a log that enough members have cosigned; of nothing, if there is none. Of a log that signed
    /// two trees only what is smaller than both counts: it is what members who saw one or the other agree on. Of one that
    /// another goes on for, no more than what they voted that stands.
    #[must_use]
    pub fn counted(&self, roll: &Roll, log: LogId, needed: usize) -> Cut {
        let copy = self.copy(&log);
        let notes = copy.into_iter().flat_map(|copy| copy.notes());
        let parted =
            copy.and_then(|copy| copy.frozen()).map_or(u64::MAX, |proof| proof.older().checkpoint().tree().size);
        let stands = roll.members.get(&log.member).and_then(|standing| standing.stands(log.log));
        let parted = stands.map_or(parted, |size| parted.min(size.saturating_add(1)));
        let counted = notes
            .map(|note| (note, note.checkpoint().tree()))
            .find(|(note, tree)| (1..parted).contains(&tree.size) && self.is_counted(roll, log, note, needed));
        let (size, root) = counted.map_or((0, Hash::ZERO), |(_, tree)| (tree.size, Hash(*tree.root.as_bytes())));
        Cut { member: log.member, log: log.log, size, root }
    }
}

/// From when on the machine states what it computed, and a proposer waits for nobody.
fn deadline(span: Span, charter: &Charter) -> Timestamp {
    let days = SignedDuration::from_hours(24 * i64::from(charter.votes.closing_days));
    let end = span.period().map_or(Date::MAX, |period| period.end_day());
    midnight(end).saturating_add(days).unwrap_or(Timestamp::MAX)
}

fn given_up(settled: Timestamp, round: u32) -> Timestamp {
    let rounds = i32::try_from(round.min(MAX_ROUNDS)).unwrap_or(i32::MAX).saturating_add(1);
    let times = rounds.saturating_mul(rounds.saturating_add(1)) / 2;
    settled.saturating_add(PROPOSAL_TIME * times).unwrap_or(Timestamp::MAX)
}

fn midnight(day: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}
