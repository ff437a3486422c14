//! `/purse?month=2026-11`: what is to be done now, the month by member and pool, and why each share is what it is.

use askama::Template;
use jiff::civil::Date;
use purse::money::Money;

use super::because::{Bounds, Share};
use super::correction::CorrectionRow;
use super::diagnostics::PoolDiagnostics;
use super::flows::{Flows, Party};
use super::todo::Todo;
use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::cost::Pool;

/// Where a month stands, as far as its figures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not over; figures are those of the entries known now.
    Running,
    /// It is over and not closed.
    Open,
    /// Its members agreed on it.
    Closed,
}

impl Standing {
    /// The message's key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Running => "month-running",
            Self::Open => "month-open",
            Self::Closed => "month-closed",
        }
    }
}

/// One member's line.
#[derive(Clone, Debug)]
pub struct MemberLine {
    pub name: String,
    pub own: bool,
    pub credit: Money,
    pub charge: Money,
    /// Of earlier months.
    pub correction: Money,
    /// Positive is owed to the member.
    pub net: Money,
}

/// What one member's bills in a pool give, and who used it.
#[derive(Clone, Debug)]
pub struct PoolLine {
    pub pool: Pool,
    /// The carrier's name.
    pub name: String,
    /// The common parts of its bills, for the month.
    pub bills: Money,
    /// None of bills without capacity.
    pub capacity: Option<String>,
    pub by_others: Option<String>,
    pub by_itself: Option<String>,
}

/// A gift in kind of the month.
#[derive(Clone, Debug)]
pub struct Thanks {
    pub name: String,
    pub worth: Money,
}

/// The month's figures.
#[derive(Clone, Debug)]
pub struct Figures {
    pub lines: Vec<MemberLine>,
    pub pools: Vec<PoolLine>,
    /// The sum of the bills of all pools.
    pub bills: Money,
    /// The sum of the credits.
    pub total: Money,
    /// What the fund pays; negative is what it receives.
    pub fund: Money,
    pub deficit: Money,
    pub bounds: Bounds,
    /// The own member's first.
    pub shares: Vec<Share>,
    pub thanks: Vec<Thanks>,
    pub diagnostics: Vec<PoolDiagnostics>,
    /// Entries that do not count, or not whole.
    pub aside: u64,
}

/// `GET /purse?month=2026-11`.
#[derive(Clone, Debug, Template)]
#[template(path = "purse/month.html")]
pub struct MonthPage {
    pub chrome: Chrome,
    /// The first day of the month.
    pub month: Date,
    /// Months since the founding, newest first.
    pub months: Vec<Date>,
    pub standing: Standing,
    /// None for who has nothing to do here: an auditor, or a delegate.
    pub todo: Option<Vec<Todo>>,
    /// Corrections of earlier months that are to count in this one.
    pub corrections: Vec<CorrectionRow>,
    /// None while there is nothing to compute from.
    pub figures: Option<Figures>,
}

impl Figures {
    /// Whether nothing was declared and nothing flows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pools.is_empty() && self.lines.iter().all(|line| line.net == Money::ZERO && line.charge == Money::ZERO)
    }

    /// What of the bills nobody else bears: what carriers used themselves, and what lay idle beyond the reserve.
    #[must_use]
    pub fn kept(&self) -> Money {
        self.bills.minus(self.total).unwrap_or_default()
    }

    /// Whether a line has a correction, so that the table needs its column.
    #[must_use]
    pub fn has_corrections(&self) -> bool {
        self.lines.iter().any(|line| line.correction != Money::ZERO)
    }
}

impl MonthPage {
    /// The figures, if there are any worth a picture.
    #[must_use]
    pub fn shown(&self) -> Option<&Figures> {
        self.figures.as_ref().filter(|figures| !figures.is_empty())
    }

    #[must_use]
    pub fn todo_text(&self, one: &Todo) -> String {
        one.text(self.chrome.lang)
    }

    #[must_use]
    pub fn todo_button(&self, one: &Todo) -> String {
        one.button(self.chrome.lang)
    }

    #[must_use]
    pub fn thanks(&self, gift: &Thanks) -> String {
        let worth = self.chrome.euros(&gift.worth);
        self.chrome.lang.text_with_all("pools-thanks", [("member", gift.name.clone()), ("worth", worth)])
    }

    /// The picture of a month's figures.
    #[must_use]
    pub fn flows(&self, figures: &Figures) -> Flows {
        let lang = self.chrome.lang;
        let party = |name: String, minor: i64| {
            let size = minor.unsigned_abs();
            (name, format::euros(lang, i64::try_from(size).unwrap_or(i64::MAX)), size)
        };
        let lines = figures.lines.iter().map(|line| (line.name.clone(), line.net.minor()));
        let fund = (lang.text("flows-fund"), figures.fund.minor().saturating_neg());
        let deficit = (lang.text("flows-deficit"), figures.deficit.minor().saturating_neg());
        let all: Vec<(String, i64)> = lines.chain([fund, deficit]).collect();
        let side = |gives: bool| -> Vec<Party> {
            let of_side = all.iter().filter(|(_, net)| if gives { *net < 0 } else { *net > 0 });
            of_side.map(|(name, net)| party(name.clone(), *net)).collect()
        };
        Flows::draw(&side(true), &side(false))
    }

    /// The sentences of a share.
    #[must_use]
    pub fn sentences(&self, share: &Share, figures: &Figures) -> Vec<String> {
        share.sentences(self.chrome.lang, &self.chrome.month(&self.month), figures.bounds)
    }
}
