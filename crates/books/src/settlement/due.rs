//! One note, and what became of it.

use std::collections::BTreeMap;

use federation::Hash;
use federation::closing::Span;
use jiff::civil::Date;
use purse::id::MemberId;
use purse::money::{Money, MoneyRefusal};

use crate::note::Number;

/// Whether the member pays or is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    Pays,
    Gets,
}

/// A member's note of a period, on the day to which a settlement was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub number: Number,
    pub member: MemberId,
    /// The place of its period among the closed ones.
    pub period: usize,
    pub span: Span,
    /// The hash of the report.
    pub report: Hash,
    /// The report's result: positive is owed to the member, as in [`Due::carried`].
    pub net: Money,
    /// What of that the member bears of the period's deficit, 0 or more; it keeps a claim to it.
    pub deficit: Money,
    /// What earlier periods left.
    pub carried: Money,
    pub issued: Date,
    /// The last day on which it is paid in time.
    pub due: Date,
    /// From this day on others bear what is not paid.
    pub written_down: Date,
    /// What of [`Due::amount`] was paid.
    pub paid: Money,
    /// What was paid beyond it, and counts for the next period.
    pub beyond: Money,
    /// What its debtor disputes, all together.
    pub disputes: Money,
    /// Who bears what was not paid.
    pub cover: Cover,
    /// Of a credit note: what its creditor bears of others' notes.
    pub borne: Money,
}

/// Who bears what a debtor did not pay. They keep claims to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    pub fund: Money,
    /// By the place of the period of which they are creditors, and member.
    pub creditors: BTreeMap<(usize, MemberId), Borne>,
}

/// What one creditor bears; together it is more than 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Borne {
    /// Less on its credit note of that period.
    pub on_note: Money,
    /// It had been paid already: less in its next period.
    pub next: Money,
}

impl Due {
    /// What the note says: positive is owed to the member; never 0.
    ///
    /// # Errors
    /// [`MoneyRefusal::TooLarge`].
    pub fn amount(&self) -> Result<Money, MoneyRefusal> {
        self.net.minus(self.deficit)?.plus(self.carried)
    }

    #[must_use]
    pub fn way(&self) -> Way {
        if self.minor() < 0 { Way::Pays } else { Way::Gets }
    }

    /// What is still owed of it, whoever bears it meanwhile; 0 or more.
    #[must_use]
    pub fn open(&self) -> Money {
        cents(self.minor().abs() - self.paid.minor() - self.borne.minor())
    }

    /// Of a debit note: what is owed and nobody else bears.
    #[must_use]
    pub fn uncovered(&self) -> Money {
        cents(self.open().minor() - self.cover.sum().minor())
    }

    /// What of that waits, because it is disputed.
    #[must_use]
    pub fn disputed(&self) -> Money {
        self.disputes.min(self.uncovered())
    }

    /// What is to be paid now, disputed parts aside. Of a debit note that others bear, what they bear too.
    #[must_use]
    pub fn payable(&self) -> Money {
        cents(self.open().minor() - self.disputed().minor())
    }

    /// Whether something that is not disputed should have been paid before this day.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.way() == Way::Pays && today > self.due && self.payable() > Money::ZERO
    }

    /// In cents; the amount was checked when the note was made.
    fn minor(&self) -> i64 {
        self.net.minor() - self.deficit.minor() + self.carried.minor()
    }
}

impl Cover {
    /// All that is borne.
    #[must_use]
    pub fn sum(&self) -> Money {
        cents(self.fund.minor() + self.by_creditors().minor())
    }

    /// What creditors bear.
    #[must_use]
    pub fn by_creditors(&self) -> Money {
        cents(self.creditors.values().map(|borne| borne.sum().minor()).sum())
    }
}

impl Borne {
    #[must_use]
    pub fn sum(&self) -> Money {
        cents(self.on_note.minor() + self.next.minor())
    }
}

/// Parts of one amount that was checked.
///
/// # Panics
/// If they are more than it, or less than nothing: then a cent was lost.
pub(super) fn cents(minor: i64) -> Money {
    let money = Money::from_minor(minor).ok().filter(|money| *money >= Money::ZERO);
    assert!(money.is_some(), "{minor} is no part of an amount");
    money.unwrap_or_default()
}
