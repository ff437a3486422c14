//! Signature lines, and what is signed.

use data_encoding::BASE64;
use ed25519_dalek::Signer;

use super::{Algorithm, KeyId, Name, NoteRefusal, SignerKey, VerifierKey};
use crate::base64;

/// Before every signature line: U+2014 and a space.
const DASH: &str = "\u{2014} ";
const ID_BYTES: usize = 4;
/// Bytes of a signature behind the key's id, at most: room for what is signed after quantum computers.
pub const MAX_SIGNATURE_BYTES: usize = 8_192;
const TIME_BYTES: usize = 8;
const ED25519_BYTES: usize = 64;
/// The latest time of a cosignature, in seconds since 1970: 2^63 - 1.
pub const MAX_TIME_S: u64 = (1 << 63) - 1;

/// One signature line: who is said to have signed, and bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    name: Name,
    id: KeyId,
    bytes: Vec<u8>,
}

/// A signature that is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verified {
    /// Of a cosignature: when it was made, in seconds since 1970. What a plain signature does not have.
    pub time_s: Option<u64>,
}

impl Signature {
    /// Signs `text`. Ed25519 has no randomness: the same key, text and time give the same bytes.
    ///
    /// # Errors
    /// [`NoteRefusal::TimeImpossible`].
    pub fn sign(text: &str, key: &SignerKey, time_s: u64) -> Result<Self, NoteRefusal> {
        let verifier = key.verifier();
        let bytes = match verifier.algorithm() {
            Algorithm::Ed25519 => key.key().sign(text.as_bytes()).to_bytes().to_vec(),
            Algorithm::Cosignature => {
                let signature = key.key().sign(&cosigned(text, time_s)?).to_bytes();
                [time_s.to_be_bytes().as_slice(), &signature].concat()
            }
        };
        Ok(Self { name: verifier.name().clone(), id: verifier.id(), bytes })
    }

    /// Reads a line without its newline.
    ///
    /// # Errors
    /// [`NoteRefusal::LineMalformed`], [`NoteRefusal::SignatureLength`].
    pub fn parse(line: &str) -> Result<Self, NoteRefusal> {
        let line = line.strip_prefix(DASH).ok_or(NoteRefusal::LineMalformed)?;
        let (name, encoded) = line.split_once(' ').ok_or(NoteRefusal::LineMalformed)?;
        let name = Name::parse(name).map_err(|_| NoteRefusal::LineMalformed)?;
        let whole = base64::decode(encoded).map_err(|_| NoteRefusal::LineMalformed)?;
        let (id, bytes) = whole.split_first_chunk::<ID_BYTES>().ok_or(NoteRefusal::SignatureLength)?;
        if bytes.is_empty() || bytes.len() > MAX_SIGNATURE_BYTES {
            return Err(NoteRefusal::SignatureLength);
        }
        Ok(Self { name, id: KeyId::from_bytes(*id), bytes: bytes.to_vec() })
    }

    /// The line with its newline.
    #[must_use]
    pub fn to_line(&self) -> String {
        let encoded = BASE64.encode(&[self.id.as_bytes(), self.bytes.as_slice()].concat());
        format!("{DASH}{} {encoded}\n", self.name)
    }

    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// What stands behind the id, in a form that the key's algorithm says.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether the line says that `key` signed.
    #[must_use]
    pub fn is_by(&self, key: &VerifierKey) -> bool {
        self.name == *key.name() && self.id == key.id()
    }

    pub(super) fn is_by_same_key(&self, other: &Self) -> bool {
        self.name == other.name && self.id == other.id
    }

    /// Whether it is `key`'s signature of `text`.
    ///
    /// # Errors
    /// [`NoteRefusal::TimeImpossible`], [`NoteRefusal::SignatureWrong`].
    pub fn verify(&self, text: &str, key: &VerifierKey) -> Result<Verified, NoteRefusal> {
        let (time_s, message, signature) = match key.algorithm() {
            Algorithm::Ed25519 => (None, text.as_bytes().to_vec(), self.bytes.as_slice()),
            Algorithm::Cosignature => {
                let parts = self.bytes.split_first_chunk::<TIME_BYTES>().ok_or(NoteRefusal::SignatureWrong)?;
                let time_s = u64::from_be_bytes(*parts.0);
                (Some(time_s), cosigned(text, time_s)?, parts.1)
            }
        };
        let signature = <[u8; ED25519_BYTES]>::try_from(signature).map_err(|_| NoteRefusal::SignatureWrong)?;
        let good = key.key().verify_strict(&message, &ed25519_dalek::Signature::from_bytes(&signature)).is_ok();
        if good && self.is_by(key) { Ok(Verified { time_s }) } else { Err(NoteRefusal::SignatureWrong) }
    }
}

/// What a cosigner signs: two lines before the text of the checkpoint. <https://c2sp.org/tlog-cosignature>
fn cosigned(text: &str, time_s: u64) -> Result<Vec<u8>, NoteRefusal> {
    if time_s > MAX_TIME_S {
        return Err(NoteRefusal::TimeImpossible);
    }
    Ok(format!("cosignature/v1\ntime {time_s}\n{text}").into_bytes())
}
