//! What becomes of the videos of a home that is gone: whose they are now, who may sign for them, when they are removed.
//! docs/decisions/0016-a-space-is-adopted-with-its-recovery-key.md.

use federation::facts::Adoptions;
use federation::roll::{Absence, Roll};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::id::MemberId;
use crate::manifest::Core;

/// Days after the last one on which a space could be adopted, until what was not is removed: an adoption of the last hour
/// reaches everybody in this time.
pub const GRACE_DAYS: u8 = 2;

/// What a carrier does with a video that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Its home is there.
    Kept,
    /// Its home is gone. It stays, and is removed from that day on unless somebody adopts it before `until`, or the home
    /// comes back.
    Waiting { until: Date, removed_from: Date },
    /// Its home is gone, its time is over, and nobody adopted it.
    Removed,
}

/// Whose a video is: its home, or who adopted its space.
#[must_use]
pub fn home(core: &Core, roll: &Roll, adoptions: &Adoptions) -> MemberId {
    adoptions.home_of(roll, core.home, &core.space_key, &core.recovery_key)
}

/// Whether a manifest of this core that `signer` sends now may come into force: only its home's. What a carrier has already
/// stays in force until that home signs a higher sequence; a tombstone that the first home signs once it is back, of a video
/// that was adopted meanwhile, is nobody's word.
#[must_use]
pub fn may_sign(core: &Core, signer: MemberId, roll: &Roll, adoptions: &Adoptions) -> bool {
    home(core, roll, adoptions) == signer
}

/// What a carrier does today with a video that it holds.
#[must_use]
pub fn fate(core: &Core, roll: &Roll, adoptions: &Adoptions, today: Date) -> Fate {
    fate_at(&home(core, roll, adoptions), roll, today)
}

/// The same of a video whose home is known.
#[must_use]
pub fn fate_at(home: &MemberId, roll: &Roll, today: Date) -> Fate {
    let gone = roll.absence(home).filter(|absence| absence.is_gone_on(today));
    gone.map_or(Fate::Kept, |absence| {
        let removed_from = removed_from(absence);
        if today < removed_from { Fate::Waiting { until: absence.until, removed_from } } else { Fate::Removed }
    })
}

/// From which day on what a gone home left is removed.
#[must_use]
pub fn removed_from(absence: &Absence) -> Date {
    absence.until.saturating_add(i64::from(GRACE_DAYS).days())
}

impl Fate {
    /// Days from today until it is removed, if that is foreseen; today's not counted.
    #[must_use]
    pub fn days_left(self, today: Date) -> Option<i32> {
        match self {
            Self::Kept => None,
            Self::Waiting { removed_from, .. } => Some((removed_from - today).get_days()),
            Self::Removed => Some(0),
        }
    }
}
