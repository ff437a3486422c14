//! Operations on real files and folders. They block: call them off the async threads.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::path::REPLACING;

pub(super) fn open_for_writing(path: &Path, offset: u64) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    let mut file = match options.open(path) {
        Err(failure) if failure.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            options.open(path)?
        }
        opened => opened?,
    };
    if offset > file.metadata()?.len() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "writing there would leave a hole in the file"));
    }
    file.set_len(offset)?;
    file.seek(SeekFrom::Start(offset))?;
    Ok(file)
}

pub(super) fn read_range(path: &Path, range: Range<u64>) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    let end = range.end.min(file.metadata()?.len());
    let length = end.saturating_sub(range.start);
    let mut out = Vec::with_capacity(usize::try_from(length).map_err(io::Error::other)?);
    file.seek(SeekFrom::Start(range.start))?;
    file.take(length).read_to_end(&mut out)?;
    Ok(out.into())
}

pub(super) fn list_folder(path: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(failure) => return absent(failure).map(|()| Vec::new()),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let name = name
            .into_string()
            .map_err(|name| io::Error::new(io::ErrorKind::InvalidData, format!("a strange file name: {name:?}")))?;
        if !name.ends_with(REPLACING) {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

pub(super) fn remove_file_or_folder(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(failure) => Err(failure),
    };
    removed.or_else(absent)
}

pub(super) fn staged(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(REPLACING);
    name.into()
}

/// Absent is not a failure.
pub(super) fn absent(failure: io::Error) -> io::Result<()> {
    match failure.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(failure),
    }
}
