//! Members that lie about what they carry, or make others pay for nothing. What each does stands in its file.

mod drains;
mod hides;
mod inflates;
mod own_viewers;
mod resurrects;
mod stores_nothing;

use super::plan::{Crowd, Plan};
use crate::dice::Dice;

/// How a member lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lie {
    Inflates,
    OwnViewers,
    Hides,
    StoresNothing,
    Drains,
    Resurrects,
}

impl Lie {
    pub const ALL: [Self; 6] =
        [Self::Inflates, Self::OwnViewers, Self::Hides, Self::StoresNothing, Self::Drains, Self::Resurrects];

    /// What who lies so does otherwise than others.
    #[must_use]
    pub(super) fn conduct(self) -> &'static dyn Conduct {
        match self {
            Self::Inflates => &inflates::Inflates,
            Self::OwnViewers => &own_viewers::OwnViewers,
            Self::Hides => &hides::Hides,
            Self::StoresNothing => &stores_nothing::StoresNothing,
            Self::Drains => &drains::Drains,
            Self::Resurrects => &resurrects::Resurrects,
        }
    }
}

/// How a member behaves. What is not said otherwise is honest.
pub(super) trait Conduct {
    /// What it says in an hour that it delivered for a home, in bytes, where it delivered `real`.
    fn claims(&self, real: u64) -> u64 {
        real
    }

    /// What it says in an hour that a carrier delivered for it, in bytes, where players told it of `seen`.
    fn observes(&self, seen: u64) -> u64 {
        seen
    }

    /// Whether it stores what it says that it holds.
    fn stores(&self) -> bool {
        true
    }

    /// Whether it stops serving what its home withdrew.
    fn obeys(&self) -> bool {
        true
    }

    /// Viewers that it makes up.
    fn audience(&self, _plan: &Plan, _me: usize, _dice: &mut Dice) -> Vec<Crowd> {
        Vec::new()
    }
}

/// Who does what it should.
pub(super) struct Honest;

impl Conduct for Honest {}
