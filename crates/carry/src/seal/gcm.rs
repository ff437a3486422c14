//! AES-256-GCM bound to a purpose and a video, so that nothing sealed fits anywhere else.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use zeroize::Zeroizing;

use super::SealRefusal;
use crate::id::VideoId;

/// What is sealed; its line and the video's id are the additional data.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Payload,
    Thumbnail,
    Password,
}

impl Purpose {
    fn additional_data(self, video: &VideoId) -> Vec<u8> {
        let line = match self {
            Self::Payload => "ecot/sealed/1\n",
            Self::Thumbnail => "ecot/thumbnail/1\n",
            Self::Password => "ecot/password/1\n",
        };
        [line.as_bytes(), video.as_bytes()].concat()
    }
}

fn encrypt(key: &[u8; 32], nonce: &[u8; 12], aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key));
    match cipher.encrypt(&Nonce::from(*nonce), Payload { msg: plain, aad }) {
        Ok(bytes) => bytes,
        // The cipher takes 64 GiB; what is sealed here is far smaller.
        Err(_) => panic!("AES-256-GCM refused {} bytes", plain.len()),
    }
}

/// The ciphertext and, behind it, the 16-byte tag.
pub(super) fn seal(purpose: Purpose, video: &VideoId, key: &[u8; 32], nonce: &[u8; 12], plain: &[u8]) -> Vec<u8> {
    encrypt(key, nonce, &purpose.additional_data(video), plain)
}

pub(super) fn open(
    purpose: Purpose,
    video: &VideoId,
    key: &[u8; 32],
    nonce: &[u8; 12],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealRefusal> {
    let aad = purpose.additional_data(video);
    let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key));
    cipher
        .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: &aad })
        .map(Zeroizing::new)
        .map_err(|_| SealRefusal::KeyWrong)
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    #[test]
    fn the_cipher_gives_test_case_16_of_the_gcm_specification() {
        let half = [0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c];
        let other = [0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08];
        let mut key = [0; 32];
        key.copy_from_slice(&[half, other, half, other].concat());
        let nonce = [0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce, 0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88];
        let hex = |text: &str| HEXLOWER.decode(text.as_bytes()).unwrap_or_default();
        let aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plain = hex(concat!(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72",
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        ));
        let expected = concat!(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa",
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b",
        );
        assert_eq!(HEXLOWER.encode(&encrypt(&key, &nonce, &aad, &plain)), expected);
    }
}
