//! `/purse/fund`: the common balance over time.

use askama::Template;
use jiff::civil::Date;
use purse::money::Money;

use crate::view::chrome::Chrome;

/// What became of the fund in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundMonth {
    pub month: Date,
    pub before: Money,
    /// What was paid into it beside the closing.
    pub contributions: Money,
    /// What it paid of the month.
    pub paid: Money,
    /// What it received of the month: what floors brought more than caps left over.
    pub received: Money,
    pub after: Money,
    /// What nobody could be charged with.
    pub deficit: Money,
    /// Whether the month is closed; otherwise it is as the entries stand now.
    pub closed: bool,
}

/// `GET /purse/fund`.
#[derive(Clone, Debug, Template)]
#[template(path = "purse/fund.html")]
pub struct FundPage {
    pub chrome: Chrome,
    /// Who holds it; none if the roll names nobody.
    pub holder: Option<String>,
    /// Whether this member holds it, and so enters what is paid into it.
    pub own: bool,
    pub minimum: Money,
    pub balance: Money,
    /// The last one first.
    pub months: Vec<FundMonth>,
}

/// The line of the balance, for a picture 360 wide and 120 high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Points of a polyline.
    pub points: String,
    /// Where nothing is.
    pub zero_y: i64,
    /// Where the minimum is, if there is one.
    pub minimum_y: Option<i64>,
    /// Where the balance of each month's end is; the first one is the beginning.
    pub marks: Vec<(i64, i64)>,
    /// Months below the line: where each is and what it is called (`11/2026`). Of many months only some.
    pub labels: Vec<(i64, String)>,
}

/// Months that fit below the line.
const MAX_LABELS: usize = 5;

const WIDTH: i64 = 340;
const HEIGHT: i64 = 100;
const MARGIN: i64 = 10;

impl FundPage {
    /// The line, of at least two months.
    #[must_use]
    pub fn line(&self) -> Option<Line> {
        let mut minors: Vec<i64> = self.months.iter().rev().map(|month| month.after.minor()).collect();
        let first = self.months.last()?;
        minors.insert(0, first.before.minor());
        let least = minors.iter().copied().min()?.min(0);
        let most = minors.iter().copied().max()?.max(self.minimum.minor()).max(least.saturating_add(1));
        let steps = i64::try_from(minors.len()).ok()?.checked_sub(1).filter(|steps| *steps > 0)?;
        let y = |minor: i64| {
            let above = i128::from(minor) - i128::from(least);
            let scaled = above * i128::from(HEIGHT) / (i128::from(most) - i128::from(least));
            MARGIN + HEIGHT - i64::try_from(scaled).unwrap_or(0)
        };
        let places = (0..).map(|step: i64| MARGIN + WIDTH * step / steps);
        let marks: Vec<(i64, i64)> = places.zip(&minors).map(|(x, minor)| (x, y(*minor))).collect();
        let points: Vec<String> = marks.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let minimum_y = (self.minimum > Money::ZERO).then(|| y(self.minimum.minor()));
        let every = self.months.len().div_ceil(MAX_LABELS).max(1);
        // The last month has its label, and every so many before it.
        let ends = marks.iter().skip(1).rev().zip(&self.months).step_by(every);
        let labels = ends.map(|((x, _), month)| (*x, format!("{:02}/{}", month.month.month(), month.month.year())));
        let labels = labels.collect::<Vec<_>>().into_iter().rev().collect();
        Some(Line { points: points.join(" "), zero_y: y(0), minimum_y, marks, labels })
    }

    /// The months that left a deficit.
    pub fn deficits(&self) -> impl Iterator<Item = &FundMonth> {
        self.months.iter().filter(|month| month.deficit > Money::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn the_line_goes_from_the_first_balance_to_the_last_within_its_frame() {
        let euros = |minor| Money::from_minor(minor).unwrap();
        let month = |number, before, after| FundMonth {
            month: Date::constant(2026, number, 1),
            before: euros(before),
            contributions: Money::ZERO,
            paid: Money::ZERO,
            received: Money::ZERO,
            after: euros(after),
            deficit: Money::ZERO,
            closed: true,
        };
        let mut page = FundPage {
            chrome: Chrome::sample(Lang::En),
            holder: None,
            own: false,
            minimum: euros(5_000),
            balance: euros(2_500),
            months: vec![month(11, 10_000, 2_500), month(10, 0, 10_000)],
        };
        let line = page.line().unwrap();
        assert_eq!(line.points, "10,110 180,10 350,85");
        assert_eq!((line.zero_y, line.minimum_y), (110, Some(60)));
        assert_eq!(line.labels, [(180, "10/2026".to_owned()), (350, "11/2026".to_owned())]);
        let many: Vec<FundMonth> = (1..=12).rev().map(|number| month(number, 0, 100)).collect();
        let labels: Vec<String> = FundPage { months: many, ..page.clone() }
            .line()
            .unwrap()
            .labels
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        assert_eq!(labels, ["03/2026", "06/2026", "09/2026", "12/2026"]);
        page.months.clear();
        assert_eq!(page.line(), None);
    }
}
