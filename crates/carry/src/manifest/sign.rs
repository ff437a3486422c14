//! Signatures: Ed25519 over the context line, a newline, the bytes.

use ed25519_dalek::{Signature, Signer};
pub use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::ManifestRefusal as Refusal;
use super::encode::spelt;
use super::limits::MAX_MANIFEST_BYTES;
use super::read::Reader;
use super::types::{Body, Core, Manifest};

/// Stands before the bytes, with a newline, when they are signed.
pub const CONTEXT: &str = "ecot/manifest/1";

/// Bytes of the CBOR around the manifest and its signature, at most.
const ENVELOPE_BYTES: usize = 80;

/// A manifest's bytes with their signature, as they are stored and served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedManifest {
    /// [`Manifest::to_cbor`].
    pub bytes: Vec<u8>,
    /// Ed25519 by the home's key that was current when it signed.
    pub signature: [u8; 64],
}

impl Manifest {
    /// The tombstone: says that the video is gone and to be deleted. `sequence` is above every
    /// sequence before; `not_after` in seconds since 1970.
    #[must_use]
    pub const fn tombstone(core: Core, sequence: u64, not_after: u64) -> Self {
        Self { core, sequence, not_after, body: Body::Gone }
    }

    /// Whether this is a tombstone.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        matches!(self.body, Body::Gone)
    }

    /// Signs what passes [`Manifest::check`]. Ed25519 signatures are deterministic: the same
    /// manifest and key give the same bytes.
    ///
    /// # Errors
    /// The refusal that every reader would answer with.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedManifest, Refusal> {
        self.check()?;
        let bytes = self.to_cbor();
        if bytes.len() > MAX_MANIFEST_BYTES {
            return Err(Refusal::TooLarge);
        }
        let signature = key.sign(&message(&bytes)).to_bytes();
        Ok(SignedManifest { bytes, signature })
    }
}

impl SignedManifest {
    /// SHA-256 of the manifest's bytes without the signature: what a log lists.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// The manifest, if `key` signed it. Which key was current is the caller's to know.
    ///
    /// # Errors
    /// [`Refusal::SignatureWrong`] before anything in the bytes is read, else as
    /// [`Manifest::from_cbor`].
    pub fn verify(&self, key: &VerifyingKey) -> Result<Manifest, Refusal> {
        let signature = Signature::from_bytes(&self.signature);
        key.verify_strict(&message(&self.bytes), &signature).map_err(|_| Refusal::SignatureWrong)?;
        Manifest::from_cbor(&self.bytes)
    }

    /// Both parts as one deterministic CBOR array: `[bytes, signature]`.
    #[must_use]
    pub fn to_cbor(&self) -> Vec<u8> {
        spelt(|out| {
            out.array(2)?.bytes(&self.bytes)?.bytes(&self.signature)?;
            Ok(())
        })
    }

    /// Takes both parts apart again; neither is checked yet.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`], [`Refusal::Malformed`], [`Refusal::TrailingBytes`],
    /// [`Refusal::NotDeterministic`].
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_MANIFEST_BYTES + ENVELOPE_BYTES {
            return Err(Refusal::TooLarge);
        }
        let mut reader = Reader::new(bytes);
        reader.array(2)?;
        let manifest = reader.bytes()?.to_vec();
        let signed = Self { bytes: manifest, signature: reader.fixed()? };
        reader.end(bytes)?;
        if signed.to_cbor() != bytes {
            return Err(Refusal::NotDeterministic);
        }
        Ok(signed)
    }
}

fn message(bytes: &[u8]) -> Vec<u8> {
    [CONTEXT.as_bytes(), b"\n", bytes].concat()
}
