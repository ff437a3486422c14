//! The files of the repository, read once.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

/// Folders that are not the repository's: made by tools, or git's own.
const FOREIGN: &[&str] = &[".git", "target", "node_modules", "dist", "demo-data", "proptest-regressions"];

/// A file of the repository; `text` is `None` when it is not UTF-8.
pub struct File {
    /// From the root, `/`-separated.
    pub path: String,
    pub text: Option<String>,
}

impl File {
    /// The text and its extension (`Makefile` and `.ci/run` have none: "").
    pub fn source(&self) -> Option<(&str, &str)> {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.text.as_deref().map(|text| (extension, text))
    }
}

/// All files, in order of path.
pub struct Tree {
    pub files: Vec<File>,
}

impl Tree {
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut files = Vec::new();
        let walk = WalkDir::new(root).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(is_ours) {
            let entry = entry.map_err(|error| format!("cannot walk the repository: {error}"))?;
            if entry.file_type().is_file() {
                files.push(File::read(root, entry.path())?);
            }
        }
        Ok(Self { files })
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).and_then(|file| file.text.as_deref())
    }

    /// Whether a file or a folder has this path.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        path.is_empty() || self.files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: Some((*text).to_owned()) };
        Self { files: files.iter().map(file).collect() }
    }
}

impl File {
    fn read(root: &Path, path: &Path) -> Result<Self, String> {
        let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let relative = path.strip_prefix(root).unwrap_or(path);
        Ok(Self { path: relative.to_string_lossy().replace('\\', "/"), text: String::from_utf8(bytes).ok() })
    }
}

fn is_ours(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !FOREIGN.iter().any(|name| entry.file_name() == *name)
}
