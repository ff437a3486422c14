//! A civil day of UTC, as days since 1970-01-01.

use jiff::Span;
use jiff::civil::Date;
use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};

const EPOCH: Date = Date::constant(1970, 1, 1);
const HOURS_PER_DAY: i64 = 24;

pub(crate) fn encode<C, W: Write>(day: &Date, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
    e.i64(day.duration_since(EPOCH).as_hours() / HOURS_PER_DAY)?.ok()
}

pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Date, DecodeError> {
    let no_day = || DecodeError::message("a day beyond the calendar");
    let days = i32::try_from(d.i64()?).map_err(|_| no_day())?;
    EPOCH.checked_add(Span::new().try_days(days).map_err(|_| no_day())?).map_err(|_| no_day())
}
