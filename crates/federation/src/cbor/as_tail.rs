//! A list at the end of a structure that once ended before it: nothing in it is not written, so that what was written
//! before has the same bytes. An empty list that is written is not its only spelling, and refused.
#![expect(clippy::ptr_arg, reason = "the derived codec gives the field as it is")]

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

pub(crate) fn encode<C, W: Write, T: Encode<C>>(
    list: &Vec<T>,
    e: &mut Encoder<W>,
    ctx: &mut C,
) -> Result<(), EncodeError<W::Error>> {
    e.encode_with(list, ctx)?.ok()
}

pub(crate) fn decode<'b, C, T: Decode<'b, C>>(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Vec<T>, DecodeError> {
    d.decode_with(ctx)
}

pub(crate) fn is_nil<T>(list: &Vec<T>) -> bool {
    list.is_empty()
}

pub(crate) fn nil<T>() -> Option<Vec<T>> {
    Some(Vec::new())
}
