//! Why bytes are no note, a text is no key, or a note is not signed.

/// Why a text is no key or no name. Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum KeyRefusal {
    /// Not `name+id+key`, or for a signer's key `PRIVATE+KEY+name+id+key`.
    #[error("a key is not in the form name+id+key")]
    Malformed,
    /// Empty, above `MAX_NAME_BYTES`, or with a space, a control character or a plus.
    #[error("a name is empty, too long, or has a space, a plus or a control character")]
    NameMalformed,
    /// Not eight lower-case hex digits.
    #[error("the id of a key is not eight lower-case hex digits")]
    IdMalformed,
    /// Not canonical Base64 of one byte and a key.
    #[error("a key is not in canonical Base64")]
    NotBase64,
    /// Another algorithm than 0x01 and 0x04.
    #[error("a key has an algorithm that this program does not know")]
    UnknownAlgorithm,
    /// Not 32 bytes.
    #[error("a key does not have 32 bytes")]
    KeyLength,
    /// No point of the curve, one in another spelling, or one under which everybody can sign.
    #[error("a key is not a sound Ed25519 key")]
    KeyUnsound,
    /// The id is not the hash of name, algorithm and key.
    #[error("the id of a key is not that of its name and bytes")]
    IdWrong,
}

/// Why bytes are no note, or a signature is none. Closed and ordered: the first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum NoteRefusal {
    /// More than `MAX_NOTE_BYTES`.
    #[error("a note has more bytes than it may have")]
    TooLarge,
    /// Not UTF-8.
    #[error("a note is not UTF-8")]
    NotUtf8,
    /// A control character other than a newline.
    #[error("a note has a control character")]
    ControlCharacter,
    /// The text, or the note, does not end with a newline.
    #[error("a note does not end with a newline")]
    Unterminated,
    /// No empty line, or nothing below the last one.
    #[error("a note has no signatures")]
    NoSignatures,
    /// More than `MAX_SIGNATURES`.
    #[error("a note has more signatures than it may have")]
    TooManySignatures,
    /// A line that is not a dash (U+2014), a name and canonical Base64 with one space between each.
    #[error("a signature line is malformed")]
    LineMalformed,
    /// No byte behind the key's id, or more than `MAX_SIGNATURE_BYTES`.
    #[error("a signature is empty or too long")]
    SignatureLength,
    /// A cosignature later than `MAX_TIME_S`.
    #[error("a cosignature has an impossible time")]
    TimeImpossible,
    /// Two lines by one known key.
    #[error("a key signed a note twice")]
    SignatureTwice,
    /// A line by a known key that is not its signature of this text.
    #[error("a signature is wrong")]
    SignatureWrong,
}
