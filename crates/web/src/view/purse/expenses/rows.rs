//! The lines of the lists.

use jiff::civil::Date;
use purse::money::Money;

use crate::i18n::{Lang, format};
use crate::view::cost::Pool;

/// Where an estimate or a bill that needs a vote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vote {
    /// More than half agreed.
    Accepted,
    /// So many more have to agree.
    Waiting(u64),
    /// So many are against it that it cannot be accepted.
    Refused,
}

impl Vote {
    /// In words.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Accepted => lang.text("vote-accepted"),
            Self::Waiting(count) => lang.text_count("vote-waiting", count),
            Self::Refused => lang.text("vote-refused"),
        }
    }

    /// The pill's class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Accepted => "good",
            Self::Waiting(_) => "busy",
            Self::Refused => "bad",
        }
    }
}

/// What lines of all kinds have.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The entry's name, in hex.
    pub name: String,
    /// Whose.
    pub member: String,
    pub own: bool,
    pub pool: Pool,
    pub first_month: Date,
    pub last_month: Date,
    /// Written out.
    pub capacity: Option<String>,
}

/// An estimate.
#[derive(Clone, Debug)]
pub struct EstimateRow {
    pub facts: Facts,
    pub most: Money,
    pub vote: Vote,
    /// Of one that was asked for together with the same for other months: how many, and the first and last month.
    pub series: Option<(u64, Date, Date)>,
    /// Whether this member has yet to say yes or no.
    pub asked: bool,
}

/// What became of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BillState {
    Counts,
    /// So much of it is above what was accepted.
    Above {
        cut: Money,
        vote: Vote,
    },
    /// It does not count, for this reason, and whether a vote could change that.
    Aside {
        why: String,
        vote: Option<Vote>,
    },
    TakenBack,
}

impl BillState {
    #[must_use]
    pub fn is_taken_back(&self) -> bool {
        *self == Self::TakenBack
    }

    /// What is wrong with it, in words; none if it counts, or was taken back.
    #[must_use]
    pub fn text(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Counts | Self::TakenBack => None,
            Self::Above { cut, vote } => {
                let cut = ("cut", format::euros(lang, cut.minor()));
                Some(lang.text_with_all("bills-above", [cut, ("vote", vote.text(lang))]))
            }
            Self::Aside { why, vote: None } => Some(lang.text_with("bills-aside", "why", why)),
            Self::Aside { why, vote: Some(vote) } => {
                Some(lang.text_with_all("bills-aside-vote", [("why", why.clone()), ("vote", vote.text(lang))]))
            }
        }
    }
}

/// A bill.
#[derive(Clone, Debug)]
pub struct BillRow {
    pub facts: Facts,
    pub amount: Money,
    pub common_part: Money,
    /// Supplier and label; none if the document is not here, or was erased.
    pub supplier: Option<String>,
    pub label: Option<String>,
    /// Whether there is a file to look at.
    pub has_file: bool,
    /// As the bill says it, in its own currency.
    pub foreign: Option<String>,
    pub state: BillState,
    /// Whether this member has yet to say yes or no to what is above its estimate, or late.
    pub asked: bool,
    /// The closed month to correct, if all its months are closed: then it is not taken back.
    pub corrects: Option<Date>,
    /// The month for which it can be repeated.
    pub repeats: Option<Date>,
}

/// A gift in kind.
#[derive(Clone, Debug)]
pub struct GiftRow {
    pub facts: Facts,
    /// What it is; none if the document is not here, or was erased.
    pub label: Option<String>,
    /// Whether there is a file to look at.
    pub has_file: bool,
    /// The closed month to correct, if all its months are closed.
    pub corrects: Option<Date>,
    pub value: Money,
    pub taken_back: bool,
}

/// What money came in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumKind {
    Fund,
    Dues,
    Donations,
}

impl SumKind {
    pub const ALL: [Self; 3] = [Self::Dues, Self::Donations, Self::Fund];

    /// The value in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fund => "fund",
            Self::Dues => "dues",
            Self::Donations => "donations",
        }
    }

    /// The message's key.
    #[must_use]
    pub fn key(self) -> String {
        format!("sum-{}", self.code())
    }

    /// The kind of a form's value.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A sum that came in.
#[derive(Clone, Debug)]
pub struct SumRow {
    pub name: String,
    pub member: String,
    pub own: bool,
    pub kind: SumKind,
    pub amount: Money,
    pub day: Date,
    pub taken_back: bool,
}
