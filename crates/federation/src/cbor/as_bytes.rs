//! A byte string of a fixed length.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};

pub(crate) fn encode<C, W: Write, const N: usize>(
    bytes: &[u8; N],
    e: &mut Encoder<W>,
    _: &mut C,
) -> Result<(), EncodeError<W::Error>> {
    e.bytes(bytes)?.ok()
}

pub(crate) fn decode<C, const N: usize>(d: &mut Decoder<'_>, _: &mut C) -> Result<[u8; N], DecodeError> {
    d.bytes()?.try_into().map_err(|_| DecodeError::message("a byte string of another length"))
}
