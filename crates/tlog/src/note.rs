//! Signed notes: text with signature lines below it. <https://c2sp.org/signed-note>

mod key;
mod name;
mod refusal;
mod signature;

use std::str;

pub use ed25519_dalek::{SigningKey, VerifyingKey};
pub use key::{Algorithm, KeyId, SignerKey, VerifierKey};
pub use name::{MAX_NAME_BYTES, Name};
pub use refusal::{KeyRefusal, NoteRefusal};
pub use signature::{MAX_SIGNATURE_BYTES, MAX_TIME_S, Signature, Verified};

/// Bytes of a note with its signatures, at most: 16 signatures of post-quantum size still fit.
pub const MAX_NOTE_BYTES: usize = 131_072;
/// Signature lines of a note, at most. Other readers stop at 100 as well.
pub const MAX_SIGNATURES: usize = 100;

/// Text with its signatures. That it is well formed is certain; nothing is said of whether a signature is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Ends with a newline.
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// Signs `text`, which ends with a newline. `time_s` is the time of a cosignature in seconds since 1970 and has no
    /// meaning to other keys.
    ///
    /// # Errors
    /// [`NoteRefusal::TooLarge`], [`NoteRefusal::ControlCharacter`], [`NoteRefusal::Unterminated`], and as
    /// [`Signature::sign`].
    pub fn sign(text: &str, key: &SignerKey, time_s: u64) -> Result<Self, NoteRefusal> {
        check_characters(text)?;
        if !text.ends_with('\n') {
            return Err(NoteRefusal::Unterminated);
        }
        let signature = Signature::sign(text, key, time_s)?;
        Self { text: text.to_owned(), signatures: vec![signature] }.within_limits()
    }

    /// Reads a note. What is read is written by [`Note::to_bytes`] as the same bytes.
    ///
    /// # Errors
    /// The first of [`NoteRefusal`]'s reasons that concern bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteRefusal> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteRefusal::TooLarge);
        }
        let whole = str::from_utf8(bytes).map_err(|_| NoteRefusal::NotUtf8)?;
        check_characters(whole)?;
        if !whole.ends_with('\n') {
            return Err(NoteRefusal::Unterminated);
        }
        // The last empty line parts the text from its signatures: the text may have empty lines of its own.
        let end = whole.rfind("\n\n").ok_or(NoteRefusal::NoSignatures)? + 1;
        let (text, rest) = whole.split_at(end);
        let lines = &rest[1..];
        if lines.is_empty() {
            return Err(NoteRefusal::NoSignatures);
        }
        if lines.split_terminator('\n').count() > MAX_SIGNATURES {
            return Err(NoteRefusal::TooManySignatures);
        }
        let signatures = lines.split_terminator('\n').map(Signature::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The note as it is stored and served.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.text.clone();
        out.push('\n');
        for signature in &self.signatures {
            out.push_str(&signature.to_line());
        }
        out.into_bytes()
    }

    /// What is signed; ends with a newline.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines in their order, good or not.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// This note with one signature more. A signature by the same key is replaced: the newer cosignature says more.
    ///
    /// # Errors
    /// [`NoteRefusal::TooManySignatures`], [`NoteRefusal::TooLarge`].
    pub fn with(mut self, signature: Signature) -> Result<Self, NoteRefusal> {
        self.signatures.retain(|held| !held.is_by_same_key(&signature));
        self.signatures.push(signature);
        self.within_limits()
    }

    /// This note with those of its signatures that are `good`.
    #[must_use]
    pub fn only(mut self, good: impl FnMut(&Signature) -> bool) -> Self {
        self.signatures.retain(good);
        self
    }

    /// The good signature by `key`, if there is one: no line with its name and id is no refusal, because notes carry
    /// signatures of keys that a reader does not know.
    ///
    /// # Errors
    /// [`NoteRefusal::SignatureTwice`] and [`NoteRefusal::SignatureWrong`]: a known key makes the whole note bad.
    pub fn verified_by(&self, key: &VerifierKey) -> Result<Option<Verified>, NoteRefusal> {
        let mut lines = self.signatures.iter().filter(|line| line.is_by(key));
        let Some(line) = lines.next() else { return Ok(None) };
        if lines.next().is_some() {
            return Err(NoteRefusal::SignatureTwice);
        }
        line.verify(&self.text, key).map(Some)
    }

    fn within_limits(self) -> Result<Self, NoteRefusal> {
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(NoteRefusal::TooManySignatures);
        }
        if self.to_bytes().len() > MAX_NOTE_BYTES {
            return Err(NoteRefusal::TooLarge);
        }
        Ok(self)
    }
}

/// A note has newlines and no other control character.
fn check_characters(text: &str) -> Result<(), NoteRefusal> {
    if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') { Err(NoteRefusal::ControlCharacter) } else { Ok(()) }
}
