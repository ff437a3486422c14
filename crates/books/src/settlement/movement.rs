//! What happened to accounts, in the order in which it counts: of this the books are made.

use std::collections::BTreeMap;

use federation::Hash;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::money::Money;

use crate::note::Number;

/// Who pays or is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    Member(MemberId),
    /// The fund's account, which is the federation's.
    Fund,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The day in the books: that of the payment, of the closing, or from when on something counts.
    pub day: Date,
    pub moved: Moved,
}

/// What happened. Amounts are more than 0 unless it is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// A period was closed; its place among the periods.
    Closed { period: usize },
    /// Too small for a note, it waits for a later period; positive is owed to the member, not 0.
    CarriedOver { period: usize, member: MemberId, amount: Money },
    /// What had waited is in the balance of this period.
    TakenUp { period: usize, member: MemberId, amount: Money },
    /// Money arrived, as this entry says.
    Paid { entry: Hash, from: Party, to: Party, amount: Money, number: Number, rest: Money },
    /// The entry of a payment was taken back by this one.
    Returned { entry: Hash, payment: Hash, number: Number },
    /// Of an overdue note, what the fund (0 or more) and members bear from this day on.
    WrittenDown { number: Number, debtor: MemberId, fund: Money, creditors: BTreeMap<MemberId, Money> },
    /// A payment gave back what the fund (0 or more) and members had borne.
    GivenBack { number: Number, debtor: MemberId, fund: Money, creditors: BTreeMap<MemberId, Money> },
}
