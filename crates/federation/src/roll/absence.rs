//! Members that answer no more: from which day their spaces may be adopted, and until when the others carry what nobody
//! adopts. docs/decisions/0016-a-space-is-adopted-with-its-recovery-key.md.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use purse::id::MemberId;

use super::act::ActRefusal;
use super::adopt::RollRefusal;
use super::standing::Roll;
use crate::charter::Charter;
use crate::hash::Hash;

/// Calendar months for which the commons pay for what a gone home has placed, at least.
pub const MIN_COMMONS_MONTHS: u8 = 1;

/// Calendar months for which the commons pay for what a gone home has placed, at most.
pub const MAX_COMMONS_MONTHS: u8 = 24;

/// A time in which a member is gone, as the others voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absence {
    /// Since this day nobody has heard of it.
    pub since: Date,
    /// From this day on its spaces may be adopted, and the commons pay.
    pub from: Date,
    /// The first of a month: from this day on nobody pays, and what was not adopted is removed.
    pub until: Date,
    /// From this day on it answers again, if it does.
    pub back: Option<Date>,
    /// The hash of the resolution by which it is gone.
    pub resolution: Hash,
}

impl Absence {
    /// Whether the member is gone on a day, be it that its time is over already.
    #[must_use]
    pub fn is_gone_on(&self, day: Date) -> bool {
        self.from <= day && self.back.is_none_or(|back| day < back)
    }

    /// Whether its spaces may be adopted on a day, and the commons pay for what it has placed.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.is_gone_on(day) && day < self.until
    }
}

/// Who is charged with what others carry for a home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pays {
    /// The home, as ever.
    Itself,
    /// It is gone: the members of that day that are not gone themselves, in equal parts. Never empty.
    Others(BTreeSet<MemberId>),
    /// It is gone, and so is the time for which the others voted to pay.
    Nobody,
}

/// Whether the commons may pay for so long: from a day until the first of a month.
///
/// # Errors
/// [`ActRefusal::Months`].
pub(super) fn check_months(from: Date, until: Date) -> Result<(), ActRefusal> {
    let least = from.saturating_add(i64::from(MIN_COMMONS_MONTHS).months());
    let most = from.saturating_add(i64::from(MAX_COMMONS_MONTHS).months());
    let fits = until.day() == 1 && least <= until && until <= most;
    if fits { Ok(()) } else { Err(ActRefusal::Months) }
}

impl Roll {
    /// Who is gone on a day, be it that its time is over already.
    #[must_use]
    pub fn gone_on(&self, day: Date) -> BTreeSet<MemberId> {
        let gone = self.members.iter().filter(|(_, standing)| standing.gone.iter().any(|gone| gone.is_gone_on(day)));
        gone.map(|(member, _)| *member).collect()
    }

    /// The last absence of a member, whether it came back or not.
    #[must_use]
    pub fn absence(&self, member: &MemberId) -> Option<&Absence> {
        self.members.get(member)?.gone.last()
    }

    /// The absence of a member in which a day lies, while its spaces may be adopted and the commons pay.
    #[must_use]
    pub fn open_on(&self, member: &MemberId, day: Date) -> Option<&Absence> {
        self.members.get(member)?.gone.iter().find(|gone| gone.is_open_on(day))
    }

    /// Who is charged with what others carry for a home on a day.
    #[must_use]
    pub fn pays_for(&self, home: &MemberId, day: Date) -> Pays {
        let gone = self.members.get(home).and_then(|standing| standing.gone.iter().find(|gone| gone.is_gone_on(day)));
        let Some(absence) = gone else { return Pays::Itself };
        if day >= absence.until {
            return Pays::Nobody;
        }
        // The home is among the gone.
        let others = &self.on(day) - &self.gone_on(day);
        if others.is_empty() { Pays::Itself } else { Pays::Others(others) }
    }

    pub(super) fn go(
        &mut self,
        member: &MemberId,
        (since, from, until): (Date, Date, Date),
        charters: &BTreeMap<Hash, Charter>,
    ) -> Result<(), RollRefusal> {
        let charter = charters.get(&self.charter_on(from)).ok_or(RollRefusal::NoCharter)?;
        let resolution = self.head;
        let last = self.electorate() == BTreeSet::from([*member]);
        let standing = self.members.get_mut(member).ok_or(RollRefusal::NoMember)?;
        let back = standing.gone.last().map(|gone| gone.back);
        if last {
            return Err(RollRefusal::LastMember);
        }
        if back == Some(None) {
            return Err(RollRefusal::GoneAlready);
        }
        if since < standing.seat.from || back.flatten().is_some_and(|back| since < back) {
            return Err(RollRefusal::TooEarly);
        }
        if from < since.saturating_add(i64::from(charter.absence_days).days()) {
            return Err(RollRefusal::NotSilentEnough);
        }
        standing.gone.push(Absence { since, from, until, back: None, resolution });
        Ok(())
    }

    pub(super) fn come_back(&mut self, member: &MemberId, from: Date) -> Result<(), RollRefusal> {
        let standing = self.members.get_mut(member).ok_or(RollRefusal::NoMember)?;
        let gone = standing.gone.last_mut().filter(|gone| gone.back.is_none()).ok_or(RollRefusal::NotGone)?;
        if from < gone.from {
            return Err(RollRefusal::TooEarly);
        }
        gone.back = Some(from);
        Ok(())
    }
}
