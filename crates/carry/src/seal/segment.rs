//! HLS AES-128: AES-128-CBC with PKCS7 padding, each section encrypted alone.

use aes::Aes128;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha2::{Digest, Sha256};

use super::{RenditionKey, SealRefusal};

/// Bytes of an AES block.
const BLOCK_BYTES: u64 = 16;

/// Which section of a rendition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentPlace {
    /// The init section.
    Init,
    /// The segment with this media sequence number; the first is 0.
    Media(u64),
}

/// The initialisation vector: the media sequence number as 128 bits, big-endian; 2^127 for the
/// init section, which no sequence number reaches.
#[must_use]
pub fn segment_iv(place: SegmentPlace) -> [u8; 16] {
    match place {
        SegmentPlace::Init => (1_u128 << 127).to_be_bytes(),
        SegmentPlace::Media(number) => u128::from(number).to_be_bytes(),
    }
}

/// Encrypts one section.
#[must_use]
pub fn segment_encrypt(key: &RenditionKey, place: SegmentPlace, plain: &[u8]) -> Vec<u8> {
    encrypt(key.as_bytes(), &segment_iv(place), plain)
}

/// Decrypts one section. There is no tag: whoever needs to know that the bytes are the right ones
/// compares their hash with the manifest's first.
///
/// # Errors
/// [`SealRefusal::SegmentMalformed`].
pub fn segment_decrypt(key: &RenditionKey, place: SegmentPlace, encrypted: &[u8]) -> Result<Vec<u8>, SealRefusal> {
    cbc::Decryptor::<Aes128>::new(&(*key.as_bytes()).into(), &segment_iv(place).into())
        .decrypt_padded_vec::<Pkcs7>(encrypted)
        .map_err(|_| SealRefusal::SegmentMalformed)
}

fn encrypt(key: &[u8; 16], iv: &[u8; 16], plain: &[u8]) -> Vec<u8> {
    cbc::Encryptor::<Aes128>::new(&(*key).into(), &(*iv).into()).encrypt_padded_vec::<Pkcs7>(plain)
}

/// Bytes that `plain` bytes have once encrypted: up to the next block, one whole one at least.
#[must_use]
pub const fn encrypted_len(plain: u64) -> u64 {
    plain - plain % BLOCK_BYTES + BLOCK_BYTES
}

/// The head of a box of ISO/IEC 14496-12: a length and a type.
const BOX_HEAD_BYTES: u64 = 8;
/// Padding that an encrypted init section has, always.
const INIT_PADDING_BYTES: u64 = 1;
/// The last box of a filled init section: what that section has beyond whole blocks.
const LAST_BOX: [u8; 15] = *b"\0\0\0\x0ffree\0\0\0\0\0\0\0";

/// Fills an init section up before it is encrypted, with two `free` boxes that players skip, so that one byte of
/// padding follows: a playlist states the length that an encrypted init section has once it is decrypted
/// (draft-pantos-hls-rfc8216bis, section 6.3.6), and the manifest has only the encrypted one.
///
/// ffmpeg takes the stated length for the encrypted one, and then decrypts whole blocks only. What it loses is the
/// second box; what it takes for padding is a zero of the first.
#[must_use]
pub fn fill_init(plain: &[u8]) -> Vec<u8> {
    let mut filled = plain.to_vec();
    let over = u64::try_from(plain.len()).unwrap_or(u64::MAX) % BLOCK_BYTES;
    if over == BLOCK_BYTES - INIT_PADDING_BYTES && plain.ends_with(&LAST_BOX) {
        return filled;
    }
    let missing = BLOCK_BYTES - over;
    let len = if missing > BOX_HEAD_BYTES { missing } else { missing + BLOCK_BYTES };
    filled.extend(u32::try_from(len).unwrap_or(u32::MAX).to_be_bytes());
    filled.extend(b"free");
    filled.extend((BOX_HEAD_BYTES..len).map(|_| 0));
    filled.extend(LAST_BOX);
    filled
}

/// The length of a filled init section, from the length of the encrypted one.
#[must_use]
pub const fn filled_len(encrypted: u64) -> u64 {
    encrypted.saturating_sub(INIT_PADDING_BYTES)
}

/// Where a section lies in the encrypted object, and its hash there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedRange {
    pub start: u64,
    pub len: u64,
    pub sha256: [u8; 32],
}

/// Encrypts a rendition section by section: the init section first, then every segment in order.
/// The caller writes what each call returns behind what it wrote before.
#[derive(Debug)]
pub struct CipherObject {
    key: RenditionKey,
    next: SegmentPlace,
    end: u64,
}

impl CipherObject {
    #[must_use]
    pub const fn new(key: RenditionKey) -> Self {
        Self { key, next: SegmentPlace::Init, end: 0 }
    }

    /// The next section's bytes, encrypted, and where they lie.
    #[must_use]
    pub fn push(&mut self, plain: &[u8]) -> (Vec<u8>, SealedRange) {
        let bytes = segment_encrypt(&self.key, self.next, plain);
        let len = encrypted_len(u64::try_from(plain.len()).unwrap_or(u64::MAX - BLOCK_BYTES));
        let range = SealedRange { start: self.end, len, sha256: Sha256::digest(&bytes).into() };
        self.end += len;
        self.next = match self.next {
            SegmentPlace::Init => SegmentPlace::Media(0),
            SegmentPlace::Media(number) => SegmentPlace::Media(number + 1),
        };
        (bytes, range)
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        let mut bytes = [0; N];
        assert_eq!(HEXLOWER.decode_mut(text.as_bytes(), &mut bytes), Ok(N));
        bytes
    }

    #[test]
    fn the_cipher_gives_the_first_blocks_of_nist_sp_800_38a_f_2_1() {
        let key = hex("2b7e151628aed2a6abf7158809cf4f3c");
        let iv = hex("000102030405060708090a0b0c0d0e0f");
        let plain: [u8; 32] = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        let expected: [u8; 32] = hex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
        assert_eq!(encrypt(&key, &iv, &plain)[..32], expected);
    }
}
