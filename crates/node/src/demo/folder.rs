//! What the demonstration keeps in its folder, beside the member's own data.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::sample;
use crate::config;

/// The member's configuration, as `ecot init` writes it.
const CONFIG_FILE: &str = "ecot.toml";
/// [`Notes`] as JSON, for the owner's eyes alone.
const NOTES_FILE: &str = "demo.json";
/// The sample on its way to the member.
const SAMPLE_FILE: &str = "sample.mp4";
/// Where the client remembers how far an upload is.
const UPLOADS_FOLDER: &str = "uploads";
/// Largest file of notes, in bytes.
const NOTES_LIMIT: u64 = 64 << 10;

/// Why the folder cannot be used. A retry does not help.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("cannot {operation} {}: {cause}", path.display())]
    Io { operation: &'static str, path: PathBuf, cause: io::Error },
    #[error("{} is not as `ecot demo` wrote it; remove the whole folder to begin anew", .0.display())]
    Damaged(PathBuf),
    /// A member that is in earnest is not played with.
    #[error("{} is the configuration of a member that is no demonstration", .0.display())]
    Foreign(PathBuf),
}

/// What is remembered from one run to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notes {
    /// The password of the demonstration's account.
    pub password: Option<String>,
    /// The id of the sample's video, once the member has all of it and what is said of it.
    pub sample: Option<String>,
    /// Whether the audience has watched it.
    pub watched: bool,
    /// How far the clock is ahead; less than nothing is behind.
    pub ahead_seconds: i64,
    /// The operator's recovery phrase: what is on paper where a member is in earnest.
    pub phrase: Option<String>,
}

/// The folder, made and read.
pub struct Folder {
    path: PathBuf,
    notes: Mutex<Notes>,
}

impl Folder {
    /// Makes the folder and the member's configuration if they are not there, and reads the notes.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        Self::open_at(path, SignedDuration::ZERO)
    }

    /// The same; the clock of a new folder begins so far ahead of the machine's.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open_at(path: &Path, ahead: SignedDuration) -> Result<Self, FolderError> {
        fs::create_dir_all(path).map_err(failed("make the folder", path))?;
        // The program may be started from anywhere, so may those who read what it prints.
        let path = fs::canonicalize(path).map_err(failed("find the folder", path))?;
        let (config, file) = (path.join(CONFIG_FILE), path.join(NOTES_FILE));
        let found = read(&file)?;
        let known = found.is_some();
        if !known && config.exists() {
            return Err(FolderError::Foreign(config));
        }
        let folder = Self { path, notes: Mutex::new(found.unwrap_or_default()) };
        if !known {
            // Before the configuration: by its notes the folder is known as the demonstration's.
            folder.note(|notes| notes.ahead_seconds = ahead.as_secs())?;
        }
        if !config.exists() {
            replace(&config, config::sample().as_bytes()).map_err(failed("write", &config))?;
        }
        Ok(folder)
    }

    /// The folder itself, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The member's configuration.
    pub fn config(&self) -> PathBuf {
        self.path.join(CONFIG_FILE)
    }

    /// The folder in which interrupted uploads are remembered.
    pub fn uploads(&self) -> PathBuf {
        self.path.join(UPLOADS_FOLDER)
    }

    /// The notes as they are now.
    pub fn notes(&self) -> Notes {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How far the clock is ahead.
    pub fn ahead(&self) -> SignedDuration {
        SignedDuration::from_secs(self.notes().ahead_seconds)
    }

    /// Changes the notes; they are on the disk when this returns.
    ///
    /// # Errors
    /// [`FolderError::Io`]; then nothing is changed.
    pub fn note(&self, change: impl FnOnce(&mut Notes)) -> Result<(), FolderError> {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = notes.clone();
        change(&mut changed);
        let file = self.path.join(NOTES_FILE);
        let text = serde_json::to_vec_pretty(&changed).map_err(io::Error::from).map_err(failed("write", &file))?;
        replace(&file, &text).map_err(failed("write", &file))?;
        *notes = changed;
        Ok(())
    }

    /// The sample as a file. One that is there already keeps its times, by which an upload is found again.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn put_sample(&self) -> Result<PathBuf, FolderError> {
        let file = self.path.join(SAMPLE_FILE);
        let there = fs::read(&file).is_ok_and(|bytes| bytes == sample::BYTES);
        if !there {
            replace(&file, sample::BYTES).map_err(failed("write", &file))?;
        }
        Ok(file)
    }

    /// Removes what was only needed to send the sample.
    pub fn remove_sample(&self) {
        // What stays is in nobody's way.
        let _ = fs::remove_file(self.path.join(SAMPLE_FILE));
        let _ = fs::remove_dir_all(self.uploads());
    }
}

/// The notes, if there are any.
fn read(file: &Path) -> Result<Option<Notes>, FolderError> {
    let Some(text) = contents(file)? else { return Ok(None) };
    serde_json::from_slice(&text).map(Some).map_err(|_| FolderError::Damaged(file.to_owned()))
}

/// The bytes of a file of notes, if it is there.
pub(super) fn contents(file: &Path) -> Result<Option<Vec<u8>>, FolderError> {
    let length = match fs::metadata(file) {
        Ok(facts) => facts.len(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("read", file)(error)),
    };
    if length > NOTES_LIMIT {
        return Err(FolderError::Damaged(file.to_owned()));
    }
    fs::read(file).map(Some).map_err(failed("read", file))
}

/// Old or new, whole, whenever the machine stops.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = file.with_extension("new");
    let mut opened = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
    opened.write_all(bytes)?;
    opened.sync_all()?;
    fs::rename(&new, file)?;
    file.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

pub(super) fn failed<'a>(operation: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> FolderError + 'a {
    move |cause| FolderError::Io { operation, path: path.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_there_at_the_next_start() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("deep/demo");
        let folder = Folder::open(&path).unwrap();
        assert_eq!(folder.notes(), Notes::default());
        folder.note(|notes| notes.ahead_seconds = 60).unwrap();
        let again = Folder::open(&path).unwrap();
        assert_eq!(again.ahead(), SignedDuration::from_secs(60));
        assert_eq!(again.notes(), folder.notes());
    }

    #[test]
    fn a_configuration_that_was_changed_is_left_as_it_is() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::open(parent.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.config()).unwrap(), config::sample());
        fs::write(folder.config(), "[member]\nname = \"Ours\"\n").unwrap();
        Folder::open(parent.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.config()).unwrap(), "[member]\nname = \"Ours\"\n");
    }

    #[test]
    fn the_folder_of_a_real_member_is_left_alone() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join(CONFIG_FILE), "[member]\nname = \"Ours\"\n").unwrap();
        assert!(matches!(Folder::open(parent.path()), Err(FolderError::Foreign(_))));
        assert!(!parent.path().join(NOTES_FILE).exists());
    }

    #[test]
    fn notes_that_are_none_are_reported_and_left_as_they_are() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join(NOTES_FILE), "{").unwrap();
        assert!(matches!(Folder::open(parent.path()), Err(FolderError::Damaged(_))));
        assert_eq!(fs::read_to_string(parent.path().join(NOTES_FILE)).unwrap(), "{");
    }

    #[test]
    fn the_sample_keeps_its_times_while_it_is_whole() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::open(parent.path()).unwrap();
        let file = folder.put_sample().unwrap();
        let times = |file: &Path| fs::metadata(file).unwrap().modified().unwrap();
        let first = times(&file);
        folder.put_sample().unwrap();
        assert_eq!(times(&file), first);
        fs::write(&file, "cut off").unwrap();
        folder.put_sample().unwrap();
        assert_eq!(fs::read(&file).unwrap(), sample::BYTES);
        folder.remove_sample();
        assert!(!file.exists());
    }
}
