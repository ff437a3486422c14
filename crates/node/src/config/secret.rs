use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::ConfigError;

/// The largest secret, in bytes.
const SECRET_LIMIT: u64 = 4_096;
/// The permission bits of everybody who is neither owner nor group.
const OTHERS: u32 = 0o007;

/// Reads the secret in `file`, without the line end. `key` is the setting that names the file.
///
/// # Errors
/// [`ConfigError::Secret`] when the file cannot be read, is empty or longer than any secret, or
/// may be read by every user of the machine.
pub fn secret(key: &'static str, file: &Path) -> Result<String, ConfigError> {
    let wrong = |why: String| ConfigError::Secret { key, file: file.to_owned(), why };
    let unreadable = |error: io::Error| wrong(error.to_string());
    let permissions = fs::metadata(file).map_err(unreadable)?.permissions();
    if permissions.mode() & OTHERS != 0 {
        return Err(wrong("every user of this machine may read it; chmod 600 it".to_owned()));
    }
    let mut text = String::new();
    File::open(file).and_then(|file| file.take(SECRET_LIMIT + 1).read_to_string(&mut text)).map_err(unreadable)?;
    if text.len() > usize::try_from(SECRET_LIMIT).unwrap_or(usize::MAX) {
        return Err(wrong(format!("longer than {SECRET_LIMIT} bytes")));
    }
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() { Err(wrong("it is empty".to_owned())) } else { Ok(secret.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_without_its_line_end_and_only_when_it_is_kept_secret() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        let cases: [(&str, u32, Result<&str, &str>); 5] = [
            ("pass word\n", 0o600, Ok("pass word")),
            ("pass word\r\n", 0o640, Ok("pass word")),
            ("pass word", 0o644, Err("every user")),
            ("\n", 0o600, Err("empty")),
            (&"x".repeat(5_000), 0o600, Err("longer")),
        ];
        for (text, mode, expected) in cases {
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            match (secret("mail.password_file", &file), expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected),
                (Err(error), Err(part)) => {
                    let error = error.to_string();
                    assert!(error.starts_with("`mail.password_file`: ") && error.contains(part));
                    assert!(!error.contains("pass word"), "{error}");
                }
                (read, expected) => panic!("{read:?} instead of {expected:?}"),
            }
        }
    }
}
