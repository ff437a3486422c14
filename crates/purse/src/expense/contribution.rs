//! Money that comes in: sums by member, period and kind. Who paid what stays with the member that keeps its list.

use std::collections::BTreeMap;

use super::RecordRefusal;
use crate::cost::Period;
use crate::money::Money;

/// Why money came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What adherents pay regularly.
    Dues,
    /// What people or bodies give without a condition.
    Donation,
    /// What a public body or a foundation gives for a purpose.
    Grant,
    /// What a member pays into the fund beside settlements.
    Payment,
}

/// A sum of one kind that came in during a period. It has no field for a person, and none is to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contribution<M> {
    pub member: M,
    pub period: Period,
    pub kind: Kind,
    /// Negative for what was paid back.
    pub sum: Money,
}

/// The sums of all contributions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributions<M> {
    sums: BTreeMap<(M, Period, Kind), Money>,
}

impl<M> Default for Contributions<M> {
    fn default() -> Self {
        Self { sums: BTreeMap::new() }
    }
}

impl<M: Ord> Contributions<M> {
    /// # Errors
    /// [`RecordRefusal::TooLarge`]; then the sums are as before.
    pub fn add(&mut self, came: Contribution<M>) -> Result<(), RecordRefusal> {
        let sum = self.sums.entry((came.member, came.period, came.kind)).or_default();
        *sum = sum.plus(came.sum).map_err(|_| RecordRefusal::TooLarge)?;
        Ok(())
    }

    /// Each member's sums by period and kind.
    pub fn sums(&self) -> impl Iterator<Item = (&M, &Period, Kind, Money)> {
        self.sums.iter().map(|((member, period, kind), sum)| (member, period, *kind, *sum))
    }

    /// What came in during a period, over all members and kinds.
    ///
    /// # Errors
    /// [`RecordRefusal::TooLarge`].
    pub fn of(&self, period: &Period) -> Result<Money, RecordRefusal> {
        let of_period = self.sums.iter().filter(|((_, of, _), _)| of == period).map(|(_, sum)| *sum);
        Money::sum(of_period).map_err(|_| RecordRefusal::TooLarge)
    }
}
