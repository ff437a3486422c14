//! The facts: all that entries say, gathered from the logs of all members.
//!
//! Entries of one log are added in the order of their places; which log comes first makes no difference. What a member says
//! twice counts once, and the first time: who repeats an hour or changes its mind on a vote changes nothing.

mod adopting;
mod backing;
mod cards;
mod carrying;
mod evidence;
mod keep;
mod keys;
mod said;
mod taken_back;
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use purse::cost::Period;
use purse::id::MemberId;
use tlog::origin::Origin;

pub use adopting::{Adoptions, MAX_HOMES};
pub use backing::{Backing, KEPT_BACKUPS};
pub use carrying::{Carrying, Named, Standing};
pub use evidence::{Evidence, Kind as EvidenceKind};
use keep::Keep;
pub use keys::KeyHistory;
use said::{Said, keep};
pub use taken_back::TakenBack;
pub use usage::{Account, ChargedUse, CountedDay, Told, UsageSums};

use crate::closing::{Proposal, Span, Statement};
use crate::entry::{
    Approval, Contribution, Correction, Declaration, Dispute, Entry, Estimate, Expense, Gift, Payment, Reversal,
};
use crate::hash::Hash;
use crate::roll::{Ballot, Resolution, Roll};
use crate::signed::Signable;

/// One log of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId {
    pub member: MemberId,
    /// From 1; more than one after a succession.
    pub log: u32,
}

impl LogId {
    /// The name under which its checkpoints are signed; none for a number that no log has.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        NonZeroU32::new(self.log).map(|number| Origin { member: *self.member.as_bytes(), number })
    }

    /// The log of a name.
    #[must_use]
    pub fn of(origin: Origin) -> Self {
        Self { member: MemberId::from_bytes(origin.member), log: origin.number.get() }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Whose log.
    pub author: MemberId,
    /// Which of the author's logs, from 1.
    pub log: u32,
    /// From 0.
    pub place: u64,
}

/// A fact and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    pub at: Place,
    pub fact: T,
}

/// All facts below some places of the logs. As a default it keeps no usage.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    keep: Keep,
    pub keys: KeyHistory,
    /// By their hash as resolutions.
    pub resolutions: BTreeMap<Hash, Resolution>,
    /// By the place of the chain that they are on.
    ballots: BTreeMap<u64, Vec<Said<Ballot>>>,
    /// By period.
    statements: BTreeMap<Span, Vec<Said<Statement>>>,
    /// By the name of the entry, as all that follows.
    pub proposals: BTreeMap<Hash, At<Proposal>>,
    /// By author, in the order of their places.
    pub declarations: BTreeMap<MemberId, Vec<At<Declaration>>>,
    /// The cards that members gave themselves after the one that they joined with, by author, in the order of their places.
    pub cards: BTreeMap<MemberId, Vec<At<Hash>>>,
    pub estimates: BTreeMap<Hash, At<Estimate>>,
    pub expenses: BTreeMap<Hash, At<Expense>>,
    pub gifts: BTreeMap<Hash, At<Gift>>,
    pub contributions: BTreeMap<Hash, At<Contribution>>,
    pub corrections: BTreeMap<Hash, At<Correction>>,
    pub payments: BTreeMap<Hash, At<Payment>>,
    pub disputes: BTreeMap<Hash, At<Dispute>>,
    /// By the entry that is meant, each member's first word.
    approvals: BTreeMap<Hash, BTreeMap<MemberId, bool>>,
    /// By author and what is taken back, the first one.
    reversals: BTreeMap<(MemberId, Hash), TakenBack>,
    pub usage: UsageSums,
    pub carrying: Carrying,
    pub backing: Backing,
    pub adoptions: Adoptions,
    pub evidence: Evidence,
}

impl Facts {
    /// No facts yet; of usage only that of `period` will be kept.
    #[must_use]
    pub fn of(period: Period) -> Self {
        Self { keep: Keep::Of(period), ..Self::default() }
    }

    /// Adds an entry with its name ([`Hash::of_entry`]).
    pub fn add(&mut self, at: Place, name: Hash, entry: Entry) {
        match entry {
            Entry::Manifest(_) => {}
            Entry::Key(change) => self.keys.add(at, change),
            Entry::Resolution(resolution) => {
                self.resolutions.insert(resolution.hash(), resolution);
            }
            Entry::Ballot(fact) => self.ballots.entry(fact.value.number).or_default().push(Said::new(at, fact)),
            Entry::Statement(fact) => self.statements.entry(fact.value.span).or_default().push(Said::new(at, fact)),
            Entry::Declaration(fact) => self.declarations.entry(at.author).or_default().push(At { at, fact }),
            Entry::Card(fact) => self.cards.entry(at.author).or_default().push(At { at, fact }),
            Entry::Approval(Approval { of, yes }) => {
                self.approvals.entry(of).or_default().entry(at.author).or_insert(yes);
            }
            Entry::Reversal(Reversal { of, on }) => {
                let first = self.reversals.entry((at.author, of));
                first.or_insert(TakenBack { at, name, of, on });
            }
            Entry::Usage(usage) => {
                if let Some(period) = self.keep.period() {
                    self.usage.add(at, usage, period);
                }
            }
            Entry::Audits(fact) => self.evidence.audited(at, fact, self.keep.period()),
            Entry::Canaries(fact) => self.evidence.watched(at, fact, self.keep.period()),
            Entry::Offer(fact) => self.carrying.offer(at, fact),
            Entry::Placement(fact) => self.carrying.place(at, fact),
            Entry::Holding(fact) => self.carrying.hold(at, fact),
            Entry::Withdrawal(fact) => self.carrying.withdraw(at, fact),
            Entry::Allowances(fact) => self.carrying.allow(at, fact),
            Entry::Backup(fact) => self.backing.make(at, fact),
            Entry::BackupHolding(fact) => self.backing.hold(at, fact),
            Entry::Adoption(fact) => self.adoptions.add(at, name, fact.value),
            Entry::Proposal(fact) => keep(&mut self.proposals, at, name, fact),
            Entry::Estimate(fact) => keep(&mut self.estimates, at, name, fact),
            Entry::Expense(fact) => keep(&mut self.expenses, at, name, fact),
            Entry::Gift(fact) => keep(&mut self.gifts, at, name, fact),
            Entry::Contribution(fact) => keep(&mut self.contributions, at, name, fact),
            Entry::Correction(fact) => keep(&mut self.corrections, at, name, fact),
            Entry::Payment(fact) => keep(&mut self.payments, at, name, fact),
            Entry::Dispute(fact) => keep(&mut self.disputes, at, name, fact),
        }
    }

    /// How many of these members approved an entry, `author` in any case.
    #[must_use]
    pub fn approvals(&self, name: &Hash, author: Option<&MemberId>, among: &BTreeSet<MemberId>) -> usize {
        let said = self.approvals.get(name);
        let approves =
            |member: &&MemberId| Some(*member) == author || said.is_some_and(|words| words.get(*member) == Some(&true));
        among.iter().filter(approves).count()
    }

    /// What a member said of an estimate, a bill or a correction, if it said anything.
    #[must_use]
    pub fn word(&self, name: &Hash, member: &MemberId) -> Option<bool> {
        self.approvals.get(name)?.get(member).copied()
    }

    /// Verifies what members of this roll said and nobody has verified yet, so that it is done once.
    pub fn verify(&mut self, roll: &Roll) {
        let keys = &self.keys;
        self.ballots.values_mut().flatten().for_each(|ballot| ballot.verify(keys, roll));
        self.statements.values_mut().flatten().for_each(|statement| statement.verify(keys, roll));
    }

    /// The ballots on a place of the chain, each by a member of the roll, in its own log, under the key that was current
    /// there.
    pub fn ballots(&self, roll: &Roll, number: u64) -> impl Iterator<Item = Ballot> {
        let told = self.ballots.get(&number).into_iter().flatten();
        let meant = |ballot: &&Said<Ballot>| {
            let value = &ballot.fact.value;
            value.federation == roll.federation && value.member == ballot.at.author
        };
        told.filter(meant).filter(|ballot| ballot.is_signed(&self.keys, roll)).map(|ballot| ballot.fact.value)
    }

    /// What a member proposed for a period and round, where it stood first; several are a reason to look at its log.
    #[must_use]
    pub fn proposal(&self, span: Span, round: u32, proposer: &MemberId) -> Option<&Proposal> {
        let meant = |proposal: &&At<Proposal>| {
            let fact = &proposal.fact;
            (fact.span, fact.round, &proposal.at.author) == (span, round, proposer)
        };
        self.proposals.values().filter(meant).min_by_key(|proposal| proposal.at).map(|proposal| &proposal.fact)
    }

    /// The statements on a period, each by a member of the roll, in its own log, under the key that was current there.
    pub fn statements(&self, roll: &Roll, span: Span) -> impl Iterator<Item = Statement> {
        let told = self.statements.get(&span).into_iter().flatten();
        let meant = |statement: &&Said<Statement>| {
            let value = &statement.fact.value;
            value.federation == roll.federation && value.member == statement.at.author
        };
        let signed = told.filter(meant).filter(|statement| statement.is_signed(&self.keys, roll));
        signed.map(|statement| statement.fact.value)
    }
}
