//! Of which period usage and evidence are kept: of all of them they would be more than a member's memory.

use purse::cost::Period;

/// Which of them are kept.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Keep {
    #[default]
    Nothing,
    Of(Period),
}

impl Keep {
    pub(super) const fn period(&self) -> Option<&Period> {
        match self {
            Self::Nothing => None,
            Self::Of(period) => Some(period),
        }
    }
}
