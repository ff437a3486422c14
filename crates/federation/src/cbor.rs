//! Deterministic CBOR (RFC 8949, 4.2.1) of what members sign and keep in logs.
//!
//! Types derive their codec as arrays of fields. A decoder by itself is lenient (it reads a number that is longer than it
//! needs to be), so whoever reads goes through [`read`], which writes the value again and compares the bytes.

pub(crate) mod as_bytes;
pub(crate) mod as_date;
pub(crate) mod as_hour;
pub(crate) mod as_id;
pub(crate) mod as_ids;
pub(crate) mod as_money;
pub(crate) mod as_tail;
pub(crate) mod as_text;
pub(crate) mod as_u128;

use minicbor::{Decode, Encode};

/// Why bytes are no such value. In the order in which it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum CborRefusal {
    #[error("more bytes than such a value has")]
    TooLong,
    #[error("not CBOR of the expected shape, or a value out of its range")]
    Malformed,
    /// Bytes behind the value, or a longer spelling than there is.
    #[error("the same value is written with other bytes")]
    NotDeterministic,
}

/// The bytes of a value.
///
/// # Panics
/// Never: what can be encoded is written into memory.
pub(crate) fn write<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = minicbor::encode(value, &mut bytes);
    assert!(written.is_ok(), "a value that is checked has bytes");
    bytes
}

/// The value of these bytes, if they are its only spelling and at most `limit` long.
pub(crate) fn read<T: Encode<()> + for<'b> Decode<'b, ()>>(bytes: &[u8], limit: usize) -> Result<T, CborRefusal> {
    if bytes.len() > limit {
        return Err(CborRefusal::TooLong);
    }
    let value: T = minicbor::decode(bytes).map_err(|_| CborRefusal::Malformed)?;
    if write(&value) == bytes { Ok(value) } else { Err(CborRefusal::NotDeterministic) }
}
