//! The virtual clock: minutes since the federation was founded, and the months that are closed.

use federation::closing::Span;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use purse::usage::Hour;

/// Minutes since [`FOUNDED`] began.
pub type Minute = u64;

pub const HOUR: Minute = 60;
pub const DAY: Minute = 24 * HOUR;

/// The first day of the federation, and of its first period.
pub const FOUNDED: Date = date(2026, 11, 1);

/// [`FOUNDED`] in seconds since 1970.
const FOUNDED_S: i64 = 1_793_491_200;

/// The periods that a run may have, and the minute at which each begins; the last is where they end.
const MONTHS: [(Span, Minute); 4] = [
    (Span { year: 2026, month: 11, months: 1 }, 0),
    (Span { year: 2026, month: 12, months: 1 }, 30 * DAY),
    (Span { year: 2027, month: 1, months: 1 }, 61 * DAY),
    (Span { year: 2027, month: 2, months: 1 }, 92 * DAY),
];

/// Months of a run, at most.
pub const MAX_MONTHS: usize = MONTHS.len() - 1;

#[must_use]
pub fn timestamp(at: Minute) -> Timestamp {
    let minutes = i64::try_from(at).unwrap_or(i64::MAX / 60);
    let founded = Timestamp::from_second(FOUNDED_S).unwrap_or(Timestamp::MAX);
    founded.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}

#[must_use]
pub fn hour(at: Minute) -> Hour {
    Hour::of(timestamp(at))
}

/// The period with this number, counted from 0.
#[must_use]
pub const fn span(month: usize) -> Span {
    MONTHS[month].0
}

/// When a period begins; the end of one is the beginning of the next.
#[must_use]
pub const fn begin(month: usize) -> Minute {
    MONTHS[month].1
}

/// The first day of a period.
#[must_use]
pub fn first_day(month: usize) -> Date {
    span(month).period().map_or(FOUNDED, |period| period.first_day())
}

/// The day after the last one of a period.
#[must_use]
pub fn end_day(month: usize) -> Date {
    span(month).period().map_or(FOUNDED, |period| period.end_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_begin_where_the_calendar_has_them() {
        assert_eq!(timestamp(0).to_string(), "2026-11-01T00:00:00Z");
        for month in 0..=MAX_MONTHS {
            let first = jiff::tz::TimeZone::UTC.to_timestamp(first_day(month).at(0, 0, 0, 0)).unwrap();
            assert_eq!(timestamp(begin(month)), first);
        }
    }
}
