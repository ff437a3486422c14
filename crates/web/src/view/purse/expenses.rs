//! `/purse/expenses`: estimates, bills, gifts in kind and sums of money that came in.

mod form;
mod rows;

use askama::Template;
use jiff::civil::Date;

pub use form::{Choice, EntryForm, Sent, Spread};
pub use rows::{BillRow, BillState, EstimateRow, Facts, GiftRow, SumKind, SumRow, Vote};

use super::capacity::TypedUnit;
use super::correction::CorrectionRow;
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::cost::Pool;
use crate::view::form::Complaints;

/// `GET /purse/expenses?month=2026-11`: entries that touch the month.
#[derive(Clone, Debug, Template)]
#[template(path = "purse/expenses.html")]
pub struct ExpensesPage {
    pub chrome: Chrome,
    pub month: Date,
    pub months: Vec<Date>,
    /// Whether forms are shown.
    pub treasurer: bool,
    pub estimates: Vec<EstimateRow>,
    pub bills: Vec<BillRow>,
    pub gifts: Vec<GiftRow>,
    pub sums: Vec<SumRow>,
    pub corrections: Vec<CorrectionRow>,
    pub choices: Vec<Choice>,
    /// The units in which a capacity is typed, by pool.
    pub units: Vec<(Pool, Vec<TypedUnit>)>,
    pub sent: Sent,
    pub form: EntryForm,
    pub complaints: Complaints,
}

impl ExpensesPage {
    #[must_use]
    pub fn vote_text(&self, row: &EstimateRow) -> String {
        row.vote.text(self.chrome.lang)
    }

    /// What is wrong with a bill.
    #[must_use]
    pub fn trouble(&self, row: &BillRow) -> Option<String> {
        row.state.text(self.chrome.lang)
    }

    /// The months of an entry, written out.
    #[must_use]
    pub fn span(&self, first: &Date, last: &Date) -> String {
        let lang = self.chrome.lang;
        if first == last {
            return format::month(lang, *first);
        }
        let months = [("first", format::month(lang, *first)), ("last", format::month(lang, *last))];
        lang.text_with_all("treasurer-months", months)
    }

    /// What was typed into a form; the month's own for one that was not sent.
    #[must_use]
    pub fn typed(&self, form: Sent) -> EntryForm {
        if form == self.sent {
            return self.form.clone();
        }
        let month = self.chrome.month_value(&self.month);
        let (pool, unit) = (Pool::Delivery.code().to_owned(), TypedUnit::Tb.code());
        let (first_month, last_month) = (month.clone(), month);
        // A bill is in the unit of its estimate.
        let unit = if form == Sent::Bill { String::new() } else { unit };
        let nonce = self.form.nonce.clone();
        let spread = Spread::Months.code().to_owned();
        EntryForm { nonce, pool, unit, spread, first_month, last_month, ..EntryForm::default() }
    }

    /// The complaints about a form.
    #[must_use]
    pub fn wrong(&self, form: Sent) -> Complaints {
        if form == self.sent { self.complaints.clone() } else { Complaints::default() }
    }

    /// Of estimates and bills, how many wait for this member's word.
    #[must_use]
    pub fn asked(&self) -> u64 {
        let estimates = self.estimates.iter().filter(|row| row.asked).count();
        let bills = self.bills.iter().filter(|row| row.asked).count();
        let corrections = self.corrections.iter().filter(|row| row.asked).count();
        u64::try_from(estimates + bills + corrections).unwrap_or(u64::MAX)
    }

    /// That an estimate is one of several, of every month; the answer is for all.
    #[must_use]
    pub fn series(&self, row: &EstimateRow) -> Option<String> {
        let (count, first, last) = row.series?;
        let lang = self.chrome.lang;
        let count = ("count", format::number(lang, count));
        Some(lang.text_with_all("estimates-series", [count, ("months", self.span(&first, &last))]))
    }

    /// How the days of an entry can be told; a bill or gift of every month is entered when it comes.
    #[must_use]
    pub fn spreads(&self, each: &bool) -> Vec<Spread> {
        Spread::ALL.into_iter().filter(|spread| *each || *spread != Spread::EachMonth).collect()
    }

    /// Thanks for a gift.
    #[must_use]
    pub fn thanks(&self, row: &GiftRow) -> String {
        self.chrome.lang.text_with("gifts-thanks", "member", &row.facts.member)
    }

    /// An estimate, as the form of a bill names it.
    #[must_use]
    pub fn choice(&self, choice: &Choice) -> String {
        let lang = self.chrome.lang;
        let months = self.span(&choice.first_month, &choice.last_month);
        let most = format::euros(lang, choice.most.minor());
        let choice_text = lang.text_with_all(
            "declare-choice",
            [("pool", lang.text(&choice.pool.key())), ("most", most), ("months", months)],
        );
        choice.capacity.iter().fold(choice_text, |text, capacity| format!("{text}, {capacity}"))
    }

    #[must_use]
    pub const fn pools(&self) -> [Pool; 5] {
        Pool::ALL
    }

    /// What a unit is called.
    #[must_use]
    pub fn unit_name(&self, unit: &TypedUnit) -> String {
        unit.name(self.chrome.lang)
    }

    #[must_use]
    pub const fn kinds(&self) -> [SumKind; 3] {
        SumKind::ALL
    }
}
