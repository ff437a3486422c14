//! Numbers of notes: one series for each issuer and month, without gaps.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use purse::cost::Period;

/// Notes of one issuer in one month: as many as a federation has members.
pub const MAX_SEQUENCE: u16 = 9_999;

/// Years that a number can be of.
const YEARS: std::ops::RangeInclusive<i16> = 2_000..=9_999;

/// The number of a note: the month in which its period ends, and its place among the issuer's notes of that month. Written
/// `2026-10-003`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    year: i16,
    month: i8,
    sequence: u16,
}

/// Why a text is no number, or there is no next one. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum NumberRefusal {
    /// Not a year of four digits, a month of two, and a place of three or four.
    #[error("a note's number is a year, a month and a place, such as 2026-10-003")]
    Spelling,
    /// A month or a place that there is not, or a year before 2000.
    #[error("a note's number has a year from 2000 on, a month from 01 to 12 and a place from 001 on")]
    Range,
    /// The issuer's numbers of the month are not 1, 2, 3 and so on: one is missing.
    #[error("{0} is missing in the series")]
    Gap(Number),
    /// The month has no more numbers.
    #[error("a month has at most 9,999 notes")]
    Full,
}

impl Number {
    /// The number of the issuer's next note for `period`, after `issued`, all numbers that it has given so far.
    ///
    /// # Errors
    /// [`NumberRefusal::Range`], [`NumberRefusal::Gap`] and [`NumberRefusal::Full`].
    pub fn next(issued: &BTreeSet<Self>, period: &Period) -> Result<Self, NumberRefusal> {
        let last = period.end_day().yesterday().unwrap_or(period.first_day());
        let first = Self::first(last)?;
        let mut next = first;
        for given in issued.range(first..=Self { sequence: MAX_SEQUENCE, ..first }) {
            if *given != next {
                return Err(NumberRefusal::Gap(next));
            }
            if next.sequence == MAX_SEQUENCE {
                return Err(NumberRefusal::Full);
            }
            next.sequence += 1;
        }
        Ok(next)
    }

    /// The number of the note at a place (from 0) among those of a period, for who numbers all notes of a period at once.
    ///
    /// # Errors
    /// [`NumberRefusal::Range`] and [`NumberRefusal::Full`].
    pub fn of_place(period: &Period, place: usize) -> Result<Self, NumberRefusal> {
        let last = period.end_day().yesterday().unwrap_or(period.first_day());
        let sequence = u16::try_from(place + 1).ok().filter(|sequence| *sequence <= MAX_SEQUENCE);
        Ok(Self { sequence: sequence.ok_or(NumberRefusal::Full)?, ..Self::first(last)? })
    }

    fn first(day: Date) -> Result<Self, NumberRefusal> {
        let number = Self { year: day.year(), month: day.month(), sequence: 1 };
        if YEARS.contains(&day.year()) { Ok(number) } else { Err(NumberRefusal::Range) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:03}", self.year, self.month, self.sequence)
    }
}

impl FromStr for Number {
    type Err = NumberRefusal;

    fn from_str(text: &str) -> Result<Self, NumberRefusal> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, place] = parts[..] else { return Err(NumberRefusal::Spelling) };
        let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
        // A place of four digits is one that three cannot write, so that a number has one spelling.
        let place_fits = place.len() == 3 || (place.len() == 4 && !place.starts_with('0'));
        if !parts.iter().all(|part| digits(part)) || year.len() != 4 || month.len() != 2 || !place_fits {
            return Err(NumberRefusal::Spelling);
        }
        let (year, month, sequence) = (year.parse(), month.parse(), place.parse());
        let (Ok(year), Ok(month), Ok(sequence)) = (year, month, sequence) else { return Err(NumberRefusal::Range) };
        if !YEARS.contains(&year) || !(1..=12).contains(&month) || sequence == 0 {
            return Err(NumberRefusal::Range);
        }
        Ok(Self { year, month, sequence })
    }
}
