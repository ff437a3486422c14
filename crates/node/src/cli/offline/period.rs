//! Periods as people write them.

use federation::closing::Span;
use purse::cost::Period;

const HOW: &str = "a period is written like 2026-11, 2026-Q4 or 2026";

/// `2026-11`, `2026-Q4` or `2026`.
pub fn period(text: &str) -> Result<Period, String> {
    span(text)?.period().ok_or_else(|| HOW.to_owned())
}

/// The same, as entries name it.
pub fn span(text: &str) -> Result<Span, String> {
    let (year, rest) = text.split_once('-').unwrap_or((text, ""));
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.bytes().all(|c| c.is_ascii_digit()));
    let months = match rest.strip_prefix('Q') {
        Some(quarter) => {
            number(quarter).filter(|quarter| (1..=4).contains(quarter)).map(|quarter| (quarter * 3 - 2, 3))
        }
        None if text.contains('-') => number(rest).map(|month| (month, 1)),
        None => Some((1, 12)),
    };
    let year = year.parse::<i16>().ok().filter(|year| (1970..=9_998).contains(year));
    let span = year.zip(months).map(|(year, (month, months))| Span { year, month, months });
    span.filter(|span| span.period().is_some()).ok_or_else(|| HOW.to_owned())
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn a_period_is_a_month_a_quarter_or_a_year() {
        let days =
            |text| period(text).map(|period| (period.first_day().to_string(), period.end_day().to_string())).ok();
        let of = |first: &str, end: &str| Some((first.to_owned(), end.to_owned()));
        assert_eq!(days("2026-11"), of("2026-11-01", "2026-12-01"));
        assert_eq!(days("2026-Q4"), of("2026-10-01", "2027-01-01"));
        assert_eq!(days("2026"), of("2026-01-01", "2027-01-01"));
        for wrong in ["", "2026-", "2026-13", "2026-0", "2026-Q0", "2026-Q5", "26-Q1", "2026-+1", "November 2026"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
