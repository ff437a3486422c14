//! Corrections of closed months: their lines in the lists, and `/purse/expenses/correction`, where one is proposed.

use askama::Template;
use jiff::civil::Date;
use purse::money::Money;

use super::expenses::Vote;
use crate::i18n::{Lang, format};
use crate::view::chrome::Chrome;
use crate::view::cost::Pool;
use crate::view::form::Complaints;

/// Where a correction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionState {
    /// Its month is not closed; it counts once more than half of the members agree.
    Vote(Vote),
    /// Accepted, and in the closing of its month.
    Counted,
    /// Accepted, and names somebody who is no member in the month: it does not count.
    Stranger,
    /// Its month was closed without it.
    Missed,
    /// It counts in another month, which is closed: that month's page says whether.
    Elsewhere,
    TakenBack,
}

impl CorrectionState {
    /// In words.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Vote(vote) => vote.text(lang),
            Self::Counted => lang.text("correction-counted"),
            Self::Stranger | Self::Missed => lang.text("correction-void"),
            Self::Elsewhere => lang.text("correction-elsewhere"),
            Self::TakenBack => lang.text("bills-taken-back"),
        }
    }

    /// Why it does not count, in words.
    #[must_use]
    pub fn why(self, lang: Lang) -> Option<String> {
        match self {
            Self::Stranger => Some(lang.text("correction-stranger")),
            Self::Missed => Some(lang.text("correction-missed")),
            _ => None,
        }
    }

    /// The pill's class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Vote(vote) => vote.class(),
            Self::Counted => "good",
            Self::Stranger | Self::Missed => "bad",
            Self::Elsewhere | Self::TakenBack => "",
        }
    }

    /// Whether its author can still take it back.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Vote(_) | Self::Stranger)
    }
}

/// A correction in a list.
#[derive(Clone, Debug)]
pub struct CorrectionRow {
    /// The entry's name, in hex.
    pub name: String,
    /// Who proposed it.
    pub member: String,
    pub own: bool,
    /// The month that it corrects; none if this member knows no such report.
    pub month: Option<Date>,
    pub counts_in: Date,
    /// Each member with what it gets, or pays (negative).
    pub lines: Vec<(String, Money)>,
    pub state: CorrectionState,
    /// Whether this member has yet to say yes or no.
    pub asked: bool,
    /// Which of the author's logs, from 1, and the place in it, from 0.
    pub log: u32,
    pub place: u64,
}

impl Chrome {
    /// Which month a correction corrects, and in which one it counts.
    #[must_use]
    pub fn correction_months(&self, row: &CorrectionRow) -> String {
        let of = row.month.map_or_else(|| self.t("correction-of-unknown"), |month| self.month(&month));
        self.lang.text_with_all("correction-months", [("month", of), ("counts", self.month(&row.counts_in))])
    }

    /// Where a correction stands in its author's log.
    #[must_use]
    pub fn correction_place(&self, row: &CorrectionRow) -> String {
        let place = format::number(self.lang, row.place);
        self.lang.text_with_all("closing-place", [("log", row.log.to_string()), ("place", place)])
    }

    /// Why a correction does not count.
    #[must_use]
    pub fn correction_why(&self, row: &CorrectionRow) -> Option<String> {
        row.state.why(self.lang)
    }

    #[must_use]
    pub fn correction_state(&self, row: &CorrectionRow) -> String {
        row.state.text(self.lang)
    }
}

/// The bill or gift that a correction is about.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The entry's name, in hex.
    pub name: String,
    pub member: String,
    pub pool: Pool,
    /// What its document says; none where it is not here.
    pub label: Option<String>,
    pub amount: Money,
    /// Whether it is a gift in kind.
    pub gift: bool,
    /// Whether it came too late for the month, and would be put in; otherwise it is taken out.
    pub late: bool,
}

/// A member's line of the form.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// The member's id, in hex.
    pub id: String,
    pub name: String,
    /// Its result in the closed month.
    pub closed: Money,
    /// What it would have been; none without a bill to take out.
    pub other: Option<Money>,
    /// As typed.
    pub typed: String,
}

/// What the fund's part of a difference does to the line of who declared the bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub member: String,
    /// Positive stays with it; negative it bears.
    pub amount: Money,
}

/// `GET /purse/expenses/correction?month=2026-10&entry=NAME`: a correction of a closed month, drafted as if the entry had
/// not been. Posts to the same path: `month`, `entry`, `nonce`, `counts_in`, and `line-ID` for each member.
#[derive(Clone, Debug, Template)]
#[template(path = "purse/correction.html")]
pub struct CorrectionPage {
    pub chrome: Chrome,
    /// The closed month that is corrected; none while no month is closed.
    pub month: Option<Date>,
    /// The closed months, newest first; of a bill those in which it counted.
    pub months: Vec<Date>,
    pub subject: Option<Subject>,
    /// Whether taking the entry out changes nobody's result.
    pub unchanged: bool,
    pub kept: Option<Kept>,
    pub lines: Vec<FormLine>,
    /// The months in which it can count, newest first.
    pub counting: Vec<Date>,
    /// As typed; `2026-11`.
    pub counts_in: String,
    pub nonce: String,
    pub complaints: Complaints,
    /// What was proposed for the month before.
    pub known: Vec<CorrectionRow>,
}

impl CorrectionPage {
    /// Whether a month is the one in which it is to count.
    #[must_use]
    pub fn counts(&self, month: &Date) -> bool {
        self.chrome.month_value(month) == self.counts_in
    }

    /// Where another closed month of the same entry is corrected.
    #[must_use]
    pub fn elsewhere(&self, month: &Date) -> String {
        let month = self.chrome.month_value(month);
        match &self.subject {
            Some(subject) => format!("/purse/expenses/correction?month={month}&entry={}", subject.name),
            None => format!("/purse/expenses/correction?month={month}"),
        }
    }

    /// What is taken out of the month, or put into it.
    #[must_use]
    pub fn about(&self, subject: &Subject) -> String {
        let lang = self.chrome.lang;
        let key = match (subject.late, subject.gift) {
            (true, _) => "correction-about-late",
            (false, true) => "correction-about-gift",
            (false, false) => "correction-about-bill",
        };
        let label = subject.label.clone().unwrap_or_else(|| lang.text(&subject.pool.key()));
        let amount = self.chrome.euros(&subject.amount);
        lang.text_with_all(key, [("label", label), ("member", subject.member.clone()), ("amount", amount)])
    }

    /// What the fund can neither get nor give.
    #[must_use]
    pub fn kept_text(&self, kept: &Kept) -> String {
        let key = if kept.amount > Money::ZERO { "correction-kept" } else { "correction-borne" };
        let amount = self.chrome.euros_either_way(&kept.amount);
        self.chrome.lang.text_with_all(key, [("amount", amount), ("member", kept.member.clone())])
    }
}
