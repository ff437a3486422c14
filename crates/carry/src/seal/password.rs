//! A video key wrapped by a password, such that a browser's own functions can unwrap it.

use sha2::Sha256;
use zeroize::Zeroizing;

use super::gcm::{Purpose, open, seal};
use super::{NONCE_BYTES, SealRefusal, VideoKey};
use crate::id::VideoId;
use crate::manifest::WrappedKey;

/// Rounds of PBKDF2-HMAC-SHA256 for a new password: what OWASP advises (2023).
pub const PASSWORD_ITERATIONS: u32 = 600_000;

/// The random part of wrapping; fresh for every password and every key.
#[derive(Debug, Clone, Copy)]
pub struct PasswordSeed {
    pub salt: [u8; 16],
    pub nonce: [u8; NONCE_BYTES],
}

/// Wraps `key`. The password is taken as the bytes given: the caller brings its text to Unicode's
/// NFC first, as the page does, so that every keyboard gives the same. `iterations` between
/// `MIN_PBKDF2_ITERATIONS` and `MAX_PBKDF2_ITERATIONS`, or the manifest is refused.
#[must_use]
pub fn wrap_key(key: &VideoKey, password: &[u8], seed: PasswordSeed, iterations: u32, video: &VideoId) -> WrappedKey {
    let derived = derive(password, &seed.salt, iterations);
    let sealed = seal(Purpose::Password, video, &derived, &seed.nonce, key.as_bytes());
    let mut wrapped = [0; 48];
    wrapped.copy_from_slice(&sealed);
    WrappedKey { salt: seed.salt, iterations, nonce: seed.nonce, wrapped }
}

/// The key that `password` unwraps.
///
/// # Errors
/// [`SealRefusal::KeyWrong`].
pub fn unwrap_key(wrapped: &WrappedKey, password: &[u8], video: &VideoId) -> Result<VideoKey, SealRefusal> {
    let derived = derive(password, &wrapped.salt, wrapped.iterations);
    let opened = open(Purpose::Password, video, &derived, &wrapped.nonce, &wrapped.wrapped)?;
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(&opened);
    Ok(VideoKey::from_bytes(*key))
}

fn derive(password: &[u8], salt: &[u8], iterations: u32) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, derived.as_mut());
    derived
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::*;

    #[test]
    fn a_password_gives_the_keys_of_rfc_7914_section_11() {
        for (password, salt, iterations, expected) in [
            ("passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"),
            ("Password", "NaCl", 80_000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"),
        ] {
            let derived = derive(password.as_bytes(), salt.as_bytes(), iterations);
            assert_eq!(HEXLOWER.encode(derived.as_ref()), expected);
        }
    }
}
