//! `/purse/break-even`: how many adherents at which fee carry the costs.

use askama::Template;
use jiff::civil::Date;
use purse::money::Money;

use crate::i18n::format;
use crate::view::chrome::Chrome;
use crate::view::form::Complaints;

/// The form, as typed. Sent with GET, so that a plan has an address.
#[derive(Clone, Debug, Default)]
pub struct PlanForm {
    pub adherents: String,
    pub fee: String,
    /// `1` or `12` times a year.
    pub times: String,
    /// What the member bears of the common costs in a year.
    pub shared: String,
    /// What it pays besides in a year.
    pub own: String,
    /// What else comes in.
    pub other: String,
}

/// Where a plan's share of the common costs comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoned {
    /// It was typed.
    Typed,
    /// No month of this year has figures yet.
    Nothing,
    /// So many closed months of this year.
    Closed(u64),
    /// A month that is not closed, since none of this year is.
    Open(Date),
}

/// What a plan comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub income: Money,
    pub costs: Money,
    pub result: Money,
    pub fee: Money,
    pub monthly: bool,
    pub adherents: u32,
    /// How many must pay the fee; none if no number carries it.
    pub count: Option<u32>,
    /// For some numbers of adherents: the smallest fee, and what the year then brings at the planned fee.
    pub rows: Vec<PlanRow>,
}

/// One number of adherents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    pub count: u32,
    pub smallest_fee: Option<Money>,
    pub income: Money,
    pub result: Money,
}

/// A column of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub x: u64,
    pub y: u64,
    pub height: u64,
    pub count: u32,
    /// Whether it carries the costs.
    pub carries: bool,
}

/// The picture: income by adherents as columns, costs as a line. 360 wide, 150 high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub columns: Vec<Column>,
    pub costs_y: u64,
}

const COLUMN: u64 = 44;
const STEP: u64 = 66;
const HEIGHT: u64 = 110;
const TOP: u64 = 12;

impl Plan {
    /// The picture.
    #[must_use]
    pub fn picture(&self) -> Picture {
        let minor = |money: &Money| u64::try_from(money.minor()).unwrap_or(0);
        let incomes = self.rows.iter().map(|row| minor(&row.income));
        let most = incomes.chain([minor(&self.costs), 1]).max().unwrap_or(1);
        let height = |amount: u64| {
            let scaled = u128::from(HEIGHT) * u128::from(amount) / u128::from(most);
            u64::try_from(scaled).unwrap_or(HEIGHT)
        };
        let column = |(place, row): (u64, &PlanRow)| {
            let height = height(minor(&row.income)).max(1);
            let carries = row.result >= Money::ZERO;
            Column { x: 14 + place * STEP, y: TOP + HEIGHT - height, height, count: row.count, carries }
        };
        let columns = (0..).zip(&self.rows).map(column).collect();
        Picture { columns, costs_y: TOP + HEIGHT - height(minor(&self.costs)) }
    }
}

impl Column {
    /// Its width.
    #[must_use]
    pub const fn width(&self) -> u64 {
        COLUMN
    }

    /// Its middle.
    #[must_use]
    pub const fn middle(&self) -> u64 {
        self.x + COLUMN / 2
    }
}

/// `GET /purse/break-even`.
#[derive(Clone, Debug, Template)]
#[template(path = "purse/break_even.html")]
pub struct BreakEvenPage {
    pub chrome: Chrome,
    pub form: PlanForm,
    pub complaints: Complaints,
    pub reckoned: Reckoned,
    pub year: i16,
    /// None if the form was refused.
    pub plan: Option<Plan>,
}

impl BreakEvenPage {
    /// Where the shared costs come from.
    #[must_use]
    pub fn shared_hint(&self) -> String {
        let lang = self.chrome.lang;
        match self.reckoned {
            Reckoned::Typed => lang.text("break-even-shared-typed"),
            Reckoned::Nothing => lang.text("break-even-shared-nothing"),
            Reckoned::Closed(months) => lang.text_count("break-even-shared-reckoned", months),
            Reckoned::Open(month) => lang.text_with("break-even-shared-open", "month", format::of_month(lang, month)),
        }
    }

    /// How many adherents a row is about.
    #[must_use]
    pub fn adherents(&self, row: &PlanRow) -> String {
        self.chrome.lang.text_count("break-even-count", u64::from(row.count))
    }

    /// The answer in a sentence.
    #[must_use]
    pub fn answer(&self, plan: &Plan) -> String {
        let lang = self.chrome.lang;
        let fee = self.chrome.euros(&plan.fee);
        let often = lang.text(if plan.monthly { "break-even-a-month" } else { "break-even-a-year" });
        match plan.count {
            Some(count) => lang.text_with_all(
                "break-even-answer",
                [("fee", fee), ("often", often), ("count", format::number(lang, u64::from(count)))],
            ),
            None => lang.text_with_all("break-even-never", [("fee", fee), ("often", often)]),
        }
    }
}
