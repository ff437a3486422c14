//! Members, as an array of byte strings of 32.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decoder, Encoder};
use purse::id::MemberId;

use super::as_id;

pub(crate) fn encode<C, W: Write>(
    ids: &[MemberId],
    e: &mut Encoder<W>,
    context: &mut C,
) -> Result<(), EncodeError<W::Error>> {
    e.array(u64::try_from(ids.len()).unwrap_or(u64::MAX))?;
    ids.iter().try_for_each(|id| as_id::encode(id, e, context))
}

pub(crate) fn decode<C>(d: &mut Decoder<'_>, context: &mut C) -> Result<Vec<MemberId>, DecodeError> {
    let length = d.array()?.ok_or_else(|| DecodeError::message("a list without its length"))?;
    (0..length).map(|_| as_id::decode(d, context)).collect()
}
