//! Debit and credit notes: what a settled period asks of a member or gives it, numbered, as PDF.
//!
//! [`Number::next`] decides the number, [`Note::new`] what may be on paper, [`Note::pdf`] draws it: PDF/A-2u, text that
//! can be copied, fonts inside, the same bytes for the same note. [`reminder`] words what is sent when a debit note is
//! not paid. docs/formats/books.md shows one.

mod draw;
mod face;
mod layout;
mod number;
mod refusal;
mod reminder;
mod sheet;
mod wording;

use jiff::civil::Date;
use purse::cost::Period;
use purse::money::Money;
use purse::usage::Pool;

pub use crate::journal::Language;
pub use draw::PdfFailure;
pub use number::{MAX_SEQUENCE, Number, NumberRefusal};
pub use refusal::NoteRefusal;
pub use reminder::{Overdue, Reminder, Step, reminder};

/// Lines of a note.
pub const MAX_LINES: usize = 500;

/// Lines of an address.
pub const MAX_ADDRESS_LINES: usize = 6;

/// Characters of a name, a line of an address or a reference.
pub const MAX_NAME_CHARS: usize = 300;

/// Characters of the charter's wording.
pub const MAX_WORDING_CHARS: usize = 4_000;

/// Modules on a side of a QR code: those of version 40.
pub const MAX_QR_MODULES: usize = 177;

/// Who issues or receives a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    /// At most [`MAX_ADDRESS_LINES`]: address, SIREN, mail.
    pub address: Vec<String>,
}

/// What a line of a note is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// What was carried for others, by pool.
    Credit(Pool),
    /// The share of the common costs, by pool.
    Charge(Pool),
    /// What cap and floor change.
    Solidarity,
    /// The part of a deficit that a creditor bears, and keeps a claim to.
    Deficit,
    /// What was left open by an earlier period.
    CarriedOver(Period),
    /// What corrects something earlier; a text for people.
    Correction(String),
}

/// A line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub item: Item,
    /// Positive is owed to the recipient, negative is owed by it.
    pub amount: Money,
}

/// Where a debit note is paid to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account's holder, exactly as the bank has it.
    pub holder: String,
    pub iban: String,
    pub bic: Option<String>,
}

/// What is to be on a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub number: Number,
    pub issuer: Party,
    pub recipient: Party,
    pub issued: Date,
    pub due: Date,
    pub period: Period,
    /// From 1 to [`MAX_LINES`].
    pub lines: Vec<Line>,
    /// For debit notes.
    pub account: Option<Account>,
    /// The structured reference of the payment (ISO 11649), such as `RF18539007547034`.
    pub reference: String,
    /// A QR code as a square of modules, true is dark; without its quiet zone. For debit notes.
    pub qr: Option<Vec<Vec<bool>>>,
    /// What the charter says about payment; paragraphs are parted by line ends.
    pub wording: String,
    pub language: Language,
}

/// A note that may be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    draft: Draft,
    total: Money,
}

/// What the recipient does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// A debit note: the recipient pays.
    Debit,
    /// A credit note: the recipient is paid.
    Credit,
}

impl Note {
    /// The note of this draft.
    ///
    /// # Errors
    /// [`NoteRefusal`].
    pub fn new(draft: Draft) -> Result<Self, NoteRefusal> {
        refusal::check(&draft)?;
        // Both columns are printed with their sums, so each of them is an amount.
        let side =
            |sign: i64| Money::sum(draft.lines.iter().map(|line| line.amount).filter(|a| a.minor().signum() == sign));
        let total = side(1).and_then(|owed| owed.plus(side(-1)?)).map_err(|_| NoteRefusal::TooLarge)?;
        if total == Money::ZERO {
            return Err(NoteRefusal::Zero);
        }
        Ok(Self { draft, total })
    }

    /// What is on it.
    #[must_use]
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The sum of its lines: positive is owed to the recipient; never 0.
    #[must_use]
    pub const fn total(&self) -> Money {
        self.total
    }

    /// Whether the recipient pays or is paid.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.total < Money::ZERO { Direction::Debit } else { Direction::Credit }
    }

    /// The note as PDF/A-2u. `created` is the time that stands in the file; the same note and time give the same bytes.
    ///
    /// # Errors
    /// [`PdfFailure`].
    pub fn pdf(&self, created: jiff::Timestamp) -> Result<Vec<u8>, PdfFailure> {
        draw::pdf(self, created)
    }
}
