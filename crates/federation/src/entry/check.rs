//! What an entry must be by itself, whatever else the logs hold.

use purse::cost::{Capacity, CostRefusal, Expense as Costed};
use purse::money::Money;

use super::money::MAX_CORRECTION_LINES;
use super::{
    Adoption, Contribution, Correction, Dispute, DisputeReason, Entry, Estimate, Expense, Gift, MAX_USAGE_ROWS,
    Offered, Payment, Span, Usage,
};
use crate::cbor::CborRefusal;
use crate::closing::ProposalRefusal;
use crate::roll::ActRefusal;

/// Bytes of a service's name, at most.
const MAX_SERVICE_BYTES: usize = 32;

/// Letters of a currency's code.
const CURRENCY_LETTERS: usize = 3;

/// Why bytes or values are no entry. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum EntryRefusal {
    #[error(transparent)]
    Cbor(#[from] CborRefusal),
    #[error("an entry of a version that this program does not know")]
    Version,
    #[error("an amount is negative or nothing")]
    Amount,
    /// The days, the common part or the capacity cannot be counted.
    #[error(transparent)]
    Cost(#[from] CostRefusal),
    #[error("a bill does not count before its first day")]
    Early,
    #[error("the lines of a correction are ascending by member, none twice, and nothing together")]
    Lines,
    #[error("a currency is three capital letters")]
    Currency,
    #[error("a dispute for another reason names the document that says it")]
    Unsaid,
    #[error("an hour has 1 to {MAX_USAGE_ROWS} rows, ascending and none twice")]
    Rows,
    #[error("a service's name is 1 to {MAX_SERVICE_BYTES} of a-z, 0-9 and _")]
    Service,
    #[error(
        "carriers are ascending, none twice, and at most {} of a video and {} with an allowance",
        super::MAX_CARRIERS,
        super::MAX_ALLOWANCES
    )]
    Carriers,
    #[error("backups are numbered from 1 to {}", super::MAX_BACKUP_NUMBER)]
    Number,
    #[error(
        "evidence of a day has 1 to {} rows, ascending, none twice, of others than the home, nothing reported that did not come",
        super::MAX_EVIDENCE_ROWS
    )]
    Evidence,
    #[error("a space is adopted by another home than the one that is gone")]
    SameHome,
    #[error("an adoption is signed with the space recovery key that it names")]
    RecoveryKey,
    #[error(transparent)]
    Act(#[from] ActRefusal),
    #[error(transparent)]
    Proposal(#[from] ProposalRefusal),
    #[error("an entry has at most {} bytes", super::MAX_BYTES)]
    TooLong,
}

pub(super) fn check(entry: &Entry) -> Result<(), EntryRefusal> {
    match entry {
        Entry::Estimate(estimate) => estimate.check(),
        Entry::Expense(expense) => expense.check(),
        Entry::Gift(gift) => gift.check(),
        Entry::Declaration(declaration) if declaration.means < Money::ZERO => Err(EntryRefusal::Amount),
        Entry::Contribution(Contribution { amount, .. }) | Entry::Payment(Payment { amount, .. }) => {
            if *amount > Money::ZERO { Ok(()) } else { Err(EntryRefusal::Amount) }
        }
        Entry::Dispute(dispute) => dispute.check(),
        Entry::Usage(usage) => usage.check(),
        Entry::Correction(correction) => correction.check(),
        Entry::Placement(placement) => placement.check(),
        Entry::Allowances(allowances) => allowances.check(),
        Entry::Backup(backup) => backup.check(),
        Entry::BackupHolding(holding) => holding.check(),
        Entry::Audits(audits) => audits.check(),
        Entry::Canaries(canaries) => canaries.check(),
        Entry::Adoption(adoption) => Adoption::check(adoption),
        Entry::Resolution(resolution) => Ok(resolution.act.check()?),
        Entry::Proposal(proposal) => Ok(proposal.check()?),
        _ => Ok(()),
    }
}

/// The form in which the purse counts it.
pub(crate) fn costed(
    pool: purse::usage::Pool,
    amount: Money,
    common_part: Money,
    capacity: Option<&Offered>,
    span: Span,
) -> Costed {
    let capacity = capacity.map(|offered| Capacity { amount: offered.amount, unit: offered.unit.clone() });
    // An entry's name is its hash; the purse's number serves the table of a treasurer, and this one has no number.
    Costed { id: 0, pool, amount, common_part, from: span.from, to: span.to, capacity }
}

impl Estimate {
    fn check(&self) -> Result<(), EntryRefusal> {
        if self.common_part < Money::ZERO {
            return Err(EntryRefusal::Amount);
        }
        Ok(self.costed().check()?)
    }

    pub(crate) fn costed(&self) -> Costed {
        costed(self.pool, self.common_part, self.common_part, self.capacity.as_ref(), self.span)
    }
}

impl Expense {
    fn check(&self) -> Result<(), EntryRefusal> {
        if self.amount <= Money::ZERO {
            return Err(EntryRefusal::Amount);
        }
        self.costed().check()?;
        if self.on < self.span.from {
            return Err(EntryRefusal::Early);
        }
        let code = |currency: &str| {
            currency.len() == CURRENCY_LETTERS && currency.bytes().all(|letter| letter.is_ascii_uppercase())
        };
        match &self.foreign {
            Some(foreign) if !code(&foreign.currency) => Err(EntryRefusal::Currency),
            _ => Ok(()),
        }
    }

    pub(crate) fn costed(&self) -> Costed {
        costed(self.pool, self.amount, self.common_part, self.capacity.as_ref(), self.span)
    }
}

impl Gift {
    fn check(&self) -> Result<(), EntryRefusal> {
        if self.value <= Money::ZERO {
            return Err(EntryRefusal::Amount);
        }
        Ok(self.costed().check()?)
    }

    pub(crate) fn costed(&self) -> Costed {
        costed(self.pool, self.value, Money::ZERO, self.capacity.as_ref(), self.span)
    }
}

impl Dispute {
    fn check(&self) -> Result<(), EntryRefusal> {
        if self.amount <= Money::ZERO {
            Err(EntryRefusal::Amount)
        } else if self.reason == DisputeReason::Other && self.evidence.is_none() {
            Err(EntryRefusal::Unsaid)
        } else {
            Ok(())
        }
    }
}

impl Correction {
    fn check(&self) -> Result<(), EntryRefusal> {
        let ascending = self.lines.windows(2).all(|pair| matches!(pair, [one, two] if one.member < two.member));
        let nothing = Money::sum(self.lines.iter().map(|line| line.amount)) == Ok(Money::ZERO);
        let some = (1..=MAX_CORRECTION_LINES).contains(&self.lines.len());
        if ascending && nothing && some { Ok(()) } else { Err(EntryRefusal::Lines) }
    }
}

impl Usage {
    fn check(&self) -> Result<(), EntryRefusal> {
        let key = |row: &super::UsageRow| (row.other, row.service.clone(), row.unit.clone());
        let ascending = self.rows.windows(2).all(|pair| matches!(pair, [one, two] if key(one) < key(two)));
        if self.rows.is_empty() || self.rows.len() > MAX_USAGE_ROWS || !ascending {
            return Err(EntryRefusal::Rows);
        }
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        let named = |name: &str| (1..=MAX_SERVICE_BYTES).contains(&name.len()) && name.bytes().all(plain);
        if self.rows.iter().all(|row| named(&row.service)) { Ok(()) } else { Err(EntryRefusal::Service) }
    }
}
