//! An hour of UTC, as hours since 1970.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};
use purse::usage::Hour;

pub(crate) fn encode<C, W: Write>(hour: &Hour, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
    e.i64(hour.number())?.ok()
}

pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Hour, DecodeError> {
    Hour::from_number(d.i64()?).ok_or_else(|| DecodeError::message("an hour beyond the calendar"))
}
