use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

/// Access for the owner alone.
const OWNER_ONLY: u32 = 0o700;
/// The file that a running member holds locked.
const LOCK_FILE: &str = "running.lock";

/// Held while the member runs; the system releases it however the process ends.
pub struct Lock(#[expect(dead_code, reason = "held for its lock")] File);

impl Lock {
    /// Removes a folder that has nothing in it but this lock. What is in it otherwise stays.
    pub fn remove_with_folder(self, folder: &Path) {
        // Nothing depends on it: an empty folder is as good as none.
        let _ = fs::remove_file(folder.join(LOCK_FILE));
        let _ = fs::remove_dir(folder);
    }
}

/// Makes the data folder, or takes the access of others from one that is there.
pub fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(OWNER_ONLY).create(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(OWNER_ONLY))
}

/// The lock of the data folder, or none if another process has it.
pub fn lock(folder: &Path) -> io::Result<Option<Lock>> {
    let path = folder.join(LOCK_FILE);
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(Lock(file))),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_for_its_owner_alone_even_if_it_was_open_before() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("deep/data");
        make(&folder).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
        make(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, OWNER_ONLY);
    }

    #[test]
    fn one_process_at_a_time_has_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let held = lock(folder.path()).unwrap();
        assert!(held.is_some());
        assert!(lock(folder.path()).unwrap().is_none());
        drop(held);
        assert!(lock(folder.path()).unwrap().is_some());
    }
}
