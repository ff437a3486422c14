//! A member that died, and that the others vote gone.

use federation::roll::Act;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::clock::{DAY, Minute, end_day, hour};
use crate::crew::Crew;
use crate::plan::Plan;

/// Days of silence that the shipped charter asks for.
const SILENT_DAYS: i64 = 30;

/// So long after it died the others put it to the vote, for a day that is still to come.
const VOTED_AFTER: Minute = 20 * DAY;

/// What the others vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    pub member: usize,
    /// Who puts it to the vote, and from when on.
    pub proposer: usize,
    pub proposed_from: Minute,
    /// The day on which it died.
    pub since: Date,
    /// From this day on the others pay for it.
    pub from: Date,
    pub until: Date,
}

impl Gone {
    #[must_use]
    pub fn act(&self, crew: &Crew) -> Act {
        Act::Gone { member: crew.ids[self.member], since: self.since, from: self.from, until: self.until }
    }
}

impl Plan {
    /// Who is voted gone: who died so early that its time begins within the months of the run.
    #[must_use]
    pub fn gone(&self) -> Option<Gone> {
        let (member, died) = self.faults.dead?;
        let since = hour(died).day().date();
        let from = since.saturating_add(SILENT_DAYS.days());
        let until = from.saturating_add(1.month()).last_of_month().saturating_add(1.day());
        let (proposer, proposed_from) = (usize::from(member == 0), died + VOTED_AFTER);
        let gone = Gone { member, proposer, proposed_from, since, from, until };
        (from < end_day(self.months - 1)).then_some(gone)
    }
}
