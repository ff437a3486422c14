//! Passwords of accounts: the rules for new ones, and argon2id.
//!
//! Hashing runs on blocking threads, a few at a time. Checking a password takes the same work whether the account
//! exists or not: without an account, a hash of nothing is checked and the answer is no.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use tokio::sync::Semaphore;

/// Shortest new password, in characters.
pub const PASSWORD_MIN_CHARS: usize = 10;
/// Longest password, in bytes: a bound on the work, far above any passphrase.
pub const PASSWORD_MAX_BYTES: usize = 512;
/// Hashes computed at the same time; each holds [`PasswordCost::memory_kib`].
const HASHES_AT_ONCE: usize = 2;
/// Requests that may wait for a hash; one more is told to come back.
const HASHES_WAITING: usize = 64;

/// Passwords, in lower case, that guessers try first.
const COMMON: [&str; 12] = [
    "1234567890",
    "0123456789",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "azertyuiop",
    "iloveyou123",
    "motdepasse",
    "password12",
    "password123",
    "password1234",
    "qwertyuiop",
];

/// Why a new password is refused, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Fewer than [`PASSWORD_MIN_CHARS`] characters.
    TooShort,
    /// More than [`PASSWORD_MAX_BYTES`] bytes.
    TooLong,
    /// The account's name, or one of those that guessers try first.
    TooCommon,
}

impl PasswordRefusal {
    /// The code that pages and the API show.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::TooCommon => "password-too-common",
        }
    }
}

/// Checks a new password against the rules.
///
/// # Errors
/// The first rule of [`PasswordRefusal`] that it breaks.
pub fn check_new(password: &str, name: &str) -> Result<(), PasswordRefusal> {
    if password.chars().count() < PASSWORD_MIN_CHARS {
        return Err(PasswordRefusal::TooShort);
    }
    if password.len() > PASSWORD_MAX_BYTES {
        return Err(PasswordRefusal::TooLong);
    }
    let lower = password.to_lowercase();
    if lower == name.to_lowercase() || COMMON.contains(&lower.as_str()) {
        return Err(PasswordRefusal::TooCommon);
    }
    Ok(())
}

/// The work of one hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl PasswordCost {
    /// OWASP's advice for argon2id: 19 MiB, two passes.
    pub const RECOMMENDED: Self = Self { memory_kib: 19 * 1024, passes: 2 };

    /// The least that argon2 computes: for the passwords of tests, which protect nothing.
    pub const LEAST: Self = Self { memory_kib: 8, passes: 1 };
}

/// Why no answer came.
#[derive(Debug, thiserror::Error)]
pub enum HashFailure {
    /// Too many are waiting; a retry after some seconds helps.
    #[error("too many password checks are waiting")]
    Busy,
    /// The hash could not be computed or read; a retry does not help.
    #[error("argon2 failed: {0}")]
    Argon2(String),
}

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    argon2: Argon2<'static>,
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// A hash of the same cost, checked when there is no account.
    nobody: Arc<str>,
}

impl Hasher {
    /// # Errors
    /// [`HashFailure::Argon2`] if the cost is outside what argon2 allows.
    pub fn new(cost: PasswordCost) -> Result<Self, HashFailure> {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(argon2_failure)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = argon2.hash_password_with_salt(b"", &[0; 16]).map_err(argon2_failure)?;
        Ok(Self {
            argon2,
            running: Arc::new(Semaphore::new(HASHES_AT_ONCE)),
            waiting: Arc::new(Semaphore::new(HASHES_WAITING)),
            nobody: nobody.to_string().into(),
        })
    }

    /// The PHC string of a password (`$argon2id$…`).
    ///
    /// # Errors
    /// [`HashFailure`].
    pub async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, HashFailure> {
        let password = password.to_owned();
        self.on_a_thread(move |argon2| {
            let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(argon2_failure)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password is that of the PHC string; with `None` the same work is done and the answer is no.
    ///
    /// # Errors
    /// [`HashFailure`]; a password over [`PASSWORD_MAX_BYTES`] is simply wrong.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, HashFailure> {
        let exists = hash.is_some() && password.len() <= PASSWORD_MAX_BYTES;
        let cut: String = password.chars().take(PASSWORD_MAX_BYTES).collect();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let right = self
            .on_a_thread(move |argon2| {
                let parsed = PasswordHash::new(&hash).map_err(argon2_failure)?;
                Ok(argon2.verify_password(cut.as_bytes(), &parsed).is_ok())
            })
            .await?;
        Ok(right && exists)
    }

    async fn on_a_thread<T, F>(&self, work: F) -> Result<T, HashFailure>
    where
        T: Send + 'static,
        F: FnOnce(&Argon2<'static>) -> Result<T, HashFailure> + Send + 'static,
    {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| HashFailure::Busy)?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(argon2_failure)?;
        let argon2 = self.argon2.clone();
        let work = move || {
            // Held by the work itself: who asked may be gone long before it ends.
            let _held = (place, turn);
            work(&argon2)
        };
        tokio::task::spawn_blocking(work).await.map_err(argon2_failure)?
    }
}

fn argon2_failure(error: impl std::fmt::Display) -> HashFailure {
    HashFailure::Argon2(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_refuses_with_its_own_code() {
        let long = "x".repeat(PASSWORD_MAX_BYTES + 1);
        let rows = [
            ("ninechars", Err(PasswordRefusal::TooShort)),
            (long.as_str(), Err(PasswordRefusal::TooLong)),
            ("Password123", Err(PasswordRefusal::TooCommon)),
            ("Ana-Example", Err(PasswordRefusal::TooCommon)),
            ("correct horse", Ok(())),
        ];
        for (password, expected) in rows {
            assert_eq!(check_new(password, "ana-example"), expected, "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_of_an_account_that_exists_is_right() -> Result<(), HashFailure> {
        let hasher = Hasher::new(PasswordCost::LEAST)?;
        let hash = hasher.hash("correct horse", [7; 16]).await?;
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(hasher.verify("correct horse", Some(&hash)).await?);
        assert!(!hasher.verify("wrong horse", Some(&hash)).await?);
        assert!(!hasher.verify("", None).await?, "the password of nobody opens nothing");
        Ok(())
    }
}
