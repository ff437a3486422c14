//! The items of an inventory, in deterministic CBOR.

use std::convert::Infallible;

use carry::id::{MemberId, ObjectHash};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use store::UploadId;

use super::{Entry, Inventory, SealedFile, What};

pub(super) type Write = Result<(), minicbor::encode::Error<Infallible>>;
pub(super) type Read<T> = Result<T, minicbor::decode::Error>;

/// Runs `write` on an empty buffer. Memory takes every byte, so a failure is a bug.
pub(super) fn spelt(write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Write) -> Vec<u8> {
    let mut out = Encoder::new(Vec::new());
    let written = write(&mut out);
    assert!(written.is_ok(), "writing CBOR to memory failed: {written:?}");
    out.into_writer()
}

/// The version of the bytes of an inventory, whatever follows it.
pub(super) fn version(bytes: &[u8]) -> Read<u64> {
    let mut from = Decoder::new(bytes);
    from.array()?;
    from.u64()
}

pub(super) fn put(out: &mut Encoder<Vec<u8>>, entry: &Entry) -> Write {
    out.array(4)?;
    match &entry.what {
        What::Rows => out.u64(0)?.null()?,
        What::Key => out.u64(1)?.null()?,
        What::Configuration => out.u64(2)?.null()?,
        What::Upload(id) => out.u64(3)?.bytes(id.as_bytes())?,
        What::Object(hash) => out.u64(4)?.bytes(hash.as_bytes())?,
        What::Carried(hash) => out.u64(5)?.bytes(hash.as_bytes())?,
    };
    out.u64(entry.bytes)?;
    match &entry.sealed {
        None => out.null()?,
        Some(sealed) => out.array(2)?.bytes(sealed.hash.as_bytes())?.u64(sealed.bytes)?,
    };
    Ok(())
}

pub(super) fn parts(signed: &[u8]) -> Read<(&[u8], [u8; 64])> {
    let mut from = Decoder::new(signed);
    array(&mut from, 2)?;
    let parts = (from.bytes()?, fixed(&mut from)?);
    if from.position() == signed.len() { Ok(parts) } else { Err(minicbor::decode::Error::message("more bytes")) }
}

pub(super) fn take(bytes: &[u8]) -> Read<Inventory> {
    let mut from = Decoder::new(bytes);
    array(&mut from, 5)?;
    from.u64()?;
    let member = MemberId::from_bytes(fixed(&mut from)?);
    let (number, taken_at) = (from.u64()?, from.u64()?);
    let count = from.array()?.unwrap_or(0);
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(take_entry(&mut from)?);
    }
    Ok(Inventory { member, number, taken_at, entries })
}

fn take_entry(from: &mut Decoder<'_>) -> Read<Entry> {
    array(from, 4)?;
    let what = match from.u64()? {
        0 => from.null().map(|()| What::Rows)?,
        1 => from.null().map(|()| What::Key)?,
        2 => from.null().map(|()| What::Configuration)?,
        3 => What::Upload(UploadId::from_bytes(fixed(from)?)),
        4 => What::Object(ObjectHash::from_bytes(fixed(from)?)),
        5 => What::Carried(ObjectHash::from_bytes(fixed(from)?)),
        _ => return Err(minicbor::decode::Error::message("an unknown kind of file")),
    };
    let bytes = from.u64()?;
    let sealed = if from.datatype()? == Type::Null {
        from.null().map(|()| None)?
    } else {
        array(from, 2)?;
        Some(SealedFile { hash: ObjectHash::from_bytes(fixed(from)?), bytes: from.u64()? })
    };
    Ok(Entry { what, bytes, sealed })
}

fn array(from: &mut Decoder<'_>, expected: u64) -> Read<()> {
    match from.array()? {
        Some(found) if found == expected => Ok(()),
        _ => Err(minicbor::decode::Error::message("another length")),
    }
}

fn fixed<const N: usize>(from: &mut Decoder<'_>) -> Read<[u8; N]> {
    from.bytes()?.try_into().map_err(|_| minicbor::decode::Error::message("another length"))
}
