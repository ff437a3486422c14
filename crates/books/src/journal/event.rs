//! What an association lives through in the common purse. Somebody else makes these of closings, statements and forms.

use std::collections::BTreeMap;

use jiff::civil::Date;
use purse::cost::Period;
use purse::money::Money;
use purse::usage::Pool;

use super::{Code, MemberCode};

/// Whose books, bank account or gift: a member's or the fund's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    Member(MemberCode),
    Fund,
}

/// An event with its id and its day in the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Unique among all records.
    pub id: Code,
    /// The day on which it counts; reports and years go by it.
    pub date: Date,
    /// At most [`super::MAX_ATTACHMENTS`]; the first one is what tax files call the piece.
    pub attachments: Vec<Attachment>,
    pub event: Event,
}

/// A document that proves a record, kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub code: Code,
    /// The day that the document bears.
    pub date: Date,
}

/// What happened. Amounts are more than 0 unless it is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A bill was paid.
    Expense { by: Owner, nature: Nature, supplier: String, amount: Money, common_part: Money },
    /// Hardware was bought; its cost is borne over months, by [`Event::HardwareMonths`].
    HardwareBought { by: MemberCode, supplier: String, amount: Money },
    /// The part of bought hardware that a period bears, as the purse divides it by days.
    HardwareMonths { by: MemberCode, purchase: Code, period: Period, amount: Money },
    /// A closing: each member's share. `fund` is what the fund pays; what it receives is negative. Credits and corrections,
    /// less charges, solidarity and deficits of all members are `fund`.
    Closing { period: Period, shares: BTreeMap<MemberCode, Share>, fund: Money },
    /// Money went from one bank account to another to settle what `note` says. `rest` (0 or more) is still open then.
    Payment { from: Owner, to: Owner, amount: Money, settles: Settles, note: Code, rest: Money },
    /// Too small for a transfer, the amount (positive: owed to the member; not 0) waits for a later period.
    CarriedOver { member: MemberCode, amount: Money, period: Period },
    /// What waited is settled with this period.
    TakenUp { member: MemberCode, amount: Money, period: Period },
    /// The debtor will not pay: on the fund (0 or more), and then on creditors.
    Default { debtor: MemberCode, note: Code, fund: Money, creditors: BTreeMap<MemberCode, Money> },
    /// The debtor paid after all: creditors and the fund get back what they had borne, as in [`Event::Default`].
    GivenBack { debtor: MemberCode, note: Code, fund: Money, creditors: BTreeMap<MemberCode, Money> },
    /// Money in, as a sum; givers' names never leave the member.
    Contribution { way: Contributed, amount: Money },
    /// Help in kind, valued and never repaid.
    Gift(Gift),
    /// The record did not happen, or not so.
    Correction { reverses: Code, reason: String },
}

/// What a bill is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    Pool(Pool),
    BankFees,
}

/// One member's share in a closing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// What it is owed for what it carried; 0 or more each, at most [`super::MAX_SHARE_LINES`].
    pub credits: Vec<(Pool, Money)>,
    /// What the keys charge it; 0 or more each, at most [`super::MAX_SHARE_LINES`].
    pub charges: Vec<(Pool, Money)>,
    /// What cap and floor change in that: positive is borne more, negative less.
    pub solidarity: Money,
    /// What of its credit it bears as a creditor of the deficit (0 or more), and keeps a claim to.
    pub deficit: Money,
    /// What a vote gives it of earlier periods (positive) or takes.
    pub correction: Money,
}

/// What a payment settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Settles {
    /// Debit and credit notes.
    Current,
    /// A member's claim on a deficit; only the fund pays that.
    Claim,
}

/// The way that a contribution takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contributed {
    /// Adherents' dues to their association.
    Dues(MemberCode),
    /// Gifts of money to a member or to the fund, from outside of the federation.
    Donation(Owner),
    /// What a member gives the fund beyond its charges.
    ToFund(MemberCode),
}

/// Help in kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// In whose books it is valued: who was helped.
    pub to: Owner,
    /// Whom to thank.
    pub giver: String,
    pub kind: GiftKind,
    pub value: Money,
}

/// What was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GiftKind {
    Goods,
    Services,
    Work,
}

impl Event {
    /// The members that it names, the fund aside.
    pub(super) fn members(&self) -> Vec<&MemberCode> {
        match self {
            Self::Expense { by: owner, .. }
            | Self::Gift(Gift { to: owner, .. })
            | Self::Contribution { way: Contributed::Donation(owner), .. } => owner.member().into_iter().collect(),
            Self::HardwareBought { by: member, .. }
            | Self::HardwareMonths { by: member, .. }
            | Self::CarriedOver { member, .. }
            | Self::TakenUp { member, .. }
            | Self::Contribution { way: Contributed::Dues(member) | Contributed::ToFund(member), .. } => vec![member],
            Self::Closing { shares, .. } => shares.keys().collect(),
            Self::Payment { from, to, .. } => [from, to].into_iter().filter_map(Owner::member).collect(),
            Self::Default { debtor, creditors, .. } | Self::GivenBack { debtor, creditors, .. } => {
                creditors.keys().chain([debtor]).collect()
            }
            Self::Correction { .. } => Vec::new(),
        }
    }
}

impl Owner {
    /// The member, unless it is the fund.
    #[must_use]
    pub const fn member(&self) -> Option<&MemberCode> {
        match self {
            Self::Member(member) => Some(member),
            Self::Fund => None,
        }
    }
}
