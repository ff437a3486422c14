//! A value that has one spelling as text: a pool, a unit of usage or of capacity.

use std::fmt::Display;
use std::str::FromStr;

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};

pub(crate) fn encode<C, W: Write, T: Display>(
    value: &T,
    e: &mut Encoder<W>,
    _: &mut C,
) -> Result<(), EncodeError<W::Error>> {
    e.str(&value.to_string())?.ok()
}

pub(crate) fn decode<C, T: FromStr>(d: &mut Decoder<'_>, _: &mut C) -> Result<T, DecodeError> {
    d.str()?.parse().map_err(|_| DecodeError::message("a text that names nothing here"))
}
