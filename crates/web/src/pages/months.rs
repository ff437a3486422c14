//! Months in addresses and forms.

use jiff::ToSpan;
use jiff::civil::Date;
use purse::cost::Period;

use super::stop::Stop;
use crate::app::App;

/// Months offered beside the running one.
const MONTHS_BACK: i32 = 12;

/// `2026-11` as a month; `None` for anything else.
pub(crate) fn read_month(text: &str) -> Option<Period> {
    let (year, month) = text.split_once('-')?;
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) {
        return None;
    }
    Period::months(year.parse().ok()?, month.parse().ok()?, 1)
}

/// A month as it stands in addresses and forms.
pub(crate) fn write(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// The running month.
pub(crate) fn this(app: &App) -> Result<Period, Stop> {
    let now = app.seams.clock.now();
    Period::month_of(now).ok_or_else(|| Stop::Failure(format!("the clock says {now}")))
}

/// Whether the month still goes on.
pub(crate) fn is_running(app: &App, period: &Period) -> bool {
    Period::month_of(app.seams.clock.now()).as_ref() == Some(period)
}

/// The months that a page offers, newest first.
pub(crate) fn offered(app: &App) -> Vec<Date> {
    let first = Period::month_of(app.seams.clock.now()).map(|period| period.first_day());
    let before = |back: i32| first.and_then(|first| first.checked_sub(back.months()).ok());
    (0..=MONTHS_BACK).filter_map(before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_strictly_and_written_the_same() {
        let month = read_month("2026-11").map(|period| write(period.first_day()));
        assert_eq!(month.as_deref(), Some("2026-11"));
        for bad in ["", "2026", "2026-13", "2026-1", "26-11", "2026-11-01", "+026-11"] {
            assert!(read_month(bad).is_none(), "{bad}");
        }
    }
}
