//! Transactions that balance because nothing else can be made.

use jiff::civil::Date;
use purse::money::{Money, MoneyRefusal};

use super::{Account, Attachment, Code, Language, MemberCode};

/// The journal in which a transaction stands; each has its own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Journal {
    /// `AN`: balances carried from the year before.
    Opening,
    /// `BQ`: whatever moved a bank account.
    Bank,
    /// `OD`: the rest.
    General,
}

impl Journal {
    /// The code that French programs give it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opening => "AN",
            Self::Bank => "BQ",
            Self::General => "OD",
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Opening => language.pick("À nouveaux", "Opening"),
            Self::Bank => language.pick("Banque", "Bank"),
            Self::General => language.pick("Opérations diverses", "General"),
        }
    }
}

/// One line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    account: Account,
    party: Option<MemberCode>,
    amount: Money,
    label: String,
}

impl Posting {
    pub(super) fn new(account: Account, party: Option<MemberCode>, amount: Money, label: String) -> Self {
        Self { account, party, amount, label }
    }

    /// The account.
    #[must_use]
    pub const fn account(&self) -> Account {
        self.account
    }

    /// The member with whom the account is kept, in the fund's books.
    #[must_use]
    pub const fn party(&self) -> Option<&MemberCode> {
        self.party.as_ref()
    }

    /// Positive is debit, negative is credit; never 0.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// The debit, 0 if it is a credit.
    #[must_use]
    pub fn debit(&self) -> Money {
        self.amount.max(Money::ZERO)
    }

    /// The credit, 0 if it is a debit.
    #[must_use]
    pub fn credit(&self) -> Money {
        minus(self.amount).max(Money::ZERO)
    }

    /// What this line is, if the transaction's label does not say it. One line, not escaped.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// A transaction, whose postings add up to 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    journal: Journal,
    number: u32,
    record: Code,
    date: Date,
    attachments: Vec<Attachment>,
    label: String,
    postings: Vec<Posting>,
}

/// What a transaction says beside its postings.
pub(super) struct Head {
    pub journal: Journal,
    pub record: Code,
    pub date: Date,
    pub attachments: Vec<Attachment>,
    pub label: String,
}

impl Transaction {
    /// The transaction of these postings, and one on `rest` that makes them add up to 0. Postings of 0 are left out; none
    /// if nothing is left.
    pub(super) fn balanced(
        head: Head,
        mut postings: Vec<Posting>,
        rest: (Account, Option<MemberCode>),
    ) -> Result<Option<Self>, MoneyRefusal> {
        let missing = minus(Money::sum(postings.iter().map(|posting| posting.amount))?);
        postings.push(Posting::new(rest.0, rest.1, missing, String::new()));
        postings.retain(|posting| posting.amount != Money::ZERO);
        if postings.is_empty() {
            return Ok(None);
        }
        let Head { journal, record, date, attachments, label } = head;
        Ok(Some(Self { journal, number: 0, record, date, attachments, label, postings }))
    }

    /// The same with debit and credit changed over.
    pub(super) fn reversed(&self, record: Code, date: Date, attachments: Vec<Attachment>, label: String) -> Self {
        let turned = |posting: &Posting| Posting { amount: minus(posting.amount), ..posting.clone() };
        let postings = self.postings.iter().map(turned).collect();
        Self { journal: self.journal, number: 0, record, date, attachments, label, postings }
    }

    pub(super) fn numbered(self, number: u32) -> Self {
        Self { number, ..self }
    }

    /// Its journal.
    #[must_use]
    pub const fn journal(&self) -> Journal {
        self.journal
    }

    /// Its number in its journal and year: 1, 2, 3 and so on without gaps, in order of day.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The id of the record of which it was made.
    #[must_use]
    pub const fn record(&self) -> &Code {
        &self.record
    }

    /// The day.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    /// The documents that prove it.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// What happened, in the language of the book. One line, not escaped, never empty.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// At least two; together 0.
    #[must_use]
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// The document's code and day: the first attachment, or the record itself.
    #[must_use]
    pub fn piece(&self) -> (&Code, Date) {
        self.attachments.first().map_or((&self.record, self.date), |attachment| (&attachment.code, attachment.date))
    }
}

/// The other sign of an amount; the limits of amounts are the same on both sides.
pub(super) fn minus(amount: Money) -> Money {
    Money::ZERO.minus(amount).unwrap_or_default()
}
