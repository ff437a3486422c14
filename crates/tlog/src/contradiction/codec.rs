//! The one spelling of a contradiction: deterministic CBOR (RFC 8949, 4.2.1).

use std::convert::Infallible;

use minicbor::bytes::ByteArray;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder, decode, encode};

use super::{Beginning, Contradiction, ContradictionRefusal};
use crate::checkpoint::SignedCheckpoint;
use crate::merkle::{Hash, MAX_PROOF_HASHES};
use crate::note::MAX_NOTE_BYTES;

/// The first number of the bytes.
const VERSION: u64 = 1;
/// Two notes, and room for the longest proof.
pub const MAX_CONTRADICTION_BYTES: usize = 2 * MAX_NOTE_BYTES + 4_096;

/// What the bytes have, before it is looked at.
struct Parts<'b> {
    version: u64,
    older: &'b [u8],
    newer: &'b [u8],
    beginning: Option<Beginning>,
}

impl Contradiction {
    /// `[1, older note, newer note, null / [root, [* hash]]]`.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let written = write(self, &mut out);
        assert!(written.is_ok(), "writing CBOR to memory failed: {written:?}");
        out
    }

    /// Reads a claim; nothing of it is verified yet.
    ///
    /// # Errors
    /// The first of [`ContradictionRefusal`]'s reasons that concern bytes.
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, ContradictionRefusal> {
        if bytes.len() > MAX_CONTRADICTION_BYTES {
            return Err(ContradictionRefusal::TooLarge);
        }
        let parts = read(bytes).map_err(|_| ContradictionRefusal::Malformed)?;
        if parts.version != VERSION {
            return Err(ContradictionRefusal::UnknownVersion);
        }
        let older = SignedCheckpoint::parse(parts.older).map_err(ContradictionRefusal::Checkpoint)?;
        let newer = SignedCheckpoint::parse(parts.newer).map_err(ContradictionRefusal::Checkpoint)?;
        if parts.beginning.as_ref().is_some_and(|beginning| beginning.proof.len() > MAX_PROOF_HASHES) {
            return Err(ContradictionRefusal::TooManyHashes);
        }
        let claim = Self { older, newer, beginning: parts.beginning };
        if claim.to_cbor() == bytes { Ok(claim) } else { Err(ContradictionRefusal::NotDeterministic) }
    }
}

fn write(claim: &Contradiction, out: &mut Vec<u8>) -> Result<(), encode::Error<Infallible>> {
    let mut out = Encoder::new(out);
    out.array(4)?.u64(VERSION)?.bytes(&claim.older.to_bytes())?.bytes(&claim.newer.to_bytes())?;
    let Some(Beginning { root, proof }) = &claim.beginning else {
        out.null()?;
        return Ok(());
    };
    out.array(2)?.bytes(root.as_bytes())?.array(u64::try_from(proof.len()).unwrap_or(u64::MAX))?;
    for hash in proof {
        out.bytes(hash.as_bytes())?;
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<Parts<'_>, decode::Error> {
    let mut read = Decoder::new(bytes);
    shape(read.array()? == Some(4))?;
    let (version, older, newer) = (read.u64()?, read.bytes()?, read.bytes()?);
    let beginning = if read.datatype()? == Type::Null {
        read.null()?;
        None
    } else {
        shape(read.array()? == Some(2))?;
        let root = hash(*read.decode::<ByteArray<{ Hash::BYTES }>>()?);
        let proof = read.array_iter::<ByteArray<{ Hash::BYTES }>>()?;
        Some(Beginning { root, proof: proof.map(|bytes| bytes.map(|bytes| hash(*bytes))).collect::<Result<_, _>>()? })
    };
    Ok(Parts { version, older, newer, beginning })
}

const fn hash(bytes: [u8; Hash::BYTES]) -> Hash {
    Hash::from_bytes(bytes)
}

fn shape(right: bool) -> Result<(), decode::Error> {
    if right { Ok(()) } else { Err(decode::Error::message("another shape")) }
}
