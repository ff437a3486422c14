//! A period: one or more whole UTC months.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::usage::Hour;

/// One or more whole UTC months, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first_day: Date,
    end_day: Date,
}

impl Period {
    /// So many months from the given one on; none if there is no such month or the period is empty
    /// or ends after the year 9999.
    #[must_use]
    pub fn months(year: i16, month: i8, months: u16) -> Option<Self> {
        let first_day = Date::new(year, month, 1).ok()?;
        let end_day = first_day.checked_add(i32::from(months).months()).ok()?;
        (months > 0).then_some(Self { first_day, end_day })
    }

    /// The UTC month in which `time` lies.
    #[must_use]
    pub fn month_of(time: Timestamp) -> Option<Self> {
        let date = TimeZone::UTC.to_datetime(time).date();
        Self::months(date.year(), date.month(), 1)
    }

    #[must_use]
    pub const fn first_day(&self) -> Date {
        self.first_day
    }

    /// The day after the last one.
    #[must_use]
    pub const fn end_day(&self) -> Date {
        self.end_day
    }

    /// The first hour.
    #[must_use]
    pub fn first_hour(&self) -> Hour {
        hour(self.first_day)
    }

    /// The hour after the last one.
    #[must_use]
    pub fn end_hour(&self) -> Hour {
        hour(self.end_day)
    }

    /// Hours in it.
    #[must_use]
    pub fn hours(&self) -> u32 {
        days(self.first_day, self.end_day) * 24
    }

    /// Days of the period between two days, the first of them included.
    #[must_use]
    pub fn days_of(&self, from: Date, to: Date) -> u32 {
        days(from.max(self.first_day), to.min(self.end_day))
    }
}

fn hour(day: Date) -> Hour {
    let midnight = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX);
    Hour::of(midnight)
}

/// Days from one to the other; 0 if they stand the other way round.
pub(crate) fn days(from: Date, to: Date) -> u32 {
    u32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(0)
}
