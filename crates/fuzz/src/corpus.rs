//! The files of a target.

use std::fs;
use std::io;
use std::path::PathBuf;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// The folder of a target's inputs.
#[must_use]
pub fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target)
}

/// All inputs of a target, in the order of their names.
///
/// # Errors
/// When the folder cannot be read: each target has one.
pub fn inputs(target: &str) -> io::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<_> = fs::read_dir(folder(target))?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    paths.into_iter().map(fs::read).collect()
}

/// Keeps an input, under a name that begins with `why` and says its hash. Returns where.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(target: &str, why: &str, input: &[u8]) -> io::Result<PathBuf> {
    let hash = HEXLOWER.encode(&Sha256::digest(input)[..8]);
    let path = folder(target).join(format!("{why}-{hash}"));
    fs::create_dir_all(folder(target))?;
    fs::write(&path, input)?;
    Ok(path)
}
