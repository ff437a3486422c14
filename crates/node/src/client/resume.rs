use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use reqwest::Url;
use sha2::{Digest, Sha256};

/// Largest note that is read, in bytes.
const NOTE_BYTES: u64 = 4_096;

/// Remembers where the upload of a file stands, so that the same command goes on after an interruption.
#[derive(Debug, Clone)]
pub struct Resume {
    note: Option<PathBuf>,
}

impl Resume {
    /// The note on sending `file`, as it is now, to `server`; kept in `folder`. Without a folder nothing is remembered.
    ///
    /// # Errors
    /// When the file cannot be looked at.
    pub fn of(folder: Option<&Path>, server: &Url, file: &Path) -> io::Result<Self> {
        let facts = fs::metadata(file)?;
        let whole = fs::canonicalize(file)?;
        let changed = facts.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(server.as_str());
        hash.update([0]);
        hash.update(whole.as_os_str().as_encoded_bytes());
        hash.update(facts.len().to_be_bytes());
        hash.update(changed.as_nanos().to_be_bytes());
        let name = data_encoding::HEXLOWER.encode(&hash.finalize());
        Ok(Self { note: folder.map(|folder| folder.join(name)) })
    }

    /// The path of the upload at the server, if one was begun.
    pub fn begun(&self) -> Option<String> {
        let note = self.note.as_ref()?;
        let short = fs::metadata(note).is_ok_and(|facts| facts.len() <= NOTE_BYTES);
        short.then(|| fs::read_to_string(note).ok()).flatten()
    }

    /// Notes the path of the upload. If that fails, only going on after an interruption is lost.
    pub fn remember(&self, path: &str) {
        if let Some(note) = &self.note
            && let Some(folder) = note.parent()
        {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(note, path));
        }
    }

    /// Forgets the upload.
    pub fn forget(&self) {
        if let Some(note) = &self.note {
            // A note that stays is found out to be of no use at the next try.
            let _ = fs::remove_file(note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_is_remembered_for_this_file_as_it_is_and_this_server() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("notes");
        let file = folder.path().join("video.mp4");
        fs::write(&file, "one").unwrap();
        let [here, there] = ["https://a.example/", "https://b.example/"].map(|url| url.parse::<Url>().unwrap());
        let of = |server| Resume::of(Some(&notes), server, &file).unwrap();
        assert_eq!(of(&here).begun(), None);
        of(&here).remember("/tus/1");
        assert_eq!(of(&here).begun().as_deref(), Some("/tus/1"));
        assert_eq!(of(&there).begun(), None);
        fs::write(&file, "other").unwrap();
        assert_eq!(of(&here).begun(), None, "another length");
        of(&here).remember("/tus/2");
        of(&here).forget();
        assert_eq!(of(&here).begun(), None);
    }
}
