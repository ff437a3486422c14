//! Hours and days of UTC, named by their start.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Hours of a UTC day.
pub const HOURS_PER_DAY: i64 = 24;

const SECONDS_PER_HOUR: i64 = 3_600;

/// A UTC hour: from its start to before the next one's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(i64);

/// A UTC day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// Why a text is no hour. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum HourRefusal {
    #[error("an hour is written like 2026-11-01T00:00:00Z")]
    Spelling,
    #[error("there is no such time")]
    NoSuchTime,
    #[error("an hour begins with minute 0 and second 0 of UTC")]
    NotOnTheHour,
}

impl Hour {
    /// The hour in which `time` lies.
    #[must_use]
    pub fn of(time: Timestamp) -> Self {
        // Timestamps before 1970 with a fraction name their second by rounding towards 0.
        let late = i64::from(time.subsec_nanosecond() < 0);
        Self((time.as_second() - late).div_euclid(SECONDS_PER_HOUR))
    }

    /// The hour that begins so many hours after 1970 does; none beyond the year 9999.
    #[must_use]
    pub fn from_number(hours: i64) -> Option<Self> {
        let seconds = hours.checked_mul(SECONDS_PER_HOUR)?;
        Timestamp::from_second(seconds).ok().map(|_| Self(hours))
    }

    /// Hours since 1970.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// When the hour begins.
    #[must_use]
    pub fn start(self) -> Timestamp {
        // Every way to an Hour goes through a Timestamp, so this one is in range.
        Timestamp::from_second(self.0 * SECONDS_PER_HOUR).unwrap_or(Timestamp::MAX)
    }

    /// Milliseconds since 1970 at which the hour begins, as the database keeps it.
    #[must_use]
    pub const fn start_ms(self) -> i64 {
        self.0 * SECONDS_PER_HOUR * 1_000
    }

    #[must_use]
    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(HOURS_PER_DAY))
    }

    /// Whether the UTC day ends with this hour.
    #[must_use]
    pub const fn is_last_of_day(self) -> bool {
        self.0.rem_euclid(HOURS_PER_DAY) == HOURS_PER_DAY - 1
    }
}

impl Day {
    /// The hour with which the day ends.
    #[must_use]
    pub const fn last_hour(self) -> Hour {
        Hour(self.0 * HOURS_PER_DAY + HOURS_PER_DAY - 1)
    }

    #[must_use]
    pub const fn first_hour(self) -> Hour {
        Hour(self.0 * HOURS_PER_DAY)
    }

    /// The day in the calendar.
    #[must_use]
    pub fn date(self) -> Date {
        TimeZone::UTC.to_datetime(self.first_hour().start()).date()
    }
}

/// `2026-11-01T00:00:00Z`.
impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start())
    }
}

/// RFC 3339; a space for the T and a missing Z are read as UTC.
impl FromStr for Hour {
    type Err = HourRefusal;

    fn from_str(text: &str) -> Result<Self, HourRefusal> {
        let (Some(local), Some(rest)) = (text.get(..19), text.get(19..)) else {
            return Err(HourRefusal::Spelling);
        };
        if !fits(local, "dddd-dd-ddTdd:dd:dd") {
            return Err(HourRefusal::Spelling);
        }
        let digits =
            rest.strip_prefix('.').map_or(0, |fraction| fraction.bytes().take_while(u8::is_ascii_digit).count());
        let fraction_len = if rest.starts_with('.') { 1 + digits } else { 0 };
        let (fraction, zone) = rest.split_at(fraction_len);
        let zone = if zone.is_empty() { "Z" } else { zone };
        let known = zone.eq_ignore_ascii_case("z") || fits(zone, "+dd:dd");
        if fraction == "." || digits > 9 || !known {
            return Err(HourRefusal::Spelling);
        }
        let spelt = format!("{}T{}{fraction}{zone}", &local[..10], &local[11..]).to_uppercase();
        let time: Timestamp = spelt.parse().map_err(|_| HourRefusal::NoSuchTime)?;
        let hour = Self::of(time);
        if hour.start() == time { Ok(hour) } else { Err(HourRefusal::NotOnTheHour) }
    }
}

/// Whether `text` has a digit at each `d`, a sign at each `+`, a T or space at each `T`.
fn fits(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(c, p)| match p {
            b'd' => c.is_ascii_digit(),
            b'+' => c == b'+' || c == b'-',
            b'T' => matches!(c, b'T' | b't' | b' '),
            other => c == other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_named_by_its_start_in_every_spelling() {
        for text in [
            "2026-11-01T00:00:00Z",
            "2026-11-01 00:00:00Z",
            "2026-11-01T00:00:00",
            "2026-11-01 00:00:00",
            "2026-11-01t00:00:00z",
            "2026-11-01T00:00:00.000Z",
            "2026-11-01T01:00:00+01:00",
            "2026-10-31T18:30:00-05:30",
        ] {
            let hour = text.parse::<Hour>().map(|hour| hour.to_string());
            assert_eq!(hour, Ok("2026-11-01T00:00:00Z".to_owned()), "{text}");
        }
    }

    #[test]
    fn each_refusal_of_an_hour_has_a_text_that_meets_it() {
        for (text, refusal) in [
            ("", HourRefusal::Spelling),
            ("2026-11-01", HourRefusal::Spelling),
            ("2026-11-01T00:00", HourRefusal::Spelling),
            ("2026-11-01T00:00:00.Z", HourRefusal::Spelling),
            ("2026-11-01T00:00:00+0100", HourRefusal::Spelling),
            ("2026-11-01T00:00:00Z[UTC]", HourRefusal::Spelling),
            ("2026-11-01T00:00:00é", HourRefusal::Spelling),
            ("2026-02-30T00:00:00Z", HourRefusal::NoSuchTime),
            ("2026-11-01T24:00:00Z", HourRefusal::NoSuchTime),
            ("2026-11-01T00:30:00Z", HourRefusal::NotOnTheHour),
            ("2026-11-01T00:00:01Z", HourRefusal::NotOnTheHour),
            ("2026-11-01T00:00:00.5Z", HourRefusal::NotOnTheHour),
            ("2026-11-01T00:00:00+00:30", HourRefusal::NotOnTheHour),
        ] {
            assert_eq!(text.parse::<Hour>(), Err(refusal), "{text}");
        }
    }

    #[test]
    fn hours_and_days_before_1970_are_floored_too() {
        let before = Timestamp::from_millisecond(-1).map(Hour::of).map(Hour::number);
        assert_eq!(before.ok(), Some(-1));
        let hour = Hour::from_number(-1);
        assert_eq!(hour.map(Hour::is_last_of_day), Some(true));
        assert_eq!(hour.map(|hour| hour.day().last_hour()), hour);
        assert_eq!(Hour::from_number(i64::MAX), None);
    }
}
