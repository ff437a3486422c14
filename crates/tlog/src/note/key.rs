//! Keys with their names, and their text form. <https://c2sp.org/signed-note#verifier-keys>

use std::fmt;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{KeyRefusal, Name};
use crate::base64;

const ID_BYTES: usize = 4;
const KEY_BYTES: usize = 32;
/// Before the text form of a signer's key.
const PRIVATE: &str = "PRIVATE+KEY+";

/// What a key signs. The number is the first byte of the key in its text form and goes into its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// 0x01: Ed25519 over the text.
    Ed25519,
    /// 0x04: a cosignature/v1, Ed25519 over a time and the text of a checkpoint. <https://c2sp.org/tlog-cosignature>
    Cosignature,
}

impl Algorithm {
    const fn code(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }

    const fn from_code(code: u8) -> Option<Self> {
        match code {
            0x01 => Some(Self::Ed25519),
            0x04 => Some(Self::Cosignature),
            _ => None,
        }
    }
}

/// The first four bytes of SHA-256 of name, newline, algorithm and public key: tells keys of one name apart, proves
/// nothing. Shown as eight lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; ID_BYTES]);

impl KeyId {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; ID_BYTES]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; ID_BYTES] {
        &self.0
    }

    fn of(name: &Name, algorithm: Algorithm, key: &[u8; KEY_BYTES]) -> Self {
        let hashed =
            Sha256::new().chain_update(name.as_str()).chain_update([b'\n', algorithm.code()]).chain_update(key);
        let hash: [u8; 32] = hashed.finalize().into();
        Self([hash[0], hash[1], hash[2], hash[3]])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// Whose signature is looked for: a name, an algorithm, an Ed25519 public key under which not everybody can sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: Name,
    algorithm: Algorithm,
    id: KeyId,
    key: VerifyingKey,
}

impl VerifierKey {
    /// # Errors
    /// [`KeyRefusal::KeyUnsound`].
    pub fn new(name: Name, algorithm: Algorithm, key: &[u8; KEY_BYTES]) -> Result<Self, KeyRefusal> {
        let sound = VerifyingKey::from_bytes(key).map_err(|_| KeyRefusal::KeyUnsound)?;
        let spelt = sound.to_edwards().compress().to_bytes();
        if sound.is_weak() || spelt != *key {
            return Err(KeyRefusal::KeyUnsound);
        }
        let id = KeyId::of(&name, algorithm, key);
        Ok(Self { name, algorithm, id, key: sound })
    }

    /// Reads `name+id+key`, where the key is Base64 of the algorithm's byte and 32 bytes.
    ///
    /// # Errors
    /// The first of [`KeyRefusal`]'s reasons.
    pub fn parse(text: &str) -> Result<Self, KeyRefusal> {
        let Parts { name, id, algorithm, key } = parse_text(text)?;
        let read = Self::new(name, algorithm, &key)?;
        if read.id == id { Ok(read) } else { Err(KeyRefusal::IdWrong) }
    }

    /// The text form, as it is published.
    #[must_use]
    pub fn to_text(&self) -> String {
        let key = with_code(self.algorithm, self.key.as_bytes());
        format!("{}+{}+{}", self.name, self.id, BASE64.encode(key.as_ref()))
    }

    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    #[must_use]
    pub const fn key(&self) -> &VerifyingKey {
        &self.key
    }
}

/// Who signs: the private half of a [`VerifierKey`]. Wiped from memory when dropped.
#[derive(Clone)]
pub struct SignerKey {
    verifier: VerifierKey,
    key: SigningKey,
}

impl SignerKey {
    /// # Errors
    /// [`KeyRefusal::KeyUnsound`], which no key from random bytes is.
    pub fn new(name: Name, algorithm: Algorithm, key: SigningKey) -> Result<Self, KeyRefusal> {
        let verifier = VerifierKey::new(name, algorithm, key.verifying_key().as_bytes())?;
        Ok(Self { verifier, key })
    }

    /// Reads `PRIVATE+KEY+name+id+key`; the id is that of the public half.
    ///
    /// # Errors
    /// The first of [`KeyRefusal`]'s reasons.
    pub fn parse(text: &str) -> Result<Self, KeyRefusal> {
        let text = text.strip_prefix(PRIVATE).ok_or(KeyRefusal::Malformed)?;
        let Parts { name, id, algorithm, key } = parse_text(text)?;
        let read = Self::new(name, algorithm, SigningKey::from_bytes(&key))?;
        if read.verifier.id == id { Ok(read) } else { Err(KeyRefusal::IdWrong) }
    }

    /// The text form: a secret.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let key = with_code(self.verifier.algorithm, self.key.as_bytes());
        let encoded = Zeroizing::new(BASE64.encode(key.as_ref()));
        Zeroizing::new(format!("{PRIVATE}{}+{}+{}", self.verifier.name, self.verifier.id, *encoded))
    }

    /// The public half.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    pub(super) const fn key(&self) -> &SigningKey {
        &self.key
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SignerKey({}+{})", self.verifier.name, self.verifier.id)
    }
}

fn with_code(algorithm: Algorithm, key: &[u8; KEY_BYTES]) -> Zeroizing<Vec<u8>> {
    let mut coded = Zeroizing::new(Vec::with_capacity(KEY_BYTES + 1));
    coded.push(algorithm.code());
    coded.extend_from_slice(key);
    coded
}

/// What a text form has. The key is that of either half.
struct Parts {
    name: Name,
    id: KeyId,
    algorithm: Algorithm,
    key: Zeroizing<[u8; KEY_BYTES]>,
}

/// Base64 has a plus of its own, so the text is parted at the first two.
fn parse_text(text: &str) -> Result<Parts, KeyRefusal> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyRefusal::Malformed);
    };
    let name = Name::parse(name)?;
    let id = HEXLOWER.decode(id.as_bytes()).map_err(|_| KeyRefusal::IdMalformed)?;
    let id = KeyId(id.try_into().map_err(|_| KeyRefusal::IdMalformed)?);
    let coded = base64::decode(key).map_err(|_| KeyRefusal::NotBase64)?;
    let (code, key) = coded.split_first().ok_or(KeyRefusal::NotBase64)?;
    let algorithm = Algorithm::from_code(*code).ok_or(KeyRefusal::UnknownAlgorithm)?;
    let key = Zeroizing::new(<[u8; KEY_BYTES]>::try_from(key).map_err(|_| KeyRefusal::KeyLength)?);
    Ok(Parts { name, id, algorithm, key })
}
