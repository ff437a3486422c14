//! The settlement: this member's notes, everybody's notes, what the fund's account pays, what came in, what is disputed.

mod statement;
mod words;

use askama::Template;

use jiff::civil::Date;
pub use statement::{StatementComplaint, SuspenseRow};
pub use words::{Reason, Standing};

use super::chrome::Chrome;
use super::form::Complaints;
use super::money::Money;
use crate::i18n::format;

/// One note.
#[derive(Clone, Debug)]
pub struct NoteRow {
    /// `2026-11-003`; its address too.
    pub number: String,
    /// The last month of its period.
    pub month: Date,
    /// Whose it is.
    pub member: String,
    /// Whether that member pays.
    pub pays: bool,
    /// What it asks or gives.
    pub amount: Money,
    /// What is open of it.
    pub open: Money,
    /// What of that is disputed.
    pub disputed: Money,
    /// The last day to pay in time.
    pub due: Date,
    /// From this day on others bear what is open.
    pub written_down: Date,
    /// Where it stands.
    pub standing: Standing,
    /// The creditor reference, in groups of four.
    pub reference: String,
    /// The document of a dispute that stands: its hash, hex.
    pub document: Option<String>,
    /// What to write to a member that is late: subject and text.
    pub reminder: Option<(String, String)>,
}

/// A transfer that the fund's account can make now.
#[derive(Clone, Debug)]
pub struct ReadyRow {
    /// The note's number.
    pub number: String,
    /// To whom.
    pub member: String,
    /// How much.
    pub amount: Money,
    /// Whether its account is known here.
    pub account: bool,
    /// Whether that is this member's own, from which it is paid: no bank transfers that.
    pub own: bool,
}

/// A payment or dispute of this member's log that stands.
#[derive(Clone, Debug)]
pub struct EnteredRow {
    /// The entry's name, in hex.
    pub entry: String,
    /// Whether it is a dispute.
    pub dispute: bool,
    /// Whose note.
    pub member: String,
    /// The note's number, if it counts on one.
    pub number: Option<String>,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub day: Option<Date>,
}

/// A form as typed: `entry`, `note` (a number), `amount`, and `day` of a payment or `reason` of a dispute.
#[derive(Clone, Debug, Default)]
pub struct EntryForm {
    /// 32 hex digits, others for each form that is handed out: what a second click sends again.
    pub entry: String,
    /// The note's number.
    pub note: String,
    /// Amount.
    pub amount: String,
    /// `2026-12-14`.
    pub day: String,
    /// [`Reason::code`].
    pub reason: String,
}

/// What the fund's account has.
#[derive(Clone, Copy, Debug)]
pub struct FundFacts {
    /// What should be on the account.
    pub cash: Money,
    /// The fund's part of it.
    pub fund: Money,
}

/// `GET /purse/settlement`. Also `POST /purse/settlement/payments`, `POST /purse/settlement/disputes` (with a `file`),
/// `POST /purse/settlement/entries/{entry}/take-back`, `POST /purse/settlement/statement` (with a `file`) and
/// `POST /purse/settlement/suspense/{line}/assign` (with a `note`), `…/put-aside`, `…/take-up`.
#[derive(Clone, Debug, Template)]
#[template(path = "settlement.html")]
pub struct SettlementPage {
    /// The frame.
    pub chrome: Chrome,
    /// Whether the member is in a federation.
    pub joined: bool,
    /// Whether a period was closed.
    pub closed: bool,
    /// Whether this visitor may enter something.
    pub may_enter: bool,
    /// Whether this member holds the fund.
    pub holds_fund: bool,
    /// Who does.
    pub holder: String,
    /// This member's notes, newest first.
    pub mine: Vec<NoteRow>,
    /// What waits for its next note; positive is owed to it.
    pub waiting: Option<Money>,
    /// What others did not pay and this member bears.
    pub borne: Option<Money>,
    /// All notes, newest first.
    pub all: Vec<NoteRow>,
    /// What the fund's account has.
    pub fund: FundFacts,
    /// Transfers that it can make now.
    pub ready: Vec<ReadyRow>,
    /// Their sum.
    pub ready_sum: Money,
    /// Whether a bank file can be made.
    pub can_order: bool,
    /// Notes of which this member can receive money: number and words.
    pub receivable: Vec<(String, String)>,
    /// Its notes of which it can dispute a part.
    pub disputable: Vec<(String, String)>,
    /// Its payments and disputes that stand, newest first.
    pub entered: Vec<EnteredRow>,
    /// Money of statements that no note was found for, newest first; for who may enter something.
    pub suspense: Vec<SuspenseRow>,
    /// The same, that a person put aside.
    pub aside: Vec<SuspenseRow>,
    /// What was refused of a statement, or of a line of one.
    pub statement_complaints: Complaints,
    /// The form of a payment.
    pub payment: EntryForm,
    /// The form of a dispute.
    pub dispute: EntryForm,
    /// What was refused of a payment.
    pub payment_complaints: Complaints,
    /// What was refused of a dispute.
    pub dispute_complaints: Complaints,
}

impl SettlementPage {
    /// A day as the language writes it.
    pub fn day(&self, day: &Date) -> String {
        format::civil_date(self.chrome.lang, *day)
    }

    /// The note that asks for something now: the oldest of this member's that is open.
    pub fn now(&self) -> Option<&NoteRow> {
        self.mine.iter().rev().find(|note| note.pays && note.standing != Standing::Settled)
    }

    /// What the member has to do now, in a sentence.
    pub fn now_words(&self) -> String {
        let (lang, day) = (self.chrome.lang, |note: &NoteRow| self.day(&note.due));
        match self.now() {
            Some(note) if note.standing == Standing::Disputed => self.chrome.t("settlement-now-disputed"),
            Some(note) => {
                let key = if note.standing == Standing::Open { "settlement-now-pay" } else { "settlement-now-late" };
                lang.text_with_all(key, [("amount", note.open.to_the_cent(lang)), ("day", day(note))])
            }
            None => match self.mine.iter().find(|note| !note.pays && note.standing != Standing::Settled) {
                Some(note) => lang.text_with_all(
                    "settlement-now-owed",
                    [("amount", note.open.to_the_cent(lang)), ("day", day(note))],
                ),
                None => self.chrome.t("settlement-now-nothing"),
            },
        }
    }

    /// Every reason, for the form.
    pub fn reasons(&self) -> [Reason; 5] {
        Reason::ALL
    }

    /// Notes of others that are late.
    pub fn late(&self) -> Vec<&NoteRow> {
        self.all.iter().filter(|note| note.reminder.is_some()).collect()
    }
}
