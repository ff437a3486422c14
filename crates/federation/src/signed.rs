//! What a member says under its own signature, so that others can carry it and nobody can alter it: Ed25519 over a context
//! line, a newline, the bytes.

use ed25519_dalek::{Signature, Signer};
pub use ed25519_dalek::{SigningKey, VerifyingKey};
use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::cbor::{self, CborRefusal};
use crate::hash::Hash;

/// Bytes of a signature and of the array around it, at most.
const SIGNATURE_BYTES: usize = 80;

/// A structure that members sign.
pub trait Signable: Encode<()> + for<'b> Decode<'b, ()> {
    /// Stands before the bytes, with a newline.
    const CONTEXT: &'static str;
    /// Bytes of one, at most.
    const MAX_BYTES: usize;

    /// Its only bytes.
    fn to_cbor(&self) -> Vec<u8> {
        cbor::write(self)
    }

    /// Reads it back; nothing but its shape is checked.
    ///
    /// # Errors
    /// [`CborRefusal`].
    fn from_cbor(bytes: &[u8]) -> Result<Self, CborRefusal> {
        cbor::read(bytes, Self::MAX_BYTES)
    }

    /// By which others refer to it.
    fn hash(&self) -> Hash {
        Hash::of(Self::CONTEXT, &self.to_cbor())
    }
}

/// A structure with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed<T> {
    pub value: T,
    pub signature: [u8; 64],
}

/// Somebody else signed it, or nobody, or something else was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signature is not that of the member that is named")]
pub struct SignatureWrong;

impl<T: Signable> Signed<T> {
    /// Signs. The same value and key give the same bytes.
    #[must_use]
    pub fn sign(value: T, key: &SigningKey) -> Self {
        let signature = key.sign(&message::<T>(&value)).to_bytes();
        Self { value, signature }
    }

    /// Value and signature, as they stand in an entry.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::write(self)
    }

    /// Reads both back; neither is checked yet.
    ///
    /// # Errors
    /// [`CborRefusal`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CborRefusal> {
        cbor::read(bytes, T::MAX_BYTES + SIGNATURE_BYTES)
    }

    /// # Errors
    /// [`SignatureWrong`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<&T, SignatureWrong> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&message::<T>(&self.value), &signature).map_err(|_| SignatureWrong)?;
        Ok(&self.value)
    }
}

/// An array of both, as the derived codecs write theirs.
impl<C, T: Encode<C>> Encode<C> for Signed<T> {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, ctx: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.array(2)?.encode_with(&self.value, ctx)?;
        cbor::as_bytes::encode(&self.signature, e, ctx)
    }
}

impl<'b, C, T: Decode<'b, C>> Decode<'b, C> for Signed<T> {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, DecodeError> {
        if d.array()? != Some(2) {
            return Err(DecodeError::message("a value and its signature"));
        }
        Ok(Self { value: d.decode_with(ctx)?, signature: cbor::as_bytes::decode(d, ctx)? })
    }
}

fn message<T: Signable>(value: &T) -> Vec<u8> {
    [T::CONTEXT.as_bytes(), b"\n", &value.to_cbor()].concat()
}
