//! Which notes the entries of a statement pay: a decision, computed and not carried out.
//!
//! By creditor reference first, then by end-to-end id, then by a batch of ours, then by amount and account; what is left over is for a person, with
//! the reason. docs/formats/bank.md, "How payments find their notes".

mod items;
mod line;
mod refusal;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use purse::money::Money;

use super::account::Iban;
use super::identifier::Identifier;
use super::reference::CreditorReference;
use super::statement::{Fingerprint, Statement};
use items::Items;
use line::{Line, lines};

pub use refusal::MatchRefusal;

/// The most notes that a decision looks at.
pub const MAX_ITEMS: usize = 50_000;

/// A note and what was paid of it. Paid notes belong here too, as long as their payment can come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItem {
    /// The note's number; it names the item.
    pub note: String,
    /// Positive: to come in. Negative: to go out. Not 0.
    pub amount: Money,
    /// What earlier statements brought of `amount`; between 0 and it.
    pub paid: Money,
    pub reference: CreditorReference,
    /// The id of the transfer that was ordered, where one was.
    pub end_to_end: Option<Identifier>,
    /// The group of the order in which it was ordered ([`Batch::id`](super::Batch)), where one was.
    pub batch: Option<Identifier>,
    /// The account that it is to come from or to go to, where it is known.
    pub iban: Option<Iban>,
    /// The note's day.
    pub date: Date,
}

/// By what a payment found its note. In the order in which it is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    Reference,
    EndToEnd,
    /// The group of an order that the bank booked in one line, of exactly the sum that its notes lack.
    Batch,
    AmountAndIban,
}

/// One transaction of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId {
    pub entry: Fingerprint,
    /// Its place in the entry, from 0.
    pub place: usize,
}

/// Whether a payment arrived or came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    Pays,
    /// What was paid before came back, and the note is open again.
    GivesBack,
}

/// Money of one transaction that belongs to one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub transaction: TransactionId,
    pub booked: Date,
    pub note: String,
    /// Signed like the transaction; not 0.
    pub amount: Money,
    pub by: By,
    pub found: Found,
}

/// Money of one transaction that a person must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspended {
    pub transaction: TransactionId,
    pub booked: Date,
    /// Signed like the transaction; not 0.
    pub amount: Money,
    pub reason: SuspenseReason,
}

/// Why nothing was decided. In the order in which it is checked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SuspenseReason {
    #[error(
        "the bank booked several payments in one sum and does not list them: ask it for the list, then enter them by hand"
    )]
    NotItemised,
    #[error("a payment came back, and no note was paid by it: find out which payment it was")]
    UnknownReturn,
    #[error("it names note {0}, but money goes the other way: ask the payer what it is for")]
    WrongDirection(String),
    #[error("note {0} is paid already: pay this back, or keep it for the next note if the payer agrees")]
    AlreadyPaid(String),
    #[error("this is more than note {0} asks for: pay it back, or keep it for the next note if the payer agrees")]
    Overpaid(String),
    #[error("it has a reference that is on no note here: ask the payer, or look among the notes of other years")]
    UnknownReference,
    #[error(
        "it comes from or goes to the account of a note, but in another amount and without a reference: ask the payer"
    )]
    OtherAmount,
    #[error("nothing in it is known here: a fee of the bank, a gift or another payment, to be entered by hand")]
    Unknown,
}

/// An entry that an earlier statement had, so that nothing is done for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entered {
    pub entry: Fingerprint,
    pub amount: Money,
}

/// What statements do to notes. `parts`, `suspense` and `repeated` together are the booked entries to the cent, in order of
/// day and fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    pub parts: Vec<Part>,
    pub suspense: Vec<Suspended>,
    pub repeated: Vec<Entered>,
    /// To be remembered, and given to the next decision among the known ones.
    pub entered: BTreeSet<Fingerprint>,
    /// What each note that has a part then lacks, signed like its amount.
    pub left: BTreeMap<String, Money>,
}

/// Decides for all booked entries of `statements` that are not `known`. Neither the order of the statements and entries nor
/// that of the items matters, and no item gets more than its amount.
///
/// # Errors
/// The first [`MatchRefusal`] that applies to the items.
pub fn decide(
    items: &[OpenItem],
    known: &BTreeSet<Fingerprint>,
    statements: &[Statement],
) -> Result<Decision, MatchRefusal> {
    refusal::check(items)?;
    let mut decision = Decision::default();
    let mut open = lines(statements, known, &mut decision);
    let mut items = Items::new(items);
    // All references before the first end-to-end id: a payment that merely looks right must not take the place of one
    // that names its note.
    for by in [By::Reference, By::EndToEnd, By::Batch, By::AmountAndIban] {
        open.retain(|line| !items.settle(line, by, &mut decision));
    }
    for line in &open {
        let reason = items.explain(line);
        decision.suspend(line, line.transaction.amount, reason);
    }
    decision.left = items.left(&decision.parts);
    let of_part = |part: &Part| (part.booked, part.transaction, part.note.clone());
    decision.parts.sort_by_key(of_part);
    decision.suspense.sort_by_key(|suspended| (suspended.booked, suspended.transaction));
    Ok(decision)
}

impl Decision {
    fn suspend(&mut self, line: &Line<'_>, amount: Money, reason: SuspenseReason) {
        if amount != Money::ZERO {
            self.suspense.push(Suspended { transaction: line.id, booked: line.booked, amount, reason });
        }
    }

    fn give(&mut self, line: &Line<'_>, note: &str, amount: Money, by: By, found: Found) {
        let note = note.to_owned();
        self.parts.push(Part { transaction: line.id, booked: line.booked, note, amount, by, found });
    }
}
