//! Why a wish to join is not taken, as the member that invites tells it.

use federation::roll::{ActRefusal, RollRefusal};

use crate::failure::ExchangeRefusal;

/// What is told. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum WishRefusal {
    #[error("it is longer than a wish is, or not one")]
    Shape,
    #[error("the invitation is unknown, was used by another, or its time is over")]
    Invitation,
    #[error("the address is not one at which a member can be asked")]
    Address,
    #[error("the key or the means cannot be those of a member")]
    Seat,
    #[error("another charter was adopted meanwhile")]
    OtherCharter,
    #[error("that member is in already")]
    MemberAlready,
    #[error("the member that asks has not signed it")]
    Signature,
    #[error("it would begin before the federation did, or before that member left it")]
    TooEarly,
}

impl WishRefusal {
    /// Every refusal.
    pub const ALL: [Self; 8] = [
        Self::Shape,
        Self::Invitation,
        Self::Address,
        Self::Seat,
        Self::OtherCharter,
        Self::MemberAlready,
        Self::Signature,
        Self::TooEarly,
    ];

    /// What of a refusal is told; none of what is not the asking member's matter.
    #[must_use]
    pub const fn of(refusal: &ExchangeRefusal) -> Option<Self> {
        Some(match refusal {
            ExchangeRefusal::Wish => Self::Shape,
            ExchangeRefusal::Invitation => Self::Invitation,
            ExchangeRefusal::Roll(RollRefusal::Act(ActRefusal::Address)) => Self::Address,
            ExchangeRefusal::Roll(RollRefusal::Act(_)) => Self::Seat,
            ExchangeRefusal::Roll(RollRefusal::OtherCharter) => Self::OtherCharter,
            ExchangeRefusal::Roll(RollRefusal::MemberAlready) => Self::MemberAlready,
            ExchangeRefusal::Roll(RollRefusal::OtherFederation | RollRefusal::SignatureWrong) => Self::Signature,
            ExchangeRefusal::Roll(RollRefusal::TooEarly) => Self::TooEarly,
            _ => return None,
        })
    }

    /// As it is sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shape => "shape",
            Self::Invitation => "invitation",
            Self::Address => "address",
            Self::Seat => "seat",
            Self::OtherCharter => "other-charter",
            Self::MemberAlready => "member-already",
            Self::Signature => "signature",
            Self::TooEarly => "too-early",
        }
    }

    /// The refusal of a code; none if it is not known here.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_read_back_from_its_code() {
        for refusal in WishRefusal::ALL {
            assert_eq!(WishRefusal::from_code(refusal.code()), Some(refusal));
        }
        assert_eq!(WishRefusal::from_code("other"), None);
    }
}
