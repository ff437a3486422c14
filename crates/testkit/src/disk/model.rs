//! What is on the platter and what is only in memory.
//!
//! The live files are real files, so that ffmpeg and SQLite can open them. Beside them the model
//! keeps, for each file, the contents as of its last sync, and the changes of names that no sync
//! has made durable.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A file, whatever its name is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FileId(u64);

#[derive(Debug, Default, Clone)]
pub(super) struct FileState {
    /// Contents on the platter.
    pub(super) durable: Vec<u8>,
    /// Bytes at the beginning that nothing has written to since they reached the platter: no crash takes them.
    pub(super) untouched: usize,
    /// Bytes that a failed sync has dropped: as on Linux, a later sync that succeeds does not
    /// bring them back. Writing them again does.
    pub(super) dropped: Option<Range<usize>>,
}

/// A change of names that a crash may undo.
#[derive(Debug, Clone)]
pub(super) enum NameChange {
    Link { path: String, file: FileId },
    Unlink { path: String },
    Rename { from: String, to: String, file: FileId },
}

impl NameChange {
    /// The folder whose sync makes the change durable.
    pub(super) fn folder(&self) -> &str {
        match self {
            Self::Link { path, .. } | Self::Unlink { path } | Self::Rename { to: path, .. } => folder_of(path),
        }
    }

    pub(super) fn apply(&self, names: &mut BTreeMap<String, FileId>) {
        match self {
            Self::Link { path, file } => {
                names.insert(path.clone(), *file);
            }
            Self::Unlink { path } => {
                names.remove(path);
            }
            Self::Rename { from, to, file } => {
                names.remove(from);
                names.insert(to.clone(), *file);
            }
        }
    }
}

/// The part of `path` before its last slash, empty at the top.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[derive(Debug, Default)]
pub(super) struct Model {
    next: u64,
    pub(super) files: HashMap<FileId, FileState>,
    /// Names as the running member sees them.
    pub(super) live: BTreeMap<String, FileId>,
    /// Names on the platter.
    pub(super) durable: BTreeMap<String, FileId>,
    /// What differs between the two, in the order in which it was done.
    pub(super) pending: Vec<NameChange>,
}

impl Model {
    /// A file that stood there before the member started, all of it on the platter.
    pub(super) fn found(&mut self, path: &str, contents: Vec<u8>) {
        let file = self.new_file(contents);
        self.live.insert(path.to_owned(), file);
        self.durable.insert(path.to_owned(), file);
    }

    /// The file at `path`; one that this disk has not seen yet becomes known, nothing of it
    /// durable.
    pub(super) fn file_at(&mut self, path: &str) -> FileId {
        if let Some(file) = self.live.get(path) {
            return *file;
        }
        let file = self.new_file(Vec::new());
        self.change(NameChange::Link { path: path.to_owned(), file });
        file
    }

    pub(super) fn change(&mut self, change: NameChange) {
        change.apply(&mut self.live);
        self.pending.push(change);
    }

    /// Removes `path` and what is below it.
    pub(super) fn unlink(&mut self, path: &str) {
        let below = format!("{path}/");
        let gone: Vec<String> =
            self.live.keys().filter(|name| *name == path || name.starts_with(&below)).cloned().collect();
        for path in gone {
            self.change(NameChange::Unlink { path });
        }
    }

    /// The changes of names in `folder` reach the platter.
    pub(super) fn sync_folder(&mut self, folder: &str) {
        let (durable, pending): (Vec<_>, Vec<_>) = self.pending.drain(..).partition(|change| change.folder() == folder);
        for change in durable {
            change.apply(&mut self.durable);
        }
        self.pending = pending;
    }

    /// The contents of `file` reach the platter, but for what an earlier sync dropped.
    pub(super) fn sync_contents(&mut self, file: FileId, mut contents: Vec<u8>) {
        let state = self.files.entry(file).or_default();
        if let Some(dropped) = &state.dropped {
            let end = dropped.end.min(contents.len());
            let start = dropped.start.min(end);
            contents[start..end].fill(0);
        }
        state.untouched = state.dropped.as_ref().map_or(contents.len(), |range| range.start.min(contents.len()));
        state.durable = contents;
    }

    /// A sync failed: what was not on the platter is dropped from memory as if it were.
    pub(super) fn drop_unsynced(&mut self, file: FileId, length: usize) {
        let state = self.files.entry(file).or_default();
        let start = state.dropped.as_ref().map_or(state.durable.len(), |range| range.start);
        state.dropped = (start < length).then_some(start..length);
    }

    /// The file was cut to `length`: what is written from there on is new.
    pub(super) fn cut(&mut self, file: FileId, length: usize) {
        let state = self.files.entry(file).or_default();
        state.untouched = state.untouched.min(length);
        state.dropped =
            state.dropped.take().map(|range| range.start..range.end.min(length)).filter(|range| !range.is_empty());
    }

    fn new_file(&mut self, durable: Vec<u8>) -> FileId {
        self.next += 1;
        let file = FileId(self.next);
        self.files.insert(file, FileState { untouched: durable.len(), durable, dropped: None });
        file
    }
}
