//! Small counts: no row says what fewer than five people watched in an hour.
//!
//! The viewers of an hour are counted by a set that is dropped with the hour, so the viewers of two
//! hours cannot be told apart later. A carried sum is therefore written with the first hour that
//! has five distinct viewers of its own; two and three in a row may be the same three people.

use super::hour::{Day, Hour};

/// Distinct viewers from which on an hour's sum is written as it is.
pub const MIN_VIEWERS: u64 = 5;

/// A sum of one key (object, home, carrier, service, unit) that waits for an hour with enough
/// viewers, or for its day's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    pub day: Day,
    pub quantity: u64,
}

/// A row of that key to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub hour: Hour,
    pub quantity: u64,
    /// Written at the day's end although too few viewers were there.
    pub merged: bool,
}

/// What to do once an hour is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Closed {
    /// What was left of an earlier day, to be written first.
    pub old: Option<Row>,
    /// The hour's own row.
    pub row: Option<Row>,
    /// What waits on.
    pub carried: Option<Carried>,
}

/// Closes an hour of one key. `delivered` is its sum, `viewers` its distinct viewers, `carried` what
/// waits from before; hours of one key are closed in order, and those without traffic need not be.
///
/// # Panics
/// If `carried` is of a later day than `hour`, or a sum is beyond a row.
#[must_use]
pub fn close_hour(carried: Option<Carried>, hour: Hour, delivered: u64, viewers: u64) -> Closed {
    assert!(carried.is_none_or(|c| c.day <= hour.day()), "a carried sum of a later day");
    let (old, same_day) = match carried {
        Some(carried) if carried.day < hour.day() => (end_of_day(carried), 0),
        Some(carried) => (None, carried.quantity),
        None => (None, 0),
    };
    let sum = same_day.checked_add(delivered);
    assert!(sum.is_some(), "the sum of an hour is beyond a row");
    let quantity = sum.unwrap_or(u64::MAX);
    let enough = viewers >= MIN_VIEWERS;
    let (row, carried) = if quantity == 0 {
        (None, None)
    } else if enough || hour.is_last_of_day() {
        (Some(Row { hour, quantity, merged: !enough }), None)
    } else {
        (None, Some(Carried { day: hour.day(), quantity }))
    };
    Closed { old, row, carried }
}

/// What to write of a sum whose day is over at `now`, for a key without traffic since; none while
/// the day lasts.
#[must_use]
pub fn close_old(carried: Carried, now: Hour) -> Option<Row> {
    if carried.day < now.day() { end_of_day(carried) } else { None }
}

/// The same once the day is over.
pub(crate) fn end_of_day(carried: Carried) -> Option<Row> {
    let Carried { day, quantity } = carried;
    (quantity > 0).then_some(Row { hour: day.last_hour(), quantity, merged: true })
}
