//! An amount, as its minor units.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};
use purse::money::Money;

pub(crate) fn encode<C, W: Write>(amount: &Money, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
    e.i64(amount.minor())?.ok()
}

pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Money, DecodeError> {
    Money::from_minor(d.i64()?).map_err(|_| DecodeError::message("an amount beyond the limit"))
}
