//! Which paths a disk accepts.

use std::io;

/// Longest path accepted, in bytes.
const MAX_PATH_BYTES: usize = 1024;

/// What stands behind a name while [`crate::Disk::replace`] writes it anew.
pub(super) const REPLACING: &str = ".replacing";

/// Refuses a path that is not relative, has an empty, `.` or `..` part, a NUL or a backslash, is
/// too long, or ends like the temporary names of `replace`.
///
/// # Errors
/// [`io::ErrorKind::InvalidInput`].
pub(crate) fn check(path: &str) -> io::Result<()> {
    let bad_part = |part: &str| part.is_empty() || part == "." || part == "..";
    let refused = path.len() > MAX_PATH_BYTES
        || path.contains(['\0', '\\'])
        || path.ends_with(REPLACING)
        || path.split('/').any(bad_part);
    if refused {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("not a path inside the data folder: {path:?}"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_path_that_could_leave_the_data_folder_is_refused() {
        for path in ["", "/etc/passwd", "a//b", "a/", "..", "a/../b", "./a", "a\\b", "a\0b", "x.replacing"] {
            assert!(check(path).is_err(), "{path:?}");
        }
        assert!(check(&"x".repeat(1025)).is_err());
    }

    #[test]
    fn a_plain_relative_path_is_accepted() {
        for path in ["a", "a/b.c", "uploads/0af3", "a/..b"] {
            assert!(check(path).is_ok(), "{path:?}");
        }
    }
}
