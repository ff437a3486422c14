//! Where a note stands and why it is disputed, as closed lists.

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of it is open.
    Settled,
    /// Something is open, and there is time.
    Open,
    /// Something is open that is not disputed, and the day is over.
    Overdue,
    /// Others bear what is open.
    Borne,
    /// What is open is disputed.
    Disputed,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 5] = [Self::Settled, Self::Open, Self::Overdue, Self::Borne, Self::Disputed];

    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Settled => "settlement-standing-settled",
            Self::Open => "settlement-standing-open",
            Self::Overdue => "settlement-standing-overdue",
            Self::Borne => "settlement-standing-borne",
            Self::Disputed => "settlement-standing-disputed",
        }
    }

    /// The class of its pill.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Settled => "good",
            Self::Open | Self::Disputed => "busy",
            Self::Overdue | Self::Borne => "bad",
        }
    }
}

/// Why a part is disputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The usage.
    Usage,
    /// A bill.
    Bill,
    /// Means, adherents or days.
    Membership,
    /// It was paid.
    Paid,
    /// Something else, which a document says.
    Other,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Usage, Self::Bill, Self::Membership, Self::Paid, Self::Other];

    /// The value in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Bill => "bill",
            Self::Membership => "membership",
            Self::Paid => "paid",
            Self::Other => "other",
        }
    }

    /// The message's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Usage => "settlement-reason-usage",
            Self::Bill => "settlement-reason-bill",
            Self::Membership => "settlement-reason-membership",
            Self::Paid => "settlement-reason-paid",
            Self::Other => "settlement-reason-other",
        }
    }

    /// The reason of a form's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
