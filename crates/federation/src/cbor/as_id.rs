//! A member's id, as its 32 bytes.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};
use purse::id::MemberId;

pub(crate) fn encode<C, W: Write>(id: &MemberId, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
    e.bytes(id.as_bytes())?.ok()
}

pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<MemberId, DecodeError> {
    let bytes = d.bytes()?.try_into().map_err(|_| DecodeError::message("a member's id has 32 bytes"))?;
    Ok(MemberId::from_bytes(bytes))
}
